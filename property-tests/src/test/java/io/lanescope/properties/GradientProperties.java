package io.lanescope.properties;

import java.util.Arrays;
import java.util.random.RandomGenerator;

import io.lanescope.explain.Explainer;
import io.lanescope.explain.Target;
import io.lanescope.explain.gradient.Gradient;
import io.lanescope.explain.gradient.InputXGradient;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Activation;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.junit.jupiter.api.Assertions.assertEquals;

class GradientProperties {

    /** Where a saturated unit's slope, such as 1 − tanh², is all but 0, float keeps its absolute size only. */
    private static final double SMALLEST = 0.05;

    @Provide
    Arbitrary<Activation> activations() {
        return RandomNetworks.hiddenActivations();
    }

    @Provide
    Arbitrary<Target> targets() {
        return Arbitraries.of(new Target.Logit(2), new Target.Probability(1), new Target.LogOdds(0),
                new Target.Margin(3, 1), new Target.Output(0));
    }

    @Property(tries = 200)
    void agreesWithTheReferenceInDouble(@ForAll long seed, @ForAll("activations") Activation activation,
            @ForAll("targets") Target target, @ForAll @IntRange(max = 3) int depth) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, 11, depth, 4, activation);
        float[] x = RandomNetworks.numbers(random, 11);
        double[] doubles = new double[11];
        for (int j = 0; j < 11; j++) {
            doubles[j] = x[j];
        }
        Assume.that(ReferenceExplanations.distanceToKink(model, doubles) > 1e-5);
        double[] expected = ReferenceExplanations.gradient(model, target, doubles);
        double scale = Math.max(SMALLEST, Arrays.stream(expected).map(Math::abs).max().orElseThrow());
        float[] gradient = new Explainer(model, target).explain(new Gradient(), x, 1).rows().values();
        float[] product = new Explainer(model, target).explain(new InputXGradient(), x, 1).rows().values();
        for (int j = 0; j < 11; j++) {
            assertEquals(expected[j], gradient[j], 1e-5 * scale);
            assertEquals(x[j] * gradient[j], product[j]);
        }
    }
}
