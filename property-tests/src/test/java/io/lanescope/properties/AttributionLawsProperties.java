package io.lanescope.properties;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import io.lanescope.explain.Background;
import io.lanescope.explain.Baseline;
import io.lanescope.explain.Method;
import io.lanescope.explain.PathRule;
import io.lanescope.explain.Quadrature;
import io.lanescope.explain.Target;
import io.lanescope.explain.deeplift.DeepLift;
import io.lanescope.explain.deeplift.DeepShap;
import io.lanescope.explain.gradient.ExpectedGradients;
import io.lanescope.explain.gradient.Gradient;
import io.lanescope.explain.gradient.InputXGradient;
import io.lanescope.explain.gradient.IntegratedGradients;
import io.lanescope.explain.gradient.SmoothGrad;
import io.lanescope.explain.lrp.Lrp;
import io.lanescope.explain.lrp.LrpRule;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Activation;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static io.lanescope.properties.Explanations.assertClose;
import static io.lanescope.properties.Explanations.doubles;
import static io.lanescope.properties.Explanations.explain;
import static io.lanescope.properties.Explanations.size;
import static io.lanescope.properties.Explanations.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What all methods that look inside the network have to obey, whatever their formulas. */
class AttributionLawsProperties {

    private static final int FEATURES = 6;
    private static final int CLASSES = 3;
    private static final Target TARGET = new Target.Logit(1);

    /** Methods by the baseline that they compare with. */
    enum Compared {
        INTEGRATED_GRADIENTS(b -> new IntegratedGradients(new Baseline.Values(b), 40, Quadrature.GAUSS_LEGENDRE)),
        DEEPLIFT(b -> new DeepLift(new Baseline.Values(b))),
        EXPECTED_GRADIENTS(b -> new ExpectedGradients(new Background(b, 1), 40, 3)),
        DEEPSHAP(b -> new DeepShap(new Background(b, 1)));

        private final Function<float[], Method> of;

        Compared(Function<float[], Method> of) {
            this.of = of;
        }

        Method with(float[] baseline) {
            return of.apply(baseline);
        }
    }

    @Provide
    Arbitrary<Activation> activations() {
        return RandomNetworks.allActivations();
    }

    private static Mlp network(RandomGenerator random, int depth, Activation activation) {
        return RandomNetworks.classifier(random, FEATURES, depth, CLASSES, activation);
    }

