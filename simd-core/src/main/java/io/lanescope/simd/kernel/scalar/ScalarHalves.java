package io.lanescope.simd.kernel.scalar;

import io.lanescope.simd.kernel.HalfKernels;

/** Reductions of 16-bit numbers, written as the canonical order says: a tree over 64 chains. */
public final class ScalarHalves implements HalfKernels {

    @Override
    public float dotBfloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        return dotBfloat16(a, aOffset, b, bOffset, n, 0, 1);
    }

    private static float dotBfloat16(short[] a, int aOffset, short[] b, int bOffset, int n, int lane, int width) {
        if (width < 64) {
            return dotBfloat16(a, aOffset, b, bOffset, n, lane, 2 * width)
                    + dotBfloat16(a, aOffset, b, bOffset, n, lane + width, 2 * width);
        }
        float s = 0;
        for (int i = lane; i < n; i += 64) {
            s = Math.fma(HalfKernels.bfloat16(a[aOffset + i]), HalfKernels.bfloat16(b[bOffset + i]), s);
        }
        return s;
    }

    @Override
    public float squaredDistanceBfloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        return squaredDistanceBfloat16(a, aOffset, b, bOffset, n, 0, 1);
    }

    private static float squaredDistanceBfloat16(short[] a, int aOffset, short[] b, int bOffset, int n, int lane,
            int width) {
        if (width < 64) {
            return squaredDistanceBfloat16(a, aOffset, b, bOffset, n, lane, 2 * width)
                    + squaredDistanceBfloat16(a, aOffset, b, bOffset, n, lane + width, 2 * width);
        }
        float s = 0;
        for (int i = lane; i < n; i += 64) {
            s = square(HalfKernels.bfloat16(a[aOffset + i]) - HalfKernels.bfloat16(b[bOffset + i]), s);
        }
        return s;
    }

    @Override
    public float dotFloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        return dotFloat16(a, aOffset, b, bOffset, n, 0, 1);
    }

    private static float dotFloat16(short[] a, int aOffset, short[] b, int bOffset, int n, int lane, int width) {
        if (width < 64) {
            return dotFloat16(a, aOffset, b, bOffset, n, lane, 2 * width)
                    + dotFloat16(a, aOffset, b, bOffset, n, lane + width, 2 * width);
        }
        float s = 0;
        for (int i = lane; i < n; i += 64) {
            s = Math.fma(Float.float16ToFloat(a[aOffset + i]), Float.float16ToFloat(b[bOffset + i]), s);
        }
        return s;
    }

    @Override
    public float squaredDistanceFloat16(short[] a, int aOffset, short[] b, int bOffset, int n) {
        return squaredDistanceFloat16(a, aOffset, b, bOffset, n, 0, 1);
    }

    private static float squaredDistanceFloat16(short[] a, int aOffset, short[] b, int bOffset, int n, int lane,
            int width) {
        if (width < 64) {
            return squaredDistanceFloat16(a, aOffset, b, bOffset, n, lane, 2 * width)
                    + squaredDistanceFloat16(a, aOffset, b, bOffset, n, lane + width, 2 * width);
        }
        float s = 0;
        for (int i = lane; i < n; i += 64) {
            s = square(Float.float16ToFloat(a[aOffset + i]) - Float.float16ToFloat(b[bOffset + i]), s);
        }
        return s;
    }

    private static float square(float d, float s) {
        return Math.fma(d, d, s);
    }
}
