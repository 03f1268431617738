package io.lanescope.simd.kernel;

/** Elementwise arithmetic on {@code float[]}; each element is rounded as written. Arguments are in range. */
public interface ArithmeticKernels {

    /** {@code y = fma(alpha, x, y)}. */
    void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int n);

    /** {@code y = alpha · x}. */
    void scale(float alpha, float[] x, int xOffset, float[] y, int yOffset, int n);

    /** {@code z = x + y}. */
    void add(float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n);

    /** {@code z = x · y}. */
    void multiply(float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n);

    /** {@code z = fma(x, y, z)}. */
    void fma(float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n);

    /** {@code y = min(max(x, low), high)} as {@link Math} has them. */
    void clamp(float low, float high, float[] x, int xOffset, float[] y, int yOffset, int n);
}
