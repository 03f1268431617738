package io.lanescope.simd.kernel.scalar;

import io.lanescope.simd.kernel.ByteKernels;

/** Exact sums, in whatever order. */
final class ScalarBytes implements ByteKernels {

    @Override
    public int dot(byte[] a, int aOffset, byte[] b, int bOffset, int n) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum += a[aOffset + i] * b[bOffset + i];
        }
        return sum;
    }

    @Override
    public int squaredDistance(byte[] a, int aOffset, byte[] b, int bOffset, int n) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
            int d = a[aOffset + i] - b[bOffset + i];
            sum += d * d;
        }
        return sum;
    }

    @Override
    public int dotUnsigned(byte[] a, int aOffset, byte[] b, int bOffset, int n) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum += (a[aOffset + i] & 0xff) * (b[bOffset + i] & 0xff);
        }
        return sum;
    }

    @Override
    public int squaredDistanceUnsigned(byte[] a, int aOffset, byte[] b, int bOffset, int n) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
            int d = (a[aOffset + i] & 0xff) - (b[bOffset + i] & 0xff);
            sum += d * d;
        }
        return sum;
    }
}
