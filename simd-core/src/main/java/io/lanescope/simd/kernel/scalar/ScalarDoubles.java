package io.lanescope.simd.kernel.scalar;

import io.lanescope.simd.kernel.DoubleKernels;

/**
 * Reductions of {@code double[]}, written as the canonical order says: the tree is a recursion that ends at eight lanes
 * with the same remainder, whose chains run side by side. In their last block the lanes take turns: each has either one more
 * element or none.
 */
final class ScalarDoubles implements DoubleKernels {

    @Override
    public double dot(double[] a, int aOffset, double[] b, int bOffset, int n) {
        return dot(a, aOffset, b, bOffset, n, 0, 1);
    }

    private static double dot(double[] a, int aOffset, double[] b, int bOffset, int n, int lane, int width) {
        if (width < 4) {
            return dot(a, aOffset, b, bOffset, n, lane, 2 * width)
                    + dot(a, aOffset, b, bOffset, n, lane + width, 2 * width);
        }
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = lane;
        for (; i < n - 28; i += 32) {
            s0 = Math.fma(a[aOffset + i], b[bOffset + i], s0);
            s1 = Math.fma(a[aOffset + i + 4], b[bOffset + i + 4], s1);
            s2 = Math.fma(a[aOffset + i + 8], b[bOffset + i + 8], s2);
            s3 = Math.fma(a[aOffset + i + 12], b[bOffset + i + 12], s3);
            s4 = Math.fma(a[aOffset + i + 16], b[bOffset + i + 16], s4);
            s5 = Math.fma(a[aOffset + i + 20], b[bOffset + i + 20], s5);
            s6 = Math.fma(a[aOffset + i + 24], b[bOffset + i + 24], s6);
            s7 = Math.fma(a[aOffset + i + 28], b[bOffset + i + 28], s7);
        }
        for (int k = 0; k < 8; k++, i += 4) {
            double last = i < n ? Math.fma(a[aOffset + i], b[bOffset + i], s0) : s0;
            s0 = s1;
            s1 = s2;
            s2 = s3;
            s3 = s4;
            s4 = s5;
            s5 = s6;
            s6 = s7;
            s7 = last;
        }
        return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
    }

    @Override
    public double squaredDistance(double[] a, int aOffset, double[] b, int bOffset, int n) {
        return squaredDistance(a, aOffset, b, bOffset, n, 0, 1);
    }

    private static double squaredDistance(double[] a, int aOffset, double[] b, int bOffset, int n, int lane,
            int width) {
        if (width < 4) {
            return squaredDistance(a, aOffset, b, bOffset, n, lane, 2 * width)
                    + squaredDistance(a, aOffset, b, bOffset, n, lane + width, 2 * width);
        }
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double s4 = 0;
        double s5 = 0;
        double s6 = 0;
        double s7 = 0;
        int i = lane;
        for (; i < n - 28; i += 32) {
            s0 = square(a[aOffset + i] - b[bOffset + i], s0);
            s1 = square(a[aOffset + i + 4] - b[bOffset + i + 4], s1);
            s2 = square(a[aOffset + i + 8] - b[bOffset + i + 8], s2);
            s3 = square(a[aOffset + i + 12] - b[bOffset + i + 12], s3);
            s4 = square(a[aOffset + i + 16] - b[bOffset + i + 16], s4);
            s5 = square(a[aOffset + i + 20] - b[bOffset + i + 20], s5);
            s6 = square(a[aOffset + i + 24] - b[bOffset + i + 24], s6);
            s7 = square(a[aOffset + i + 28] - b[bOffset + i + 28], s7);
        }
        for (int k = 0; k < 8; k++, i += 4) {
            double last = i < n ? square(a[aOffset + i] - b[bOffset + i], s0) : s0;
            s0 = s1;
            s1 = s2;
            s2 = s3;
            s3 = s4;
            s4 = s5;
            s5 = s6;
            s6 = s7;
            s7 = last;
        }
        return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
    }

    @Override
    public double cosine(double[] a, int aOffset, double[] b, int bOffset, int n) {
        return DoubleKernels.cosine(
                dot(a, aOffset, b, bOffset, n), dot(a, aOffset, a, aOffset, n), dot(b, bOffset, b, bOffset, n));
    }

    private static double square(double d, double s) {
        return Math.fma(d, d, s);
    }
}