    @Property(tries = 60)
    void aFeatureWithoutWeightsOrDifferenceGetsNothing(@ForAll long seed, @ForAll Compared method,
            @ForAll("activations") Activation activation, @ForAll @IntRange(max = 3) int depth) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, depth, activation);
        float[] x = RandomNetworks.numbers(random, FEATURES);
        float[] baseline = RandomNetworks.numbers(random, FEATURES);
        Dense first = model.layers().getFirst();
        float[] weights = first.weights().clone();
        Arrays.fill(weights, 0, first.out(), 0);
        Mlp unused = RandomNetworks.withFirst(model,
                new Dense(first.in(), first.out(), weights, first.bias(), first.activation()));
        assertEquals(0, Math.abs(values(unused, TARGET, method.with(baseline), x)[0]));
        for (Method other : List.of(new Gradient(), new SmoothGrad(5), new Lrp(), new Lrp(new LrpRule.WSquare()))) {
            assertEquals(0, Math.abs(values(unused, TARGET, other, x)[0]), other.name());
        }
        x[3] = baseline[3];
        assertEquals(0, Math.abs(values(model, TARGET, method.with(baseline), x)[3]));
    }

    @Property(tries = 60)
    void featuresThatAreTheSameAreTreatedTheSame(@ForAll long seed, @ForAll Compared method,
            @ForAll("activations") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 2, activation);
        Dense first = model.layers().getFirst();
        float[] weights = first.weights().clone();
        System.arraycopy(weights, 0, weights, first.out(), first.out());
        Mlp twins = RandomNetworks.withFirst(model,
                new Dense(first.in(), first.out(), weights, first.bias(), first.activation()));
        float[] x = RandomNetworks.numbers(random, FEATURES);
        float[] baseline = RandomNetworks.numbers(random, FEATURES);
        x[1] = x[0];
        baseline[1] = baseline[0];
        List<Method> methods = new ArrayList<>(List.of(new Gradient(), new InputXGradient(), new Lrp(),
                new Lrp(new LrpRule.AlphaBeta(2))));
        methods.add(method.with(baseline));
        for (Method each : methods) {
            float[] values = values(twins, TARGET, each, x);
            assertEquals(values[0], values[1], each.name());
        }
    }

    @Property(tries = 60)
    void hiddenUnitsMayChangePlaces(@ForAll long seed, @ForAll Compared method,
            @ForAll("activations") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 3, activation);
        float[] x = RandomNetworks.numbers(random, FEATURES);
        Method with = method.with(RandomNetworks.numbers(random, FEATURES));
        assertClose(doubles(values(model, TARGET, with, x)),
                values(RandomNetworks.reversed(model, 1), TARGET, with, x), 2e-5, 0.5);
    }

    @Property(tries = 40)
    void rescalingReluUnitsChangesNothing(@ForAll long seed, @ForAll Compared method) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 2, new Activation.Relu());
        float[] x = RandomNetworks.numbers(random, FEATURES);
        Method with = method.with(RandomNetworks.numbers(random, FEATURES));
        // a power of two changes no bit but the exponent
        assertClose(values(model, TARGET, with, x),
                values(RandomNetworks.rescaled(model, 0, 4), TARGET, with, x), 1e-6);
    }

    @Property(tries = 60)
    void attributionsAreLinearInTheTarget(@ForAll long seed, @ForAll Compared method,
            @ForAll("activations") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 2, activation);
        float[] x = RandomNetworks.numbers(random, FEATURES);
        Method with = method.with(RandomNetworks.numbers(random, FEATURES));
        float[] a = values(model, new Target.Logit(0), with, x);
        float[] b = values(model, new Target.Logit(2), with, x);
        float[] margin = values(model, new Target.Margin(0, 2), with, x);
        double[] sums = new double[FEATURES];
        double probable = 1e-2;
        for (int c = 0; c < CLASSES; c++) {
            float[] values = values(model, new Target.Probability(c), with, x);
            probable = size(values, probable);
            for (int j = 0; j < FEATURES; j++) {
                sums[j] += values[j];
            }
        }
        double scale = size(a, size(b, 0.1));
        for (int j = 0; j < FEATURES; j++) {
            assertEquals((double) a[j] - b[j], margin[j], 2e-5 * scale);
            assertEquals(0, sums[j], 1e-5 * probable);
        }
    }

    @Property(tries = 60)
    void shiftingInputBaselineAndBiasTogetherChangesNothing(@ForAll long seed,
            @ForAll("activations") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 2, activation);
        Dense first = model.layers().getFirst();
        // multiples of 1/8, so that the shifted numbers are exact
        float[] x = eighths(random);
        float[] baseline = eighths(random);
        float[] shift = eighths(random);
        float[] bias = first.bias().clone();
        for (int k = 0; k < first.out(); k++) {
            double b = bias[k];
            for (int j = 0; j < FEATURES; j++) {
                b -= (double) shift[j] * first.weights()[j * first.out() + k];
            }
            bias[k] = (float) b;
        }
        Mlp shifted = RandomNetworks.withFirst(model,
                new Dense(first.in(), first.out(), first.weights(), bias, first.activation()));
        if (ReferenceExplanations.distanceToKink(model, doubles(x)) < 1e-4
                || ReferenceExplanations.distanceToKink(model, doubles(baseline)) < 1e-4) {
            return;
        }
        Method here = new DeepLift(new Baseline.Values(baseline));
        Method there = new DeepLift(new Baseline.Values(plus(baseline, shift)));
        assertClose(doubles(values(model, TARGET, here, x)), values(shifted, TARGET, there, plus(x, shift)), 2e-5, 1);
        if (RandomNetworks.isPiecewiseLinear(activation)) {
            here = new IntegratedGradients(new Baseline.Values(baseline), new PathRule.Exact());
            there = new IntegratedGradients(new Baseline.Values(plus(baseline, shift)), new PathRule.Exact());
            assertClose(doubles(values(model, TARGET, here, x)), values(shifted, TARGET, there, plus(x, shift)), 2e-5,
                    1);
        }
    }

    private static float[] eighths(RandomGenerator random) {
        float[] x = new float[FEATURES];
        for (int j = 0; j < FEATURES; j++) {
            x[j] = random.nextInt(-16, 17) / 8f;
        }
        return x;
    }

    private static float[] plus(float[] a, float[] b) {
        float[] c = a.clone();
        for (int j = 0; j < c.length; j++) {
            c[j] += b[j];
        }
        return c;
    }

    @Property(tries = 60)
    void otherUnitsOfAnInputChangeNothing(@ForAll long seed, @ForAll Compared method,
            @ForAll("activations") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 2, activation);
        Dense first = model.layers().getFirst();
        float[] weights = first.weights().clone();
        for (int k = 0; k < first.out(); k++) {
            weights[k] /= 8;
        }
        Mlp rescaled = RandomNetworks.withFirst(model,
                new Dense(first.in(), first.out(), weights, first.bias(), first.activation()));
        float[] x = RandomNetworks.numbers(random, FEATURES);
        float[] baseline = RandomNetworks.numbers(random, FEATURES);
        float[] wide = x.clone();
        float[] wideBaseline = baseline.clone();
        wide[0] *= 8;
        wideBaseline[0] *= 8;
        assertClose(values(model, TARGET, method.with(baseline), x),
                values(rescaled, TARGET, method.with(wideBaseline), wide), 1e-6);
        assertClose(values(model, TARGET, new InputXGradient(), x),
                values(rescaled, TARGET, new InputXGradient(), wide), 1e-6);
        assertClose(values(model, TARGET, new Lrp(new LrpRule.Zero()), x),
                values(rescaled, TARGET, new Lrp(new LrpRule.Zero()), wide), 1e-6);
    }

    /** One hidden unit or more for each feature, and none shared: f is a sum of functions of one feature each. */
    @Property(tries = 60)
    void ofASumOfFunctionsEachFeatureGetsItsOwnChange(@ForAll long seed,
            @ForAll("activations") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        int units = 2 * FEATURES;
        float[] in = new float[FEATURES * units];
        for (int k = 0; k < units; k++) {
            in[k / 2 * units + k] = random.nextFloat(-2, 2);
        }
        float[] out = RandomNetworks.numbers(random, units * CLASSES);
        Mlp model = RandomNetworks.ofLayers(
                new Dense(FEATURES, units, in, RandomNetworks.numbers(random, units), activation),
                new Dense(units, CLASSES, out, RandomNetworks.numbers(random, CLASSES), new Activation.Identity()));
        float[] x = RandomNetworks.numbers(random, FEATURES);
        float[] baseline = RandomNetworks.numbers(random, FEATURES);
        double[] expected = new double[FEATURES];
        for (int j = 0; j < FEATURES; j++) {
            double[] moved = doubles(baseline);
            moved[j] = x[j];
            expected[j] = ReferenceExplanations.value(model, TARGET, moved)
                    - ReferenceExplanations.value(model, TARGET, doubles(baseline));
        }
        assertClose(expected, values(model, TARGET, new DeepLift(new Baseline.Values(baseline)), x), 1e-5, 0.1);
        float[] integrated = values(model, TARGET, RandomNetworks.isPiecewiseLinear(activation)
                ? new IntegratedGradients(new Baseline.Values(baseline), new PathRule.Exact())
                : new IntegratedGradients(new Baseline.Values(baseline), 500, Quadrature.GAUSS_LEGENDRE), x);
        double rounding = 1e-5 * size(expected, 0.1);
        for (int j = 0; j < FEATURES; j++) {
            double through = 0;
            for (int k = 2 * j; k < 2 * j + 2; k++) {
                through += Math.abs(in[j * units + k] * out[k * CLASSES + 1] * (x[j] - baseline[j]));
            }
            assertEquals(expected[j], integrated[j],
                    rounding + through * ReferenceQuadrature.missed(activation, 500));
        }
    }

    @Property(tries = 60)
    void withoutBiasesAndFromZeroAllMethodsAgreeOnRelu(@ForAll long seed, @ForAll @IntRange(max = 3) int depth) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.withoutBiases(network(random, depth, new Activation.Relu()));
        float[] x = RandomNetworks.numbers(random, FEATURES);
        if (ReferenceExplanations.distanceToKink(model, doubles(x)) < 1e-5) {
            return;
        }
        float[] expected = values(model, TARGET, new InputXGradient(), x);
        double tolerance = Math.max(1e-5 * size(expected, 0),
                2e-6 * ReferenceExplanations.noise(model, doubles(x), new double[FEATURES]));
        for (Method method : List.of(new Lrp(new LrpRule.Zero()), new DeepLift(), new IntegratedGradients(),
                new IntegratedGradients(new Baseline.Zeros(), new PathRule.Exact()))) {
            float[] actual = values(model, TARGET, method, x);
            for (int j = 0; j < FEATURES; j++) {
                assertEquals(expected[j], actual[j], tolerance, method.name());
            }
            assertEquals(0, explain(model, TARGET, method, x).completenessGap(0), 2 * tolerance, method.name());
        }
    }

    @Provide
    Arbitrary<float[]> saturated() {
        return Arbitraries.of(50f, -50f, 1000f, -1000f).map(v -> {
            float[] x = new float[FEATURES];
            Arrays.fill(x, v);
            return x;
        });
    }

    @Property(tries = 60)
    void saturatedUnitsGiveNumbers(@ForAll long seed, @ForAll("saturated") float[] x,
            @ForAll("activations") Activation activation, @ForAll Compared method) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 2, activation);
        List<Method> methods = new ArrayList<>(List.of(new Gradient(), new SmoothGrad(5), new Lrp(),
                new Lrp(new LrpRule.Zero()), new Lrp(new LrpRule.AlphaBeta(2)),
                new Lrp(new LrpRule.Preset(null, 0.25f, 1e-6f))));
        methods.add(method.with(new float[FEATURES]));
        for (Method each : methods) {
            for (Target target : List.of(TARGET, new Target.Probability(0), new Target.LogOdds(2))) {
                for (float value : values(model, target, each, x)) {
                    assertTrue(Float.isFinite(value), each.name() + " gave " + value);
                }
            }
        }
    }
}
