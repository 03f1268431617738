package io.lanescope.properties;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explainer;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.Method;
import io.lanescope.explain.PathRule;
import io.lanescope.explain.Quadrature;
import io.lanescope.explain.Target;
import io.lanescope.explain.gradient.IntegratedGradients;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Activation;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static io.lanescope.properties.Explanations.assertComplete;
import static io.lanescope.properties.Explanations.doubles;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ExactIntegratedGradientsProperties {

    private static final int FINE = 2000;

    @Provide
    Arbitrary<Activation> piecewiseLinear() {
        return RandomNetworks.piecewiseLinearActivations();
    }

    @Property(tries = 60)
    void attributionsAddUpToTheDifferenceOfTheEnds(@ForAll long seed,
            @ForAll("piecewiseLinear") Activation activation, @ForAll @IntRange(max = 4) int depth) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, 15, depth, 4, activation);
        float[] baseline = RandomNetworks.numbers(random, 15);
        assertComplete(model, explain(model, baseline, RandomNetworks.numbers(random, 3 * 15)), baseline);
    }

    @Property(tries = 60)
    void outputsBehindAnActivationAddUpToo(@ForAll long seed, @ForAll("piecewiseLinear") Activation activation,
            @ForAll("piecewiseLinear") Activation last, @ForAll @IntRange(max = 3) int depth) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.endingIn(RandomNetworks.classifier(random, 8, depth, 4, activation), last);
        float[] baseline = RandomNetworks.numbers(random, 8);
        Method exact = new IntegratedGradients(new Baseline.Values(baseline), new PathRule.Exact());
        assertComplete(model, Explanations.explain(model, new Target.Output(Target.PREDICTED), exact,
                RandomNetworks.numbers(random, 3 * 8)), baseline);
    }

    @Property(tries = 3)
    void fourHiddenLayersOf256AreExactToo(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.wideClassifier(random, 50, 4, 256, 10, new Activation.Relu());
        Explanation explanation = explain(model, RandomNetworks.numbers(random, 50),
                RandomNetworks.numbers(random, 2 * 50));
        for (int r = 0; r < 2; r++) {
            assertEquals(0, explanation.completenessGap(r), 1e-5 * size(explanation, r));
        }
    }

    @Property(tries = 20)
    void aFineQuadratureComesCloseToIt(@ForAll long seed, @ForAll("piecewiseLinear") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, 5, 2, 3, activation);
        float[] x = RandomNetworks.numbers(random, 5);
        float[] from = RandomNetworks.numbers(random, 5);
        Baseline baseline = new Baseline.Values(from);
        Target target = new Target.Margin(2, 0);
        float[] exact = new Explainer(model, target)
                .explain(new IntegratedGradients(baseline, new PathRule.Exact()), x, 1)
                .rows().values();
        float[] fine = new Explainer(model, target)
                .explain(new IntegratedGradients(baseline, FINE, Quadrature.MIDPOINT), x, 1).rows().values();
        double rounding = Math.max(1e-5 * Explanations.size(exact, 0),
                1e-6 * ReferenceExplanations.noise(model, doubles(x), doubles(from)));
        double[] missed = missed(model, target, doubles(x), doubles(from));
        for (int j = 0; j < 5; j++) {
            assertEquals(exact[j], fine[j], rounding + missed[j]);
        }
    }

    /** A jump between two nodes costs no more than itself times their distance, and so do two that nobody sees. */
    private static double[] missed(Mlp model, Target target, double[] x, double[] from) {
        double[] variation = new double[x.length];
        double[] largest = new double[x.length];
        double[] before = ReferenceExplanations.gradient(model, target, from);
        for (int s = 1; s <= FINE; s++) {
            double alpha = (double) s / FINE;
            double[] point = new double[x.length];
            Arrays.setAll(point, j -> from[j] + alpha * (x[j] - from[j]));
            double[] gradient = ReferenceExplanations.gradient(model, target, point);
            for (int j = 0; j < x.length; j++) {
                variation[j] += Math.abs(gradient[j] - before[j]);
                largest[j] = Math.max(largest[j], Math.abs(gradient[j]));
            }
            before = gradient;
        }
        double[] missed = new double[x.length];
        Arrays.setAll(missed, j -> Math.abs(x[j] - from[j]) * (variation[j] + 2 * largest[j]) / FINE);
        return missed;
    }

    @Property(tries = 20)
    void aRowsBitsDoNotDependOnItsBatch(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, 5, 2, 3, new Activation.Relu());
        float[] x = RandomNetworks.numbers(random, 70 * 5);
        Explainer explainer = new Explainer(model, new Target.Logit(Target.PREDICTED));
        float[] batch = explainer.explain(new IntegratedGradients(new Baseline.Zeros(), new PathRule.Exact()), x, 70)
                .rows().values();
        for (int r = 0; r < 70; r += 23) {
            float[] row = Arrays.copyOfRange(x, r * 5, r * 5 + 5);
            assertArrayEquals(Arrays.copyOfRange(batch, r * 5, r * 5 + 5),
                    explainer.explain(new IntegratedGradients(new Baseline.Zeros(), new PathRule.Exact()), row, 1)
                            .rows().values());
        }
    }

    @Example
    void whatIsNotPiecewiseLinearIsRefused() {
        RandomGenerator random = RandomNetworks.random(1);
        for (Activation curve : List.of(new Activation.Tanh(), new Activation.HardSwish())) {
            Mlp curved = RandomNetworks.classifier(random, 5, 2, 3, curve);
            refuses(curved, new Target.Logit(0), "layer 0 has " + curve);
        }
        Mlp bent = RandomNetworks.classifier(random, 5, 2, 3, new Activation.Relu());
        refuses(bent, new Target.Probability(0), "piecewise linear");
        refuses(RandomNetworks.endingIn(bent, new Activation.Sigmoid()), new Target.Output(0), "layer 2 has Sigmoid");
    }

    private static void refuses(Mlp model, Target target, String why) {
        Exception refused = assertThrows(IllegalArgumentException.class,
                () -> new Explainer(model, target)
                        .explain(new IntegratedGradients(new Baseline.Zeros(), new PathRule.Exact()), new float[5], 1));
        assertTrue(String.valueOf(refused.getMessage()).contains(why), refused.getMessage());
    }

    private static Explanation explain(Mlp model, float[] baseline, float[] x) {
        return Explanations.explain(model, new Target.Logit(1),
                new IntegratedGradients(new Baseline.Values(baseline), new PathRule.Exact()), x);
    }

    /** What a gap is measured against: f, whose own rounding it holds, or the attributions where they cancel. */
    private static double size(Explanation explanation, int row) {
        int features = explanation.rows().features();
        double size = Math.max(Math.abs(explanation.rows().value()[row]),
                Math.abs(explanation.rows().baseValue()[row]));
        for (int j = 0; j < features; j++) {
            size = Math.max(size, Math.abs(explanation.rows().values()[row * features + j]));
        }
        return size;
    }
}
