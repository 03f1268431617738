package io.lanescope.properties;

import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

import io.lanescope.explain.Explainer;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.InputBounds;
import io.lanescope.explain.Target;
import io.lanescope.explain.gradient.InputXGradient;
import io.lanescope.explain.lrp.Lrp;
import io.lanescope.explain.lrp.LrpRule;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LrpProperties {

    private static final int FEATURES = 9;
    private static final int CLASSES = 4;
    private static final InputBounds BOUNDS = InputBounds.uniform(FEATURES, -2, 2);

    @Provide
    Arbitrary<Activation> activations() {
        return RandomNetworks.allActivations();
    }

    @Provide
    Arbitrary<LrpRule> rules() {
        return Arbitraries.of(new LrpRule.Zero(), new LrpRule.Epsilon(1e-6f), new LrpRule.Epsilon(0.25f),
                new LrpRule.Gamma(0.25f), new LrpRule.ZPlus(), new LrpRule.AlphaBeta(1), new LrpRule.AlphaBeta(2),
                new LrpRule.WSquare(), new LrpRule.Flat(), new LrpRule.ZBox(BOUNDS),
                new LrpRule.Preset(null, 0.25f, 1e-6f), new LrpRule.Preset(BOUNDS, 0.25f, 0.1f));
    }

    @Property(tries = 400)
    void agreesWithTheFormulasInDouble(@ForAll long seed, @ForAll("rules") LrpRule rule,
            @ForAll("activations") Activation activation, @ForAll @IntRange(max = 4) int depth,
            @ForAll boolean spreadBias) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.behindScaler(random,
                RandomNetworks.classifier(random, FEATURES, depth, CLASSES, activation));
        float[] x = RandomNetworks.numbers(random, FEATURES);
        if (ReferenceExplanations.distanceToKink(model, doubles(x)) < 1e-5) {
            return;
        }
        Explanation explanation = explain(model, new Target.Margin(2, 1), new Lrp(rule, spreadBias), x, 1);
        double[] z = ReferenceExplanations.logits(model, doubles(x));
        double[] start = {0, -z[1], z[2], 0};
        ReferenceRelevance expected = ReferenceRelevance.of(model, rule, spreadBias, doubles(x), start);
        double scale = Arrays.stream(expected.values).map(Math::abs).max().orElseThrow();
        for (int j = 0; j < FEATURES; j++) {
            assertEquals(expected.values[j], explanation.rows().values()[j],
                    Math.max(1e-5 * scale, 1e-6 * expected.noise[j]), "feature " + j);
        }
        assertEquals(z[2] - z[1], explanation.rows().value()[0], Math.max(1e-5 * (Math.abs(z[2]) + Math.abs(z[1])),
                1e-6 * ReferenceExplanations.noise(model, doubles(x), doubles(x))));
        assertEquals(0, explanation.rows().baseValue()[0]);
    }

    @Property(tries = 100)
    void epsilonOnReluAgreesToFiveDigitsWithoutAllowances(@ForAll long seed, @ForAll @IntRange(max = 3) int depth) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.wideClassifier(random, FEATURES, depth, 32, CLASSES, new Activation.Relu());
        float[] x = RandomNetworks.numbers(random, FEATURES);
        if (ReferenceExplanations.distanceToKink(model, doubles(x)) < 1e-2) {
            return;
        }
        LrpRule rule = new LrpRule.Epsilon(1e-6f);
        double[] start = new double[CLASSES];
        start[1] = ReferenceExplanations.logits(model, doubles(x))[1];
        double[] expected = ReferenceRelevance.of(model, rule, false, doubles(x), start).values;
        float[] actual = explain(model, new Target.Logit(1), new Lrp(rule), x, 1).rows().values();
        double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        for (int j = 0; j < FEATURES; j++) {
            assertEquals(expected[j], actual[j], 1e-5 * scale, "feature " + j);
        }
    }

    @Property(tries = 100)
    void ofReluLrpZeroIsInputTimesGradientEvenWithBiases(@ForAll long seed, @ForAll @IntRange(max = 4) int depth) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, FEATURES, depth, CLASSES, new Activation.Relu());
        float[] x = RandomNetworks.numbers(random, 3 * FEATURES);
        for (Target target : new Target[]{new Target.Logit(1), new Target.Margin(0, 3)}) {
            close(explain(model, target, new InputXGradient(), x, 3),
                    explain(model, target, new Lrp(new LrpRule.Zero()), x, 3), 1e-5);
        }
    }

    @Property(tries = 50)
    void withoutBiasesRelevanceOfReluAddsUpToTheLogit(@ForAll long seed, @ForAll @IntRange(max = 4) int depth) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.withoutBiases(
                RandomNetworks.classifier(random, FEATURES, depth, CLASSES, new Activation.Relu()));
        float[] x = RandomNetworks.numbers(random, FEATURES);
        Explanation lrp = explain(model, new Target.Logit(1), new Lrp(new LrpRule.Zero()), x, 1);
        double[] start = new double[CLASSES];
        start[1] = ReferenceExplanations.logits(model, doubles(x))[1];
        double noise = Arrays.stream(ReferenceRelevance.of(model, new LrpRule.Zero(), false, doubles(x), start).noise)
                .sum();
        assertEquals(0, lrp.completenessGap(0), Math.max(1e-5 * size(lrp), 1e-6 * noise));
    }

    @Property(tries = 50)
    void spreadBiasesLoseNothing(@ForAll long seed, @ForAll @IntRange(max = 3) int depth) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.behindScaler(random,
                RandomNetworks.classifier(random, FEATURES, depth, CLASSES, new Activation.Softplus()));
        Explanation lrp = explain(model, new Target.Logit(1), new Lrp(new LrpRule.Gamma(3), true),
                RandomNetworks.numbers(random, FEATURES), 1);
        double[] start = new double[CLASSES];
        float[] x = lrp.rows().x();
        start[1] = ReferenceExplanations.logits(model, doubles(x))[1];
        double noise = Arrays.stream(
                ReferenceRelevance.of(model, new LrpRule.Gamma(3), true, doubles(x), start).noise).sum();
        assertEquals(0, lrp.completenessGap(0), 1e-6 * noise + 1e-5 * size(lrp));
    }

    @Property(tries = 50)
    void gammaZeroIsLrpZeroToTheBit(@ForAll long seed, @ForAll("activations") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, FEATURES, 3, CLASSES, activation);
        float[] x = RandomNetworks.numbers(random, FEATURES);
        assertArrayEquals(explain(model, new Target.Logit(1), new Lrp(new LrpRule.Zero()), x, 1).rows().values(),
                explain(model, new Target.Logit(1), new Lrp(new LrpRule.Gamma(0)), x, 1).rows().values());
    }

    @Property(tries = 50)
    void onNonNegativeInputsZPlusIsAlphaOneBetaZeroAndConserves(@ForAll long seed,
            @ForAll @IntRange(max = 3) int depth) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.withoutBiases(
                RandomNetworks.classifier(random, FEATURES, depth, CLASSES, new Activation.Relu()));
        float[] x = RandomNetworks.numbers(random, FEATURES);
        for (int j = 0; j < FEATURES; j++) {
            x[j] = Math.abs(x[j]);
        }
        Explanation plus = explain(model, new Target.Logit(1), new Lrp(new LrpRule.ZPlus()), x, 1);
        close(plus, explain(model, new Target.Logit(1), new Lrp(new LrpRule.AlphaBeta(1, 0)), x, 1), 1e-6);
        // A unit that nothing excites hands nothing down; where there is none, nothing is lost.
        if (everyUnitIsExcited(model, x)) {
            assertEquals(0, plus.completenessGap(0), 1e-5 * size(plus));
        }
    }

    private static boolean everyUnitIsExcited(Mlp model, float[] x) {
        double[][] z = ReferenceExplanations.preActivations(model, doubles(x));
        for (int l = 0; l < z.length; l++) {
            Dense layer = model.layers().get(l);
            double[] a = ReferenceExplanations.input(model, l, z, doubles(x));
            for (int k = 0; k < layer.out(); k++) {
                double sum = 0;
                for (int j = 0; j < layer.in(); j++) {
                    sum += a[j] * Math.max(layer.weights()[j * layer.out() + k], 0);
                }
                if (sum == 0) {
                    return false;
                }
            }
        }
        return true;
    }

    @Property(tries = 50)
    void boundedInputsConserveWhateverTheBias(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.behindScaler(random,
                RandomNetworks.classifier(random, FEATURES, 0, CLASSES, new Activation.Relu()));
        Explanation box = explain(model, new Target.Logit(1), new Lrp(new LrpRule.ZBox(BOUNDS)),
                RandomNetworks.numbers(random, FEATURES), 1);
        assertEquals(0, box.completenessGap(0), 1e-5 * size(box));
        for (float value : box.rows().values()) {
            assertTrue(value == 0 || value > 0 == box.rows().value()[0] > 0);
        }
    }

    @Property(tries = 50)
    void relevanceIsLinearInTheStart(@ForAll long seed, @ForAll("rules") LrpRule rule) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, FEATURES, 2, CLASSES, new Activation.Relu());
        float[] x = RandomNetworks.numbers(random, FEATURES);
        float[] a = explain(model, new Target.Logit(0), new Lrp(rule), x, 1).rows().values();
        float[] b = explain(model, new Target.Logit(3), new Lrp(rule), x, 1).rows().values();
        float[] difference = explain(model, new Target.Margin(0, 3), new Lrp(rule), x, 1).rows().values();
        double scale = 1e-6;
        for (int j = 0; j < FEATURES; j++) {
            scale = Math.max(scale, Math.abs(a[j]) + Math.abs(b[j]));
        }
        for (int j = 0; j < FEATURES; j++) {
            assertEquals(a[j] - b[j], difference[j], 1e-4 * scale);
        }
    }

    @Property(tries = 30)
    void aProbabilityIsHandedToItsOwnLogit(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, FEATURES, 2, CLASSES, new Activation.Relu());
        float[] x = RandomNetworks.numbers(random, FEATURES);
        Explanation logit = explain(model, new Target.Logit(1), new Lrp(), x, 1);
        Explanation probability = explain(model, new Target.Probability(1), new Lrp(), x, 1);
        double factor = probability.rows().value()[0] / (double) logit.rows().value()[0];
        for (int j = 0; j < FEATURES; j++) {
            assertEquals(factor * logit.rows().values()[j], probability.rows().values()[j],
                    1e-5 * Math.abs(factor) * size(logit));
        }
    }

    @Property(tries = 30)
    void aRowsBitsDependNeitherOnItsBatchNorOnTheThreads(@ForAll long seed, @ForAll("rules") LrpRule rule,
            @ForAll boolean spreadBias) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, FEATURES, 2, CLASSES, new Activation.Tanh());
        float[] x = RandomNetworks.numbers(random, 150 * FEATURES);
        Target target = new Target.Logit(Target.PREDICTED);
        Lrp method = new Lrp(rule, spreadBias);
        float[] batch = explain(model, target, method, x, 150).rows().values();
        try (ExecutorService threads = Executors.newFixedThreadPool(2); Team team = Team.of(threads, 3)) {
            assertArrayEquals(batch, new Explainer(model, target, team).explain(method, x, 150).rows().values());
        }
        for (int r = 0; r < 150; r += 37) {
            float[] row = Arrays.copyOfRange(x, r * FEATURES, (r + 1) * FEATURES);
            assertArrayEquals(Arrays.copyOfRange(batch, r * FEATURES, (r + 1) * FEATURES),
                    explain(model, target, method, row, 1).rows().values());
        }
    }

    @Property(tries = 30)
    void hiddenUnitsMayChangePlaces(@ForAll long seed, @ForAll("rules") LrpRule rule) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.wideClassifier(random, FEATURES, 2, 8, CLASSES, new Activation.Relu());
        float[] x = RandomNetworks.numbers(random, FEATURES);
        if (ReferenceExplanations.distanceToKink(model, doubles(x)) < 1e-5) {
            return;
        }
        Explanation plain = explain(model, new Target.Logit(1), new Lrp(rule), x, 1);
        float[] turned = explain(RandomNetworks.reversed(model, 0), new Target.Logit(1), new Lrp(rule), x, 1)
                .rows().values();
        double[] start = new double[CLASSES];
        start[1] = ReferenceExplanations.logits(model, doubles(x))[1];
        double[] noise = ReferenceRelevance.of(model, rule, false, doubles(x), start).noise;
        for (int j = 0; j < FEATURES; j++) {
            assertEquals(plain.rows().values()[j], turned[j], Math.max(1e-5 * size(plain), 2e-6 * noise[j]));
        }
    }

    @Property(tries = 30)
    void rescaledReluUnitsChangeNothingButEpsilon(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.wideClassifier(random, FEATURES, 2, 8, CLASSES, new Activation.Relu());
        float[] x = RandomNetworks.numbers(random, FEATURES);
        Mlp rescaled = RandomNetworks.rescaled(model, 0, 8);
        for (LrpRule rule : new LrpRule[]{new LrpRule.Zero(), new LrpRule.Gamma(0.5f), new LrpRule.AlphaBeta(2)}) {
            close(explain(model, new Target.Logit(1), new Lrp(rule), x, 1),
                    explain(rescaled, new Target.Logit(1), new Lrp(rule), x, 1), 1e-5);
        }
    }

    @Example
    void aUnitWithADenominatorOfZeroHandsNothingDown() {
        Mlp model = RandomNetworks.withoutBiases(
                RandomNetworks.classifier(RandomNetworks.random(5), FEATURES, 2, CLASSES, new Activation.Sigmoid()));
        for (LrpRule rule : new LrpRule[]{new LrpRule.Zero(), new LrpRule.ZPlus(), new LrpRule.AlphaBeta(2)}) {
            float[] values = explain(model, new Target.Logit(1), new Lrp(rule), new float[FEATURES], 1)
                    .rows().values();
            for (float value : values) {
                assertEquals(0, Math.abs(value));
            }
        }
    }

    @Example
    void settingsThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new LrpRule.Epsilon(-1));
        assertThrows(IllegalArgumentException.class, () -> new LrpRule.Gamma(Float.NaN));
        assertThrows(IllegalArgumentException.class, () -> new LrpRule.AlphaBeta(2, 2));
        assertThrows(IllegalArgumentException.class, () -> new LrpRule.AlphaBeta(0.5f));
        assertThrows(IllegalArgumentException.class, () -> InputBounds.uniform(2, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> InputBounds.of(new float[]{1, Float.NaN}, 1));
        Mlp model = RandomNetworks.classifier(RandomNetworks.random(1), FEATURES, 1, CLASSES, new Activation.Relu());
        float[] x = new float[FEATURES];
        x[3] = 5;
        var outside = assertThrows(IllegalArgumentException.class,
                () -> explain(model, new Target.Logit(0), new Lrp(new LrpRule.ZBox(BOUNDS)), x, 1));
        assertEquals("row 0, feature 3 of x is 5.0, outside its bounds -2.0 and 2.0", outside.getMessage());
        InputBounds narrow = InputBounds.uniform(2, 0, 1);
        assertThrows(IllegalArgumentException.class,
                () -> explain(model, new Target.Logit(0), new Lrp(new LrpRule.ZBox(narrow)), x, 1));
    }

    private static Explanation explain(Mlp model, Target target, io.lanescope.explain.Method method, float[] x,
            int rows) {
        return new Explainer(model, target).explain(method, x, rows);
    }

    private static void close(Explanation expected, Explanation actual, double tolerance) {
        double scale = size(expected);
        for (int i = 0; i < expected.rows().values().length; i++) {
            assertEquals(expected.rows().values()[i], actual.rows().values()[i], tolerance * scale, "value " + i);
        }
    }

    private static double size(Explanation explanation) {
        double size = Math.max(1e-3, Math.abs(explanation.rows().value()[0]));
        for (float v : explanation.rows().values()) {
            size = Math.max(size, Math.abs(v));
        }
        return size;
    }

    private static double[] doubles(float[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i];
        }
        return y;
    }
}
