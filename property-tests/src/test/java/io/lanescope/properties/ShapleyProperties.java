package io.lanescope.properties;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.random.RandomGenerator;

import io.lanescope.explain.Background;
import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.Method;
import io.lanescope.explain.Target;
import io.lanescope.explain.perturbation.Ablation;
import io.lanescope.explain.perturbation.KernelShap;
import io.lanescope.explain.perturbation.Shapley;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What Shapley values, kernel SHAP and ablation have in common, and what tells them apart. */
class ShapleyProperties {

    private static final double TOLERANCE = 1e-5;

    /** A method for a case's reference and groups. */
    enum Kind {
        EXACT(given -> new Shapley(given.reference(), given.groups(), 2, 1)),
        KERNEL(given -> new KernelShap(given.reference(), given.groups(), 4096, 1)),
        ABLATION(given -> new Ablation(given.reference(), given.groups()));

        private final Function<GameCase, Method> method;

        Kind(Function<GameCase, Method> method) {
            this.method = method;
        }

        Explanation explain(GameCase given) {
            return given.explain(method.apply(given));
        }
    }

    @Provide
    Arbitrary<GameCase> cases() {
        return GameCase.cases(8);
    }

    @Provide
    Arbitrary<Kind> complete() {
        return Arbitraries.of(Kind.EXACT, Kind.KERNEL);
    }

    @Property(tries = 150)
    void agreesWithTheDefinitionInDouble(@ForAll("cases") GameCase given, @ForAll Kind kind) {
        Explanation explanation = kind.explain(given);
        for (int r = 0; r < given.rows(); r++) {
            ReferenceGame game = given.reference(r, explanation);
            double[] expected = kind == Kind.ABLATION ? game.ablation() : game.shapley();
            int[][] members = given.members();
            for (int g = 0; g < members.length; g++) {
                for (int j : members[g]) {
                    assertEquals(expected[g], explanation.rows().values()[r * given.features() + j],
                            TOLERANCE * Math.max(1, game.largest()), "row " + r + " feature " + j);
                }
            }
        }
    }

    @Property(tries = 50)
    void addsUpToTheDifferenceFromTheReferenceWithEachGroupCountedOnce(
            @ForAll("cases") GameCase given, @ForAll("complete") Kind kind) {
        addsUp(given, kind.explain(given));
    }

