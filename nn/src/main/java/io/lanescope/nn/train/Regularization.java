package io.lanescope.nn.train;

import java.util.Arrays;

import io.lanescope.simd.Vectors;

/**
 * What keeps weights small. To the mean loss of each batch come {@code l1·Σ|w| + l2·Σw²} over the weights of all layers, not
 * over biases, nor over what batch normalisation learns; L1 and L2 together are the elastic net (Zou and Hastie, 2005).
 * After each step the weights into each unit are scaled down to the largest norm (Srebro and Shraibman, 2005), again without the bias.
 *
 * @param l1      factor of the absolute values; 0 for none
 * @param l2      factor of the squares; 0 for none
 * @param maxNorm largest Euclidean norm of the weights into one unit; infinite for none
 */
public record Regularization(double l1, double l2, double maxNorm) {

    /** Nothing. */
    public static final Regularization NONE = new Regularization(0, 0, Double.POSITIVE_INFINITY);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if a factor is negative or the norm not positive
     */
    public Regularization {
        check(l1 >= 0 && Double.isFinite(l1), "l1 must not be negative, but is " + l1);
        check(l2 >= 0 && Double.isFinite(l2), "l2 must not be negative, but is " + l2);
        check(maxNorm > 0, "the largest norm must be positive, but is " + maxNorm);
    }

    /**
     * The elastic net, without a largest norm.
     *
     * @param l1 factor of the absolute values; 0 for none
     * @param l2 factor of the squares; 0 for none
     */
    public Regularization(double l1, double l2) {
        this(l1, l2, Double.POSITIVE_INFINITY);
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Adds the penalties' gradients: {@code l1·sign(w) + 2·l2·w}. */
    void addGradient(Parameters parameters, Parameters gradients) {
        if (l1 == 0 && l2 == 0) {
            return;
        }
        float[] w = parameters.values();
        float[] g = gradients.values();
        for (int l = 0; l < parameters.depth(); l++) {
            int at = parameters.weights(l);
            int n = parameters.bias(l) - at;
            if (l1 > 0) {
                float size = (float) l1;
                for (int i = at; i < at + n; i++) {
                    g[i] += size * Math.signum(w[i]);
                }
            }
            if (l2 > 0) {
                Vectors.axpy((float) (2 * l2), w, at, g, at, n);
            }
        }
    }

    /**
     * Scales down the weights into each unit.
     *
     * @param scratch as many numbers as the widest layer has outputs, overwritten
     */
    void constrain(Parameters parameters, double[] scratch) {
        if (maxNorm == Double.POSITIVE_INFINITY) {
            return;
        }
        for (int l = 0; l < parameters.depth(); l++) {
            constrain(parameters.values(), parameters.weights(l), parameters.bias(l), parameters.out(l), scratch);
        }
    }

    /** W is [in, out], so a unit's weights are a column. */
    private void constrain(float[] w, int from, int to, int out, double[] factors) {
        Arrays.fill(factors, 0, out, 0);
        for (int row = from; row < to; row += out) {
            for (int j = 0; j < out; j++) {
                factors[j] += (double) w[row + j] * w[row + j];
            }
        }
        for (int j = 0; j < out; j++) {
            double norm = Math.sqrt(factors[j]);
            factors[j] = norm > maxNorm ? maxNorm / norm : 1;
        }
        for (int row = from; row < to; row += out) {
            for (int j = 0; j < out; j++) {
                w[row + j] = (float) (w[row + j] * factors[j]);
            }
        }
    }
}
