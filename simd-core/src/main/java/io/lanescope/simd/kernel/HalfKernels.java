package io.lanescope.simd.kernel;

/**
 * As {@link ReductionKernels}, of 16-bit numbers that are widened to float first, which is exact. Arguments are in range,
 * {@code n} is a multiple of 64.
 */
public interface HalfKernels {

    /** {@code Σ a·b} of bfloat16. */
    float dotBfloat16(short[] a, int aOffset, short[] b, int bOffset, int n);

    /** {@code Σ (a−b)²} of bfloat16. */
    float squaredDistanceBfloat16(short[] a, int aOffset, short[] b, int bOffset, int n);

    /** {@code Σ a·b} of IEEE binary16. */
    float dotFloat16(short[] a, int aOffset, short[] b, int bOffset, int n);

    /** {@code Σ (a−b)²} of IEEE binary16. */
    float squaredDistanceFloat16(short[] a, int aOffset, short[] b, int bOffset, int n);

    /** The float of which a bfloat16 is the upper half. */
    static float bfloat16(short bits) {
        return Float.intBitsToFloat(bits << 16);
    }
}
