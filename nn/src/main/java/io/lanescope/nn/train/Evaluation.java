package io.lanescope.nn.train;

import io.lanescope.nn.Mlp;
import io.lanescope.nn.Predictor;
import io.lanescope.nn.data.Dataset;

/** How good a model is on some data. */
public sealed interface Evaluation {

    /**
     * The mean loss over the rows.
     *
     * @return cross-entropy of a classifier, mean squared error of a regression
     */
    double loss();

    /**
     * The accuracy of a classifier, R² of a regression.
     *
     * @return at most 1
     */
    double score();

    /**
     * A classifier's results.
     *
     * @param loss      mean cross-entropy
     * @param confusion {@code [truth][prediction]}, counts of rows
     */
    @SuppressWarnings("ArrayRecordComponent") // a result to read, never compared
    record Classification(double loss, int[][] confusion) implements Evaluation {

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
     * @param loss     mean squared error
     * @param variance mean squared distance of the true values from their mean
     */
    record Regression(double loss, double variance) implements Evaluation {

        /** R² = 1 − error / variance; where all values are equal, 1 if they are met and −∞ if not. */
        @Override
        public double score() {
            return loss == 0 ? 1 : 1 - loss / variance;
        }

        /**
         * The root of the mean squared error.
         *
         * @return in the unit of the values
         */
        public double rmse() {
            return Math.sqrt(loss);
        }
    }

    /**
     * Measures a model.
     *
     * @param model the network
     * @param data  rows with their classes, numbered as the model's, or values
     * @return the results
     * @throws IllegalArgumentException if the data has no row, or does not fit the model
     */
    static Evaluation of(Mlp model, Dataset data) {
        if (data.columns() != model.inputs()) {
            throw new IllegalArgumentException(
                    "the model takes " + model.inputs() + " features, but the data has " + data.columns());
        }
        if (data.rows() == 0) {
            throw new IllegalArgumentException("there is no row to measure on");
        }
        int rows = data.rows();
        int outputs = model.outputs();
        float[] z = new float[Math.multiplyExact(rows, outputs)];
        Predictor predictor = new Predictor(model, Math.min(rows, 256));
        if (model.isClassifier()) {
            predictor.logits(data.features(), 0, rows, z, 0);
        } else {
            predictor.predict(data.features(), 0, rows, z, 0);
        }
        Targets targets = Targets.of(data, Shuffle.identity(rows));
        Loss loss = switch (model.task()) {
            case MULTICLASS -> new Loss.CrossEntropy();
            case BINARY -> new Loss.BinaryCrossEntropy();
            case REGRESSION -> new Loss.MeanSquaredError();
        };
        double mean = LossGradient.sum(loss, z, rows, outputs, targets, 0, new float[outputs]) / rows;
        return model.isClassifier()
                ? new Classification(mean, confusion(model, z, rows, targets))
                : new Regression(mean, variance(rows, targets));
    }

    private static int[][] confusion(Mlp model, float[] z, int rows, Targets targets) {
        int classes = model.outputNames().size();
        int outputs = model.outputs();
        int[][] confusion = new int[classes][classes];
        for (int r = 0; r < rows; r++) {
            int best = 0;
            for (int j = 1; j < outputs; j++) {
                best = z[r * outputs + j] > z[r * outputs + best] ? j : best;
            }
            confusion[targets.label(r)][outputs == 1 ? (z[r] > 0 ? 1 : 0) : best]++;
        }
        return confusion;
    }

    private static double variance(int rows, Targets targets) {
        double mean = 0;
        for (int r = 0; r < rows; r++) {
            mean += targets.value(r) / (double) rows;
        }
        double sum = 0;
        for (int r = 0; r < rows; r++) {
            sum += (targets.value(r) - mean) * (targets.value(r) - mean);
        }
        return sum / rows;
    }
}
