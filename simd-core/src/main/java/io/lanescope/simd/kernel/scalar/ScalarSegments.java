package io.lanescope.simd.kernel.scalar;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import io.lanescope.simd.kernel.ReductionKernels;
import io.lanescope.simd.kernel.SegmentKernels;

/** {@link ScalarReductions} and {@link ScalarArithmetic} on memory segments. */
public final class ScalarSegments implements SegmentKernels {

    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    @Override
    public float dot(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
        return dot(a, aOffset, b, bOffset, n, 0, 1);
    }

    private static float dot(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n, int lane, int width) {
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
            s0 = Math.fma(a.get(FLOAT, aOffset + 4L * i), b.get(FLOAT, bOffset + 4L * i), s0);
            s1 = Math.fma(a.get(FLOAT, aOffset + 4L * (i + 8)), b.get(FLOAT, bOffset + 4L * (i + 8)), s1);
            s2 = Math.fma(a.get(FLOAT, aOffset + 4L * (i + 16)), b.get(FLOAT, bOffset + 4L * (i + 16)), s2);
            s3 = Math.fma(a.get(FLOAT, aOffset + 4L * (i + 24)), b.get(FLOAT, bOffset + 4L * (i + 24)), s3);
            s4 = Math.fma(a.get(FLOAT, aOffset + 4L * (i + 32)), b.get(FLOAT, bOffset + 4L * (i + 32)), s4);
            s5 = Math.fma(a.get(FLOAT, aOffset + 4L * (i + 40)), b.get(FLOAT, bOffset + 4L * (i + 40)), s5);
            s6 = Math.fma(a.get(FLOAT, aOffset + 4L * (i + 48)), b.get(FLOAT, bOffset + 4L * (i + 48)), s6);
            s7 = Math.fma(a.get(FLOAT, aOffset + 4L * (i + 56)), b.get(FLOAT, bOffset + 4L * (i + 56)), s7);
        }
        for (int k = 0; k < 8; k++, i += 8) {
            float last = i < n ? Math.fma(a.get(FLOAT, aOffset + 4L * i), b.get(FLOAT, bOffset + 4L * i), s0) : s0;
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
    public float squaredDistance(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
        return squaredDistance(a, aOffset, b, bOffset, n, 0, 1);
    }

    private static float squaredDistance(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n, int lane,
            int width) {
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
            s0 = square(a.get(FLOAT, aOffset + 4L * i) - b.get(FLOAT, bOffset + 4L * i), s0);
            s1 = square(a.get(FLOAT, aOffset + 4L * (i + 8)) - b.get(FLOAT, bOffset + 4L * (i + 8)), s1);
            s2 = square(a.get(FLOAT, aOffset + 4L * (i + 16)) - b.get(FLOAT, bOffset + 4L * (i + 16)), s2);
            s3 = square(a.get(FLOAT, aOffset + 4L * (i + 24)) - b.get(FLOAT, bOffset + 4L * (i + 24)), s3);
            s4 = square(a.get(FLOAT, aOffset + 4L * (i + 32)) - b.get(FLOAT, bOffset + 4L * (i + 32)), s4);
            s5 = square(a.get(FLOAT, aOffset + 4L * (i + 40)) - b.get(FLOAT, bOffset + 4L * (i + 40)), s5);
            s6 = square(a.get(FLOAT, aOffset + 4L * (i + 48)) - b.get(FLOAT, bOffset + 4L * (i + 48)), s6);
            s7 = square(a.get(FLOAT, aOffset + 4L * (i + 56)) - b.get(FLOAT, bOffset + 4L * (i + 56)), s7);
        }
        for (int k = 0; k < 8; k++, i += 8) {
            float last = i < n ? square(a.get(FLOAT, aOffset + 4L * i) - b.get(FLOAT, bOffset + 4L * i), s0) : s0;
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
    public float sum(MemorySegment x, long xOffset, int n) {
        return sum(x, xOffset, n, 0, 1);
    }

    private static float sum(MemorySegment x, long xOffset, int n, int lane, int width) {
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
            s0 = s0 + x.get(FLOAT, xOffset + 4L * i);
            s1 = s1 + x.get(FLOAT, xOffset + 4L * (i + 8));
            s2 = s2 + x.get(FLOAT, xOffset + 4L * (i + 16));
            s3 = s3 + x.get(FLOAT, xOffset + 4L * (i + 24));
            s4 = s4 + x.get(FLOAT, xOffset + 4L * (i + 32));
            s5 = s5 + x.get(FLOAT, xOffset + 4L * (i + 40));
            s6 = s6 + x.get(FLOAT, xOffset + 4L * (i + 48));
            s7 = s7 + x.get(FLOAT, xOffset + 4L * (i + 56));
        }
        for (int k = 0; k < 8; k++, i += 8) {
            float last = i < n ? s0 + x.get(FLOAT, xOffset + 4L * i) : s0;
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
    public float absoluteSum(MemorySegment x, long xOffset, int n) {
        return absoluteSum(x, xOffset, n, 0, 1);
    }

    private static float absoluteSum(MemorySegment x, long xOffset, int n, int lane, int width) {
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
            s0 = s0 + Math.abs(x.get(FLOAT, xOffset + 4L * i));
            s1 = s1 + Math.abs(x.get(FLOAT, xOffset + 4L * (i + 8)));
            s2 = s2 + Math.abs(x.get(FLOAT, xOffset + 4L * (i + 16)));
            s3 = s3 + Math.abs(x.get(FLOAT, xOffset + 4L * (i + 24)));
            s4 = s4 + Math.abs(x.get(FLOAT, xOffset + 4L * (i + 32)));
            s5 = s5 + Math.abs(x.get(FLOAT, xOffset + 4L * (i + 40)));
            s6 = s6 + Math.abs(x.get(FLOAT, xOffset + 4L * (i + 48)));
            s7 = s7 + Math.abs(x.get(FLOAT, xOffset + 4L * (i + 56)));
        }
        for (int k = 0; k < 8; k++, i += 8) {
            float last = i < n ? s0 + Math.abs(x.get(FLOAT, xOffset + 4L * i)) : s0;
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
    public float squaredDeviations(MemorySegment x, long xOffset, int n, float mean) {
        return squaredDeviations(x, xOffset, n, mean, 0, 1);
    }

    private static float squaredDeviations(MemorySegment x, long xOffset, int n, float mean, int lane, int width) {
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
            s0 = square(x.get(FLOAT, xOffset + 4L * i) - mean, s0);
            s1 = square(x.get(FLOAT, xOffset + 4L * (i + 8)) - mean, s1);
            s2 = square(x.get(FLOAT, xOffset + 4L * (i + 16)) - mean, s2);
            s3 = square(x.get(FLOAT, xOffset + 4L * (i + 24)) - mean, s3);
            s4 = square(x.get(FLOAT, xOffset + 4L * (i + 32)) - mean, s4);
            s5 = square(x.get(FLOAT, xOffset + 4L * (i + 40)) - mean, s5);
            s6 = square(x.get(FLOAT, xOffset + 4L * (i + 48)) - mean, s6);
            s7 = square(x.get(FLOAT, xOffset + 4L * (i + 56)) - mean, s7);
        }
        for (int k = 0; k < 8; k++, i += 8) {
            float last = i < n ? square(x.get(FLOAT, xOffset + 4L * i) - mean, s0) : s0;
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
    public float cosine(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
        return ReductionKernels.cosine(
                dot(a, aOffset, b, bOffset, n), dot(a, aOffset, a, aOffset, n), dot(b, bOffset, b, bOffset, n));
    }

    @Override
    public float min(MemorySegment x, long xOffset, int n) {
        float m = Float.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            m = Math.min(m, x.get(FLOAT, xOffset + 4L * i));
        }
        return m;
    }

    @Override
    public float max(MemorySegment x, long xOffset, int n) {
        float m = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            m = Math.max(m, x.get(FLOAT, xOffset + 4L * i));
        }
        return m;
    }

    @Override
    public int indexOf(MemorySegment x, long xOffset, int n, float value) {
        boolean nan = Float.isNaN(value);
        for (int i = 0; i < n; i++) {
            float candidate = x.get(FLOAT, xOffset + 4L * i);
            if (candidate == value || (nan && Float.isNaN(candidate))) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void axpy(float alpha, MemorySegment x, long xOffset, MemorySegment y, long yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y.set(FLOAT, yOffset + 4L * i,
                    Math.fma(alpha, x.get(FLOAT, xOffset + 4L * i), y.get(FLOAT, yOffset + 4L * i)));
        }
    }

    @Override
    public void scale(float alpha, MemorySegment x, long xOffset, MemorySegment y, long yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y.set(FLOAT, yOffset + 4L * i, alpha * x.get(FLOAT, xOffset + 4L * i));
        }
    }

    @Override
    public void add(MemorySegment x, long xOffset, MemorySegment y, long yOffset, MemorySegment z, long zOffset,
            int n) {
        for (int i = 0; i < n; i++) {
            z.set(FLOAT, zOffset + 4L * i, x.get(FLOAT, xOffset + 4L * i) + y.get(FLOAT, yOffset + 4L * i));
        }
    }

    @Override
    public void multiply(MemorySegment x, long xOffset, MemorySegment y, long yOffset, MemorySegment z, long zOffset,
            int n) {
        for (int i = 0; i < n; i++) {
            z.set(FLOAT, zOffset + 4L * i, x.get(FLOAT, xOffset + 4L * i) * y.get(FLOAT, yOffset + 4L * i));
        }
    }

    @Override
    public void fma(MemorySegment x, long xOffset, MemorySegment y, long yOffset, MemorySegment z, long zOffset,
            int n) {
        for (int i = 0; i < n; i++) {
            z.set(FLOAT, zOffset + 4L * i, Math.fma(x.get(FLOAT, xOffset + 4L * i), y.get(FLOAT, yOffset + 4L * i),
                    z.get(FLOAT, zOffset + 4L * i)));
        }
    }

    @Override
    public void clamp(float low, float high, MemorySegment x, long xOffset, MemorySegment y, long yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y.set(FLOAT, yOffset + 4L * i, Math.min(Math.max(x.get(FLOAT, xOffset + 4L * i), low), high));
        }
    }

    private static float square(float d, float s) {
        return Math.fma(d, d, s);
    }
}
