package io.lanescope.explain.actions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explainer;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.PathRule;
import io.lanescope.explain.Target;
import io.lanescope.explain.deeplift.DeepLift;
import io.lanescope.explain.layer.Conductance;
import io.lanescope.explain.layer.HiddenLayer;
import io.lanescope.nn.Architecture;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Predictor;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.Glyphs;
import io.lanescope.nn.data.Scaler;
import io.lanescope.nn.train.Evaluation;
import io.lanescope.nn.train.Trainer;
import io.lanescope.nn.train.TrainingListener;
import io.lanescope.nn.train.TrainingOptions;
import io.lanescope.nn.train.Validation;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ActionsTest {

    private static final Activation RELU = new Activation.Relu();

    /** Units of the hidden layer: alive, dead (z = x₀ − 9), constant (z = 2). */
    private static final Mlp SMALL = new Mlp(
            List.of(new Dense(2, 3, new float[]{1, 1, 0, 1, 0, 0}, new float[]{0, -9, 2}, RELU),
                    new Dense(3, 2, new float[]{1, -1, 5, 7, 3, 0.5f}, new float[]{0, 1}, new Activation.Identity())),
            Task.MULTICLASS, Scaler.none(2), List.of("a", "b"), List.of("no", "yes"));

    private static final Dataset ROWS = new Dataset(new float[]{1, 2, -3, 1, 0.5f, 0.25f}, List.of("a", "b"), null,
            new Dataset.Classes(new int[]{0, 1, 0}, List.of("no", "yes")));

    private static final Dataset GLYPHS = Glyphs.generate(11, 1500).data();

    private static final TrainingOptions OPTIONS = TrainingOptions.builder(1).epochs(8)
            .scaling(TrainingOptions.Scaling.NONE).validation(new Validation.None()).build();

    private static final Architecture SHAPE = Architecture.of(Glyphs.PIXELS).dense(48, RELU).dense(32, RELU).dense(10);

    @Test
    void deadAndConstantUnitsAreFound() {
        List<HiddenUnit> units = HiddenUnit.of(SMALL, ROWS, Team.single());
        assertEquals(new HiddenUnit(0, 0, 0, 3, 1.25, 1 / 3.0, true), units.get(0));
        assertEquals(HiddenUnit.State.ALIVE, units.get(0).state());
        assertEquals(HiddenUnit.State.DEAD, units.get(1).state());
        assertEquals(HiddenUnit.State.CONSTANT, units.get(2).state());
        assertEquals(HiddenUnit.State.SATURATED, new HiddenUnit(0, 0, 0.99f, 1, 0.999, 0.95, true).state());
    }

    @Test
    void aSigmoidFarOutIsSaturated() {
        Mlp model = SMALL.withLayers(List.of(
                new Dense(2, 2, new float[]{0.1f, 1, 0, 0}, new float[]{9, 0}, new Activation.Sigmoid()),
                new Dense(2, 2, new float[]{1, 2, 3, 4}, new float[2], new Activation.Identity())));
        List<HiddenUnit> units = HiddenUnit.of(model, ROWS, Team.single());
        assertEquals(HiddenUnit.State.SATURATED, units.get(0).state());
        assertEquals(HiddenUnit.State.ALIVE, units.get(1).state());
    }

    @Test
    void unitsThatNoOutputHearsHaveNoConductanceAndLeaveWithoutATrace() {
        Activation tanh = new Activation.Tanh();
        // of the first layer unit 0 leads to both units above it, unit 1 only to the one that leads nowhere
        Mlp model = SMALL.withLayers(List.of(
                new Dense(2, 2, new float[]{0.5f, 1, -1, 0.25f}, new float[]{0.1f, 0.2f}, tanh),
                new Dense(2, 2, new float[]{1, 2, 0, 3}, new float[]{0.3f, 0.4f}, tanh),
                new Dense(2, 2, new float[]{1, -1, 0, 0}, new float[]{0, 1}, new Activation.Identity())));
        List<HiddenUnit> unheard = HiddenUnit.of(model, ROWS, Team.single()).stream()
                .filter(unit -> unit.state() == HiddenUnit.State.UNHEARD).toList();
        assertEquals(List.of("0:1", "1:1"), unheard.stream().map(unit -> unit.layer() + ":" + unit.unit()).toList());
        for (int layer = 0; layer < 2; layer++) {
            float[] conductance = new Explainer(model, new Target.Logit(1)).explain(
                    new Conductance(new Baseline.Values(new float[]{2, -2}), new PathRule.Steps(),
                            new HiddenLayer(layer)),
                    ROWS.features(), 3).rows().values();
            for (int row = 0; row < 3; row++) {
                assertTrue(conductance[2 * row] != 0);
                assertEquals(0, conductance[2 * row + 1]);
            }
        }
        assertArrayEquals(outputs(model, ROWS), outputs(UnitSurgery.remove(model, unheard), ROWS));
    }

    @Test
    void removingDeadAndConstantUnitsChangesNoOutput() {
        List<HiddenUnit> useless = HiddenUnit.of(SMALL, ROWS, Team.single()).subList(1, 3);
        Mlp smaller = UnitSurgery.remove(SMALL, useless);
        assertEquals(1, smaller.layers().getFirst().out());
        assertArrayEquals(new float[]{6, 2}, smaller.layers().getLast().bias());
        assertArrayEquals(outputs(SMALL, ROWS), outputs(smaller, ROWS));
        Mlp again = UnitSurgery.reset(SMALL, useless, 3);
        assertEquals(3, again.layers().getFirst().out());
        assertArrayEquals(outputs(SMALL, ROWS), outputs(again, ROWS));
        assertTrue(HiddenUnit.of(again, ROWS, Team.single()).stream()
                .filter(unit -> unit.state() == HiddenUnit.State.CONSTANT).toList().isEmpty());
    }

    @Test
    void deadUnitsLeaveWithoutATraceOfTheirBits() {
        Mlp model = trained(GLYPHS);
        List<HiddenUnit> dead = HiddenUnit.of(model, GLYPHS, Team.single()).stream()
                .filter(unit -> unit.state() == HiddenUnit.State.DEAD).toList();
        // make some more of them, wherever they are
        Dense first = model.layers().getFirst();
        float[] bias = first.bias().clone();
        Arrays.fill(bias, 5, 15, -1000);
        Mlp lame = model.withLayers(List.of(
                new Dense(first.in(), first.out(), first.weights(), bias, first.activation()), model.layers().get(1),
                model.layers().get(2)));
        List<HiddenUnit> more = HiddenUnit.of(lame, GLYPHS, Team.single()).stream()
                .filter(unit -> unit.state() == HiddenUnit.State.DEAD).toList();
        assertTrue(more.size() >= Math.max(10, dead.size()));
        assertArrayEquals(outputs(lame, GLYPHS), outputs(UnitSurgery.remove(lame, more), GLYPHS));
    }

    @Test
    void aLayerKeepsAUnitAndNoneIsRemovedTwice() {
        List<HiddenUnit> all = HiddenUnit.of(SMALL, ROWS, Team.single());
        assertEquals(1, UnitSurgery.remove(SMALL, all).layers().getFirst().out());
        assertThrows(IllegalArgumentException.class,
                () -> UnitSurgery.remove(SMALL, List.of(all.getFirst(), all.getFirst())));
        assertThrows(IllegalArgumentException.class,
                () -> UnitSurgery.remove(SMALL, List.of(new HiddenUnit(1, 0, 0, 0, 0, 1, true))));
        assertThrows(IllegalArgumentException.class,
                () -> UnitSurgery.reset(SMALL, List.of(new HiddenUnit(0, 3, 0, 0, 0, 1, true)), 1));
    }

    @Test
    void gradientNormsAreThoseOfFiniteDifferences() {
        List<LayerGradients> layers = LayerGradients.of(SMALL, ROWS, Team.single());
        assertEquals(Math.sqrt(3), layers.getFirst().weights(), 1e-9);
        for (int l = 0; l < 2; l++) {
            double squares = 0;
            for (int i = 0; i < SMALL.layers().get(l).weights().length; i++) {
                double slope = (meanLoss(nudged(l, i, 1e-2f)) - meanLoss(nudged(l, i, -1e-2f))) / 2e-2;
                squares += slope * slope;
            }
            assertEquals(Math.sqrt(squares), layers.get(l).gradient(), 1e-3 * Math.sqrt(squares) + 1e-5);
        }
    }

    @Test
    void selfInfluenceIsTheSquaredNormOfTheRowsOwnGradient() {
        double[] influence = LabelNoise.selfInfluence(SMALL, ROWS, Team.single());
        for (int r = 0; r < 3; r++) {
            Dataset row = ROWS.range(r, r + 1);
            double squares = 0;
            for (int l = 0; l < 2; l++) {
                double gradient = LayerGradients.of(SMALL, row, Team.single()).get(l).gradient();
                double signal = LayerGradients.of(SMALL, row, Team.single()).get(l).signal(); // the bias' gradient
                squares += gradient * gradient + signal * signal;
            }
            assertEquals(squares, influence[r], 1e-5 * squares);
        }
        assertArrayEquals(influence, LabelNoise.selfInfluence(SMALL, ROWS, Team.single()));
    }

    @Test
    void lossesAddUpToThatOfTheEvaluation() {
        double[] losses = LabelNoise.losses(SMALL, ROWS, Team.single());
        assertEquals(Evaluation.of(SMALL, ROWS).loss(), Arrays.stream(losses).sum() / 3, 1e-6);
        Mlp binary = new Mlp(List.of(new Dense(2, 1, new float[]{3, -1}, new float[]{0.5f}, new Activation.Identity())),
                Task.BINARY, Scaler.none(2), List.of("a", "b"), List.of("no", "yes"));
        assertEquals(Evaluation.of(binary, ROWS).loss(),
                Arrays.stream(LabelNoise.losses(binary, ROWS, Team.single())).sum() / 3, 1e-6);
        Mlp numbers = new Mlp(binary.layers(), Task.REGRESSION, Scaler.none(2), List.of("a", "b"), List.of("y"));
        Dataset values = new Dataset(ROWS.features(), ROWS.featureNames(), null,
                new Dataset.Values(new float[]{1, 2, 3}, "y"));
        assertEquals(Evaluation.of(numbers, values).loss(),
                Arrays.stream(LabelNoise.losses(numbers, values, Team.single())).sum() / 3, 1e-6);
    }

    @Test
    void mostWrongLabelsAreAmongTheFirstSuspects() {
        SplittableRandom random = new SplittableRandom(4);
        int[] labels = ((Dataset.Classes) GLYPHS.target()).labels().clone();
        Set<Integer> wrong = new HashSet<>();
        while (wrong.size() < labels.length / 10) {
            int row = random.nextInt(labels.length);
            if (wrong.add(row)) {
                labels[row] = (labels[row] + 1 + random.nextInt(9)) % 10;
            }
        }
        Dataset noisy = new Dataset(GLYPHS.features(), GLYPHS.featureNames(), GLYPHS.image(),
                new Dataset.Classes(labels, ((Dataset.Classes) GLYPHS.target()).names()));
        double[] losses = LabelNoise.crossValidatedLoss(SHAPE, noisy, 3, OPTIONS, Team.single());
        assertTrue(found(losses, wrong) > 0.7, "found " + found(losses, wrong));
        double[] influence = LabelNoise.selfInfluence(trained(noisy), noisy, Team.single());
        assertTrue(found(influence, wrong) > 0.6, "found " + found(influence, wrong));
    }

    @Test
    void pruningByRelevanceKeepsMoreThanChance() {
        Mlp model = trained(GLYPHS);
        Dataset unseen = Glyphs.generate(12, 500).data();
        List<Pruning.Point> relevance = curve(Pruning.RELEVANCE, model, unseen);
        List<Pruning.Point> random = curve(Pruning.RANDOM, model, unseen);
        assertEquals(80, relevance.getFirst().units());
        assertEquals(2, relevance.getLast().units());
        assertEquals(model.parameters(), relevance.getFirst().parameters());
        assertEquals(Evaluation.of(model, unseen).score(), relevance.getFirst().evaluation().score());
        double kept = relevance.subList(1, 4).stream().mapToDouble(p -> p.evaluation().score()).sum();
        double chance = random.subList(1, 4).stream().mapToDouble(p -> p.evaluation().score()).sum();
        assertTrue(kept > chance + 0.1, kept + " against " + chance);
    }

    @Test
    void everyCriterionOrdersAllUnitsButOneOfEachLayer() {
        for (Pruning criterion : Pruning.values()) {
            List<HiddenUnit> order = criterion.order(trained(GLYPHS.range(0, 300)), GLYPHS, 3, Team.single());
            assertEquals(78, Set.copyOf(order).size());
            assertEquals(47, order.stream().filter(unit -> unit.layer() == 0).count());
        }
        assertEquals(2, Pruning.MAGNITUDE.order(SMALL, ROWS, 0, Team.single()).size());
        assertEquals(List.of(1, 2), Pruning.RELEVANCE.order(SMALL, ROWS, 0, Team.single()).stream()
                .map(HiddenUnit::unit).toList());
    }

    @Test
    void selectedFeaturesKeepTheScoreThatIsLostWithoutThem() {
        // the label is the sign of column 2 alone; the others are noise
        SplittableRandom random = new SplittableRandom(8);
        float[] x = new float[400 * 5];
        int[] labels = new int[400];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextDouble() - 0.5f;
            labels[i / 5] = i % 5 == 2 && x[i] > 0 ? 1 : labels[i / 5];
        }
        Dataset data = new Dataset(x, List.of("a", "b", "c", "d", "e"), null,
                new Dataset.Classes(labels, List.of("no", "yes")));
        Architecture shape = Architecture.of(5).dense(8, RELU).dense(2);
        TrainingOptions options = TrainingOptions.builder(1).epochs(30).batchSize(20).build();
        Mlp model = new Trainer(shape, data.range(0, 300), options, Team.single(), TrainingListener.NONE).train()
                .model();
        Explanation explanation = new Explainer(model, new Target.Logit(Target.PREDICTED)).explain(new DeepLift(),
                data.features(), 400);
        int[] order = FeatureSelection.order(explanation);
        assertEquals(2, order[0]);
        List<FeatureSelection.Point> points = FeatureSelection.curve(order, new int[]{1, 5}, shape, data.range(0, 300),
                data.range(300, 400), options, Team.single());
        assertTrue(points.get(0).with().score() > 0.9, points.toString());
        assertTrue(points.get(0).without().score() < 0.7, points.toString());
        assertEquals(points.get(1).with(), points.get(1).without());
        assertThrows(IllegalArgumentException.class, () -> FeatureSelection.curve(order, new int[]{0}, shape, data,
                data, options, Team.single()));
    }

    @Test
    void whatDoesNotFitIsRefused() {
        Dataset narrow = new Dataset(new float[3], List.of("a"), null, new Dataset.None());
        assertThrows(IllegalArgumentException.class, () -> HiddenUnit.of(SMALL, narrow, Team.single()));
        assertThrows(IllegalArgumentException.class, () -> HiddenUnit.of(SMALL, ROWS.range(0, 0), Team.single()));
        Dataset unknown = new Dataset(ROWS.features(), ROWS.featureNames(), null, new Dataset.None());
        assertThrows(IllegalArgumentException.class, () -> LabelNoise.losses(SMALL, unknown, Team.single()));
        assertThrows(IllegalArgumentException.class, () -> LabelNoise.crossValidatedLoss(SHAPE, GLYPHS, 1, OPTIONS,
                Team.single()));
        assertThrows(IllegalArgumentException.class, () -> Pruning.curve(SMALL, List.of(), ROWS, 0));
    }

    private static List<Pruning.Point> curve(Pruning criterion, Mlp model, Dataset unseen) {
        return Pruning.curve(model, criterion.order(model, GLYPHS, 2, Team.single()), unseen, 10);
    }

    private static double found(double[] scores, Set<Integer> wrong) {
        int[] suspects = LabelNoise.suspects(scores);
        return IntStream.range(0, wrong.size()).filter(i -> wrong.contains(suspects[i])).count()
                / (double) wrong.size();
    }

    private static Mlp trained(Dataset data) {
        return new Trainer(SHAPE, data, OPTIONS, Team.single(), TrainingListener.NONE).train().model();
    }

    private static Mlp nudged(int layer, int weight, float step) {
        List<Dense> layers = new ArrayList<>(SMALL.layers());
        Dense dense = layers.get(layer);
        float[] weights = dense.weights().clone();
        weights[weight] += step;
        layers.set(layer, new Dense(dense.in(), dense.out(), weights, dense.bias(), dense.activation()));
        return SMALL.withLayers(layers);
    }

    private static double meanLoss(Mlp model) {
        return Arrays.stream(LabelNoise.losses(model, ROWS, Team.single())).sum() / ROWS.rows();
    }

    private static float[] outputs(Mlp model, Dataset data) {
        float[] y = new float[data.rows() * model.outputs()];
        new Predictor(model, 64).predict(data.features(), 0, data.rows(), y, 0);
        return y;
    }
}
