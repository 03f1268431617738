package io.lanescope.simd.kernel;

/**
 * Reductions of {@code float[]} in the canonical order: element i belongs to virtual lane i mod 64, each lane is one chain
 * that starts at +0, and the lanes are added up by a tree of 32, 16, 8, 4, 2, 1. Arguments are in range.
 */
public interface ReductionKernels {

    /** Lanes take {@code fma(a, b, s)}. */
    float dot(float[] a, int aOffset, float[] b, int bOffset, int n);

    /** Lanes take {@code fma(d, d, s)} of {@code d = a − b}. */
    float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int n);

    /** {@link #cosine(float, float, float)} of the three dot products. */
    float cosine(float[] a, int aOffset, float[] b, int bOffset, int n);

    /** Lanes take {@code s + x}. */
    float sum(float[] x, int xOffset, int n);

    /** Lanes take {@code s + |x|}. */
    float absoluteSum(float[] x, int xOffset, int n);

    /** Lanes take {@code fma(d, d, s)} of {@code d = x − mean}. */
    float squaredDeviations(float[] x, int xOffset, int n, float mean);

    /** The least as {@link Math#min} has it; +Inf of nothing. */
    float min(float[] x, int xOffset, int n);

    /** The greatest as {@link Math#max} has it; −Inf of nothing. */
    float max(float[] x, int xOffset, int n);

    /** The first index below n whose element {@code == value}, or is NaN if the value is; −1 if there is none. */
    int indexOf(float[] x, int xOffset, int n, float value);

    /** {@code out[r] = dot(query, row r)}. */
    void dotRows(
            float[] query, int queryOffset, float[] rows, int rowsOffset, int stride, int count, int n,
            float[] out, int outOffset);

    /** {@code y[j]} is +0, to which x[i, j] is added for rising i. */
    void addRows(int rows, int columns, float[] x, int xOffset, int stride, float[] y, int yOffset);

    /** The cosine from the three dot products, rounded once more. */
    static float cosine(float ab, float aa, float bb) {
        return (float) (ab / Math.sqrt((double) aa * bb));
    }
}
