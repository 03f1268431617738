package io.lanescope.simd.kernel.vector;

import io.lanescope.simd.kernel.HalfKernels;

/** Reductions of 16-bit numbers on the Vector API. */
final class VectorHalves implements HalfKernels {

    @Override
    public float dotBfloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        return Bfloat16.dotBfloat16(a, aOffset, b, bOffset, n);
    }

    @Override
    public float squaredDistanceBfloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        return Bfloat16.squaredDistanceBfloat16(a, aOffset, b, bOffset, n);
    }

    @Override
    public float dotFloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        return Float16.dotFloat16(a, aOffset, b, bOffset, n);
    }

    @Override
    public float squaredDistanceFloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        return Float16.squaredDistanceFloat16(a, aOffset, b, bOffset, n);
    }
}
