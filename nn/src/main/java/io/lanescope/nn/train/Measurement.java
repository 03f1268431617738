package io.lanescope.nn.train;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

import io.lanescope.nn.Mlp;
import io.lanescope.nn.Predictor;
import io.lanescope.nn.data.Dataset;

/** One run over the rows that a model is measured on, block by block. */
final class Measurement {

    private static final int BLOCK = 256;

    private final Mlp model;
    private final Dataset data;
    private final int[] rows;
    private final Loss loss;
    private final Targets targets;
    private final int outputs;

    Measurement(Mlp model, Dataset data, int[] rows, Loss loss) {
        this.model = model;
        this.data = data;
        this.rows = rows;
        this.loss = loss.unsmoothed();
        targets = Targets.of(data, rows);
        outputs = model.outputs();
    }

    Evaluation run() {
        int block = Math.min(rows.length, BLOCK);
        int columns = data.columns();
        Predictor predictor = new Predictor(model, block);
        float[] x = new float[Math.multiplyExact(block, columns)];
        float[] z = new float[Math.multiplyExact(block, outputs)];
        float[] gradient = new float[z.length];
        LossGradient losses = new LossGradient(loss, block, outputs);
        Errors errors = model.isClassifier() ? new Hits() : new Distances();
        double sum = 0;
        for (int first = 0; first < rows.length; first += block) {
            int count = Math.min(block, rows.length - first);
            for (int r = 0; r < count; r++) {
                System.arraycopy(data.features(), rows[first + r] * columns, x, r * columns, columns);
            }
            if (model.isClassifier()) {
                predictor.logits(x, 0, count, z, 0);
            } else {
                predictor.predict(x, 0, count, z, 0);
            }
            sum += losses.step(z, count, targets, first, gradient);
            for (int r = 0; r < count; r++) {
                errors.add(z, r * outputs, first + r);
            }
        }
        return errors.evaluation(sum / rows.length);
    }

    /** Collects what is measured beside the loss. */
    private interface Errors {

        /** Looks at the outputs of the row with that place in the order. */
        void add(float[] z, int at, int row);

        Evaluation evaluation(double loss);
    }

    private final class Hits implements Errors {

        private final int[][] confusion = new int[model.outputNames().size()][model.outputNames().size()];
        private final long[] ranks = new long[model.outputNames().size()];

        @Override
        public void add(float[] z, int at, int row) {
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

        @Override
        public void add(float[] z, int at, int row) {
            for (int j = 0; j < outputs; j++) {
                double error = (double) z[at + j] - targets.value(row, j, outputs);
                squares[j] += error * error;
                sizes[j] += Math.abs(error);
            }
        }

        @Override
        public Evaluation evaluation(double mean) {
            List<Evaluation.Errors> each = IntStream.range(0, outputs).mapToObj(j -> new Evaluation.Errors(
                    squares[j] / rows.length, sizes[j] / rows.length, variance(j))).toList();
            return new Evaluation.Regression(mean, new Evaluation.Errors(mean(each, Evaluation.Errors::squared),
                    mean(each, Evaluation.Errors::absolute), mean(each, Evaluation.Errors::variance)), each);
        }

        private static double mean(List<Evaluation.Errors> each, ToDoubleFunction<Evaluation.Errors> part) {
            return each.stream().mapToDouble(part).sum() / each.size();
        }

        private double variance(int output) {
            double mean = 0;
            for (int r = 0; r < rows.length; r++) {
                mean += targets.value(r, output, outputs) / (double) rows.length;
            }
            double sum = 0;
            for (int r = 0; r < rows.length; r++) {
                double distance = targets.value(r, output, outputs) - mean;
                sum += distance * distance;
            }
            return sum / rows.length;
        }
    }
}
