package io.lanescope.properties;

import java.util.List;
import java.util.random.RandomGenerator;

import io.lanescope.explain.Target;
import io.lanescope.explain.gradient.Gradient;
import io.lanescope.explain.gradient.SmoothGrad;
import io.lanescope.explain.gradient.VarGrad;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.Scaler;
import io.lanescope.simd.Activation;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static io.lanescope.properties.Explanations.assertClose;
import static io.lanescope.properties.Explanations.assertSameBitsEverywhere;
import static io.lanescope.properties.Explanations.values;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class NoiseProperties {

    private static final int FEATURES = 7;
    private static final Target TARGET = new Target.Logit(1);

    @Provide
    Arbitrary<Activation> activations() {
        return RandomNetworks.allActivations();
    }

    private static Mlp network(RandomGenerator random, int depth, Activation activation) {
        return RandomNetworks.behindScaler(random,
                RandomNetworks.classifier(random, FEATURES, depth, 3, activation));
    }

    @Property(tries = 60)
    void withoutNoiseTheyAreTheGradientItsSquareAndZero(@ForAll long seed,
            @ForAll("activations") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 2, activation);
        float[] x = RandomNetworks.numbers(random, 3 * FEATURES);
        float[] gradient = values(model, TARGET, new Gradient(), x);
        assertArrayEquals(gradient, values(model, TARGET, new SmoothGrad(7, 0, false, seed), x));
        float[] squares = gradient.clone();
        for (int i = 0; i < squares.length; i++) {
            squares[i] *= gradient[i];
        }
        assertClose(squares, values(model, TARGET, new SmoothGrad(7, 0, true, seed), x), 1e-6);
        assertArrayEquals(new float[x.length], values(model, TARGET, new VarGrad(7, 0, seed), x));
    }

    @Property(tries = 40)
    void theVarianceIsTheMeanSquareLessTheSquareOfTheMean(@ForAll long seed,
            @ForAll("activations") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 2, activation);
        float[] x = RandomNetworks.numbers(random, 3 * FEATURES);
        float[] mean = values(model, TARGET, new SmoothGrad(90, 0.3f, false, seed), x);
        float[] squares = values(model, TARGET, new SmoothGrad(90, 0.3f, true, seed), x);
        float[] variance = values(model, TARGET, new VarGrad(90, 0.3f, seed), x);
        double scale = Explanations.size(squares, 1e-3);
        for (int i = 0; i < x.length; i++) {
            assertEquals(squares[i] - (double) mean[i] * mean[i], variance[i], 1e-5 * scale);
            assertTrue(variance[i] >= 0);
        }
    }

    @Property(tries = 20)
    void ofALinearFunctionNoiseChangesNothing(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 0, new Activation.Identity());
        float[] x = RandomNetworks.numbers(random, FEATURES);
        assertArrayEquals(values(model, TARGET, new Gradient(), x),
                values(model, TARGET, new SmoothGrad(20, 2, false, seed), x));
        assertArrayEquals(new float[FEATURES], values(model, TARGET, new VarGrad(20, 2, seed), x));
    }

    @Property(tries = 15)
    void aRowsBitsDependOnTheSeedAlone(@ForAll long seed, @ForAll boolean squared) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 2, new Activation.Gelu());
        float[] x = RandomNetworks.numbers(random, 70 * FEATURES);
        assertSameBitsEverywhere(model, new SmoothGrad(33, 0.2f, squared, seed), x);
        assertSameBitsEverywhere(model, new VarGrad(33, 0.2f, seed), x);
    }

    /** A unit that is on above 1: the mean slope is how often standard normal noise passes 1. */
    @Example
    void theNoiseIsNormal() {
        Mlp model = new Mlp(List.of(
                new Dense(1, 1, new float[]{1}, new float[]{-1}, new Activation.Relu()),
                new Dense(1, 1, new float[]{1}, new float[1], new Activation.Identity())), Task.REGRESSION,
                Scaler.none(1), List.of("x"), List.of("y"));
        Target target = new Target.Output(0);
        float[] x = {0};
        assertEquals(0.158655, values(model, target, new SmoothGrad(100_000, 1, false, 3), x)[0], 0.005);
        assertEquals(0.158655 * 0.841345, values(model, target, new VarGrad(100_000, 1, 3), x)[0], 0.005);
        assertEquals(0.308538, values(model, target, new SmoothGrad(100_000, 2, false, 3), x)[0], 0.006);
    }

    @Example
    void settingsThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SmoothGrad(0, 0.1f, false, 1));
        assertThrows(IllegalArgumentException.class, () -> new SmoothGrad(5, -0.1f, false, 1));
        assertThrows(IllegalArgumentException.class, () -> new VarGrad(5, Float.NaN, 1));
    }
}
