package io.lanescope.nn.train;

import io.lanescope.simd.Activation;
import io.lanescope.simd.Maps;

/** The loss of a batch and its gradient at the network's raw outputs. */
final class LossGradient {

    private static final Activation SIGMOID = new Activation.Sigmoid();

    private LossGradient() {}

    /**
     * Sums the loss over rows, in double and in the order of the rows.
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
            sum += switch (loss) {
                case Loss.CrossEntropy() ->
                    (double) Maps.logSumExp(z, at, outputs, scratch) - z[at + targets.label(first + r)];
                case Loss.BinaryCrossEntropy() -> {
                    double logit = targets.label(first + r) == 1 ? z[at] : -z[at];
                    yield Math.max(-logit, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(logit)));
                }
                case Loss.MeanSquaredError() -> {
                    double error = (double) z[at] - targets.value(first + r);
                    yield error * error;
                }
            };
        }
        return sum;
    }

    /** Writes the gradient of the mean loss with respect to z into {@code delta}, which has z's shape. */
    static void gradient(Loss loss, float[] z, int rows, int outputs, Targets targets, int first, float[] delta) {
        float share = 1f / rows;
        switch (loss) {
            case Loss.CrossEntropy() -> Maps.softmax(rows, outputs, z, 0, outputs, delta, 0, outputs);
            case Loss.BinaryCrossEntropy() -> Maps.apply(SIGMOID, z, 0, delta, 0, rows);
            case Loss.MeanSquaredError() -> {
                for (int r = 0; r < rows; r++) {
                    delta[r] = 2 * share * (z[r] - targets.value(first + r));
                }
                return;
            }
        }
        for (int r = 0; r < rows; r++) {
            delta[r * outputs + (outputs == 1 ? 0 : targets.label(first + r))] -= outputs == 1
                    ? targets.label(first + r)
                    : 1;
        }
        for (int i = 0; i < rows * outputs; i++) {
            delta[i] *= share;
        }
    }
}
