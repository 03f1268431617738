package io.lanescope.simd;

import io.lanescope.simd.kernel.Kernels;

/**
 * Dot products and distances of vectors of bytes, signed (−128 to 127) or unsigned (0 to 255). The sums are exact in 32 bits up
 * to the length that each method states; beyond it they wrap, as {@code int} addition does, to the same bits everywhere. No
 * method allocates.
 */
public final class ByteVectors {

    private ByteVectors() {}

    /**
     * {@code Σ a·b} of signed bytes. Exact for every content up to 131 071 elements; from 131 072 on (all of them −128) it can
     * overflow.
     *
     * @param a       one vector
     * @param aOffset where it starts
     * @param b       the other vector
     * @param bOffset where it starts
     * @param n       how many elements
     * @return the dot product
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static int dot(byte[] a, int aOffset, byte[] b, int bOffset, int n) {
        Ranges.check(a.length, "a", aOffset, n);
        Ranges.check(b.length, "b", bOffset, n);
        return Kernels.BYTES.dot(a, aOffset, b, bOffset, n);
    }

    /**
     * {@code Σ (a−b)²} of signed bytes. Exact for every content up to 33 025 elements.
     *
     * @param a       one vector
     * @param aOffset where it starts
     * @param b       the other vector
     * @param bOffset where it starts
     * @param n       how many elements
     * @return the squared Euclidean distance
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static int squaredDistance(byte[] a, int aOffset, byte[] b, int bOffset, int n) {
        Ranges.check(a.length, "a", aOffset, n);
        Ranges.check(b.length, "b", bOffset, n);
        return Kernels.BYTES.squaredDistance(a, aOffset, b, bOffset, n);
    }

    /**
     * The cosine of the angle between two vectors of signed bytes, from exact sums up to 131 071 elements; NaN when a vector is
     * zero or empty.
     *
     * @param a       one vector
     * @param aOffset where it starts
     * @param b       the other vector
     * @param bOffset where it starts
     * @param n       how many elements
     * @return the cosine, rounded once from double precision
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static float cosine(byte[] a, int aOffset, byte[] b, int bOffset, int n) {
        Ranges.check(a.length, "a", aOffset, n);
        Ranges.check(b.length, "b", bOffset, n);
        int ab = Kernels.BYTES.dot(a, aOffset, b, bOffset, n);
        int aa = Kernels.BYTES.dot(a, aOffset, a, aOffset, n);
        int bb = Kernels.BYTES.dot(b, bOffset, b, bOffset, n);
        return (float) (ab / Math.sqrt((double) aa * bb));
    }

    /**
     * {@code Σ a·b} of unsigned bytes. Exact for every content up to 33 025 elements.
     *
     * @param a       one vector
     * @param aOffset where it starts
     * @param b       the other vector
     * @param bOffset where it starts
     * @param n       how many elements
     * @return the dot product
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static int dotUnsigned(byte[] a, int aOffset, byte[] b, int bOffset, int n) {
        Ranges.check(a.length, "a", aOffset, n);
        Ranges.check(b.length, "b", bOffset, n);
        return Kernels.BYTES.dotUnsigned(a, aOffset, b, bOffset, n);
    }

    /**
     * {@code Σ (a−b)²} of unsigned bytes. Exact for every content up to 33 025 elements.
     *
     * @param a       one vector
     * @param aOffset where it starts
     * @param b       the other vector
     * @param bOffset where it starts
     * @param n       how many elements
     * @return the squared Euclidean distance
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static int squaredDistanceUnsigned(byte[] a, int aOffset, byte[] b, int bOffset, int n) {
        Ranges.check(a.length, "a", aOffset, n);
        Ranges.check(b.length, "b", bOffset, n);
        return Kernels.BYTES.squaredDistanceUnsigned(a, aOffset, b, bOffset, n);
    }

    /**
     * The cosine of the angle between two vectors of unsigned bytes, from exact sums up to 33 025 elements; NaN when a vector is
     * zero or empty.
     *
     * @param a       one vector
     * @param aOffset where it starts
     * @param b       the other vector
     * @param bOffset where it starts
     * @param n       how many elements
     * @return the cosine, rounded once from double precision
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static float cosineUnsigned(byte[] a, int aOffset, byte[] b, int bOffset, int n) {
        Ranges.check(a.length, "a", aOffset, n);
        Ranges.check(b.length, "b", bOffset, n);
        int ab = Kernels.BYTES.dotUnsigned(a, aOffset, b, bOffset, n);
        int aa = Kernels.BYTES.dotUnsigned(a, aOffset, a, aOffset, n);
        int bb = Kernels.BYTES.dotUnsigned(b, bOffset, b, bOffset, n);
        return (float) (ab / Math.sqrt((double) aa * bb));
    }
}
