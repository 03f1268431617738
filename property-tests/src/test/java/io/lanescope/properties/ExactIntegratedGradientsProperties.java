package io.lanescope.properties;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explainer;
import io.lanescope.explain.Explanation;
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

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ExactIntegratedGradientsProperties {

    @Provide
    Arbitrary<Activation> piecewiseLinear() {
        return RandomNetworks.piecewiseLinearActivations();
    }

    @Property(tries = 60)
    void attributionsAddUpToTheDifferenceOfTheEnds(@ForAll long seed,
            @ForAll("piecewiseLinear") Activation activation, @ForAll @IntRange(max = 4) int depth) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, 15, depth, 4, activation);
        Explanation explanation = explain(model, random, 3);
        for (int r = 0; r < 3; r++) {
            assertEquals(0, explanation.completenessGap(r), 1e-5 * size(explanation, r));
        }
    }

    @Property(tries = 60)
    void outputsBehindAnActivationAddUpToo(@ForAll long seed, @ForAll("piecewiseLinear") Activation activation,
            @ForAll("piecewiseLinear") Activation last, @ForAll @IntRange(max = 3) int depth) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.endingIn(RandomNetworks.classifier(random, 8, depth, 4, activation), last);
        Baseline baseline = new Baseline.Values(RandomNetworks.numbers(random, 8));
        Explanation explanation = new Explainer(model, new Target.Output(Target.PREDICTED)).explain(
                new IntegratedGradients(baseline, new PathRule.Exact()), RandomNetworks.numbers(random, 3 * 8), 3);
        for (int r = 0; r < 3; r++) {
            assertEquals(0, explanation.completenessGap(r), 1e-5 * size(explanation, r));
        }
    }

    @Property(tries = 3)
    void fourHiddenLayersOf256AreExactToo(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.wideClassifier(random, 50, 4, 256, 10, new Activation.Relu());
        Explanation explanation = explain(model, random, 2);
        for (int r = 0; r < 2; r++) {
            assertEquals(0, explanation.completenessGap(r), 1e-5 * size(explanation, r));
        }
    }

    @Property(tries = 20)
    void aFineQuadratureComesCloseToIt(@ForAll long seed, @ForAll("piecewiseLinear") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, 5, 2, 3, activation);
        float[] x = RandomNetworks.numbers(random, 5);
        Baseline baseline = new Baseline.Values(RandomNetworks.numbers(random, 5));
        Target target = new Target.Margin(2, 0);
        float[] exact = new Explainer(model, target)
                .explain(new IntegratedGradients(baseline, new PathRule.Exact()), x, 1)
                .rows().values();
        float[] fine = new Explainer(model, target)
                .explain(new IntegratedGradients(baseline, 20_000, Quadrature.MIDPOINT), x, 1).rows().values();
        double scale = 1e-3;
        for (float v : exact) {
            scale = Math.max(scale, Math.abs(v));
        }
        for (int j = 0; j < 5; j++) {
            assertEquals(exact[j], fine[j], 2e-3 * scale);
        }
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

    private static Explanation explain(Mlp model, RandomGenerator random, int rows) {
        Baseline baseline = new Baseline.Values(RandomNetworks.numbers(random, model.inputs()));
        return new Explainer(model, new Target.Logit(1)).explain(
                new IntegratedGradients(baseline, new PathRule.Exact()),
                RandomNetworks.numbers(random, rows * model.inputs()), rows);
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
