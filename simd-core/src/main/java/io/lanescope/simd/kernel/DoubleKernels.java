package io.lanescope.simd.kernel;

/**
 * Reductions of {@code double[]}: as {@link ReductionKernels}, with 32 virtual lanes (i mod 32) and the tree 16, 8, 4, 2,
 * 1. Arguments are in range.
 */
public interface DoubleKernels {

    /** Lanes take {@code fma(a, b, s)}. */
    double dot(double[] a, int aOffset, double[] b, int bOffset, int n);

    /** Lanes take {@code fma(d, d, s)} of {@code d = a − b}. */
    double squaredDistance(double[] a, int aOffset, double[] b, int bOffset, int n);

    /** {@link #cosine(double, double, double)} of the three dot products. */
    double cosine(double[] a, int aOffset, double[] b, int bOffset, int n);

    /** The cosine from the three dot products; two roots, since the product of the squares overflows sooner. */
    static double cosine(double ab, double aa, double bb) {
        return ab / (Math.sqrt(aa) * Math.sqrt(bb));
    }
}
