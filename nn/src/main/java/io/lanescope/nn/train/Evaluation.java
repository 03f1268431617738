package io.lanescope.nn.train;

import java.util.Arrays;
import java.util.List;

import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.DatasetReader;

/** How good a model is on some data. */
public sealed interface Evaluation {

    /**
     * The mean loss over the rows.
     *
     * @return cross-entropy of a classifier, mean squared error of a regression
     */
    double loss();

    /**
     * How many rows were measured on.
     *
     * @return at least 1
     */
    long rows();

    /**
     * The accuracy of a classifier, R² of a regression.
     *
     * @return at most 1
     */
    double score();

    /**
     * A classifier's results.
     *
     * @param loss      mean cross-entropy, which is the log-loss
     * @param confusion {@code [truth][prediction]}, counts of rows
     * @param ranks     {@code [classes]}: for how many rows so many other classes were thought likelier than the true one
     */
    @SuppressWarnings("ArrayRecordComponent") // a result to read, never compared
    record Classification(double loss, int[][] confusion, long[] ranks) implements Evaluation {

        @Override
        public long rows() {
            return Arrays.stream(ranks).sum();
        }

        @Override
        public double score() {
            long right = 0;
            long all = 0;
            for (int i = 0; i < confusion.length; i++) {
                right += confusion[i][i];
                all += actual(i);
            }
            return (double) right / all;
        }

        /**
         * The share of rows whose true class is among the likeliest.
         *
         * @param k how many classes are looked at, at least 1
         * @return the top-k accuracy
         */
        public double topAccuracy(int k) {
            long found = 0;
            long all = 0;
            for (int rank = 0; rank < ranks.length; rank++) {
                found += rank < k ? ranks[rank] : 0;
                all += ranks[rank];
            }
            return (double) found / all;
        }

        /**
         * How many rows truly are of a class.
         *
         * @param label the class
         * @return the number of rows
         */
        public long actual(int label) {
            long sum = 0;
            for (int n : confusion[label]) {
                sum += n;
            }
            return sum;
        }

        /**
         * How many rows were taken for a class.
         *
         * @param label the class
         * @return the number of rows
         */
        public long predicted(int label) {
            long sum = 0;
            for (int[] row : confusion) {
                sum += row[label];
            }
            return sum;
        }

        /**
         * The share of a class among what was taken for it.
         *
         * @param label the class
         * @return the share; 0 if nothing was taken for it
         */
        public double precision(int label) {
            return confusion[label][label] == 0 ? 0 : (double) confusion[label][label] / predicted(label);
        }

        /**
         * The share of a class that was found.
         *
         * @param label the class
         * @return the share; 0 if there is none of it
         */
        public double recall(int label) {
            return confusion[label][label] == 0 ? 0 : (double) confusion[label][label] / actual(label);
        }

        /**
         * The harmonic mean of precision and recall.
         *
         * @param label the class
         * @return F1
         */
        public double f1(int label) {
            return confusion[label][label] == 0
                    ? 0
                    : 2.0 * confusion[label][label] / (actual(label) + predicted(label));
        }
    }

    /**
     * A regression's results.
     *
     * @param rows    how many rows were measured on
     * @param loss    mean loss
     * @param all     over all outputs together
     * @param outputs each output by itself
     */
    record Regression(long rows, double loss, Errors all, List<Errors> outputs) implements Evaluation {

        /** R² over all outputs together, so that an output counts by its variance. */
        @Override
        public double score() {
            return all.score();
        }
    }

    /**
     * How far a regression is from the truth.
     *
     * @param squared  mean squared error
     * @param absolute mean absolute error
     * @param variance mean squared distance of the true values from their mean
     */
    record Errors(double squared, double absolute, double variance) {

        /**
         * The share of the variance that is explained.
         *
         * @return R² = 1 − squared error / variance; where all values are equal, 1 if they are met and −∞ if not
         */
        public double score() {
            return squared == 0 ? 1 : 1 - squared / variance;
        }

        /**
         * The root of the mean squared error.
         *
         * @return in the unit of the values
         */
        public double rmse() {
            return Math.sqrt(squared);
        }
    }

    /**
     * Measures a model, with cross-entropy or the squared error as loss.
     *
     * @param model the network
     * @param data  rows with their classes, numbered as the model's, or values
     * @return the results
     * @throws IllegalArgumentException if the data has no row, or does not fit the model
     */
    static Evaluation of(Mlp model, Dataset data) {
        return of(model, data, Shuffle.identity(data.rows()), Loss.usual(model.task()));
    }

    /**
     * Measures a model on some rows. All count the same, and labels are not smoothed.
     *
     * @param model the network
     * @param data  rows with their classes, numbered as the model's, or values
     * @param rows  which rows to measure on
     * @param loss  which loss
     * @return the results
     * @throws IllegalArgumentException  if there is no row, or data or loss do not fit the model
     * @throws IndexOutOfBoundsException if there is no such row
     */
    static Evaluation of(Mlp model, Dataset data, int[] rows, Loss loss) {
        Measurement measurement = new Measurement(model, loss, Math.clamp(rows.length, 1, Measurement.BLOCK));
        measurement.add(data, rows);
        return measurement.evaluation();
    }

    /**
     * Measures a model on rows that are read while they are measured on. Of each row its outputs' true values are kept, if it is
     * a regression, and nothing else.
     *
     * @param model the network
     * @param data  rows with their classes, numbered as the model's, or values; read to the end, and not closed
     * @return the results that the same rows in memory give
     * @throws IllegalArgumentException                if there is no row, or they do not fit the model
     * @throws io.lanescope.nn.data.InputException if the file is not what it should be
     */
    static Evaluation of(Mlp model, DatasetReader data) {
        Measurement measurement = new Measurement(model, Loss.usual(model.task()), Measurement.BLOCK);
        for (Dataset block = data.read(Measurement.BLOCK); block.rows() > 0; block = data.read(Measurement.BLOCK)) {
            measurement.add(block, Shuffle.identity(block.rows()));
        }
        return measurement.evaluation();
    }
}
