package io.lanescope.nn.train;

import io.lanescope.nn.Dense;
import io.lanescope.nn.data.Scaler;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Elementary;
import io.lanescope.simd.Maps;

/**
 * The loss of a batch together with its gradient at the network's raw outputs, in a workspace that is made once. What is summed
 * over the outputs of a row and over the rows of a batch is summed in their order, in double.
 */
final class LossGradient {

    private static final Activation SIGMOID = new Activation.Sigmoid();
    private static final Activation SOFTPLUS = new Activation.Softplus();

    private final Loss loss;
    private final int outputs;
    private final float[] maxima;
    private final float[] sums;
    private final float[] logs;
    private Scaler targetScaler;

    /**
     * @param capacity the most rows of a batch
     * @param outputs  of the network
     */
    LossGradient(Loss loss, int capacity, int outputs) {
        this.loss = loss;
        this.outputs = outputs;
        maxima = new float[capacity];
        sums = new float[capacity];
        logs = new float[capacity];
        targetScaler = Scaler.none(outputs);
    }

    /**
     * Lets raw outputs predict numbers that are scaled so. Losses stay in the numbers' own units; gradients become those of the
     * loss of scaled numbers.
     */
    void targetScaler(Scaler scaler) {
        targetScaler = scaler;
    }

    /** The last layer as one that predicts the numbers themselves: {@code z/scale + shift}. */
    Dense unscaled(Dense layer) {
        float[] scale = targetScaler.scale();
        if (targetScaler.isNone()) {
            return layer;
        }
        float[] weights = layer.weights().clone();
        float[] bias = layer.bias().clone();
        for (int j = 0; j < outputs; j++) {
            for (int i = j; i < weights.length; i += outputs) {
                weights[i] = (float) ((double) weights[i] / scale[j]);
            }
            bias[j] = (float) ((double) bias[j] / scale[j] + targetScaler.shift()[j]);
        }
        return new Dense(layer.in(), outputs, weights, bias, layer.activation());
    }

    /**
     * Compares raw outputs with what is true.
     *
     * @param z       {@code [rows, outputs]}
     * @param rows    how many
     * @param targets what belongs to them
     * @param first   the first of them
     * @param delta   {@code [rows, outputs]}, receives the gradient of the batch's loss
     * @return the weighted sum of the losses of the rows; the batch's loss is that over their total weight
     */
    double step(float[] z, int rows, Targets targets, int first, float[] delta) {
        double total = targets.totalWeight(first, rows);
        double share = total == 0 ? 0 : 1 / total;
        return switch (loss) {
            case Loss.CrossEntropy(double smoothing) -> {
                exponentials(z, rows, delta);
                double sum = 0;
                for (int r = 0; r < rows; r++) {
                    sum += crossEntropy(smoothing, z, r, targets, first + r, share, delta);
                }
                yield sum;
            }
            case Loss.BinaryCrossEntropy(double smoothing) ->
                binaryCrossEntropy(smoothing, z, rows, targets, first, share, delta);
            case Loss.MeanSquaredError _,Loss.MeanAbsoluteError _,Loss.Huber _ -> {
                double sum = 0;
                for (int r = 0; r < rows; r++) {
                    sum += error(z, r, targets, first + r, share, delta);
                }
                yield sum;
            }
        };
    }

    /** {@code exp(z − max)}, with each row's maximum, its sum, and the sum's log. */
    private void exponentials(float[] z, int rows, float[] delta) {
        for (int r = 0; r < rows; r++) {
            int from = r * outputs;
            float max = z[from];
            for (int i = from + 1; i < from + outputs; i++) {
                max = Math.max(max, z[i]);
            }
            for (int i = from; i < from + outputs; i++) {
                delta[i] = z[i] - max;
            }
            maxima[r] = max;
        }
        Maps.apply(Elementary.EXP, delta, 0, delta, 0, rows * outputs);
        for (int r = 0; r < rows; r++) {
            double sum = 0;
            for (int i = r * outputs; i < (r + 1) * outputs; i++) {
                sum += delta[i];
            }
            sums[r] = (float) sum;
        }
        Maps.apply(Elementary.LOG, sums, 0, logs, 0, rows);
    }

    /** With t the weighted truth: {@code −Σⱼ tⱼ·log pⱼ}, and the gradient {@code (Σⱼ tⱼ)·p − t}. */
    private double crossEntropy(double smoothing, float[] z, int row, Targets targets, int i, double share,
            float[] delta) {
        int from = row * outputs;
        int label = from + targets.label(i);
        double there = (1 - smoothing) * targets.weight(i);
        double truth = there;
        double logSum = (double) maxima[row] + logs[row];
        double sum = there * ((double) maxima[row] - z[label] + logs[row]);
        for (int j = 0; smoothing > 0 && j < outputs; j++) {
            double everywhere = smoothing / outputs * targets.weight(i, j);
            truth += everywhere;
            sum += everywhere * (logSum - z[from + j]);
        }
        float factor = (float) (truth * share / sums[row]);
        for (int j = 0; j < outputs; j++) {
            delta[from + j] *= factor;
        }
        for (int j = 0; smoothing > 0 && j < outputs; j++) {
            delta[from + j] -= (float) (smoothing / outputs * targets.weight(i, j) * share);
        }
        delta[label] -= (float) (there * share);
        return sum;
    }

    private double binaryCrossEntropy(double smoothing, float[] z, int rows, Targets targets, int first, double share,
            float[] delta) {
        for (int r = 0; r < rows; r++) {
            logs[r] = -Math.abs(z[r]);
        }
        Maps.apply(SOFTPLUS, logs, 0, logs, 0, rows);
        Maps.apply(SIGMOID, z, 0, delta, 0, rows);
        double sum = 0;
        for (int r = 0; r < rows; r++) {
            double t = (1 - smoothing) * targets.label(first + r) + smoothing / 2;
            double yes = t * targets.weight(first + r, 1);
            double no = (1 - t) * targets.weight(first + r, 0);
            sum += yes * (Math.max(-z[r], 0) + (double) logs[r]) + no * (Math.max(z[r], 0) + (double) logs[r]);
            delta[r] = (float) (share * ((yes + no) * delta[r] - yes));
        }
        return sum;
    }

    private double error(float[] z, int row, Targets targets, int i, double share, float[] delta) {
        double weight = targets.weight(i) / (double) outputs;
        double sum = 0;
        for (int j = 0; j < outputs; j++) {
            float scale = targetScaler.scale()[j];
            double output = (double) z[row * outputs + j] / scale + targetScaler.shift()[j];
            double error = output - targets.value(i, j, outputs);
            sum += penalty(error);
            delta[row * outputs + j] = (float) (weight * share * slope(error, scale));
        }
        return weight * sum;
    }

    private double penalty(double error) {
        return switch (loss) {
            case Loss.MeanAbsoluteError() -> Math.abs(error);
            case Loss.Huber(double delta) -> Math.abs(error) <= delta
                    ? error * error / 2
                    : delta * (Math.abs(error) - delta / 2);
            default -> error * error;
        };
    }

    /** Of the loss of scaled numbers, by the scaled output. */
    private double slope(double error, float scale) {
        return switch (loss) {
            case Loss.MeanAbsoluteError() -> Math.signum(error);
            case Loss.Huber(double delta) -> scale * Math.clamp(error, -delta, delta);
            default -> scale * (2 * error);
        };
    }
}
