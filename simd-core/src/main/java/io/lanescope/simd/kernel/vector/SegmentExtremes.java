package io.lanescope.simd.kernel.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Least and greatest in native memory. */
final class SegmentExtremes {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private SegmentExtremes() {}

    static float min(MemorySegment x, long xOffset, int n) {
        if (n < LENGTH) {
            float m = Float.POSITIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                m = Math.min(m, x.get(FLOAT, xOffset + 4L * i));
            }
            return m;
        }
        FloatVector m0 = FloatVector.fromMemorySegment(S, x, xOffset + 4L * (n - LENGTH), ORDER);
        FloatVector m1 = m0;
        FloatVector m2 = m0;
        FloatVector m3 = m0;
        int i = 0;
        for (; i <= n - 4 * LENGTH; i += 4 * LENGTH) {
            m0 = m0.min(FloatVector.fromMemorySegment(S, x, xOffset + 4L * i, ORDER));
            m1 = m1.min(FloatVector.fromMemorySegment(S, x, xOffset + 4L * (i + LENGTH), ORDER));
            m2 = m2.min(FloatVector.fromMemorySegment(S, x, xOffset + 4L * (i + 2 * LENGTH), ORDER));
            m3 = m3.min(FloatVector.fromMemorySegment(S, x, xOffset + 4L * (i + 3 * LENGTH), ORDER));
        }
        for (; i <= n - LENGTH; i += LENGTH) {
            m0 = m0.min(FloatVector.fromMemorySegment(S, x, xOffset + 4L * i, ORDER));
        }
        return m0.min(m1).min(m2.min(m3)).reduceLanes(VectorOperators.MIN);
    }

    static float max(MemorySegment x, long xOffset, int n) {
        if (n < LENGTH) {
            float m = Float.NEGATIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                m = Math.max(m, x.get(FLOAT, xOffset + 4L * i));
            }
            return m;
        }
        FloatVector m0 = FloatVector.fromMemorySegment(S, x, xOffset + 4L * (n - LENGTH), ORDER);
        FloatVector m1 = m0;
        FloatVector m2 = m0;
        FloatVector m3 = m0;
        int i = 0;
        for (; i <= n - 4 * LENGTH; i += 4 * LENGTH) {
            m0 = m0.max(FloatVector.fromMemorySegment(S, x, xOffset + 4L * i, ORDER));
            m1 = m1.max(FloatVector.fromMemorySegment(S, x, xOffset + 4L * (i + LENGTH), ORDER));
            m2 = m2.max(FloatVector.fromMemorySegment(S, x, xOffset + 4L * (i + 2 * LENGTH), ORDER));
            m3 = m3.max(FloatVector.fromMemorySegment(S, x, xOffset + 4L * (i + 3 * LENGTH), ORDER));
        }
        for (; i <= n - LENGTH; i += LENGTH) {
            m0 = m0.max(FloatVector.fromMemorySegment(S, x, xOffset + 4L * i, ORDER));
        }
        return m0.max(m1).max(m2.max(m3)).reduceLanes(VectorOperators.MAX);
    }

    static int indexOf(MemorySegment x, long xOffset, int n, float value) {
        int i = 0;
        boolean nan = Float.isNaN(value);
        for (int whole = S.loopBound(n); i < whole; i += LENGTH) {
            FloatVector v = FloatVector.fromMemorySegment(S, x, xOffset + 4L * i, ORDER);
            VectorMask<Float> hit = nan ? v.test(VectorOperators.IS_NAN) : v.eq(value);
            if (hit.anyTrue()) {
                return i + hit.firstTrue();
            }
        }
        for (; i < n; i++) {
            float candidate = x.get(FLOAT, xOffset + 4L * i);
            if (candidate == value || (nan && Float.isNaN(candidate))) {
                return i;
            }
        }
        return -1;
    }
}
