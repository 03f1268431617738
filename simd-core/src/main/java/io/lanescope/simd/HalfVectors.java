package io.lanescope.simd;

import io.lanescope.simd.kernel.Kernels;
import io.lanescope.simd.kernel.ReductionKernels;

/**
 * Dot products and distances of vectors of 16-bit floats in {@code short[]}: bfloat16 (the upper half of a float) and float16
 * (IEEE binary16, as {@link Float#floatToFloat16} makes it). Each element is widened to float32, which is exact, and all else
 * is done in float32 in the canonical order and with the accuracy of {@link Vectors}. No method allocates.
 */
public final class HalfVectors {

    private HalfVectors() {}

    /**
     * {@code Σ a·b} of bfloat16 numbers, with the bits and the error bound of {@link Vectors#dot(float[], int, float[], int, int)} on the widened ones.
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
    public static float dotBfloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        Ranges.check(a.length, "a", aOffset, n);
        Ranges.check(b.length, "b", bOffset, n);
        return Kernels.HALVES.dotBfloat16(a, aOffset, b, bOffset, n);
    }

    /**
     * {@code Σ (a−b)²} of bfloat16 numbers, with the bits and the error bound of {@link Vectors#squaredDistance(float[], int, float[], int, int)} on the widened
     * ones.
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
    public static float squaredDistanceBfloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        Ranges.check(a.length, "a", aOffset, n);
        Ranges.check(b.length, "b", bOffset, n);
        return Kernels.HALVES.squaredDistanceBfloat16(a, aOffset, b, bOffset, n);
    }

    /**
     * The cosine of the angle between two vectors of bfloat16 numbers, with the bits of {@link Vectors#cosine(float[], int, float[], int, int)} on the widened
     * ones.
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
    public static float cosineBfloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        Ranges.check(a.length, "a", aOffset, n);
        Ranges.check(b.length, "b", bOffset, n);
        float ab = Kernels.HALVES.dotBfloat16(a, aOffset, b, bOffset, n);
        float aa = Kernels.HALVES.dotBfloat16(a, aOffset, a, aOffset, n);
        float bb = Kernels.HALVES.dotBfloat16(b, bOffset, b, bOffset, n);
        return ReductionKernels.cosine(ab, aa, bb);
    }

    /**
     * {@code Σ a·b} of float16 numbers, with the bits and the error bound of {@link Vectors#dot(float[], int, float[], int, int)} on the widened ones.
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
    public static float dotFloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        Ranges.check(a.length, "a", aOffset, n);
        Ranges.check(b.length, "b", bOffset, n);
        return Kernels.HALVES.dotFloat16(a, aOffset, b, bOffset, n);
    }

    /**
     * {@code Σ (a−b)²} of float16 numbers, with the bits and the error bound of {@link Vectors#squaredDistance(float[], int, float[], int, int)} on the widened
     * ones.
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
    public static float squaredDistanceFloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        Ranges.check(a.length, "a", aOffset, n);
        Ranges.check(b.length, "b", bOffset, n);
        return Kernels.HALVES.squaredDistanceFloat16(a, aOffset, b, bOffset, n);
    }

    /**
     * The cosine of the angle between two vectors of float16 numbers, with the bits of {@link Vectors#cosine(float[], int, float[], int, int)} on the widened
     * ones.
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
    public static float cosineFloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        Ranges.check(a.length, "a", aOffset, n);
        Ranges.check(b.length, "b", bOffset, n);
        float ab = Kernels.HALVES.dotFloat16(a, aOffset, b, bOffset, n);
        float aa = Kernels.HALVES.dotFloat16(a, aOffset, a, aOffset, n);
        float bb = Kernels.HALVES.dotFloat16(b, bOffset, b, bOffset, n);
        return ReductionKernels.cosine(ab, aa, bb);
    }
}
