package io.lanescope.properties;

import java.util.Arrays;
import java.util.random.RandomGenerator;

import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explainer;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.Method;
import io.lanescope.explain.PathRule;
import io.lanescope.explain.Quadrature;
import io.lanescope.explain.Target;
import io.lanescope.explain.deeplift.DeepLift;
import io.lanescope.explain.gradient.IntegratedGradients;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Activation;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static io.lanescope.properties.ReferenceExplanations.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class DeepLiftProperties {

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

    @Property(tries = 100)
    void attributionsAddUpToTheDifferenceFromTheBaseline(@ForAll long seed,
            @ForAll("activations") Activation activation,
            @ForAll("targets") Target target, @ForAll @IntRange(max = 3) int depth) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, 12, depth, CLASSES, activation);
        float[] x = RandomNetworks.numbers(random, 12);
        float[] baseline = RandomNetworks.numbers(random, 12);
        Explanation explanation = explain(model, target, new DeepLift(new Baseline.Values(baseline)), x);
        double scale = 0.1;
        for (float v : explanation.rows().values()) {
            scale = Math.max(scale, Math.abs(v));
        }
        double change = value(model, target, doubles(x)) - value(model, target, doubles(baseline));
        assertEquals(change, sum(explanation.rows().values()), 2e-5 * scale);
    }

    @Property(tries = 50)
    void ofOneHiddenLayerItIsTheIntegratedGradients(@ForAll long seed, @ForAll("activations") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, 6, 1, CLASSES, activation);
        float[] x = RandomNetworks.numbers(random, 6);
        Baseline baseline = new Baseline.Values(RandomNetworks.numbers(random, 6));
        float[] lift = explain(model, new Target.Logit(1), new DeepLift(baseline), x).rows().values();
        Method integral = RandomNetworks.isPiecewiseLinear(activation)
                ? new IntegratedGradients(baseline, new PathRule.Exact())
                : new IntegratedGradients(baseline, 500, Quadrature.GAUSS_LEGENDRE);
        float[] path = explain(model, new Target.Logit(1), integral, x).rows().values();
        Dense below = model.layers().getFirst();
        Dense above = model.layers().getLast();
        double[] noise = ReferenceDeepLift.of(model, new Target.Logit(1), doubles(x),
                doubles(baseline.toArray(6))).noise;
        for (int j = 0; j < 6; j++) {
            double through = 0;
            for (int k = 0; k < below.out(); k++) {
                through += Math.abs(below.weights()[j * below.out() + k] * above.weights()[k * CLASSES + 1]);
            }
            through *= Math.abs(x[j] - baseline.toArray(6)[j]);
            assertEquals(path[j], lift[j],
                    1e-6 * (noise[j] + through) + through * ReferenceQuadrature.missed(activation, 500));
        }
    }

    @Property(tries = 50)
    void aLinearFunctionIsItsWeightsTimesTheDifference(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, 9, 0, CLASSES, new Activation.Relu());
        float[] x = RandomNetworks.numbers(random, 9);
        float[] baseline = RandomNetworks.numbers(random, 9);
        float[] values = explain(model, new Target.Logit(3), new DeepLift(new Baseline.Values(baseline)), x).rows()
                .values();
        Dense layer = model.layers().getFirst();
        for (int j = 0; j < 9; j++) {
            float expected = layer.weights()[j * CLASSES + 3] * (x[j] - baseline[j]);
            assertEquals(expected, values[j], 1e-5f * Math.abs(expected));
        }
    }

    @Property(tries = 50)
    void swappingInputAndBaselineChangesTheSign(@ForAll long seed, @ForAll("activations") Activation activation,
            @ForAll("targets") Target target) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, 7, 2, CLASSES, activation);
        float[] x = RandomNetworks.numbers(random, 7);
        float[] y = RandomNetworks.numbers(random, 7);
        float[] there = explain(model, target, new DeepLift(new Baseline.Values(x)), y).rows().values();
        float[] back = explain(model, target, new DeepLift(new Baseline.Values(y)), x).rows().values();
        float scale = 0.1f;
        for (float v : there) {
            scale = Math.max(scale, Math.abs(v));
        }
        for (int j = 0; j < 7; j++) {
            assertEquals(-there[j], back[j], 5e-5f * scale);
        }
    }

    @Property(tries = 20)
    void withoutAnyDifferenceEverythingIsZero(@ForAll long seed, @ForAll("activations") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, 7, 2, CLASSES, activation);
        float[] x = RandomNetworks.numbers(random, 7);
        Explanation same = explain(model, new Target.Probability(1), new DeepLift(new Baseline.Values(x)), x);
        for (float v : same.rows().values()) {
            assertEquals(0, Math.abs(v));
        }
        assertEquals(same.rows().value()[0], same.rows().baseValue()[0]);
    }

    @Property(tries = 20)
    void aRowsBitsDoNotDependOnItsBatch(@ForAll long seed, @ForAll("activations") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, 5, 2, CLASSES, activation);
        float[] x = RandomNetworks.numbers(random, 100 * 5);
        Target target = new Target.Logit(Target.PREDICTED);
        float[] batch = new Explainer(model, target).explain(new DeepLift(), x, 100).rows().values();
        for (int r = 0; r < 100; r += 33) {
            float[] row = Arrays.copyOfRange(x, r * 5, r * 5 + 5);
            assertArrayEquals(Arrays.copyOfRange(batch, r * 5, r * 5 + 5),
                    explain(model, target, new DeepLift(), row).rows().values());
        }
    }

    private static Explanation explain(Mlp model, Target target, Method method, float[] x) {
        return new Explainer(model, target).explain(method, x, 1);
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float v : values) {
            sum += v;
        }
        return sum;
    }

    private static double[] doubles(float[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i];
        }
        return y;
    }
}
