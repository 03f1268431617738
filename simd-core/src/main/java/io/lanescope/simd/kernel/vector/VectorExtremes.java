package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Least and greatest of {@code float[]}. No order matters to them, so the last vector may overlap the one before. */
final class VectorExtremes {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private VectorExtremes() {}

    static float min(float[] x, int xOffset, int n) {
        if (n < LENGTH) {
            float m = Float.POSITIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                m = Math.min(m, x[xOffset + i]);
            }
            return m;
        }
        FloatVector m0 = FloatVector.fromArray(S, x, xOffset + n - LENGTH);
        FloatVector m1 = m0;
        FloatVector m2 = m0;
        FloatVector m3 = m0;
        int i = 0;
        for (; i <= n - 4 * LENGTH; i += 4 * LENGTH) {
            m0 = m0.min(FloatVector.fromArray(S, x, xOffset + i));
            m1 = m1.min(FloatVector.fromArray(S, x, xOffset + i + LENGTH));
            m2 = m2.min(FloatVector.fromArray(S, x, xOffset + i + 2 * LENGTH));
            m3 = m3.min(FloatVector.fromArray(S, x, xOffset + i + 3 * LENGTH));
        }
        for (; i <= n - LENGTH; i += LENGTH) {
            m0 = m0.min(FloatVector.fromArray(S, x, xOffset + i));
        }
        return m0.min(m1).min(m2.min(m3)).reduceLanes(VectorOperators.MIN);
    }

    static float max(float[] x, int xOffset, int n) {
        if (n < LENGTH) {
            float m = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                m = Math.max(m, x[xOffset + i]);
            }
            return m;
        }
        FloatVector m0 = FloatVector.fromArray(S, x, xOffset + n - LENGTH);
        FloatVector m1 = m0;
        FloatVector m2 = m0;
        FloatVector m3 = m0;
        int i = 0;
        for (; i <= n - 4 * LENGTH; i += 4 * LENGTH) {
            m0 = m0.max(FloatVector.fromArray(S, x, xOffset + i));
            m1 = m1.max(FloatVector.fromArray(S, x, xOffset + i + LENGTH));
            m2 = m2.max(FloatVector.fromArray(S, x, xOffset + i + 2 * LENGTH));
            m3 = m3.max(FloatVector.fromArray(S, x, xOffset + i + 3 * LENGTH));
        }
        for (; i <= n - LENGTH; i += LENGTH) {
            m0 = m0.max(FloatVector.fromArray(S, x, xOffset + i));
        }
        return m0.max(m1).max(m2.max(m3)).reduceLanes(VectorOperators.MAX);
    }

    static int indexOf(float[] x, int xOffset, int n, float value) {
        int i = 0;
        boolean nan = Float.isNaN(value);
        for (int whole = S.loopBound(n); i < whole; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            VectorMask<Float> hit = nan ? v.test(VectorOperators.IS_NAN) : v.eq(value);
            if (hit.anyTrue()) {
                return i + hit.firstTrue();
            }
        }
        for (; i < n; i++) {
            float candidate = x[xOffset + i];
            if (candidate == value || (nan && Float.isNaN(candidate))) {
                return i;
            }
        }
        return -1;
    }
}
