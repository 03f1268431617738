package io.lanescope.simd.kernel;

/** Exact sums of products of {@code byte[]} in int arithmetic modulo 2³². Arguments are in range. */
public interface ByteKernels {

    /** {@code Σ a·b} of signed bytes. */
    int dot(byte[] a, int aOffset, byte[] b, int bOffset, int n);

    /** {@code Σ (a−b)²} of signed bytes. */
    int squaredDistance(byte[] a, int aOffset, byte[] b, int bOffset, int n);

    /** {@code Σ a·b} of unsigned bytes. */
    int dotUnsigned(byte[] a, int aOffset, byte[] b, int bOffset, int n);

    /** {@code Σ (a−b)²} of unsigned bytes. */
    int squaredDistanceUnsigned(byte[] a, int aOffset, byte[] b, int bOffset, int n);
}
