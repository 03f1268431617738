package io.lanescope.simd;

import java.util.Arrays;

import io.lanescope.simd.kernel.Kernels;
import io.lanescope.simd.kernel.ReductionKernels;

/**
 * Dot products and distances of vectors of 16-bit floats in {@code short[]}: bfloat16 (the upper half of a float) and float16
 * (IEEE binary16, as {@link Float#floatToFloat16} makes it). Each element is widened to float32, which is exact. The
 * whole groups of 64 elements have the bits of {@link Vectors} on the widened ones; the sum of what is left behind them, in
 * the same order, is added at the end. The error bounds are those of {@link Vectors}. A thread's first call makes 256 bytes
 * of scratch, no later one allocates.
 */
public final class HalfVectors {

    private static final int GROUP = 64;
    private static final ThreadLocal<short[]> GROUPS = ThreadLocal.withInitial(() -> new short[2 * GROUP]);

    private static final Reduction DOT_BFLOAT16 = Kernels.HALVES::dotBfloat16;
    private static final Reduction SQUARED_DISTANCE_BFLOAT16 = Kernels.HALVES::squaredDistanceBfloat16;
    private static final Reduction DOT_FLOAT16 = Kernels.HALVES::dotFloat16;
    private static final Reduction SQUARED_DISTANCE_FLOAT16 = Kernels.HALVES::squaredDistanceFloat16;

    private HalfVectors() {}

    /**
     * {@code Σ a·b} of bfloat16 numbers.
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
        return sum(DOT_BFLOAT16, a, aOffset, b, bOffset, n);
    }

    /**
     * {@code Σ (a−b)²} of bfloat16 numbers.
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
        return sum(SQUARED_DISTANCE_BFLOAT16, a, aOffset, b, bOffset, n);
    }

    /**
     * The cosine of the angle between two vectors of bfloat16 numbers: the quotient of {@link #dotBfloat16 dot products},
     * rounded once.
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
        float ab = dotBfloat16(a, aOffset, b, bOffset, n);
        float aa = dotBfloat16(a, aOffset, a, aOffset, n);
        float bb = dotBfloat16(b, bOffset, b, bOffset, n);
        return ReductionKernels.cosine(ab, aa, bb);
    }

    /**
     * {@code Σ a·b} of float16 numbers.
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
        return sum(DOT_FLOAT16, a, aOffset, b, bOffset, n);
    }

    /**
     * {@code Σ (a−b)²} of float16 numbers.
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
        return sum(SQUARED_DISTANCE_FLOAT16, a, aOffset, b, bOffset, n);
    }

    /**
     * The cosine of the angle between two vectors of float16 numbers: the quotient of {@link #dotFloat16 dot products},
     * rounded once.
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
        float ab = dotFloat16(a, aOffset, b, bOffset, n);
        float aa = dotFloat16(a, aOffset, a, aOffset, n);
        float bb = dotFloat16(b, bOffset, b, bOffset, n);
        return ReductionKernels.cosine(ab, aa, bb);
    }

    private static float sum(Reduction reduction, short[] a, int aOffset, short[] b, int bOffset, int n) {
        Ranges.check(a.length, "a", aOffset, n);
        Ranges.check(b.length, "b", bOffset, n);
        int whole = n & -GROUP;
        float sum = reduction.of(a, aOffset, b, bOffset, whole);
        return whole == n ? sum : sum + rest(reduction, a, aOffset + whole, b, bOffset + whole, n - whole);
    }

    /** Of less than a group, filled up with zeros, which add nothing. */
    private static float rest(Reduction reduction, short[] a, int aOffset, short[] b, int bOffset, int n) {
        short[] group = GROUPS.get();
        Arrays.fill(group, (short) 0);
        System.arraycopy(a, aOffset, group, 0, n);
        System.arraycopy(b, bOffset, group, GROUP, n);
        return reduction.of(group, 0, group, GROUP, GROUP);
    }

    /** A sum over the pairs of two vectors, of whole groups. */
    private interface Reduction {
        float of(short[] a, int aOffset, short[] b, int bOffset, int n);
    }
}
