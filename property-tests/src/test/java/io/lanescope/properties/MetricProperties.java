package io.lanescope.properties;

import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explainer;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.InputBounds;
import io.lanescope.explain.Method;
import io.lanescope.explain.Quadrature;
import io.lanescope.explain.Target;
import io.lanescope.explain.deeplift.DeepLift;
import io.lanescope.explain.gradient.Gradient;
import io.lanescope.explain.gradient.IntegratedGradients;
import io.lanescope.explain.lrp.Lrp;
import io.lanescope.explain.lrp.LrpRule;
import io.lanescope.explain.metrics.Complexity;
import io.lanescope.explain.metrics.FaithfulnessCorrelation;
import io.lanescope.explain.metrics.Infidelity;
import io.lanescope.explain.metrics.Metric;
import io.lanescope.explain.metrics.PerturbationCurve;
import io.lanescope.explain.metrics.SensitivityMax;
import io.lanescope.explain.metrics.Sparseness;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static io.lanescope.properties.ReferenceExplanations.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MetricProperties {

    private static final int FEATURES = 9;
    private static final int CLASSES = 3;
    private static final Target TARGET = new Target.Logit(1);

    @Property(tries = 50)
    void insertionIsDeletionBackwards(@ForAll long seed, @ForAll @IntRange(max = 3) int depth) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, FEATURES, depth, CLASSES, new Activation.Tanh());
        Baseline baseline = new Baseline.Values(RandomNetworks.numbers(random, FEATURES));
        Explanation explanation = explain(model, new Gradient(), RandomNetworks.numbers(random, FEATURES), 1);
        int[] order = order(random);
        int[] reverse = new int[FEATURES];
        Arrays.setAll(reverse, i -> order[FEATURES - 1 - i]);
        double[] there = new PerturbationCurve(true, baseline).curves(explanation, Team.single(), _ -> order)[0];
        double[] back = new PerturbationCurve(false, baseline).curves(explanation, Team.single(), _ -> reverse)[0];
        for (int k = 0; k <= FEATURES; k++) {
            assertEquals(there[k], back[FEATURES - k]);
        }
    }

    @Property(tries = 20)
    void sensitivityStaysInsideTheBoundsOfAMethod(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, FEATURES, 1, CLASSES, new Activation.Relu());
        float[] x = RandomNetworks.numbers(random, 2 * FEATURES);
        Method method = new Lrp(new LrpRule.ZBox(InputBounds.of(x, 2)));
        for (double score : new SensitivityMax(seed).scores(explain(model, method, x, 2), Team.single())) {
            assertTrue(score >= 0 && Double.isFinite(score));
        }
    }

    @Property(tries = 50)
    void aLinearFunctionHasNoInfidelityNorSensitivity(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, FEATURES, 0, CLASSES, new Activation.Relu());
        Baseline baseline = new Baseline.Values(RandomNetworks.numbers(random, FEATURES));
        float[] x = RandomNetworks.numbers(random, 2 * FEATURES);
        for (Method method : new Method[]{new Gradient(), new IntegratedGradients(baseline, 5,
                Quadrature.MIDPOINT),
            new DeepLift(baseline)}) {
            Explanation explanation = explain(model, method, x, 2);
            for (double infidelity : new Infidelity(baseline, seed).scores(explanation, Team.single())) {
                assertEquals(0, infidelity, 1e-10);
            }
            for (double r : new FaithfulnessCorrelation(baseline, 100, 0.2, seed)
                    .scores(explanation, Team.single())) {
                assertEquals(1, r, 1e-5);
            }
        }
        assertArrayEquals(new double[2],
                new SensitivityMax(seed).scores(explain(model, new Gradient(), x, 2), Team.single()));
    }

    @Property(tries = 30)
    void aPointOfACurveIsTheFunctionInDouble(@ForAll long seed, @ForAll @IntRange(max = 3) int depth) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, FEATURES, depth, CLASSES, new Activation.Sigmoid());
        float[] away = RandomNetworks.numbers(random, FEATURES);
        float[] x = RandomNetworks.numbers(random, FEATURES);
        Explanation explanation = explain(model, new Gradient(), x, 1);
        double[] deletion = new PerturbationCurve(false, new Baseline.Values(away)).curves(explanation,
                Team.single())[0];
        float[] a = explanation.rows().values();
        double[] changed = new double[FEATURES];
        Arrays.setAll(changed, j -> x[j]);
        boolean[] gone = new boolean[FEATURES];
        for (int k = 0; k <= FEATURES; k++) {
            assertEquals(value(model, TARGET, changed), deletion[k], 2e-5);
            int largest = -1;
            for (int j = 0; j < FEATURES; j++) {
                largest = !gone[j] && (largest < 0 || a[j] > a[largest]) ? j : largest;
            }
            if (largest >= 0) {
                gone[largest] = true;
                changed[largest] = away[largest];
            }
        }
    }

    @Property(tries = 30)
    void neitherTheSignNorTheScaleNorTheOrderOfAttributionsChangesSparsenessAndComplexity(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, FEATURES, 1, CLASSES, new Activation.Tanh());
        Explanation one = explain(model, new Gradient(), RandomNetworks.numbers(random, FEATURES), 1);
        double sparseness = new Sparseness().scores(one, Team.single())[0];
        double complexity = new Complexity().scores(one, Team.single())[0];
        assertTrue(sparseness >= 0 && sparseness <= 1 - 1.0 / FEATURES + 1e-12);
        assertTrue(complexity >= 0 && complexity <= Math.log(FEATURES) + 1e-12);
        Explanation other = explain(model, new Gradient(), one.rows().x(), 1);
        int[] order = order(random);
        for (int j = 0; j < FEATURES; j++) {
            other.rows().values()[j] = -4 * one.rows().values()[order[j]];
        }
        assertEquals(sparseness, new Sparseness().scores(other, Team.single())[0], 1e-12);
        assertEquals(complexity, new Complexity().scores(other, Team.single())[0], 1e-12);
    }

    @Property(tries = 5)
    void aRowsScoresDependNeitherOnItsBatchNorOnTheThreads(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, FEATURES, 2, CLASSES, new Activation.Relu());
        Baseline baseline = new Baseline.Values(RandomNetworks.numbers(random, FEATURES));
        int count = 70;
        float[] x = RandomNetworks.numbers(random, count * FEATURES);
        Explanation batch = explain(model, new DeepLift(baseline), x, count);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (Team team = Team.of(threads, 3)) {
            for (Metric metric : Metric.all(baseline, seed)) {
                double[] alone = metric.scores(batch, Team.single());
                assertArrayEquals(alone, metric.scores(batch, team), metric.name());
                for (int r = 0; r < count; r += 23) {
                    float[] row = Arrays.copyOfRange(x, r * FEATURES, (r + 1) * FEATURES);
                    assertEquals(alone[r], metric.scores(explain(model, new DeepLift(baseline), row, 1),
                            Team.single())[0], metric.name());
                }
            }
        } finally {
            threads.shutdown();
        }
    }

    private static Explanation explain(Mlp model, Method method, float[] x, int count) {
        return new Explainer(model, TARGET).explain(method, x, count);
    }

    private static int[] order(RandomGenerator random) {
        int[] order = new int[FEATURES];
        Arrays.setAll(order, i -> i);
        for (int i = FEATURES - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int other = order[j];
            order[j] = order[i];
            order[i] = other;
        }
        return order;
    }
}
