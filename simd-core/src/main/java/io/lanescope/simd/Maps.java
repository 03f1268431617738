package io.lanescope.simd;

/**
 * Elementwise functions and row-wise softmax on {@code float[]}. Source and destination may be the same array at the
 * same offset. Same bits at every lane width and in the scalar code.
 */
public final class Maps {

    private Maps() {}

    /**
     * {@code y = f(x)}.
     *
     * @param f       the function
     * @param x       the inputs
     * @param xOffset where they start
     * @param y       receives the outputs; may be {@code x} at the same offset
     * @param yOffset where they start
     * @param n       how many
     */
    public static void apply(Activation f, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = value(f, x[xOffset + i]);
        }
    }

    /**
     * {@code y = f'(z)}.
     *
     * @param f       the function
     * @param z       the pre-activations
     * @param zOffset where they start
     * @param y       receives the derivatives; may be {@code z} at the same offset
     * @param yOffset where they start
     * @param n       how many
     */
    public static void derivative(Activation f, float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = slope(f, z[zOffset + i]);
        }
    }

    /**
     * {@code y *= f'(z)}.
     *
     * @param f       the function
     * @param z       the pre-activations
     * @param zOffset where they start
     * @param y       multiplied in place
     * @param yOffset where it starts
     * @param n       how many
     */
    public static void multiplyByDerivative(Activation f, float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] *= slope(f, z[zOffset + i]);
        }
    }

    /**
     * Row-wise {@code y[i, j] = exp(x[i, j] − max_i) / Σ_j exp(x[i, j] − max_i)}.
     *
     * @param rows    how many rows
     * @param columns how many columns, at least 1
     * @param x       {@code [rows, columns]}
     * @param xOffset where x starts
     * @param xStride distance between the rows of x
     * @param y       {@code [rows, columns]}; may be x itself
     * @param yOffset where y starts
     * @param yStride distance between the rows of y
     */
    public static void softmax(
            int rows, int columns, float[] x, int xOffset, int xStride, float[] y, int yOffset, int yStride) {
        for (int i = 0; i < rows; i++) {
            int from = xOffset + i * xStride;
            int to = yOffset + i * yStride;
            float max = Float.NEGATIVE_INFINITY;
            for (int j = 0; j < columns; j++) {
                max = Math.max(max, x[from + j]);
            }
            float sum = 0;
            for (int j = 0; j < columns; j++) {
                float e = (float) StrictMath.exp(x[from + j] - max);
                y[to + j] = e;
                sum += e;
            }
            for (int j = 0; j < columns; j++) {
                y[to + j] /= sum;
            }
        }
    }

    /**
     * {@code log Σ_j exp(x_j)} of one row, for any scale of input.
     *
     * @param x       the row
     * @param xOffset where it starts
     * @param columns how many, at least 1
     * @return the log of the summed exponentials
     */
    public static float logSumExp(float[] x, int xOffset, int columns) {
        float max = Float.NEGATIVE_INFINITY;
        for (int j = 0; j < columns; j++) {
            max = Math.max(max, x[xOffset + j]);
        }
        float sum = 0;
        for (int j = 0; j < columns; j++) {
            sum += (float) StrictMath.exp(x[xOffset + j] - max);
        }
        return max + (float) StrictMath.log(sum);
    }

    private static float value(Activation f, float x) {
        return switch (f) {
            case Activation.Identity() -> x;
            case Activation.Relu() -> Math.max(x, 0);
            case Activation.LeakyRelu(float slope) -> x > 0 ? x : slope * x;
            case Activation.Sigmoid() -> (float) (1 / (1 + StrictMath.exp(-x)));
            case Activation.Tanh() -> (float) StrictMath.tanh(x);
        };
    }

    private static float slope(Activation f, float z) {
        return switch (f) {
            case Activation.Identity() -> 1;
            case Activation.Relu() -> z > 0 ? 1 : 0;
            case Activation.LeakyRelu(float slope) -> z > 0 ? 1 : slope;
            case Activation.Sigmoid() -> {
                float s = value(f, z);
                yield s * (1 - s);
            }
            case Activation.Tanh() -> {
                float t = value(f, z);
                yield 1 - t * t;
            }
        };
    }
}
