package io.lanescope.properties;

import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explainer;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.Quadrature;
import io.lanescope.explain.Target;
import io.lanescope.explain.gradient.IntegratedGradients;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

import static io.lanescope.properties.ReferenceExplanations.distanceToKink;
import static io.lanescope.properties.ReferenceExplanations.gradient;
import static io.lanescope.properties.ReferenceExplanations.noise;
import static io.lanescope.properties.ReferenceExplanations.value;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class IntegratedGradientsProperties {

    /** Where a saturated unit's slope, such as 1 − tanh², is all but 0, float keeps its absolute size only. */
    private static final double SMALLEST = 0.05;

    private static final float TOLERANCE = 1e-5f;

    /** A network, rows to explain and a baseline, all from one seed. */
    record Case(Mlp model, Target target, float[] x, int rows, float[] baseline) {

        int features() {
            return model.inputs();
        }

        Explanation explain(Quadrature quadrature, int steps, Team team) {
            var method = new IntegratedGradients(new Baseline.Values(baseline), steps, quadrature);
            return new Explainer(model, target, team).explain(method, x, rows);
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        return Combinators.combine(Arbitraries.longs(), RandomNetworks.hiddenActivations(), targets(),
                Arbitraries.integers().between(1, 7), Arbitraries.integers().between(0, 3))
                .as((seed, activation, target, rows, depth) -> {
                    var random = RandomNetworks.random(seed);
                    int features = random.nextInt(1, 20);
                    Mlp model = RandomNetworks.classifier(random, features, depth, 4, activation);
                    return new Case(model, target, RandomNetworks.numbers(random, rows * features), rows,
                            RandomNetworks.numbers(random, features));
                });
    }

    private static Arbitrary<Target> targets() {
        return Arbitraries.of(new Target.Logit(2), new Target.Probability(1), new Target.LogOdds(0),
                new Target.Margin(3, 1), new Target.Output(2));
    }

    @Property(tries = 100)
    void agreesWithTheSameRuleInDouble(
            @ForAll("cases") Case given, @ForAll Quadrature quadrature,
            @ForAll @IntRange(min = 2, max = 60) int steps) {
        Explanation explanation = given.explain(quadrature, steps, Team.single());
        for (int r = 0; r < given.rows(); r++) {
            float[] actual = row(explanation.rows().values(), r, given.features());
            double[] expected = reference(given, r, quadrature, steps);
            if (expected == null) {
                continue;
            }
            double scale = Math.max(SMALLEST, Arrays.stream(expected).map(Math::abs).max().orElse(0));
            for (int j = 0; j < given.features(); j++) {
                assertEquals(expected[j], actual[j], TOLERANCE * scale, "row " + r + " feature " + j);
            }
        }
    }

    /** Of smooth functions: kinks are for the exact rule. */
    @Property(tries = 50)
    void addsUpToTheDifferenceOfTheEnds(@ForAll("cases") Case given) {
        if (RandomNetworks.isPiecewiseLinear(given.model().layers().getFirst().activation())) {
            return;
        }
        Explanation explanation = given.explain(Quadrature.GAUSS_LEGENDRE, 500, Team.single());
        for (int r = 0; r < given.rows(); r++) {
            double fx = value(given.model(), given.target(), doubles(row(given.x(), r, given.features())));
            double base = value(given.model(), given.target(), doubles(given.baseline()));
            double rounding = 2e-6 * noise(given.model(), doubles(row(given.x(), r, given.features())),
                    doubles(given.baseline()));
            assertEquals(fx, explanation.rows().value()[r], Math.max(TOLERANCE * Math.abs(fx), rounding));
            assertEquals(base, explanation.rows().baseValue()[r], Math.max(TOLERANCE * Math.abs(base), rounding));
            assertEquals(0, explanation.completenessGap(r), Math.max(TOLERANCE * Math.abs(fx - base), 2 * rounding));
        }
    }

    @Property(tries = 50)
    void aRowsBitsDependNeitherOnItsBatchNorOnTheThreads(@ForAll("cases") Case given) {
        float[] batch = given.explain(Quadrature.GAUSS_LEGENDRE, 50, Team.single()).rows().values();
        try (ExecutorService threads = Executors.newFixedThreadPool(2); Team team = Team.of(threads, 3)) {
            assertArrayEquals(batch, given.explain(Quadrature.GAUSS_LEGENDRE, 50, team).rows().values());
        }
        for (int r = 0; r < given.rows(); r++) {
            float[] x = row(given.x(), r, given.features());
            Case alone = new Case(given.model(), given.target(), x, 1, given.baseline());
            assertArrayEquals(row(batch, r, given.features()),
                    alone.explain(Quadrature.GAUSS_LEGENDRE, 50, Team.single()).rows().values());
        }
    }

    @Property(tries = 50)
    void swappingInputAndBaselineChangesTheSign(@ForAll("cases") Case given) {
        float[] x = row(given.x(), 0, given.features());
        Case there = new Case(given.model(), given.target(), x, 1, given.baseline());
        Case back = new Case(given.model(), given.target(), given.baseline(), 1, x);
        float[] forward = there.explain(Quadrature.MIDPOINT, 32, Team.single()).rows().values();
        float[] backward = back.explain(Quadrature.MIDPOINT, 32, Team.single()).rows().values();
        double[] nodes = ReferenceQuadrature.nodes(Quadrature.MIDPOINT, 32);
        for (double node : nodes) {
            if (distanceToKink(given.model(), between(doubles(given.baseline()), doubles(x), node)) < 1e-5) {
                return;
            }
        }
        double tolerance = Math.max(TOLERANCE * largest(forward),
                2e-6 * noise(given.model(), doubles(x), doubles(given.baseline())));
        for (int j = 0; j < x.length; j++) {
            assertEquals(-forward[j], backward[j], tolerance);
        }
    }

    @Property(tries = 50)
    void aLinearFunctionIsItsWeightsTimesTheDifference(@ForAll long seed, @ForAll Quadrature quadrature) {
        var random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, 12, 0, 3, new Activation.Relu());
        Case given = new Case(model, new Target.Logit(1), RandomNetworks.numbers(random, 12), 1,
                RandomNetworks.numbers(random, 12));
        float[] values = given.explain(quadrature, 7, Team.single()).rows().values();
        Dense layer = model.layers().getFirst();
        for (int j = 0; j < 12; j++) {
            float expected = layer.weights()[j * 3 + 1] * (given.x()[j] - given.baseline()[j]);
            assertEquals(expected, values[j], TOLERANCE * Math.abs(expected));
        }
    }

    @Property(tries = 50)
    void aFeatureThatDoesNotDifferOrIsNotUsedGetsExactlyZero(@ForAll("cases") Case given) {
        float[] x = given.x().clone();
        x[0] = given.baseline()[0];
        Case same = new Case(given.model(), given.target(), x, given.rows(), given.baseline());
        assertEquals(0, Math.abs(same.explain(Quadrature.GAUSS_LEGENDRE, 20, Team.single()).rows().values()[0]));

        Dense first = given.model().layers().getFirst();
        float[] weights = first.weights().clone();
        Arrays.fill(weights, 0, first.out(), 0);
        Mlp unused = RandomNetworks.withFirst(given.model(),
                new Dense(first.in(), first.out(), weights, first.bias(), first.activation()));
        Case dummy = new Case(unused, given.target(), given.x(), given.rows(), given.baseline());
        float[] values = dummy.explain(Quadrature.GAUSS_LEGENDRE, 20, Team.single()).rows().values();
        for (int r = 0; r < given.rows(); r++) {
            assertEquals(0, Math.abs(values[r * given.features()]));
        }
    }

    @Property(tries = 50)
    void probabilitiesOfAllClassesShareNothing(@ForAll("cases") Case given) {
        int features = given.features();
        double[] sums = new double[features];
        float scale = 1e-3f;
        for (int c = 0; c < 4; c++) {
            Case one = new Case(given.model(), new Target.Probability(c), given.x(), given.rows(), given.baseline());
            float[] values = one.explain(Quadrature.GAUSS_LEGENDRE, 30, Team.single()).rows().values();
            scale = Math.max(scale, largest(values));
            for (int j = 0; j < features; j++) {
                sums[j] += values[j];
            }
        }
        for (double sum : sums) {
            assertTrue(Math.abs(sum) <= TOLERANCE * scale, sum + " of " + scale);
        }
    }

    /** The same rule in double, or null where a node lies on a kink. */
    private static double @Nullable [] reference(Case given, int r, Quadrature quadrature, int steps) {
        double[] x = doubles(row(given.x(), r, given.features()));
        double[] from = doubles(given.baseline());
        double[] nodes = ReferenceQuadrature.nodes(quadrature, steps);
        double[] weights = ReferenceQuadrature.weights(quadrature, steps);
        double[] sum = new double[x.length];
        for (int s = 0; s < steps; s++) {
            double[] point = between(from, x, nodes[s]);
            if (distanceToKink(given.model(), point) < 1e-5) {
                return null;
            }
            double[] gradient = gradient(given.model(), given.target(), point);
            for (int j = 0; j < x.length; j++) {
                sum[j] += weights[s] * gradient[j];
            }
        }
        for (int j = 0; j < x.length; j++) {
            sum[j] *= x[j] - from[j];
        }
        return sum;
    }

    private static double[] between(double[] from, double[] to, double alpha) {
        double[] point = new double[from.length];
        Arrays.setAll(point, j -> from[j] + alpha * (to[j] - from[j]));
        return point;
    }

    private static float[] row(float[] rows, int r, int features) {
        return Arrays.copyOfRange(rows, r * features, (r + 1) * features);
    }

    private static double[] doubles(float[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i];
        }
        return y;
    }

    private static float largest(float[] x) {
        float largest = 1e-6f;
        for (float v : x) {
            largest = Math.max(largest, Math.abs(v));
        }
        return largest;
    }
}
