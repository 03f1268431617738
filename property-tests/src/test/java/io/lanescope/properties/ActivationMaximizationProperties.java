package io.lanescope.properties;

import java.util.Arrays;
import java.util.random.RandomGenerator;

import io.lanescope.explain.Explanation;
import io.lanescope.explain.InputBounds;
import io.lanescope.explain.Target;
import io.lanescope.explain.effects.ActivationMaximization;
import io.lanescope.explain.effects.ActivationMaximization.Ascent;
import io.lanescope.explain.effects.ActivationMaximization.HiddenUnit;
import io.lanescope.explain.layer.HiddenLayer;
import io.lanescope.explain.layer.LayerActivation;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.simd.Activation;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static io.lanescope.properties.Explanations.assertClose;
import static io.lanescope.properties.Explanations.assertSameBitsEverywhere;
import static io.lanescope.properties.Explanations.doubles;
import static io.lanescope.properties.Explanations.explain;
import static io.lanescope.properties.Explanations.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ActivationMaximizationProperties {

    private static final int FEATURES = 6;
    private static final Target TARGET = new Target.Logit(1);

    @Provide
    Arbitrary<Activation> activations() {
        return RandomNetworks.allActivations();
    }

    private static Mlp network(RandomGenerator random, Activation activation) {
        return RandomNetworks.behindScaler(random, RandomNetworks.classifier(random, FEATURES, 2, 3, activation));
    }

    @Property(tries = 40)
    void whatIsFoundIsWithinItsBoundsAndNoWorseThanTheRow(@ForAll long seed,
            @ForAll("activations") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, activation);
        float[] x = RandomNetworks.numbers(random, 3 * FEATURES);
        InputBounds bounds = InputBounds.uniform(FEATURES, -3, 3);
        Explanation found = explain(model, TARGET,
                new ActivationMaximization(new Ascent(50, 0.1f, 0, 0), bounds, null, null), x);
        for (float v : found.rows().values()) {
            assertTrue(v >= -3 && v <= 3);
        }
        for (int r = 0; r < 3; r++) {
            assertTrue(found.rows().baseValue()[r] >= found.rows().value()[r]);
            float[] row = Arrays.copyOfRange(found.rows().values(), r * FEATURES, (r + 1) * FEATURES);
            double f = ReferenceExplanations.value(model, TARGET, doubles(row));
            assertEquals(f, found.rows().baseValue()[r], 1e-5 * Math.max(1, Math.abs(f)));
        }
    }

    /** w·u − l2·‖u‖² has its maximum where u = w / (2·l2). */
    @Property(tries = 20)
    void ofALinearFunctionTheMaximumIsKnown(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, FEATURES, 0, 3, new Activation.Identity());
        Dense layer = model.layers().getFirst();
        double[] expected = new double[FEATURES];
        for (int j = 0; j < FEATURES; j++) {
            expected[j] = layer.weights()[j * 3 + 1] / (2 * 0.25);
        }
        float[] found = values(model, TARGET,
                new ActivationMaximization(new Ascent(3000, 0.05f, 0.25f, 0), null, null, null), new float[FEATURES]);
        assertClose(expected, found, 0.01, 1);
    }

    @Property(tries = 20)
    void aHiddenUnitIsMadeLarge(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, new Activation.Softplus());
        float[] x = RandomNetworks.numbers(random, FEATURES);
        HiddenUnit unit = new HiddenUnit(new HiddenLayer(1), 0);
        Explanation found = explain(model, TARGET,
                new ActivationMaximization(new Ascent(50, 0.1f, 0, 0), null, null, unit), x);
        float before = values(model, TARGET, new LayerActivation(new HiddenLayer(1)), x)[0];
        float after = values(model, TARGET, new LayerActivation(new HiddenLayer(1)), found.rows().values())[0];
        assertEquals(before, found.rows().value()[0]);
        assertEquals(after, found.rows().baseValue()[0]);
        assertTrue(after > before);
    }

    @Property(tries = 10)
    void totalVariationEvensPicturesOut(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, FEATURES, 1, 3, new Activation.Tanh());
        float[] x = RandomNetworks.numbers(random, FEATURES);
        Dataset.ImageShape shape = new Dataset.ImageShape(2, 3);
        float[] rough = values(model, TARGET,
                new ActivationMaximization(new Ascent(500, 0.05f, 0, 0), null, shape, null), x);
        float[] even = values(model, TARGET,
                new ActivationMaximization(new Ascent(500, 0.05f, 0, 100), null, shape, null), x);
        assertTrue(variation(even) < variation(x));
        assertTrue(variation(even) <= variation(rough));
    }

    private static double variation(float[] u) {
        double sum = 0;
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j < 3; j++) {
                double right = j < 2 ? u[3 * i + j + 1] - u[3 * i + j] : 0;
                double down = i < 1 ? u[3 + j] - u[j] : 0;
                sum += Math.sqrt(right * right + down * down);
            }
        }
        return sum;
    }

    @Property(tries = 10)
    void aRowsBitsDependNeitherOnItsBatchNorOnTheThreads(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, new Activation.Relu());
        assertSameBitsEverywhere(model, new ActivationMaximization(new Ascent(10, 0.1f, 0.01f, 0), null, null, null),
                RandomNetworks.numbers(random, 70 * FEATURES));
    }

    @Example
    void settingsThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Ascent(0, 0.1f, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Ascent(1, 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Ascent(1, 1, -1, 0));
        assertThrows(IllegalArgumentException.class,
                () -> new ActivationMaximization(new Ascent(1, 1, 0, 1), null, null, null));
        Mlp model = RandomNetworks.classifier(RandomNetworks.random(1), FEATURES, 1, 3, new Activation.Relu());
        assertThrows(IllegalArgumentException.class, () -> explain(model, TARGET, new ActivationMaximization(
                new Ascent(), InputBounds.uniform(FEATURES, 1, 2), null, null), new float[FEATURES]));
    }
}
