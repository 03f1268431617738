package io.lanescope.simd.kernel.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.SegmentKernels;

/** Reductions and arithmetic in native memory on the Vector API. */
final class VectorSegments implements SegmentKernels {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    @Override
    public float dot(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
        return SegmentDot.dot(a, aOffset, b, bOffset, n);
    }

    @Override
    public float squaredDistance(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
        return SegmentDistance.squaredDistance(a, aOffset, b, bOffset, n);
    }

    @Override
    public float cosine(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
        return SegmentDistance.cosine(a, aOffset, b, bOffset, n);
    }

    @Override
    public float sum(MemorySegment x, long xOffset, int n) {
        return SegmentSums.sum(x, xOffset, n);
    }

    @Override
    public float absoluteSum(MemorySegment x, long xOffset, int n) {
        return SegmentSums.absoluteSum(x, xOffset, n);
    }

    @Override
    public float squaredDeviations(MemorySegment x, long xOffset, int n, float mean) {
        return SegmentSums.squaredDeviations(x, xOffset, n, mean);
    }

    @Override
    public float min(MemorySegment x, long xOffset, int n) {
        return SegmentExtremes.min(x, xOffset, n);
    }

    @Override
    public float max(MemorySegment x, long xOffset, int n) {
        return SegmentExtremes.max(x, xOffset, n);
    }

    @Override
    public int indexOf(MemorySegment x, long xOffset, int n, float value) {
        return SegmentExtremes.indexOf(x, xOffset, n, value);
    }

    @Override
    public void axpy(float alpha, MemorySegment x, long xOffset, MemorySegment y, long yOffset, int n) {
        FloatVector a = FloatVector.broadcast(S, alpha);
        int i = 0;
        for (int whole = S.loopBound(n); i < whole; i += LENGTH) {
            a.fma(FloatVector.fromMemorySegment(S, x, xOffset + 4L * i, ORDER),
                    FloatVector.fromMemorySegment(S, y, yOffset + 4L * i, ORDER))
                    .intoMemorySegment(y, yOffset + 4L * i, ORDER);
        }
        for (; i < n; i++) {
            y.set(FLOAT, yOffset + 4L * i,
                    Math.fma(alpha, x.get(FLOAT, xOffset + 4L * i), y.get(FLOAT, yOffset + 4L * i)));
        }
    }

    @Override
    public void scale(float alpha, MemorySegment x, long xOffset, MemorySegment y, long yOffset, int n) {
        int i = 0;
        for (int whole = S.loopBound(n); i < whole; i += LENGTH) {
            FloatVector.fromMemorySegment(S, x, xOffset + 4L * i, ORDER).mul(alpha).intoMemorySegment(y,
                    yOffset + 4L * i, ORDER);
        }
        for (; i < n; i++) {
            y.set(FLOAT, yOffset + 4L * i, alpha * x.get(FLOAT, xOffset + 4L * i));
        }
    }

    @Override
    public void add(MemorySegment x, long xOffset, MemorySegment y, long yOffset, MemorySegment z, long zOffset,
            int n) {
        int i = 0;
        for (int whole = S.loopBound(n); i < whole; i += LENGTH) {
            FloatVector.fromMemorySegment(S, x, xOffset + 4L * i, ORDER)
                    .add(FloatVector.fromMemorySegment(S, y, yOffset + 4L * i, ORDER))
                    .intoMemorySegment(z, zOffset + 4L * i, ORDER);
        }
        for (; i < n; i++) {
            z.set(FLOAT, zOffset + 4L * i, x.get(FLOAT, xOffset + 4L * i) + y.get(FLOAT, yOffset + 4L * i));
        }
    }

    @Override
    public void multiply(MemorySegment x, long xOffset, MemorySegment y, long yOffset, MemorySegment z, long zOffset,
            int n) {
        int i = 0;
        for (int whole = S.loopBound(n); i < whole; i += LENGTH) {
            FloatVector.fromMemorySegment(S, x, xOffset + 4L * i, ORDER)
                    .mul(FloatVector.fromMemorySegment(S, y, yOffset + 4L * i, ORDER))
                    .intoMemorySegment(z, zOffset + 4L * i, ORDER);
        }
        for (; i < n; i++) {
            z.set(FLOAT, zOffset + 4L * i, x.get(FLOAT, xOffset + 4L * i) * y.get(FLOAT, yOffset + 4L * i));
        }
    }

    @Override
    public void fma(MemorySegment x, long xOffset, MemorySegment y, long yOffset, MemorySegment z, long zOffset,
            int n) {
        int i = 0;
        for (int whole = S.loopBound(n); i < whole; i += LENGTH) {
            FloatVector.fromMemorySegment(S, x, xOffset + 4L * i, ORDER)
                    .fma(FloatVector.fromMemorySegment(S, y, yOffset + 4L * i, ORDER),
                            FloatVector.fromMemorySegment(S, z, zOffset + 4L * i, ORDER))
                    .intoMemorySegment(z, zOffset + 4L * i, ORDER);
        }
        for (; i < n; i++) {
            z.set(FLOAT, zOffset + 4L * i, Math.fma(x.get(FLOAT, xOffset + 4L * i), y.get(FLOAT, yOffset + 4L * i),
                    z.get(FLOAT, zOffset + 4L * i)));
        }
    }

    @Override
    public void clamp(float low, float high, MemorySegment x, long xOffset, MemorySegment y, long yOffset, int n) {
        int i = 0;
        for (int whole = S.loopBound(n); i < whole; i += LENGTH) {
            FloatVector.fromMemorySegment(S, x, xOffset + 4L * i, ORDER).max(low).min(high).intoMemorySegment(y,
                    yOffset + 4L * i, ORDER);
        }
        for (; i < n; i++) {
            y.set(FLOAT, yOffset + 4L * i, Math.min(Math.max(x.get(FLOAT, xOffset + 4L * i), low), high));
        }
    }
}
