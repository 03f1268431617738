package io.lanescope.simd.kernel.scalar;

import java.util.Arrays;

import io.lanescope.simd.kernel.ReductionKernels;

/**
 * Reductions of {@code float[]}, written as the canonical order says: the tree is a recursion that ends at eight lanes
 * with the same remainder, whose chains run side by side. In their last block the lanes take turns: each has either one more
 * element or none.
 */
final class ScalarReductions implements ReductionKernels {

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
        return dot(a, aOffset, b, bOffset, n, 0, 1);
    }

    private static float dot(float[] a, int aOffset, float[] b, int bOffset, int n, int lane, int width) {
        if (width < 8) {
            return dot(a, aOffset, b, bOffset, n, lane, 2 * width)
                    + dot(a, aOffset, b, bOffset, n, lane + width, 2 * width);
        }
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = lane;
        for (; i < n - 56; i += 64) {
            s0 = Math.fma(a[aOffset + i], b[bOffset + i], s0);
            s1 = Math.fma(a[aOffset + i + 8], b[bOffset + i + 8], s1);
            s2 = Math.fma(a[aOffset + i + 16], b[bOffset + i + 16], s2);
            s3 = Math.fma(a[aOffset + i + 24], b[bOffset + i + 24], s3);
            s4 = Math.fma(a[aOffset + i + 32], b[bOffset + i + 32], s4);
            s5 = Math.fma(a[aOffset + i + 40], b[bOffset + i + 40], s5);
            s6 = Math.fma(a[aOffset + i + 48], b[bOffset + i + 48], s6);
            s7 = Math.fma(a[aOffset + i + 56], b[bOffset + i + 56], s7);
        }
        for (int k = 0; k < 8; k++, i += 8) {
            float last = i < n ? Math.fma(a[aOffset + i], b[bOffset + i], s0) : s0;
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
    public float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int n) {
        return squaredDistance(a, aOffset, b, bOffset, n, 0, 1);
    }

    private static float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int n, int lane, int width) {
        if (width < 8) {
            return squaredDistance(a, aOffset, b, bOffset, n, lane, 2 * width)
                    + squaredDistance(a, aOffset, b, bOffset, n, lane + width, 2 * width);
        }
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = lane;
        for (; i < n - 56; i += 64) {
            s0 = square(a[aOffset + i] - b[bOffset + i], s0);
            s1 = square(a[aOffset + i + 8] - b[bOffset + i + 8], s1);
            s2 = square(a[aOffset + i + 16] - b[bOffset + i + 16], s2);
            s3 = square(a[aOffset + i + 24] - b[bOffset + i + 24], s3);
            s4 = square(a[aOffset + i + 32] - b[bOffset + i + 32], s4);
            s5 = square(a[aOffset + i + 40] - b[bOffset + i + 40], s5);
            s6 = square(a[aOffset + i + 48] - b[bOffset + i + 48], s6);
            s7 = square(a[aOffset + i + 56] - b[bOffset + i + 56], s7);
        }
        for (int k = 0; k < 8; k++, i += 8) {
            float last = i < n ? square(a[aOffset + i] - b[bOffset + i], s0) : s0;
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
    public float sum(float[] x, int xOffset, int n) {
        return sum(x, xOffset, n, 0, 1);
    }

    private static float sum(float[] x, int xOffset, int n, int lane, int width) {
        if (width < 8) {
            return sum(x, xOffset, n, lane, 2 * width)
                    + sum(x, xOffset, n, lane + width, 2 * width);
        }
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = lane;
        for (; i < n - 56; i += 64) {
            s0 = s0 + x[xOffset + i];
            s1 = s1 + x[xOffset + i + 8];
            s2 = s2 + x[xOffset + i + 16];
            s3 = s3 + x[xOffset + i + 24];
            s4 = s4 + x[xOffset + i + 32];
            s5 = s5 + x[xOffset + i + 40];
            s6 = s6 + x[xOffset + i + 48];
            s7 = s7 + x[xOffset + i + 56];
        }
        for (int k = 0; k < 8; k++, i += 8) {
            float last = i < n ? s0 + x[xOffset + i] : s0;
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
    public float absoluteSum(float[] x, int xOffset, int n) {
        return absoluteSum(x, xOffset, n, 0, 1);
    }

    private static float absoluteSum(float[] x, int xOffset, int n, int lane, int width) {
        if (width < 8) {
            return absoluteSum(x, xOffset, n, lane, 2 * width)
                    + absoluteSum(x, xOffset, n, lane + width, 2 * width);
        }
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = lane;
        for (; i < n - 56; i += 64) {
            s0 = s0 + Math.abs(x[xOffset + i]);
            s1 = s1 + Math.abs(x[xOffset + i + 8]);
            s2 = s2 + Math.abs(x[xOffset + i + 16]);
            s3 = s3 + Math.abs(x[xOffset + i + 24]);
            s4 = s4 + Math.abs(x[xOffset + i + 32]);
            s5 = s5 + Math.abs(x[xOffset + i + 40]);
            s6 = s6 + Math.abs(x[xOffset + i + 48]);
            s7 = s7 + Math.abs(x[xOffset + i + 56]);
        }
        for (int k = 0; k < 8; k++, i += 8) {
            float last = i < n ? s0 + Math.abs(x[xOffset + i]) : s0;
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
    public float squaredDeviations(float[] x, int xOffset, int n, float mean) {
        return squaredDeviations(x, xOffset, n, mean, 0, 1);
    }

    private static float squaredDeviations(float[] x, int xOffset, int n, float mean, int lane, int width) {
        if (width < 8) {
            return squaredDeviations(x, xOffset, n, mean, lane, 2 * width)
                    + squaredDeviations(x, xOffset, n, mean, lane + width, 2 * width);
        }
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        float s4 = 0;
        float s5 = 0;
        float s6 = 0;
        float s7 = 0;
        int i = lane;
        for (; i < n - 56; i += 64) {
            s0 = square(x[xOffset + i] - mean, s0);
            s1 = square(x[xOffset + i + 8] - mean, s1);
            s2 = square(x[xOffset + i + 16] - mean, s2);
            s3 = square(x[xOffset + i + 24] - mean, s3);
            s4 = square(x[xOffset + i + 32] - mean, s4);
            s5 = square(x[xOffset + i + 40] - mean, s5);
            s6 = square(x[xOffset + i + 48] - mean, s6);
            s7 = square(x[xOffset + i + 56] - mean, s7);
        }
        for (int k = 0; k < 8; k++, i += 8) {
            float last = i < n ? square(x[xOffset + i] - mean, s0) : s0;
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
    public float cosine(float[] a, int aOffset, float[] b, int bOffset, int n) {
        return ReductionKernels.cosine(
                dot(a, aOffset, b, bOffset, n), dot(a, aOffset, a, aOffset, n), dot(b, bOffset, b, bOffset, n));
    }

    @Override
    public float min(float[] x, int xOffset, int n) {
        float m = Float.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            m = Math.min(m, x[xOffset + i]);
        }
        return m;
    }

    @Override
    public float max(float[] x, int xOffset, int n) {
        float m = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            m = Math.max(m, x[xOffset + i]);
        }
        return m;
    }

    @Override
    public int indexOf(float[] x, int xOffset, int n, float value) {
        boolean nan = Float.isNaN(value);
        for (int i = 0; i < n; i++) {
            float candidate = x[xOffset + i];
            if (candidate == value || (nan && Float.isNaN(candidate))) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void dotRows(
            float[] query, int queryOffset, float[] rows, int rowsOffset, int stride, int count, int n,
            float[] out, int outOffset) {
        for (int row = 0; row < count; row++) {
            out[outOffset + row] = dot(query, queryOffset, rows, rowsOffset + row * stride, n);
        }
    }

    @Override
    public void addRows(int rows, int columns, float[] x, int xOffset, int stride, float[] y, int yOffset) {
        Arrays.fill(y, yOffset, yOffset + columns, 0);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                y[yOffset + j] += x[xOffset + i * stride + j];
            }
        }
    }

    private static float square(float d, float s) {
        return Math.fma(d, d, s);
    }
}
