package io.lanescope.nn.train;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.InputException;

/**
 * Finds out where a network lost its numbers.
 *
 * @param architecture the network's shape
 * @param data         what it learns from
 * @param options      how
 * @param parameters   what it has learned
 * @param network      its last forward pass
 */
record Diagnosis(Architecture architecture, Dataset data, TrainingOptions options, Parameters parameters,
        Backpropagation network) {

    /**
     * Looks at the batch, then at each layer from the input on.
     *
     * @param batch {@code [rows, inputs]}, scaled
     * @param rows  how many
     * @param epoch its number
     * @param step  its number
     */
    DivergenceException of(float[] batch, int rows, int epoch, long step) {
        String when = "the loss is no longer finite in epoch " + epoch + ", step " + step + ": ";
        int columns = data.columns();
        int bad = firstBad(batch, 0, rows * columns);
        if (bad >= 0) {
            return new DivergenceException(when + "the feature "
                    + InputException.quote(data.featureNames().get(bad % columns)) + " is " + batch[bad]
                    + " in one of its rows; remove such rows or fill in what is missing", epoch, step, -1);
        }
        for (int l = 0; l < architecture.layers().size(); l++) {
            int out = architecture.out(l);
            String layer = "layer " + l + " (" + architecture.in(l) + " → " + out + ")";
            int end = l + 1 < architecture.layers().size() ? parameters.weights(l + 1) : parameters.values().length;
            if (firstBad(parameters.values(), parameters.weights(l), end) >= 0) {
                return new DivergenceException(when + "weights of " + layer + " have become too large to be numbers; "
                        + advice(), epoch, step, l);
            }
            if (firstBad(network.preActivations(l), 0, rows * out) >= 0) {
                return new DivergenceException(when + "outputs of " + layer + " are too large to be numbers, with "
                        + "weights of up to " + largest(parameters.weights(l), end) + "; " + advice(), epoch, step, l);
            }
        }
        return new DivergenceException(
                when + "the outputs are finite, but a true value is not, or is too far from them; "
                        + advice(),
                epoch, step, architecture.layers().size() - 1);
    }

    private String advice() {
        return "try a learning rate smaller than " + options.optimizer().rate()
                + (options.clipping() instanceof Clipping.None ? ", gradients clipped to a norm of 1" : "")
                + (options.scaling() == TrainingOptions.Scaling.NONE ? ", standardised features" : "")
                + (data.target() instanceof Dataset.Values && options.targetScaling() == TrainingOptions.Scaling.NONE
                        ? ", standardised numbers to predict"
                        : "");
    }

    private float largest(int from, int to) {
        float largest = 0;
        for (int i = from; i < to; i++) {
            largest = Math.max(largest, Math.abs(parameters.values()[i]));
        }
        return largest;
    }

    private static int firstBad(float[] x, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!Float.isFinite(x[i])) {
                return i;
            }
        }
        return -1;
    }
}
