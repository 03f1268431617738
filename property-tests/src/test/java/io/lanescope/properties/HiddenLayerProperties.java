package io.lanescope.properties;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.Method;
import io.lanescope.explain.PathRule;
import io.lanescope.explain.Quadrature;
import io.lanescope.explain.Target;
import io.lanescope.explain.gradient.IntegratedGradients;
import io.lanescope.explain.layer.Conductance;
import io.lanescope.explain.layer.HiddenLayer;
import io.lanescope.explain.layer.InternalInfluence;
import io.lanescope.explain.layer.LayerActivation;
import io.lanescope.explain.layer.NeuronConductance;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Scaler;
import io.lanescope.simd.Activation;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

import static io.lanescope.properties.Explanations.assertClose;
import static io.lanescope.properties.Explanations.assertSameBitsEverywhere;
import static io.lanescope.properties.Explanations.doubles;
import static io.lanescope.properties.Explanations.explain;
import static io.lanescope.properties.Explanations.size;
import static io.lanescope.properties.Explanations.values;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class HiddenLayerProperties {

    private static final int FEATURES = 6;
    private static final int CLASSES = 3;

    @Provide
    Arbitrary<Activation> activations() {
        return RandomNetworks.allActivations();
    }

    @Provide
    Arbitrary<Activation> piecewiseLinear() {
        return RandomNetworks.piecewiseLinearActivations();
    }

    @Provide
    Arbitrary<Target> targets() {
        return Arbitraries.of(new Target.Logit(2), new Target.Probability(1), new Target.Margin(0, 1));
    }

    private static Mlp network(RandomGenerator random, int depth, Activation activation) {
        return RandomNetworks.behindScaler(random,
                RandomNetworks.classifier(random, FEATURES, depth, CLASSES, activation));
    }

    private static Baseline baseline(RandomGenerator random) {
        return new Baseline.Values(RandomNetworks.numbers(random, FEATURES));
    }

    @Property(tries = 100)
    void conductanceAndInfluenceAgreeWithTheirIntegralsInDouble(@ForAll long seed,
            @ForAll("activations") Activation activation, @ForAll("targets") Target target,
            @ForAll @IntRange(max = 2) int layer) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 3, activation);
        float[] x = RandomNetworks.numbers(random, FEATURES);
        Baseline baseline = baseline(random);
        double[][] expected = reference(model, target, layer, doubles(x), doubles(baseline.toArray(FEATURES)), 20);
        if (expected == null) {
            return;
        }
        PathRule rule = new PathRule.Steps(20, Quadrature.GAUSS_LEGENDRE);
        HiddenLayer hidden = new HiddenLayer(layer);
        assertClose(expected[0], values(model, target, new Conductance(baseline, rule, hidden), x), 1e-5, 0.1);
        assertClose(expected[1], values(model, target, new InternalInfluence(baseline, rule, hidden), x), 1e-5, 0.1);
    }

    /** Both integrals by the same nodes, dh/dα by central differences, or null where a node lies on a kink. */
    private static double @Nullable [][] reference(Mlp model, Target target, int layer, double[] x, double[] from,
            int steps) {
        Mlp above = above(model, layer);
        double[] nodes = ReferenceQuadrature.nodes(Quadrature.GAUSS_LEGENDRE, steps);
        double[] weights = ReferenceQuadrature.weights(Quadrature.GAUSS_LEGENDRE, steps);
        int units = model.layers().get(layer).out();
        double[][] sums = new double[2][units];
        for (int s = 0; s < steps; s++) {
            double[] point = point(from, x, nodes[s]);
            if (ReferenceExplanations.distanceToKink(model, point) < 1e-4) {
                return null;
            }
            double[] gradient = ReferenceExplanations.gradient(above, target, activations(model, layer, point));
            double[] up = activations(model, layer, point(from, x, nodes[s] + 1e-6));
            double[] down = activations(model, layer, point(from, x, nodes[s] - 1e-6));
            for (int k = 0; k < units; k++) {
                sums[0][k] += weights[s] * gradient[k] * (up[k] - down[k]) / 2e-6;
                sums[1][k] += weights[s] * gradient[k];
            }
        }
        return sums;
    }

    private static double[] point(double[] from, double[] to, double alpha) {
        return IntStream.range(0, from.length).mapToDouble(j -> from[j] + alpha * (to[j] - from[j])).toArray();
    }

    private static double[] activations(Mlp model, int layer, double[] x) {
        return ReferenceExplanations.input(model, layer + 1, ReferenceExplanations.preActivations(model, x), x);
    }

    private static Mlp above(Mlp model, int layer) {
        List<Dense> layers = model.layers().subList(layer + 1, model.layers().size());
        int units = layers.getFirst().in();
        return new Mlp(layers, model.task(), Scaler.none(units),
                IntStream.range(0, units).mapToObj(k -> "h" + k).toList(), model.outputNames());
    }

    @Property(tries = 40)
    void conductanceIsCompleteAtEveryLayer(@ForAll long seed, @ForAll("piecewiseLinear") Activation activation,
            @ForAll @IntRange(min = 1, max = 4) int depth) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, depth, activation);
        float[] x = RandomNetworks.numbers(random, 3 * FEATURES);
        Baseline baseline = baseline(random);
        for (int layer = 0; layer < depth; layer++) {
            Explanation explanation = explain(model, new Target.Logit(1),
                    new Conductance(baseline, new PathRule.Exact(), new HiddenLayer(layer)), x);
            double scale = Math.max(size(explanation.rows().values(), 0.1), size(explanation.rows().value(), 0.1));
            for (int r = 0; r < 3; r++) {
                assertEquals(0, explanation.completenessGap(r), 2e-5 * scale);
            }
        }
    }

    @Property(tries = 40)
    void unitsShareTheIntegratedGradientsOfTheInputs(@ForAll long seed,
            @ForAll("activations") Activation activation, @ForAll("targets") Target target,
            @ForAll @IntRange(max = 2) int layer) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 3, activation);
        float[] x = RandomNetworks.numbers(random, FEATURES);
        Baseline baseline = baseline(random);
        PathRule rule = new PathRule.Steps(30, Quadrature.MIDPOINT);
        HiddenLayer hidden = new HiddenLayer(layer);
        float[] conductance = values(model, target, new Conductance(baseline, rule, hidden), x);
        double[] ofInputs = new double[FEATURES];
        double[] ofUnits = new double[conductance.length];
        double largest = 0.1;
        for (int k = 0; k < conductance.length; k++) {
            float[] through = values(model, target, new NeuronConductance(baseline, rule, hidden, k), x);
            largest = Math.max(largest, size(through, 0));
            for (int j = 0; j < FEATURES; j++) {
                ofInputs[j] += through[j];
                ofUnits[k] += through[j];
            }
        }
        assertClose(ofInputs, values(model, target, new IntegratedGradients(baseline, 30, Quadrature.MIDPOINT), x),
                1e-5, largest);
        assertClose(ofUnits, conductance, 1e-5, largest);
    }

    @Property(tries = 40)
    void ofOneHiddenLayerConductanceIsTheOutputWeightTimesTheChangeOfTheUnit(@ForAll long seed,
            @ForAll("activations") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 1, activation);
        float[] x = RandomNetworks.numbers(random, FEATURES);
        Baseline baseline = baseline(random);
        PathRule rule = RandomNetworks.isPiecewiseLinear(activation)
                ? new PathRule.Exact()
                : new PathRule.Steps(500, Quadrature.GAUSS_LEGENDRE);
        double[] here = activations(model, 0, doubles(x));
        double[] there = activations(model, 0, doubles(baseline.toArray(FEATURES)));
        double[] expected = new double[here.length];
        for (int k = 0; k < expected.length; k++) {
            expected[k] = model.layers().getLast().weights()[k * CLASSES + 1] * (here[k] - there[k]);
        }
        float[] actual = values(model, new Target.Logit(1), new Conductance(baseline, rule, new HiddenLayer()), x);
        double rounding = 1e-5 * size(expected, 0.1);
        double[] z = ReferenceExplanations.preActivations(model, doubles(x))[0];
        double[] from = ReferenceExplanations.preActivations(model, doubles(baseline.toArray(FEATURES)))[0];
        for (int k = 0; k < expected.length; k++) {
            double through = Math.abs(model.layers().getLast().weights()[k * CLASSES + 1] * (z[k] - from[k]));
            assertEquals(expected[k], actual[k], rounding + through * ReferenceQuadrature.missed(activation, 500));
        }
    }

    @Property(tries = 20)
    void unitsThatChangePlacesTakeTheirShareWithThem(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, FEATURES, 2, CLASSES, new Activation.Silu());
        float[] x = RandomNetworks.numbers(random, FEATURES);
        Method method = new Conductance(new HiddenLayer(0));
        float[] plain = values(model, new Target.Logit(1), method, x);
        float[] reversed = values(RandomNetworks.reversed(model, 0), new Target.Logit(1), method, x);
        float[] back = new float[plain.length];
        for (int k = 0; k < back.length; k++) {
            back[k] = reversed[back.length - 1 - k];
        }
        assertClose(plain, back, 1e-5);
    }

    @Property(tries = 10)
    void aRowsBitsDependNeitherOnItsBatchNorOnTheThreads(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 2, new Activation.Relu());
        float[] x = RandomNetworks.numbers(random, 70 * FEATURES);
        Baseline baseline = baseline(random);
        List<Method> methods = new ArrayList<>(List.of(new LayerActivation(new HiddenLayer())));
        for (PathRule rule : List.of(new PathRule.Exact(), new PathRule.Steps())) {
            methods.add(new Conductance(baseline, rule, new HiddenLayer(1)));
            methods.add(new InternalInfluence(baseline, rule, new HiddenLayer(0)));
            methods.add(new NeuronConductance(baseline, rule, new HiddenLayer(1), 0));
        }
        for (Method method : methods) {
            assertSameBitsEverywhere(model, method, x);
        }
    }

    @Property(tries = 20)
    void whereNothingDiffersNothingFlows(@ForAll long seed, @ForAll("activations") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 2, activation);
        Baseline baseline = baseline(random);
        Explanation explanation = explain(model, new Target.Logit(1),
                new Conductance(baseline, new PathRule.Steps(), new HiddenLayer(0)), baseline.toArray(FEATURES));
        for (float value : explanation.rows().values()) {
            assertEquals(0, Math.abs(value));
        }
    }

    @Property(tries = 20)
    void layerActivationIsWhatTheUnitsSay(@ForAll long seed, @ForAll("activations") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = network(random, 2, activation);
        float[] x = RandomNetworks.numbers(random, FEATURES);
        Explanation explanation = explain(model, new Target.Logit(1), new LayerActivation(new HiddenLayer(1)), x);
        assertClose(activations(model, 1, doubles(x)), explanation.rows().values(), 1e-5, 1);
        assertEquals("h1.0", explanation.columnNames().getFirst());
        assertEquals(model.layers().get(1).out(), explanation.columnNames().size());
    }

    @Property(tries = 20)
    void exactInputsAndUnitsAgree(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.wideClassifier(random, FEATURES, 2, 5, CLASSES, new Activation.Relu());
        float[] x = RandomNetworks.numbers(random, FEATURES);
        Baseline baseline = baseline(random);
        double[] sum = new double[FEATURES];
        double largest = 0.1;
        for (int k = 0; k < 5; k++) {
            float[] through = values(model, new Target.Logit(0),
                    new NeuronConductance(baseline, new PathRule.Exact(), new HiddenLayer(1), k), x);
            largest = Math.max(largest, size(through, 0));
            for (int j = 0; j < FEATURES; j++) {
                sum[j] += through[j];
            }
        }
        assertClose(sum, values(model, new Target.Logit(0), new IntegratedGradients(baseline, new PathRule.Exact()), x),
                1e-5, largest);
    }

    @Example
    void layersAndUnitsThatDoNotExistAreRefused() {
        RandomGenerator random = RandomNetworks.random(1);
        Mlp model = RandomNetworks.wideClassifier(random, FEATURES, 2, 5, CLASSES, new Activation.Relu());
        Mlp flat = RandomNetworks.classifier(random, FEATURES, 0, CLASSES, new Activation.Relu());
        float[] x = new float[FEATURES];
        refused(model, new Conductance(new HiddenLayer(2)), x,
                "layer 2 is not hidden: the model's hidden layers are 0 to 1");
        refused(flat, new InternalInfluence(new HiddenLayer()), x, "the model has no hidden layer");
        refused(model, new NeuronConductance(new Baseline.Zeros(), new PathRule.Steps(), new HiddenLayer(1), 5), x,
                "layer 1 has the units 0 to 4, but the unit is 5");
        assertEquals(0,
                values(model, new Target.Logit(0), new LayerActivation(new HiddenLayer(0)), new float[0]).length);
    }

    private static void refused(Mlp model, Method method, float[] x, String said) {
        var error = assertThrows(IllegalArgumentException.class, () -> explain(model, new Target.Logit(0), method, x));
        assertEquals(said, error.getMessage());
    }
}
