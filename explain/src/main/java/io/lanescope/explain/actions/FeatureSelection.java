package io.lanescope.explain.actions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

import io.lanescope.explain.Explanation;
import io.lanescope.nn.Architecture;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.train.Evaluation;
import io.lanescope.nn.train.Trainer;
import io.lanescope.nn.train.TrainingListener;
import io.lanescope.nn.train.TrainingOptions;
import io.lanescope.simd.Team;

/**
 * Selects features by their attributions, and measures the choice by training anew: with the selected features alone, and
 * without them (remove and retrain; Hooker, Erhan, Kindermans and Kim, 2019, arXiv 1806.10758). A good order keeps the
 * score with few features, and loses it without them.
 */
public final class FeatureSelection {

    private FeatureSelection() {}

    /**
     * One point of a curve.
     *
     * @param features how many features are selected
     * @param with     how good a network is that has them alone
     * @param without  how good a network is that has all others; the same as with them where no other is left
     */
    public record Point(int features, Evaluation with, Evaluation without) {}

    /**
     * The features by their mean {@code |φ|} over the rows, the largest first; equals in the order of the features.
     *
     * @param explanation attributions of features
     * @return every feature once
     * @throws IllegalArgumentException if the explanation's columns are not the features
     */
    public static int[] order(Explanation explanation) {
        if (!explanation.columnNames().equals(explanation.featureNames())) {
            throw new IllegalArgumentException("features can be selected by attributions of features alone");
        }
        int features = explanation.rows().features();
        double[] sums = new double[features];
        float[] values = explanation.rows().values();
        for (int i = 0; i < values.length; i++) {
            sums[i % features] += Math.abs(values[i]);
        }
        return IntStream.range(0, features).boxed().sorted(Comparator.comparingDouble(j -> -sums[j]))
                .mapToInt(Integer::intValue).toArray();
    }

    /**
     * Some columns of a data set, copied.
     *
     * @param data     the rows
     * @param features the columns' numbers, each at most once, at least one
     * @return the same rows with these columns in this order; no picture any more
     */
    public static Dataset columns(Dataset data, int[] features) {
        float[] picked = new float[Math.multiplyExact(data.rows(), features.length)];
        for (int r = 0; r < data.rows(); r++) {
            for (int k = 0; k < features.length; k++) {
                picked[r * features.length + k] = data.features()[r * data.columns() + features[k]];
            }
        }
        return new Dataset(picked, Arrays.stream(features).mapToObj(data.featureNames()::get).toList(), null,
                data.target());
    }

    /**
     * Trains anew with and without the first features of an order.
     *
     * @param order        every feature once, the one to select first at the front
     * @param counts       how many to select, each from 1 to all
     * @param architecture the networks' shape but for their inputs
     * @param training     rows to learn from
     * @param test         rows to measure on
     * @param options      how to train
     * @param team         the threads
     * @return a point for each count
     * @throws IllegalArgumentException if a count is out of its range, or the network does not fit the data
     */
    public static List<Point> curve(int[] order, int[] counts, Architecture architecture, Dataset training,
            Dataset test, TrainingOptions options, Team team) {
        List<Point> points = new ArrayList<>();
        for (int count : counts) {
            if (count < 1 || count > order.length) {
                throw new IllegalArgumentException(
                        "cannot select " + count + " of " + order.length + " features");
            }
            Evaluation with = retrained(Arrays.copyOf(order, count), architecture, training, test, options, team);
            Evaluation without = count == order.length
                    ? with
                    : retrained(Arrays.copyOfRange(order, count, order.length), architecture, training, test, options,
                            team);
            points.add(new Point(count, with, without));
        }
        return points;
    }

    private static Evaluation retrained(int[] features, Architecture architecture, Dataset training, Dataset test,
            TrainingOptions options, Team team) {
        Trainer trainer = new Trainer(new Architecture(features.length, architecture.layers()),
                columns(training, features), options, team, TrainingListener.NONE);
        return Evaluation.of(trainer.train().model(), columns(test, features));
    }
}
