package io.lanescope.explain.metrics;

import java.util.Arrays;
import java.util.List;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explainer;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.Method;
import io.lanescope.explain.Target;
import io.lanescope.explain.deeplift.DeepLift;
import io.lanescope.explain.gradient.Gradient;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.Scaler;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MetricTest {

    private static final Baseline ZEROS = new Baseline.Zeros();

    /** f(x) = relu(x₀ + x₁ − 1) + 2x₂, which is not additive. */
    private static final Mlp MODEL = new Mlp(List.of(
            new Dense(3, 2, new float[]{1, 0, 1, 0, 0, 1}, new float[]{-1, 100}, new Activation.Relu()),
            new Dense(2, 1, new float[]{1, 2}, new float[]{-200}, new Activation.Identity())),
            Task.REGRESSION, Scaler.none(3), List.of("a", "b", "c"), List.of("y"));

    /** Gives every row the same attributions. */
    private record Fixed(boolean slope, List<Float> values, List<String> names) implements Method {

        Fixed(boolean slope, Float... values) {
            this(slope, List.of(values), MODEL.featureNames());
        }

        @Override
        public String name() {
            return "fixed";
        }

        @Override
        public List<String> columns(Mlp model) {
            return names;
        }

        @Override
        public Attributor attributor(Mlp model, Target target) {
            return (rows, from, to) -> {
                for (int i = from * rows.columns(); i < to * rows.columns(); i++) {
                    rows.values()[i] = values.get(i % rows.columns());
                }
                for (int r = from; r < to; r++) {
                    float[] x = Arrays.copyOfRange(rows.x(), 3 * r, 3 * r + 3);
                    rows.value()[r] = Math.max(0, x[0] + x[1] - 1) + 2 * x[2];
                }
            };
        }
    }

    private static Explanation explain(Method method, float... x) {
        return new Explainer(MODEL, new Target.Output(0)).explain(method, x, x.length / 3);
    }

    private static double score(Metric metric, Explanation explanation) {
        return metric.scores(explanation, Team.single())[0];
    }

    @Test
    void theGapIsWhatIsMissingFromTheSum() {
        Explanation explanation = explain(new Fixed(false, 1f, 1f, 2f), 2, 3, 1); // f = 6, base 0 as written
        assertEquals(2, score(new CompletenessGap(false), explanation));
        assertEquals(2 / 6.0, score(new CompletenessGap(true), explanation));
        assertEquals(0, score(new CompletenessGap(true), explain(new Fixed(false, 1f, 0f, -1f), 0, 0, 0)));
        assertEquals(Double.POSITIVE_INFINITY,
                score(new CompletenessGap(true), explain(new Fixed(false, 1f, 0f, 0f), 0, 0, 0)));
    }

    @Test
    void curvesBeginAndEndAtTheRowAndTheBaseline() {
        Explanation explanation = explain(new Fixed(false, 1f, 3f, 2f), 2, 3, 1);
        // b, then c, then a: f(2,3,1) = 6, f(2,0,1) = 3, f(2,0,0) = 1, f(0,0,0) = 0
        PerturbationCurve deletion = new PerturbationCurve(false, ZEROS);
        assertArrayEquals(new double[]{6, 3, 1, 0}, deletion.curves(explanation, Team.single())[0]);
        assertEquals((3 + 3 + 1) / 3.0, score(deletion, explanation), 1e-12);
        // f(0,0,0) = 0, f(0,3,0) = 2, f(0,3,1) = 4, f(2,3,1) = 6
        PerturbationCurve insertion = new PerturbationCurve(true, ZEROS);
        assertArrayEquals(new double[]{0, 2, 4, 6}, insertion.curves(explanation, Team.single())[0]);
        assertEquals((2 + 4 + 3) / 3.0, score(insertion, explanation), 1e-12);
    }

    @Test
    void fewerStepsKeepBothEnds() {
        PerturbationCurve curve = new PerturbationCurve(false, ZEROS, 2);
        assertArrayEquals(new int[]{0, 2, 3}, curve.changed(3));
        assertArrayEquals(new int[]{0, 50, 100}, curve.changed(100));
        assertArrayEquals(new int[]{0, 1}, curve.changed(1));
        Explanation explanation = explain(new Fixed(false, 1f, 3f, 2f), 2, 3, 1);
        assertArrayEquals(new double[]{6, 1, 0}, curve.curves(explanation, Team.single())[0]);
        assertEquals(2 / 3.0 * 3.5 + 1 / 3.0 * 0.5, score(curve, explanation), 1e-12);
    }

    @Test
    void equalAttributionsGoInTheOrderOfTheFeatures() {
        Explanation explanation = explain(new Fixed(false, 0f, -0f, 0f), 2, 3, 1);
        assertArrayEquals(new double[]{6, 4, 2, 0},
                new PerturbationCurve(false, ZEROS).curves(explanation, Team.single())[0]);
    }

    @Test
    void sparsenessIsTheGiniIndex() {
        // |a| = 1, 2, 5: (−2·1 + 0·2 + 2·5) / (3 · 8)
        assertEquals(8 / 24.0, score(new Sparseness(), explain(new Fixed(false, 5f, -1f, 2f), 0, 0, 0)), 1e-12);
        assertEquals(2 / 3.0, score(new Sparseness(), explain(new Fixed(false, 0f, -7f, 0f), 0, 0, 0)), 1e-12);
        assertEquals(0, score(new Sparseness(), explain(new Fixed(false, -4f, 4f, 4f), 0, 0, 0)), 1e-12);
        assertEquals(0, score(new Sparseness(), explain(new Fixed(false, 0f, 0f, 0f), 0, 0, 0)));
    }

    @Test
    void complexityIsTheEntropy() {
        assertEquals(Math.log(3), score(new Complexity(), explain(new Fixed(false, -4f, 4f, 4f), 0, 0, 0)), 1e-12);
        assertEquals(1.5 * Math.log(2), score(new Complexity(), explain(new Fixed(false, 1f, -1f, 2f), 0, 0, 0)),
                1e-12);
        assertEquals(0, score(new Complexity(), explain(new Fixed(false, 0f, 3f, 0f), 0, 0, 0)));
        assertEquals(0, score(new Complexity(), explain(new Fixed(false, 0f, 0f, 0f), 0, 0, 0)));
    }

    @Test
    void theMaskShareAndThePointingGameLookAtTheMaskedFeatures() {
        boolean[] mask = {true, false, true};
        assertEquals(0.5, score(new MaskShare(mask), explain(new Fixed(false, -3f, 4f, 1f), 0, 0, 0)));
        assertEquals(0, score(new PointingGame(mask), explain(new Fixed(false, -9f, 4f, 1f), 0, 0, 0)));
        assertEquals(1, score(new PointingGame(mask), explain(new Fixed(false, 4f, 4f, 1f), 0, 0, 0)));
        Explanation nothing = explain(new Fixed(false, 0f, 0f, 0f), 0, 0, 0);
        assertEquals(0, score(new MaskShare(mask), nothing));
        assertEquals(0, score(new PointingGame(mask), nothing));
        assertEquals("the mask has 3 entries for 2 rows of 3 features",
                assertThrows(IllegalArgumentException.class,
                        () -> score(new MaskShare(mask), explain(new Gradient(), 1, 2, 3, 4, 5, 6))).getMessage());
    }

    @Test
    void contributionsThatAreRightForEverySubsetAreNeverUnfaithful() {
        // where the unit is off, f = 2c: only c counts
        Explanation right = explain(new Fixed(false, 0f, 0f, 6f), 0.2f, 0.3f, 3);
        assertEquals(0, score(new Infidelity(ZEROS, 0), right), 1e-9);
        assertEquals(1, score(new FaithfulnessCorrelation(ZEROS, 50, 0.34, 1), right), 1e-6);
        Explanation wrong = explain(new Fixed(false, 6f, 0f, 0f), 0.2f, 0.3f, 3);
        // each sample errs by 6 where only one of a and c is moved, which is every other one on average
        assertEquals(18, score(new Infidelity(ZEROS, 10_000, 0), wrong), 1);
        // one feature at a time: a's relevance falls when c's is due
        assertEquals(-0.5, score(new FaithfulnessCorrelation(ZEROS, 10_000, 0.34, 1), wrong), 0.05);
    }

    @Test
    void slopesAreMultipliedWithTheMove() {
        Explanation slopes = explain(new Fixed(true, 0f, 0f, 2f), 0.2f, 0.3f, 3);
        assertEquals(0, score(new Infidelity(ZEROS, 0), slopes), 1e-9);
    }

    @Test
    void aCorrelationWithWhatDoesNotVaryIsZero() {
        assertEquals(0, score(new FaithfulnessCorrelation(ZEROS, 0), explain(new Fixed(false, 1f, 1f, 1f), 2, 3, 1)));
        assertEquals(0, Correlation.spearman(new double[]{1, 1}, new double[]{1, 2}));
        assertEquals(1, Correlation.spearman(new double[]{1, 5, 2}, new double[]{10, 12, 11}), 1e-12);
        assertArrayEquals(new double[]{1.5, 4, 1.5, 3}, Correlation.ranks(new double[]{1, 9, 1, 3}));
    }

    @Test
    void sensitivityOfNothingIsDividedByOne() {
        // at a + b = 1 the gradient is (0, 0, 2); a step may switch the unit on, which adds (1, 1, 0)
        Explanation edge = explain(new Gradient(), 0.5f, 0.5f, 0);
        assertEquals(Math.sqrt(2) / 2, score(new SensitivityMax(0), edge), 1e-6);
        Mlp flat = MODEL.withLayers(List.of(MODEL.layers().getFirst(),
                new Dense(2, 1, new float[]{1, 0}, new float[]{0}, new Activation.Identity())));
        Explanation nothing = new Explainer(flat, new Target.Output(0)).explain(new Gradient(),
                new float[]{0.5f, 0.5f, 0}, 1);
        assertEquals(Math.sqrt(2), score(new SensitivityMax(0), nothing), 1e-6);
    }

    @Test
    void theRadiusOfSensitivityIsBehindTheScaler() {
        Mlp scaled = new Mlp(MODEL.layers(), Task.REGRESSION,
                new Scaler(new float[3], new float[]{0.001f, 0.001f, 0}), MODEL.featureNames(), List.of("y"));
        Explanation explanation = new Explainer(scaled, new Target.Output(0)).explain(new Gradient(),
                new float[]{500, 502, 7}, 1); // 0.002 above the edge in the network's units
        assertEquals(1, score(new SensitivityMax(0), explanation), 1e-6);
        assertEquals(0, score(new SensitivityMax(0.0005, 10, 0), explanation));
    }

    @Test
    void aMethodThatDoesNotLookAtTheModelSurvivesItsRandomisation() {
        Explanation blind = explain(new Fixed(false, 1f, 3f, 2f), 2, 3, 1);
        assertEquals(1, score(new ModelRandomisation(0), blind), 1e-12);
        double[][] correlations = new ModelRandomisation(0).correlations(explain(new DeepLift(), 2, 3, 1),
                Team.single());
        assertEquals(2, correlations.length);
        assertEquals(1, new ModelRandomisation(0).correlations(explain(new Gradient(), 2, 3, 1), Team.single()).length
                - 1);
    }

    @Test
    void placesFollowTheScores() {
        Explanation good = explain(new Fixed(false, 0f, 0f, 6f), 0.2f, 0.3f, 3);
        Explanation bad = explain(new Fixed(false, 6f, 3f, 0f), 0.2f, 0.3f, 3);
        Comparison comparison = Comparison.of(List.of(bad, good, good),
                List.of(new CompletenessGap(false), new Sparseness()), Team.single());
        assertArrayEquals(new double[]{3, 0, 0}, Arrays.stream(comparison.scores()).mapToDouble(s -> s[0]).toArray());
        assertArrayEquals(new double[]{3, 3}, comparison.ranks()[0]);
        assertArrayEquals(new double[]{1.5, 1.5}, comparison.ranks()[1]);
        assertArrayEquals(new double[]{3, 1.5, 1.5}, comparison.meanRanks());
    }

    @Test
    void attributionsOfUnitsAreRefused() {
        Explanation units = explain(new Fixed(false, List.of(1f), List.of("unit 0")), 2, 3, 1);
        for (Metric metric : Metric.all(ZEROS, 0).stream().skip(1).toList()) {
            String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> score(metric, units))
                    .getMessage());
            assertTrue(message.contains("unit 0"), message);
        }
    }

    @Test
    void wrongSettingsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Infidelity(ZEROS, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new SensitivityMax(0, 10, 1));
        assertThrows(IllegalArgumentException.class, () -> new SensitivityMax(Double.NaN, 10, 1));
        assertThrows(IllegalArgumentException.class, () -> new FaithfulnessCorrelation(ZEROS, 1, 0.5, 1));
        assertThrows(IllegalArgumentException.class, () -> new FaithfulnessCorrelation(ZEROS, 10, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new PerturbationCurve(true, ZEROS, 0));
        Baseline narrow = new Baseline.Values(new float[2]);
        assertThrows(IllegalArgumentException.class,
                () -> score(new Infidelity(narrow, 1), explain(new Gradient(), 1, 2, 3)));
    }

    @Test
    void noRowsHaveNoScores() {
        for (Metric metric : Metric.all(ZEROS, 0)) {
            assertEquals(0, metric.scores(explain(new Gradient()), Team.single()).length);
        }
    }
}
