package io.lanescope.properties;

import java.util.Arrays;
import java.util.random.RandomGenerator;

import io.lanescope.explain.Background;
import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.Quadrature;
import io.lanescope.explain.Target;
import io.lanescope.explain.deeplift.DeepLift;
import io.lanescope.explain.deeplift.DeepShap;
import io.lanescope.explain.gradient.ExpectedGradients;
import io.lanescope.explain.gradient.IntegratedGradients;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Activation;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static io.lanescope.properties.Explanations.assertClose;
import static io.lanescope.properties.Explanations.assertSameBitsEverywhere;
import static io.lanescope.properties.Explanations.doubles;
import static io.lanescope.properties.Explanations.explain;
import static io.lanescope.properties.Explanations.size;
import static io.lanescope.properties.Explanations.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class BackgroundProperties {

    private static final int FEATURES = 8;
    private static final int CLASSES = 4;

    @Provide
    Arbitrary<Activation> activations() {
        return RandomNetworks.allActivations();
    }

    @Provide
    Arbitrary<Target> targets() {
        return Arbitraries.of(new Target.Logit(2), new Target.Probability(1), new Target.LogOdds(0),
                new Target.Margin(3, 1));
    }

    private static Mlp network(RandomGenerator random, int depth, Activation activation) {
        return RandomNetworks.behindScaler(random,
                RandomNetworks.classifier(random, FEATURES, depth, CLASSES, activation));
    }

    private static Background background(RandomGenerator random, int rows) {
        return new Background(RandomNetworks.numbers(random, rows * FEATURES), rows);
    }

    @Property(tries = 100)
    void deepLiftAgreesWithTheRescaleRuleInDouble(@ForAll long seed, @ForAll("activations") Activation activation,
            @ForAll("targets") Target target, @ForAll @IntRange(max = 3) int depth) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, depth, activation);
        float[] x = RandomNetworks.numbers(random, FEATURES);
        float[] base = RandomNetworks.numbers(random, FEATURES);
        ReferenceDeepLift expected = ReferenceDeepLift.of(model, target, doubles(x), doubles(base));
        float[] actual = values(model, target, new DeepLift(new Baseline.Values(base)), x);
        double tolerance = 1e-5 * size(expected.values, 0);
        for (int j = 0; j < FEATURES; j++) {
            assertEquals(expected.values[j], actual[j], Math.max(tolerance, 1e-6 * expected.noise[j]),
                    "feature " + j);
        }
    }

    @Property(tries = 100)
    void deepLiftOfReluAgreesToFiveDigitsWithoutAllowances(@ForAll long seed, @ForAll @IntRange(max = 3) int depth) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.wideClassifier(random, FEATURES, depth, 32, CLASSES, new Activation.Relu());
        float[] x = RandomNetworks.numbers(random, FEATURES);
        float[] base = RandomNetworks.numbers(random, FEATURES);
        double nearest = Math.min(ReferenceExplanations.distanceToKink(model, doubles(x)),
                ReferenceExplanations.distanceToKink(model, doubles(base)));
        if (nearest < 1e-2) {
            return;
        }
        Target target = new Target.Logit(1);
        double[] expected = ReferenceDeepLift.of(model, target, doubles(x), doubles(base)).values;
        assertClose(expected, values(model, target, new DeepLift(new Baseline.Values(base)), x), 1e-5, 0);
    }

    @Property(tries = 40)
    void deepShapIsTheMeanOfDeepLift(@ForAll long seed, @ForAll("activations") Activation activation,
            @ForAll("targets") Target target, @ForAll @IntRange(min = 1, max = 80) int rows) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 2, activation);
        float[] x = RandomNetworks.numbers(random, 2 * FEATURES);
        Background background = background(random, rows);
        double[] mean = new double[x.length];
        double[] baseValue = new double[2];
        for (int b = 0; b < rows; b++) {
            float[] base = Arrays.copyOfRange(background.values(), b * FEATURES, (b + 1) * FEATURES);
            Explanation lift = explain(model, target, new DeepLift(new Baseline.Values(base)), x);
            for (int i = 0; i < mean.length; i++) {
                mean[i] += lift.rows().values()[i] / (double) rows;
            }
            for (int r = 0; r < 2; r++) {
                baseValue[r] += lift.rows().baseValue()[r] / (double) rows;
            }
        }
        Explanation shap = explain(model, target, new DeepShap(background), x);
        assertClose(mean, shap.rows().values(), 1e-6, 1e-2);
        assertClose(baseValue, shap.rows().baseValue(), 1e-6, 1e-2);
        for (int r = 0; r < 2; r++) {
            assertEquals(0, shap.completenessGap(r), 1e-5 * size(shap.rows().values(), 0.1) * FEATURES);
        }
    }

    @Property(tries = 20)
    void oneBackgroundRowIsABaseline(@ForAll long seed, @ForAll("activations") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 2, activation);
        float[] x = RandomNetworks.numbers(random, 3 * FEATURES);
        float[] base = RandomNetworks.numbers(random, FEATURES);
        assertArrayEquals(values(model, new Target.Logit(0), new DeepLift(new Baseline.Values(base)), x),
                values(model, new Target.Logit(0), new DeepShap(new Background(base, 1)), x));
    }

    @Property(tries = 10)
    void aRowsBitsDependNeitherOnItsBatchNorOnTheThreads(@ForAll long seed,
            @ForAll("activations") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 2, activation);
        float[] x = RandomNetworks.numbers(random, 70 * FEATURES);
        Background background = background(random, 13);
        assertSameBitsEverywhere(model, new DeepShap(background), x);
        assertSameBitsEverywhere(model, new DeepLift(), x);
        assertSameBitsEverywhere(model, new ExpectedGradients(background, 30, seed), x);
    }

    @Property(tries = 40)
    void ofALinearFunctionBothAreTheWeightsTimesTheDifferenceFromTheMean(@ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int rows) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 0, new Activation.Identity());
        float[] x = RandomNetworks.numbers(random, FEATURES);
        Background background = background(random, rows);
        Dense layer = model.layers().getFirst();
        double[] expected = new double[FEATURES];
        for (int j = 0; j < FEATURES; j++) {
            for (int b = 0; b < rows; b++) {
                expected[j] += ((double) x[j] - background.values()[b * FEATURES + j]) / rows
                        * model.scaler().scale()[j] * layer.weights()[j * CLASSES + 1];
            }
        }
        assertClose(expected, values(model, new Target.Logit(1), new DeepShap(background), x), 1e-5, 1e-2);
        assertClose(expected, values(model, new Target.Logit(1), new ExpectedGradients(background, 3 * rows, seed), x),
                1e-5, 1e-2);
    }

    @Property(tries = 20)
    void expectedGradientsFromOneRowComeCloseToIntegratedGradients(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 2, new Activation.Tanh());
        float[] x = RandomNetworks.numbers(random, FEATURES);
        Baseline base = new Baseline.Values(RandomNetworks.numbers(random, FEATURES));
        float[] integrated = values(model, new Target.Logit(1),
                new IntegratedGradients(base, 500, Quadrature.MIDPOINT), x);
        assertClose(integrated, values(model, new Target.Logit(1), new ExpectedGradients(base, 4000, seed), x), 0.01);
    }

    @Property(tries = 20)
    void expectedGradientsAddUpToTheDifferenceFromTheMeanOfTheBackground(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 1, new Activation.Softplus());
        float[] x = RandomNetworks.numbers(random, FEATURES);
        Explanation explanation = explain(model, new Target.Logit(1),
                new ExpectedGradients(background(random, 10), 5000, seed), x);
        assertEquals(0, explanation.completenessGap(0), 0.1 * size(explanation.rows().values(), 0.1));
    }

    @Example
    void whatDoesNotFitIsRefused() {
        Mlp model = RandomNetworks.classifier(RandomNetworks.random(1), FEATURES, 1, CLASSES, new Activation.Relu());
        Target target = new Target.Logit(0);
        float[] x = new float[FEATURES];
        Background narrow = new Background(new float[]{1, 2, 3}, 1);
        assertThrows(IllegalArgumentException.class, () -> explain(model, target, new DeepShap(narrow), x));
        assertThrows(IllegalArgumentException.class,
                () -> explain(model, target, new ExpectedGradients(narrow, 5, 1), x));
        assertThrows(IllegalArgumentException.class, () -> new ExpectedGradients(narrow, 0, 1));
        x[2] = Float.NaN;
        assertThrows(IllegalArgumentException.class,
                () -> explain(model, target, new DeepShap(new Baseline.Zeros()), x));
    }
}
