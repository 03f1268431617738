package io.lanescope.explain.perturbation;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;

import io.lanescope.explain.FeatureGroups;
import io.lanescope.explain.pass.Deck;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.train.Evaluation;
import io.lanescope.simd.Team;

/**
 * Permutation importance (Breiman, 2001; Fisher, Rudin and Dominici, 2019, arXiv 1801.01489): how much worse the model
 * becomes on some data when a feature's values, or those of a group, are shuffled among the rows. It tells of the model
 * and the data as a whole, not of a row. All features are shuffled in the same ways.
 *
 * @param groups  features that are shuffled together
 * @param repeats how many times, at least 1
 * @param seed    what the shuffles are drawn from
 */
public record PermutationImportance(FeatureGroups groups, int repeats, long seed) {

    /** The usual number of repeats. */
    public static final int USUAL_REPEATS = 10;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if there is no repeat
     */
    public PermutationImportance {
        Objects.requireNonNull(groups, "groups");
        if (repeats < 1) {
            throw new IllegalArgumentException("repeats must be at least 1, but is " + repeats);
        }
    }

    /**
     * What shuffling did, on average over the repeats.
     *
     * @param evaluation    the model on the data as they are
     * @param scoreDrop     {@code [features]}, how much the score fell: accuracy of a classifier, R² of a regression
     * @param scoreDropStd  {@code [features]}, the standard deviation over the repeats (n in the denominator)
     * @param lossRise      {@code [features]}, how much the mean loss rose
     * @param lossRiseStd   {@code [features]}, its standard deviation
     */
    @SuppressWarnings("ArrayRecordComponent") // a result to read, never compared
    public record Result(
            Evaluation evaluation, double[] scoreDrop, double[] scoreDropStd, double[] lossRise,
            double[] lossRiseStd) {}

    /**
     * Measures every feature or group. Groups are split over a team's threads; the result has the same bits whatever
     * their number.
     *
     * @param model the network
     * @param data  rows with their truth
     * @param team  the threads
     * @return the results, the same for all features of a group
     * @throws IllegalArgumentException if there are less than two rows or no truth, or the data or the mask do not fit the
     *                                  model
     */
    public Result measure(Mlp model, Dataset data, Team team) {
        if (data.rows() < 2) {
            throw new IllegalArgumentException("shuffling needs at least two rows, but there are " + data.rows());
        }
        int[][] members = groups.members(model.inputs());
        Evaluation whole = Evaluation.of(model, data);
        int[][] shuffles = shuffles(data.rows());
        int features = model.inputs();
        Result result = new Result(whole, new double[features], new double[features], new double[features],
                new double[features]);
        team.run((part, parts) -> {
            int from = (int) ((long) members.length * part / parts);
            int to = (int) ((long) members.length * (part + 1) / parts);
            if (from < to) {
                float[] x = data.features().clone();
                Dataset shuffled = new Dataset(x, data.featureNames(), data.image(), data.target());
                for (int g = from; g < to; g++) {
                    measure(model, data, shuffled, members[g], shuffles, result);
                }
            }
        });
        return result;
    }

    private int[][] shuffles(int rows) {
        SplittableRandom random = new SplittableRandom(seed);
        int[][] shuffles = new int[repeats][];
        Arrays.setAll(shuffles, _ -> new Deck(rows).shuffle(random));
        return shuffles;
    }

    private void measure(
            Mlp model, Dataset data, Dataset shuffled, int[] group, int[][] shuffles, Result result) {
        Spread drop = new Spread();
        Spread rise = new Spread();
        for (int[] shuffle : shuffles) {
            for (int i = 0; i < shuffle.length; i++) {
                copy(data, shuffle[i], shuffled, i, group);
            }
            Evaluation evaluation = Evaluation.of(model, shuffled);
            drop.add(result.evaluation().score() - evaluation.score());
            rise.add(evaluation.loss() - result.evaluation().loss());
        }
        for (int i = 0; i < data.rows(); i++) {
            copy(data, i, shuffled, i, group);
        }
        for (int j : group) {
            result.scoreDrop()[j] = drop.mean;
            result.scoreDropStd()[j] = drop.deviation();
            result.lossRise()[j] = rise.mean;
            result.lossRiseStd()[j] = rise.deviation();
        }
    }

    private static void copy(Dataset from, int row, Dataset to, int toRow, int[] group) {
        int columns = from.columns();
        for (int j : group) {
            to.features()[toRow * columns + j] = from.features()[row * columns + j];
        }
    }

    /** Mean and variance, by Welford's method. */
    private static final class Spread {

        private int count;
        private double mean;
        private double squares;

        void add(double value) {
            count++;
            double distance = value - mean;
            mean += distance / count;
            squares += distance * (value - mean);
        }

        double deviation() {
            return Math.sqrt(squares / count);
        }
    }
}
