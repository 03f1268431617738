package io.lanescope.simd;

import io.lanescope.simd.kernel.Kernels;

/**
 * Elementwise functions and row-wise softmax on {@code float[]}. Source and destination are the same array at the same
 * offset, or do not overlap. Same bits at every lane width and in the scalar code. Once compiled, nothing here allocates.
 *
 * <p>exp, exp − 1, log, log(1 + x), tanh, sigmoid and erf are less than 1 ULP off, every other function and derivative at most
 * 2 ULP or a stated absolute error; {@code docs/accuracy.md} has the figures, and how to measure them.
 */
public final class Maps {

    private Maps() {}

    /**
     * {@code y = f(x)}. NaN gives NaN.
     *
     * @param f       the function
     * @param x       the inputs
     * @param xOffset where they start
     * @param y       receives the outputs; may be {@code x} at the same offset
     * @param yOffset where they start
     * @param n       how many
     * @throws IllegalArgumentException  if n is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static void apply(ElementwiseFunction f, float[] x, int xOffset, float[] y, int yOffset, int n) {
        Ranges.check(x.length, "x", xOffset, n);
        Ranges.check(y.length, "y", yOffset, n);
        Kernels.MAPS.apply(f, x, xOffset, y, yOffset, n);
    }

    /**
     * {@code z = f(x + y)}, with the bits of an addition followed by {@link #apply}.
     *
     * @param f       the function
     * @param x       one addend
     * @param xOffset where it starts
     * @param y       the other addend
     * @param yOffset where it starts
     * @param z       receives the outputs; may be {@code x} or {@code y} at the same offset
     * @param zOffset where they start
     * @param n       how many
     * @throws IllegalArgumentException  if n is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static void applyToSum(ElementwiseFunction f, float[] x, int xOffset, float[] y, int yOffset, float[] z,
            int zOffset, int n) {
        Ranges.check(x.length, "x", xOffset, n);
        Ranges.check(y.length, "y", yOffset, n);
        Ranges.check(z.length, "z", zOffset, n);
        Kernels.MAPS.applyToSum(f, x, xOffset, y, yOffset, z, zOffset, n);
    }

    /**
     * {@code z += Σ_r w_r · max(x_r + y_r, 0)}: what rectified units, a row each, add to one output at many points, a column
     * each. With the bits of {@link #applyToSum} and a product behind it: each column is one chain of fused multiply-adds
     * that starts at z and takes rising rows.
     *
     * @param rows    of x and y
     * @param columns of x and y, elements of z
     * @param x       one addend
     * @param xOffset where it starts
     * @param y       the other addend
     * @param yOffset where it starts
     * @param stride  distance between the rows of x, and between those of y
     * @param w       a weight for each row
     * @param wOffset where they start
     * @param wStride distance between them
     * @param z       is added to; must not overlap the others
     * @param zOffset where it starts
     * @throws IllegalArgumentException  if a count or a stride is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static void addReluProducts(int rows, int columns, float[] x, int xOffset, float[] y, int yOffset,
            int stride, float[] w, int wOffset, int wStride, float[] z, int zOffset) {
        Ranges.checkRows(x.length, "x", xOffset, stride, rows, columns);
        Ranges.checkRows(y.length, "y", yOffset, stride, rows, columns);
        Ranges.checkRows(w.length, "w", wOffset, wStride, rows, 1);
        Ranges.check(z.length, "z", zOffset, columns);
        Kernels.MAPS.addReluProducts(rows, columns, x, xOffset, y, yOffset, stride, w, wOffset, wStride, z, zOffset);
    }

    /**
     * {@code y *= f'(z)}: the step of backpropagation through a function.
     *
     * @param f       the function
     * @param z       where its slope is taken: the pre-activations
     * @param zOffset where they start
     * @param y       multiplied in place
     * @param yOffset where it starts
     * @param n       how many
     * @throws IllegalArgumentException  if n is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static void multiplyByDerivative(
            ElementwiseFunction f, float[] z, int zOffset, float[] y, int yOffset, int n) {
        Ranges.check(z.length, "z", zOffset, n);
        Ranges.check(y.length, "y", yOffset, n);
        Kernels.MAPS.multiplyByDerivative(f, z, zOffset, y, yOffset, n);
    }

    /**
     * Row-wise {@code y[i, j] = exp(x[i, j] − max_i) / Σ_j exp(x[i, j] − max_i)}, for any scale of input. The sum has the
     * canonical order of {@link Vectors#sum}. A row with NaN or +∞, or of −∞ alone, gives NaN.
     *
     * @param rows    how many rows
     * @param columns how many columns, at least 1
     * @param x       {@code [rows, columns]}
     * @param xOffset where x starts
     * @param xStride distance between the rows of x
     * @param y       {@code [rows, columns]}; may be x itself
     * @param yOffset where y starts
     * @param yStride distance between the rows of y
     * @throws IllegalArgumentException  if there is no column, or a number is negative
     * @throws IndexOutOfBoundsException if a row reaches past its array
     */
    public static void softmax(
            int rows, int columns, float[] x, int xOffset, int xStride, float[] y, int yOffset, int yStride) {
        Ranges.checkSome(columns);
        Ranges.checkRows(x.length, "x", xOffset, xStride, rows, columns);
        Ranges.checkRows(y.length, "y", yOffset, yStride, rows, columns);
        Kernels.MAPS.softmax(rows, columns, x, xOffset, xStride, y, yOffset, yStride);
    }

