package io.lanescope.simd.kernel;

/**
 * Matrix products in the canonical order: every element of C starts as {@code beta·c} (+0 when beta is 0) and takes
 * {@code fma(alpha·a, b, c)} for rising k. Arguments have been checked.
 */
public interface MatMulKernels {

    /** Rows {@code [top, bottom)} and columns {@code [left, right)} of C, and the row ends of that part. */
    void multiply(FloatProduct x, int top, int bottom, int left, int right, FloatScratch scratch);

    /** The same for {@code double[]}. */
    void multiply(DoubleProduct x, int top, int bottom, int left, int right, DoubleScratch scratch);

    /** All of B in the order that suits {@link #multiply}; of the product only {@code k}, {@code n} and B count. */
    float[] pack(FloatProduct x);
}
