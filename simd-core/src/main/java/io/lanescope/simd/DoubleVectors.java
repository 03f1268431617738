package io.lanescope.simd;

import io.lanescope.simd.kernel.Kernels;

/**
 * Dot products and distances of float64 vectors.
 *
 * <p><b>Canonical order.</b> As for {@link Vectors}, with 32 virtual lanes: element {@code i} belongs to lane {@code i mod 32},
 * each lane is one chain of fused multiply-adds over rising {@code i} that starts at +0, and the lanes are added up by a tree
 * of 16, 8, 4, 2, 1. The same bits at every lane width and in the scalar code; which bits a NaN has is not specified. No method
 * allocates.
 */
public final class DoubleVectors {

    private DoubleVectors() {}

    /**
     * {@code Σ a·b}. Error at most {@code (⌈n/32⌉ + 5) · 2⁻⁵³ · Σ|a·b|} to first order, plus {@code n · 2⁻¹⁰⁷⁵} where products underflow.
     *
     * @param a       one vector
     * @param aOffset where it starts
     * @param b       the other vector
     * @param bOffset where it starts
     * @param n       how many elements
     * @return the dot product; +0 when {@code n} is 0
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static double dot(double[] a, int aOffset, double[] b, int bOffset, int n) {
        Ranges.check(a.length, "a", aOffset, n);
        Ranges.check(b.length, "b", bOffset, n);
        return Kernels.DOUBLES.dot(a, aOffset, b, bOffset, n);
    }

    /**
     * {@code Σ (a−b)²}. Relative error at most {@code (⌈n/32⌉ + 7) · 2⁻⁵³} to first order, plus {@code n · 2⁻¹⁰⁷⁵} where squares underflow.
     *
     * @param a       one vector
     * @param aOffset where it starts
     * @param b       the other vector
     * @param bOffset where it starts
     * @param n       how many elements
     * @return the squared Euclidean distance; +0 when {@code n} is 0
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static double squaredDistance(double[] a, int aOffset, double[] b, int bOffset, int n) {
        Ranges.check(a.length, "a", aOffset, n);
        Ranges.check(b.length, "b", bOffset, n);
        return Kernels.DOUBLES.squaredDistance(a, aOffset, b, bOffset, n);
    }

    /**
     * The cosine of the angle between two vectors, {@code Σab / (√Σa² · √Σb²)}, the sums as {@link #dot} gives them. NaN when a vector is zero or empty, and where a sum of squares overflows.
     *
     * @param a       one vector
     * @param aOffset where it starts
     * @param b       the other vector
     * @param bOffset where it starts
     * @param n       how many elements
     * @return the cosine
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static double cosine(double[] a, int aOffset, double[] b, int bOffset, int n) {
        Ranges.check(a.length, "a", aOffset, n);
        Ranges.check(b.length, "b", bOffset, n);
        return Kernels.DOUBLES.cosine(a, aOffset, b, bOffset, n);
    }
}
