package io.lanescope.nn.train;

import io.lanescope.simd.Activation;
import io.lanescope.simd.Maps;

/** The loss of a batch and its gradient at the network's raw outputs. */
final class LossGradient {

    private static final Activation SIGMOID = new Activation.Sigmoid();

    private LossGradient() {}

    /**
     * Sums the weighted loss over rows, in double and in the order of the rows.
     *
     * @param z       {@code [rows, outputs]}, raw outputs
     * @param targets which rows' targets to compare with
     * @param first   the first of them
     * @param scratch at least as many numbers as there are outputs, overwritten
     */
    static double sum(Loss loss, float[] z, int rows, int outputs, Targets targets, int first,
            float[] scratch) {
        double sum = 0;
        for (int r = 0; r < rows; r++) {
            int at = r * outputs;
            sum += targets.weight(first + r) * switch (loss) {
                case Loss.CrossEntropy(double smoothing) ->
                    crossEntropy(smoothing, z, at, outputs, targets.label(first + r), scratch);
                case Loss.BinaryCrossEntropy(double smoothing) ->
                    binaryCrossEntropy(z[at], smoothed(smoothing, targets.label(first + r)));
                case Loss.MeanSquaredError _,Loss.MeanAbsoluteError _,Loss.Huber _ -> {
                    double errors = 0;
                    for (int j = 0; j < outputs; j++) {
                        errors += penalty(loss, (double) z[at + j] - targets.value(first + r, j, outputs));
                    }
                    yield errors / outputs;
                }
            };
        }
        return sum;
    }

    private static double crossEntropy(double smoothing, float[] z, int at, int outputs, int label, float[] scratch) {
        double logSum = Maps.logSumExp(z, at, outputs, scratch);
        if (smoothing == 0) {
            return logSum - z[at + label];
        }
        double total = 0;
        for (int j = 0; j < outputs; j++) {
            total += logSum - z[at + j];
        }
        return (1 - smoothing) * (logSum - z[at + label]) + smoothing / outputs * total;
    }

    private static double binaryCrossEntropy(double z, double target) {
        return Math.max(z, 0) - target * z + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
    }

    private static double smoothed(double smoothing, int label) {
        return (1 - smoothing) * label + smoothing / 2;
    }

    private static double penalty(Loss loss, double error) {
        return switch (loss) {
            case Loss.MeanAbsoluteError() -> Math.abs(error);
            case Loss.Huber(double delta) -> Math.abs(error) <= delta
                    ? error * error / 2
                    : delta * (Math.abs(error) - delta / 2);
            default -> error * error;
        };
    }

    private static float slope(Loss loss, float error) {
        return switch (loss) {
            case Loss.MeanAbsoluteError() -> Math.signum(error);
            case Loss.Huber(double delta) -> Math.clamp(error, (float) -delta, (float) delta);
            default -> 2 * error;
        };
    }

    /** Writes the gradient of the mean loss with respect to z into {@code delta}, which has z's shape. */
    static void gradient(Loss loss, float[] z, int rows, int outputs, Targets targets, int first, float[] delta) {
        switch (loss) {
            case Loss.CrossEntropy(double smoothing) -> {
                Maps.softmax(rows, outputs, z, 0, outputs, delta, 0, outputs);
                float everywhere = (float) (smoothing / outputs);
                float there = (float) (1 - smoothing);
                for (int r = 0; r < rows; r++) {
                    for (int j = 0; smoothing > 0 && j < outputs; j++) {
                        delta[r * outputs + j] -= everywhere;
                    }
                    delta[r * outputs + targets.label(first + r)] -= there;
                }
            }
            case Loss.BinaryCrossEntropy(double smoothing) -> {
                Maps.apply(SIGMOID, z, 0, delta, 0, rows);
                for (int r = 0; r < rows; r++) {
                    delta[r] -= (float) smoothed(smoothing, targets.label(first + r));
                }
            }
            case Loss.MeanSquaredError _,Loss.MeanAbsoluteError _,Loss.Huber _ -> {
                for (int r = 0; r < rows; r++) {
                    for (int j = 0; j < outputs; j++) {
                        float error = z[r * outputs + j] - targets.value(first + r, j, outputs);
                        delta[r * outputs + j] = slope(loss, error) / outputs;
                    }
                }
            }
        }
        double total = targets.totalWeight(first, rows);
        for (int r = 0; r < rows; r++) {
            float share = total == 0 ? 0 : (float) (targets.weight(first + r) / total);
            for (int i = r * outputs; i < (r + 1) * outputs; i++) {
                delta[i] *= share;
            }
        }
    }
}