    /**
     * Row-wise {@code y[i, j] = x[i, j] − log Σ_j exp(x[i, j])}, for any scale of input. A row with NaN or +∞, or of −∞ alone,
     * gives NaN.
     *
     * @param rows    how many rows
     * @param columns how many columns, at least 1
     * @param x       {@code [rows, columns]}
     * @param xOffset where x starts
     * @param xStride distance between the rows of x
     * @param y       {@code [rows, columns]}; may be x itself
     * @param yOffset where y starts
     * @param yStride distance between the rows of y
     * @param scratch at least as many elements as there are columns; another array than x and y
     * @throws IllegalArgumentException  if there is no column, or a number is negative
     * @throws IndexOutOfBoundsException if a row reaches past its array, or the scratch array is too short
     */
    public static void logSoftmax(
            int rows, int columns, float[] x, int xOffset, int xStride, float[] y, int yOffset, int yStride,
            float[] scratch) {
        Ranges.checkSome(columns);
        Ranges.checkRows(x.length, "x", xOffset, xStride, rows, columns);
        Ranges.checkRows(y.length, "y", yOffset, yStride, rows, columns);
        Ranges.check(scratch.length, "scratch", 0, columns);
        Kernels.MAPS.logSoftmax(rows, columns, x, xOffset, xStride, y, yOffset, yStride, scratch);
    }

    /**
     * {@code log Σ_j exp(x_j)} of one row, for any scale of input; the exponentials go through a scratch array, so that
     * nothing is allocated.
     *
     * @param x       the row
     * @param xOffset where it starts
     * @param columns how many, at least 1
     * @param scratch receives {@code exp(x_j − max)}; may be x itself where the row starts at 0 and is no longer needed
     * @return the log of the summed exponentials; −∞ for a row of −∞, +∞ for one with +∞, NaN for one with NaN
     * @throws IllegalArgumentException  if there is no column
     * @throws IndexOutOfBoundsException if the row reaches past its array, or the scratch array is too short
     */
    public static float logSumExp(float[] x, int xOffset, int columns, float[] scratch) {
        Ranges.checkSome(columns);
        Ranges.check(x.length, "x", xOffset, columns);
        Ranges.check(scratch.length, "scratch", 0, columns);
        float max = Vectors.max(x, xOffset, columns);
        if (Float.isInfinite(max)) {
            return max;
        }
        return Kernels.MAPS.logSumExp(max, x, xOffset, columns, scratch);
    }
}
