package io.lanescope.simd.kernel;

import io.lanescope.simd.ElementwiseFunction;

/** Elementwise functions. Source and destination are the same array at the same offset, or do not overlap. */
public interface MapKernels {

    /** {@code y = f(x)}. */
    void apply(ElementwiseFunction f, float[] x, int xOffset, float[] y, int yOffset, int n);

    /** {@code z = f(x + y)}. */
    void applyToSum(ElementwiseFunction f, float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset,
            int n);

    /** {@code z += Σ w·max(x + y, 0)} over rows, which are {@code stride} apart: a chain of fma's for each column. */
    void addReluProducts(int rows, int columns, float[] x, int xOffset, float[] y, int yOffset, int stride, float[] w,
            int wOffset, int wStride, float[] z, int zOffset);

    /** {@code y *= f'(z)}. */
    void multiplyByDerivative(ElementwiseFunction f, float[] z, int zOffset, float[] y, int yOffset, int n);

    /**
     * {@code y = exp(x − max) / Σ exp(x − max)} of each row with at least one element, with the order of
     * {@link ReductionKernels#sum}.
     */
    void softmax(int rows, int columns, float[] x, int xOffset, int xStride, float[] y, int yOffset, int yStride);

    /**
     * {@code y = x − logSumExp(x)} of each row with at least one element; the scratch array has room for a row.
     */
    void logSoftmax(int rows, int columns, float[] x, int xOffset, int xStride, float[] y, int yOffset, int yStride,
            float[] scratch);

    /** {@code max + log Σ exp(x − max)}, in single precision, with the order of {@link ReductionKernels#sum}. */
    float logSumExp(float max, float[] x, int xOffset, int n, float[] scratch);
}
