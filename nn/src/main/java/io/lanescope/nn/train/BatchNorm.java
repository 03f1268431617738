package io.lanescope.nn.train;

import java.util.Arrays;

import io.lanescope.nn.Dense;

/**
 * Batch normalisation of one layer's affine map (Ioffe and Szegedy, 2015), with PyTorch's formulas and defaults. Over the rows
 * of a batch, per unit: {@code x̂ = (z − μ) / √(σ² + 10⁻⁵)}, {@code y = γ·x̂ + β}. The running mean and variance move by a tenth
 * towards those of each batch, the variance there divided by {@code rows − 1}. Sums are in double, in the order of the rows.
 */
final class BatchNorm {

    private static final double EPSILON = 1e-5;
    private static final double MOMENTUM = 0.1;

    private final int width;
    private final int scale;
    private final int shift;
    private final float[] values;
    private final float[] gradients;
    private final float[] running;
    private final float[] normalized;
    private final double[] first;
    private final double[] second;
    private final double[] inverse;

    /**
     * @param layer      number of the layer
     * @param parameters hold γ and β
     * @param gradients  receive their gradients
     * @param capacity   the most rows of a batch
     */
    BatchNorm(int layer, Parameters parameters, Parameters gradients, int capacity) {
        width = parameters.out(layer);
        scale = parameters.scale(layer);
        shift = parameters.shift(layer);
        values = parameters.values();
        this.gradients = gradients.values();
        running = new float[2 * width];
        Arrays.fill(running, width, 2 * width, 1);
        normalized = new float[Math.multiplyExact(capacity, width)];
        first = new double[width];
        second = new double[width];
        inverse = new double[width];
    }

    /** The running means, then the running variances. */
    float[] running() {
        return running;
    }

    /** Normalises z, {@code [rows, width]}, in place. */
    void forward(float[] z, int rows) {
        moments(z, rows);
        double unbiased = (double) rows / Math.max(1, rows - 1);
        for (int j = 0; j < width; j++) {
            double variance = second[j] / rows;
            inverse[j] = 1 / Math.sqrt(variance + EPSILON);
            running[j] = (float) ((1 - MOMENTUM) * running[j] + MOMENTUM * first[j]);
            running[width + j] = (float) ((1 - MOMENTUM) * running[width + j] + MOMENTUM * unbiased * variance);
        }
        for (int r = 0; r < rows; r++) {
            int at = r * width;
            for (int j = 0; j < width; j++) {
                float x = (float) ((z[at + j] - first[j]) * inverse[j]);
                normalized[at + j] = x;
                z[at + j] = Math.fma(values[scale + j], x, values[shift + j]);
            }
        }
    }

    /** The means, and the sums of squared distances from them. */
    private void moments(float[] z, int rows) {
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < width; j++) {
                first[j] += z[r * width + j];
            }
        }
        for (int j = 0; j < width; j++) {
            first[j] /= rows;
        }
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < width; j++) {
                double distance = z[r * width + j] - first[j];
                second[j] += distance * distance;
            }
        }
    }

    /**
     * Takes the gradient at y, {@code [rows, width]}, to that at z, in place: {@code γ/√(σ² + ε) · (δ − mean(δ) −
     * x̂·mean(δ·x̂))}. The gradients of γ and β are {@code Σδ·x̂} and {@code Σδ}.
     */
    void backward(float[] delta, int rows) {
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        for (int r = 0; r < rows; r++) {
            int at = r * width;
            for (int j = 0; j < width; j++) {
                first[j] += delta[at + j];
                second[j] += (double) delta[at + j] * normalized[at + j];
            }
        }
        for (int j = 0; j < width; j++) {
            gradients[shift + j] = (float) first[j];
            gradients[scale + j] = (float) second[j];
            first[j] /= rows;
            second[j] /= rows;
            inverse[j] *= values[scale + j];
        }
        for (int r = 0; r < rows; r++) {
            int at = r * width;
            for (int j = 0; j < width; j++) {
                delta[at + j] = (float) (inverse[j] * (delta[at + j] - first[j] - normalized[at + j] * second[j]));
            }
        }
    }

    /** The layer with the normalisation by the running mean and variance in its weights and bias. */
    Dense fold(Dense layer) {
        float[] weights = layer.weights().clone();
        float[] bias = new float[width];
        for (int j = 0; j < width; j++) {
            double factor = values[scale + j] / Math.sqrt(running[width + j] + EPSILON);
            for (int i = j; i < weights.length; i += width) {
                weights[i] = (float) (weights[i] * factor);
            }
            bias[j] = (float) ((layer.bias()[j] - running[j]) * factor + values[shift + j]);
        }
        return new Dense(layer.in(), width, weights, bias, layer.activation());
    }
}
