package io.lanescope.nn.train;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import io.lanescope.nn.Mlp;
import io.lanescope.nn.Predictor;
import io.lanescope.nn.data.Dataset;

/** One run over the rows that a model is measured on, block by block. */
final class Measurement {

    static final int BLOCK = 256;

    private final Mlp model;
    private final Loss loss;
    private final int block;
    private final int outputs;
    private final Predictor predictor;
    private final LossGradient losses;
    private final float[] x;
    private final float[] z;
    private final float[] gradient;
    private final Errors errors;
    private double sum;
    private int rows;

    /**
     * Prepares a run.
     *
     * @param block how many rows go through the network at once: {@link #BLOCK}, or all if there are fewer
     * @throws IllegalArgumentException if the loss does not measure such a model
     */
    Measurement(Mlp model, Loss loss, int block) {
        if (loss.task() != model.task()) {
            throw new IllegalArgumentException(loss + " does not measure this model");
        }
        this.model = model;
        this.loss = loss.unsmoothed();
        this.block = block;
        outputs = model.outputs();
        predictor = new Predictor(model, block);
        losses = new LossGradient(this.loss, block, outputs);
        x = new float[Math.multiplyExact(block, model.inputs())];
        z = new float[Math.multiplyExact(block, outputs)];
        gradient = new float[z.length];
        errors = model.isClassifier() ? new Hits() : new Distances();
    }

    /**
     * Measures on some rows of a data set. Sums depend on how rows fall into blocks, so whoever adds several data sets gives
     * them {@link #BLOCK} rows each, but the last.
     *
     * @throws IllegalArgumentException if the data does not fit the model
     */
    void add(Dataset data, int[] order) {
        int columns = data.columns();
        if (columns != model.inputs()) {
            throw new IllegalArgumentException(
                    "the model takes " + model.inputs() + " features, but the data has " + columns);
        }
        if (data.target() instanceof Dataset.Values && data.target().outputs() != outputs) {
            throw new IllegalArgumentException("the model has " + outputs + " outputs, but each row "
                    + data.target().outputs() + " values");
        }
        Targets targets = Targets.of(data, order);
        for (int first = 0; first < order.length; first += block) {
            int count = Math.min(block, order.length - first);
            for (int r = 0; r < count; r++) {
                System.arraycopy(data.features(), order[first + r] * columns, x, r * columns, columns);
            }
            if (model.isClassifier()) {
                predictor.logits(x, 0, count, z, 0);
            } else {
                predictor.predict(x, 0, count, z, 0);
            }
            sum += losses.step(z, count, targets, first, gradient);
            for (int r = 0; r < count; r++) {
                errors.add(z, r * outputs, targets, first + r);
            }
            rows = Math.addExact(rows, count);
        }
    }

    /** @throws IllegalArgumentException if there was no row */
    Evaluation evaluation() {
        if (rows == 0) {
            throw new IllegalArgumentException("there is no row to measure on");
        }
        return errors.evaluation(sum / rows);
    }

    /** Collects what is measured beside the loss. */
    private interface Errors {

        /** Looks at the outputs of the row with that place in the order. */
        void add(float[] z, int at, Targets targets, int row);

        Evaluation evaluation(double loss);
    }

    private final class Hits implements Errors {

        private final int[][] confusion = new int[model.outputNames().size()][model.outputNames().size()];
        private final long[] ranks = new long[model.outputNames().size()];

        @Override
        public void add(float[] z, int at, Targets targets, int row) {
            int label = targets.label(row);
            if (outputs == 1) {
                int predicted = z[at] > 0 ? 1 : 0;
                confusion[label][predicted]++;
                ranks[predicted == label ? 0 : 1]++;
                return;
            }
            int best = 0;
            int rank = 0;
            for (int j = 0; j < outputs; j++) {
                best = z[at + j] > z[at + best] ? j : best;
                rank += z[at + j] > z[at + label] || z[at + j] == z[at + label] && j < label ? 1 : 0;
            }
            confusion[label][best]++;
            ranks[rank]++;
        }

        @Override
        public Evaluation evaluation(double mean) {
            return new Evaluation.Classification(mean, confusion, ranks);
        }
    }

    private final class Distances implements Errors {

        private final double[] squares = new double[outputs];
        private final double[] sizes = new double[outputs];
        /** The true values, {@code [rows, outputs]}: their variance needs their mean first. */
        private float[] values = new float[block * outputs];

        @Override
        public void add(float[] z, int at, Targets targets, int row) {
            int seen = Math.multiplyExact(rows + at / outputs, outputs);
            if (seen + outputs > values.length) {
                values = Arrays.copyOf(values, (int) Math.min(2L * values.length, Integer.MAX_VALUE - 8));
            }
            for (int j = 0; j < outputs; j++) {
                values[seen + j] = targets.value(row, j, outputs);
                double error = (double) z[at + j] - values[seen + j];
                squares[j] += error * error;
                sizes[j] += Math.abs(error);
            }
        }

        @Override
        public Evaluation evaluation(double mean) {
            List<Evaluation.Errors> each = IntStream.range(0, outputs).mapToObj(
                    j -> new Evaluation.Errors(squares[j] / rows, sizes[j] / rows, variance(j))).toList();
            return new Evaluation.Regression(rows, mean, new Evaluation.Errors(mean(each, Evaluation.Errors::squared),
                    mean(each, Evaluation.Errors::absolute), mean(each, Evaluation.Errors::variance)), each);
        }

        private static double mean(List<Evaluation.Errors> each, ToDoubleFunction<Evaluation.Errors> part) {
            return each.stream().mapToDouble(part).sum() / each.size();
        }

        private double variance(int output) {
            double mean = 0;
            for (int r = 0; r < rows; r++) {
                mean += values[r * outputs + output] / (double) rows;
            }
            double squared = 0;
            for (int r = 0; r < rows; r++) {
                double distance = values[r * outputs + output] - mean;
                squared += distance * distance;
            }
            return squared / rows;
        }
    }
}