    @Property(tries = 20)
    void isTheMeanOverAllOrders(@ForAll long seed, @ForAll("complete") Kind kind) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, 5, 2, 3, new Activation.Relu());
        GameCase given = new GameCase(model, new Target.Logit(1), RandomNetworks.numbers(random, 5), 1,
                RandomNetworks.numbers(random, 10), 2, each(5));
        Explanation explanation = kind.explain(given);
        ReferenceGame game = given.reference(0, explanation);
        double[] expected = game.orders();
        for (int j = 0; j < 5; j++) {
            assertEquals(expected[j], explanation.rows().values()[j], TOLERANCE * Math.max(1, game.largest()));
        }
    }

    @Property(tries = 50)
    void scalingReluUnitsUpAndTheirWeightsDownChangesNothing(@ForAll long seed, @ForAll Kind kind) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, 6, 2, 3, new Activation.Relu());
        GameCase given = new GameCase(model, new Target.Logit(1), RandomNetworks.numbers(random, 18), 3,
                RandomNetworks.numbers(random, 6), 1, each(6));
        float[] expected = kind.explain(given).rows().values();
        float[] actual = kind.explain(given.withModel(RandomNetworks.rescaled(model, 3))).rows().values();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 2 * TOLERANCE);
        }
    }

    @Property(tries = 30)
    void sampledValuesAddUpAtAnyNumberOfSamples(@ForAll long seed, @ForAll @IntRange(min = 2, max = 90) int samples) {
        GameCase given = wide(seed, 30, 3);
        addsUp(given, given.explain(new Shapley(given.reference(), given.groups(), Math.min(samples, 7), seed)));
        addsUp(given, given.explain(new KernelShap(given.reference(), given.groups(), samples, seed)));
    }

    @Property(tries = 50)
    void aLinearFunctionIsItsWeightsTimesTheDifference(@ForAll long seed, @ForAll Kind kind) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, 9, 0, 3, new Activation.Relu());
        GameCase given = new GameCase(model, new Target.Logit(1), RandomNetworks.numbers(random, 9), 1,
                RandomNetworks.numbers(random, 9), 1, each(9));
        float[] values = kind.explain(given).rows().values();
        for (int j = 0; j < 9; j++) {
            float expected = model.layers().getFirst().weights()[j * 3 + 1] * (given.x()[j] - given.references()[j]);
            assertEquals(expected, values[j], TOLERANCE);
        }
    }

    @Property(tries = 30)
    void samplesOfALinearFunctionAreExact(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, 33, 0, 3, new Activation.Relu());
        GameCase given = new GameCase(model, new Target.Logit(1), RandomNetworks.numbers(random, 33), 1,
                RandomNetworks.numbers(random, 33), 1, each(33));
        for (Method method : List.of(new Shapley(given.reference(), given.groups(), 1, seed),
                new KernelShap(given.reference(), given.groups(), 100, seed))) {
            float[] values = given.explain(method).rows().values();
            for (int j = 0; j < 33; j++) {
                float weight = model.layers().getFirst().weights()[j * 3 + 1];
                assertEquals(weight * (given.x()[j] - given.references()[j]), values[j], TOLERANCE, method.name());
            }
        }
    }

    @Property(tries = 50)
    void whatDoesNotDifferOrIsNotUsedGetsExactlyZero(@ForAll("cases") GameCase given, @ForAll Kind kind) {
        float[] x = given.x().clone();
        float[] references = given.references().clone();
        int[][] members = given.members();
        for (int j : members[0]) {
            for (int b = 0; b < given.referenceRows(); b++) {
                references[b * given.features() + j] = x[j];
            }
        }
        Explanation same = kind.explain(given.withRows(x, references));
        assertEquals(0, Math.abs(same.rows().values()[members[0][0]]));

        Dense first = given.model().layers().getFirst();
        float[] weights = first.weights().clone();
        for (int j : members[0]) {
            Arrays.fill(weights, j * first.out(), (j + 1) * first.out(), 0);
        }
        Mlp unused = RandomNetworks.withFirst(given.model(),
                new Dense(first.in(), first.out(), weights, first.bias(), first.activation()));
        float[] values = kind.explain(given.withModel(unused)).rows().values();
        for (int r = 0; r < given.rows(); r++) {
            assertEquals(0, Math.abs(values[r * given.features() + members[0][0]]));
        }
    }

    @Property(tries = 50)
    void featuresThatAreInterchangeableGetTheSame(@ForAll("cases") GameCase given, @ForAll Kind kind) {
        int features = given.features();
        if (features < 2) {
            return;
        }
        Dense first = given.model().layers().getFirst();
        float[] weights = first.weights().clone();
        System.arraycopy(weights, 0, weights, (features - 1) * first.out(), first.out());
        float[] x = given.x().clone();
        float[] references = given.references().clone();
        for (int r = 0; r < given.rows(); r++) {
            x[r * features + features - 1] = x[r * features];
        }
        for (int b = 0; b < given.referenceRows(); b++) {
            references[b * features + features - 1] = references[b * features];
        }
        Mlp model = RandomNetworks.withFirst(given.model(),
                new Dense(first.in(), first.out(), weights, first.bias(), first.activation()));
        GameCase alike = new GameCase(model, given.target(), x, given.rows(), references, given.referenceRows(),
                each(features));
        float[] values = kind.explain(alike).rows().values();
        for (int r = 0; r < given.rows(); r++) {
            assertEquals(values[r * features], values[r * features + features - 1], 2 * TOLERANCE);
        }
    }

    @Property(tries = 50)
    void aMarginIsTheDifferenceOfItsLogits(@ForAll("cases") GameCase given, @ForAll Kind kind) {
        float[] one = kind.explain(given.withTarget(new Target.Logit(0))).rows().values();
        float[] other = kind.explain(given.withTarget(new Target.Logit(3))).rows().values();
        float[] margin = kind.explain(given.withTarget(new Target.Margin(0, 3))).rows().values();
        for (int i = 0; i < margin.length; i++) {
            assertEquals(one[i] - other[i], margin[i], 2 * TOLERANCE);
        }
    }

    @Property(tries = 50)
    void probabilitiesOfAllClassesShareNothing(@ForAll("cases") GameCase given, @ForAll Kind kind) {
        double[] sums = new double[given.x().length];
        for (int c = 0; c < 4; c++) {
            float[] values = kind.explain(given.withTarget(new Target.Probability(c))).rows().values();
            for (int i = 0; i < sums.length; i++) {
                sums[i] += values[i];
            }
        }
        for (double sum : sums) {
            assertEquals(0, sum, TOLERANCE);
        }
    }

    @Property(tries = 50)
    void swappingInputAndBaselineChangesTheSign(@ForAll("cases") GameCase given, @ForAll("complete") Kind kind) {
        float[] baseline = Arrays.copyOf(given.references(), given.features());
        GameCase fixed = given.withTarget(new Target.Margin(2, 0));
        float[] there = kind.explain(fixed.withRows(given.row(0), baseline)).rows().values();
        float[] back = kind.explain(fixed.withRows(baseline, given.row(0))).rows().values();
        for (int j = 0; j < there.length; j++) {
            assertEquals(-there[j], back[j], 2 * TOLERANCE);
        }
    }

    @Property(tries = 50)
    void neitherShiftNorScaleOfTheInputsMatters(@ForAll("cases") GameCase given, @ForAll Kind kind) {
        int features = given.features();
        Dense first = given.model().layers().getFirst();
        float[] weights = first.weights().clone();
        float[] bias = first.bias().clone();
        float[] x = given.x().clone();
        float[] references = given.references().clone();
        for (int j = 0; j < features; j++) {
            float shift = 0.25f * (j % 5 - 2);
            for (int h = 0; h < first.out(); h++) {
                bias[h] -= shift * weights[j * first.out() + h];
                weights[j * first.out() + h] *= 4;
            }
            for (int i = j; i < x.length; i += features) {
                x[i] = (x[i] + shift) / 4;
            }
            for (int i = j; i < references.length; i += features) {
                references[i] = (references[i] + shift) / 4;
            }
        }
        GameCase moved = given.withRows(x, references).withModel(RandomNetworks.withFirst(given.model(),
                new Dense(first.in(), first.out(), weights, bias, first.activation())));
        Explanation expected = kind.explain(given);
        Explanation actual = kind.explain(moved);
        for (int i = 0; i < x.length; i++) {
            if (expected.rows().outputs()[i / features] == actual.rows().outputs()[i / features]) {
                assertEquals(expected.rows().values()[i], actual.rows().values()[i], 4 * TOLERANCE);
            }
        }
    }

    @Property(tries = 50)
    void theOrderOfHiddenUnitsDoesNotMatter(@ForAll("cases") GameCase given, @ForAll Kind kind) {
        if (given.model().layers().size() < 2) {
            return;
        }
        Explanation expected = kind.explain(given);
        Explanation actual = kind.explain(given.withModel(RandomNetworks.reversed(given.model())));
        for (int i = 0; i < given.x().length; i++) {
            assertEquals(expected.rows().values()[i], actual.rows().values()[i], 2 * TOLERANCE);
        }
    }

    @Property(tries = 50)
    void anAdditiveFunctionGivesEachFeatureItsOwnChange(@ForAll long seed, @ForAll Kind kind) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.blocks(random, 7, 1, 5);
        GameCase given = new GameCase(model, new Target.Logit(0), RandomNetworks.numbers(random, 7), 1,
                RandomNetworks.numbers(random, 7), 1, each(7));
        Explanation explanation = kind.explain(given);
        ReferenceGame game = given.reference(0, explanation);
        for (int j = 0; j < 7; j++) {
            assertEquals(game.value(1L << j) - game.value(0), explanation.rows().values()[j], TOLERANCE);
        }
    }

    /** Each pair of features has hidden units of its own, so that no more than two interact. */
    @Property(tries = 30)
    void twoOppositeOrdersAreExactWhereOnlyPairsInteract(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        int features = 26;
        Mlp model = RandomNetworks.blocks(random, features, 2, 5);
        int[] pairs = new int[features];
        Arrays.setAll(pairs, j -> j / 2);
        GameCase given = new GameCase(model, new Target.Logit(0), RandomNetworks.numbers(random, features), 1,
                RandomNetworks.numbers(random, features), 1, each(features));
        float[] values = given.explain(new Shapley(given.reference(), given.groups(), 2, seed)).rows().values();
        Explanation explanation = Kind.ABLATION.explain(given);
        ReferenceGame game = given.reference(0, explanation);
        for (int j = 0; j < features; j += 2) {
            double neither = game.value(0);
            double one = game.value(1L << j);
            double other = game.value(2L << j);
            double both = game.value(3L << j);
            assertEquals((one - neither + both - other) / 2, values[j], TOLERANCE);
            assertEquals((other - neither + both - one) / 2, values[j + 1], TOLERANCE);
        }
    }

    @Property(tries = 8)
    void aRowsBitsDependNeitherOnItsBatchNorOnTheThreads(@ForAll long seed) {
        for (GameCase given : List.of(wide(seed, 30, 3), wide(seed, 5, 2), wide(seed, 11, 1))) {
            for (Method method : List.of(new Shapley(given.reference(), given.groups(), 3, seed),
                    new KernelShap(given.reference(), given.groups(), 300, seed),
                    new Ablation(given.reference(), given.groups()))) {
                float[] batch = given.explain(method).rows().values();
                try (ExecutorService threads = Executors.newFixedThreadPool(2); Team team = Team.of(threads, 3)) {
                    assertArrayEquals(batch, given.explain(method, team).rows().values(), method.name());
                }
                for (int r = 0; r < given.rows(); r += 7) {
                    float[] alone = given.withRows(given.row(r), given.references()).explain(method).rows().values();
                    assertArrayEquals(Arrays.copyOfRange(batch, r * given.features(), (r + 1) * given.features()),
                            alone, method.name());
                }
            }
        }
    }

    @Property(tries = 30)
    void aBackgroundOfOneRowIsABaseline(@ForAll("cases") GameCase given) {
        float[] row = Arrays.copyOf(given.references(), given.features());
        assertArrayEquals(given.explain(new Shapley(new Baseline.Values(row))).rows().values(),
                given.explain(new Shapley(new Background(row, 1))).rows().values());
        assertArrayEquals(given.explain(new KernelShap(new Baseline.Values(row))).rows().values(),
                given.explain(new KernelShap(new Background(row, 1))).rows().values());
    }

    @Example
    void twentyFeaturesAreExact() {
        RandomGenerator random = RandomNetworks.random(5);
        Mlp model = RandomNetworks.blocks(random, 20, 4, 6);
        GameCase given = new GameCase(model, new Target.Logit(0), RandomNetworks.numbers(random, 20), 1,
                RandomNetworks.numbers(random, 20), 1, each(20));
        Explanation explanation = given.explain(new Shapley(given.reference(), given.groups(), 1, 0));
        addsUp(given, explanation);
        // blocks of four features interact with nobody else, so that each block is a small game
        for (int block = 0; block < 20; block += 4) {
            int[][] four = {{block}, {block + 1}, {block + 2}, {block + 3}};
            double[] expected = new ReferenceGame(model, new Target.Logit(0), four, GameCase.doubles(given.x()),
                    new double[][]{GameCase.doubles(given.references())}).shapley();
            for (int i = 0; i < 4; i++) {
                assertEquals(expected[i], explanation.rows().values()[block + i], TOLERANCE);
            }
        }
    }

    @Example
    void moreSamplesComeCloserToTheExactValues() {
        GameCase given = wide(3, 1, 1);
        GameCase small = new GameCase(given.model(), given.target(), given.x(), 1, given.references(), 1,
                modulo(given.features(), 15));
        float[] exact = small.explain(new Shapley(small.reference(), small.groups(), 1, 0)).rows().values();
        double few = distance(exact, small.explain(new KernelShap(small.reference(), small.groups(), 60, 4)));
        double many = distance(exact, small.explain(new KernelShap(small.reference(), small.groups(), 6000, 4)));
        assertTrue(many < few / 4, few + " → " + many);
    }

    @Example
    void anInputThatIsTheBaselineGetsNothing() {
        RandomGenerator random = RandomNetworks.random(1);
        Mlp model = RandomNetworks.classifier(random, 6, 2, 4, new Activation.Relu());
        float[] x = RandomNetworks.numbers(random, 6);
        GameCase given = new GameCase(model, new Target.Logit(1), x, 1, x, 1, each(6));
        for (Kind kind : Kind.values()) {
            Explanation explanation = kind.explain(given);
            assertArrayEquals(new float[6], explanation.rows().values());
            assertEquals(explanation.rows().value()[0], explanation.rows().baseValue()[0]);
        }
    }

    private static double distance(float[] exact, Explanation explanation) {
        double squares = 0;
        for (int j = 0; j < exact.length; j++) {
            double difference = exact[j] - explanation.rows().values()[j];
            squares += difference * difference;
        }
        return Math.sqrt(squares);
    }

    private static GameCase wide(long seed, int rows, int references) {
        RandomGenerator random = RandomNetworks.random(seed);
        int features = 33;
        Mlp model = RandomNetworks.classifier(random, features, 2, 4, new Activation.Tanh());
        float[] x = RandomNetworks.numbers(random, rows * features);
        float[] against = RandomNetworks.numbers(random, references * features);
        // some rows have other players than their neighbours
        for (int r = 0; r < rows; r++) {
            for (int b = 0; b < references && r % 4 > 1; b++) {
                against[b * features + r % 4] = 0.5f;
                x[r * features + r % 4] = 0.5f;
            }
        }
        return new GameCase(model, new Target.Logit(Target.PREDICTED), x, rows, against, references, each(features));
    }

    private static void addsUp(GameCase given, Explanation explanation) {
        for (int r = 0; r < given.rows(); r++) {
            ReferenceGame game = given.reference(r, explanation);
            double everybody = game.value((1L << given.members().length) - 1);
            double nobody = game.value(0);
            double sum = 0;
            for (int[] group : given.members()) {
                sum += explanation.rows().values()[r * given.features() + group[0]];
            }
            double tolerance = TOLERANCE * Math.max(1, game.largest());
            assertEquals(everybody, explanation.rows().value()[r], tolerance);
            assertEquals(nobody, explanation.rows().baseValue()[r], tolerance);
            assertEquals(everybody - nobody, sum, tolerance);
        }
    }

    private static int[] each(int features) {
        return modulo(features, features);
    }

    private static int[] modulo(int features, int groups) {
        int[] ids = new int[features];
        Arrays.setAll(ids, j -> j % groups);
        return ids;
    }
}
