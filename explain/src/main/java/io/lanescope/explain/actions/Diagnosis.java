package io.lanescope.explain.actions;

import java.util.Arrays;
import java.util.List;

import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.train.Evaluation;
import io.lanescope.simd.Team;

/**
 * What is wrong with a model and the rows that it is used on.
 *
 * @param evaluation   how good the model is on the rows
 * @param units        what each hidden unit does
 * @param gradients    how the loss pulls at each layer
 * @param unseenLosses {@code [rows]}: each row's loss under a model of the same shape that has not seen it
 * @param classifier   whether the rows have classes
 * @param pruned       accuracy against size, the units of least relevance removed first; relevance is judged on one
 *                     half of the rows, accuracy measured on the other
 * @param atRandom     the same with the units in random order
 */
@SuppressWarnings("ArrayRecordComponent") // a result to read, never compared
public record Diagnosis(Evaluation evaluation, List<HiddenUnit> units, List<LayerGradients> gradients,
        double[] unseenLosses, boolean classifier, List<Pruning.Point> pruned, List<Pruning.Point> atRandom) {

    private static final int PARTS = 5;
    private static final int STEPS = 20;

    /** A label with a smaller probability is suspicious. */
    private static final double SUSPICIOUS = 0.05;

    /** A value that errs by more root mean squared errors is suspicious. */
    private static final double FAR = 3;

    /**
     * Examines a model. Five models of its shape are trained on four fifths of the rows each, to judge the labels of the
     * others.
     *
     * @param model the network
     * @param data  at least 5 rows, with what belongs to them
     * @param seed  decides what is left to chance
     * @param team  the threads
     * @return the findings
     * @throws IllegalArgumentException if the data does not fit the model, or has fewer than 5 rows
     */
    public static Diagnosis of(Mlp model, Dataset data, long seed, Team team) {
        double[] losses = unseenLosses(model, data, seed, team);
        Deal halves = halves(data, seed);
        Dataset judging = data.subset(halves.part(0));
        Dataset measuring = data.subset(halves.part(1));
        return new Diagnosis(Evaluation.of(model, data), HiddenUnit.of(model, data, team),
                LayerGradients.of(model, data, team), losses, model.isClassifier(),
                Pruning.curve(model, Pruning.RELEVANCE.order(model, judging, seed, team), measuring, STEPS),
                Pruning.curve(model, Pruning.RANDOM.order(model, judging, seed, team), measuring, STEPS));
    }

    /** Each row's loss under a model of the same shape that has not seen it. */
    static double[] unseenLosses(Mlp model, Dataset data, long seed, Team team) {
        if (data.rows() < PARTS) {
            throw new IllegalArgumentException(
                    "a diagnosis needs at least " + PARTS + " rows, but there are " + data.rows());
        }
        Retraining retraining = Retraining.of(model, seed, team);
        return LabelNoise.crossValidatedLoss(retraining.architecture(), data, PARTS, retraining.options(data.rows()),
                team);
    }

    /** One half to judge units by, one to measure on. */
    static Deal halves(Dataset data, long seed) {
        return Deal.of(data.rows(), 2, seed);
    }

    /**
     * The units that are in a certain state.
     *
     * @param states which ones
     * @return layer by layer
     */
    public List<HiddenUnit> units(HiddenUnit.State... states) {
        return units.stream().filter(unit -> Arrays.asList(states).contains(unit.state())).toList();
    }

    /**
     * The rows whose label is likely wrong: a model that has not seen the row gives its class a probability below 5 %, or
     * errs by more than three root mean squared errors.
     *
     * @return the most suspicious first
     */
    public int[] suspects() {
        double most = classifier
                ? -StrictMath.log(SUSPICIOUS)
                : FAR * FAR * Arrays.stream(unseenLosses).sum() / unseenLosses.length;
        return Arrays.stream(LabelNoise.suspects(unseenLosses)).filter(row -> unseenLosses[row] > most).toArray();
    }

    /**
     * How far units can be removed by relevance before the score falls by more than half a hundredth.
     *
     * @return the last point of the curve up to which that holds; the whole model if it does for none
     */
    public Pruning.Point prunable() {
        Pruning.Point last = pruned.getFirst();
        for (Pruning.Point point : pruned) {
            if (!(point.evaluation().score() >= pruned.getFirst().evaluation().score() - 0.005)) {
                return last;
            }
            last = point;
        }
        return last;
    }
}
