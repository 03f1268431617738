package io.lanescope.simd.kernel.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Dot products in native memory: bodies of their own, since a call site that has seen heap memory too is slower. Built as
 * {@link VectorDot}, but for the last vector, which is put together element by element at 256 bits too: with masks C1 runs out of
 * virtual registers, and then the method may stay in code that allocates each vector and never reaches C2.
 */
final class SegmentDot {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final VectorSpecies<Float> FOUR = VectorSpecies.of(float.class, VectorShape.S_128_BIT);
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;
    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private SegmentDot() {}

    static float dot(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
        return LENGTH == 16
                ? wideDot(a, aOffset, b, bOffset, n)
                : narrowDot(a, aOffset, b, bOffset, n);
    }

    private static float wideDot(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (int whole = n & -64, step = Math.min(n, 64); i < whole; i += step) {
            s0 = FloatVector.fromMemorySegment(S, a, aOffset + 4L * i, ORDER)
                    .fma(FloatVector.fromMemorySegment(S, b, bOffset + 4L * i, ORDER), s0);
            s1 = FloatVector.fromMemorySegment(S, a, aOffset + 4L * (i + 16), ORDER)
                    .fma(FloatVector.fromMemorySegment(S, b, bOffset + 4L * (i + 16), ORDER), s1);
            s2 = FloatVector.fromMemorySegment(S, a, aOffset + 4L * (i + 32), ORDER)
                    .fma(FloatVector.fromMemorySegment(S, b, bOffset + 4L * (i + 32), ORDER), s2);
            s3 = FloatVector.fromMemorySegment(S, a, aOffset + 4L * (i + 48), ORDER)
                    .fma(FloatVector.fromMemorySegment(S, b, bOffset + 4L * (i + 48), ORDER), s3);
        }
        for (; i <= n - 16; i += 16) {
            FloatVector last = FloatVector.fromMemorySegment(S, a, aOffset + 4L * i, ORDER)
                    .fma(FloatVector.fromMemorySegment(S, b, bOffset + 4L * i, ORDER), s0);
            s0 = s1;
            s1 = s2;
            s2 = s3;
            s3 = last;
        }
        if (i < n) {
            VectorMask<Float> in = S.indexInRange(i, n);
            s0 = s0.blend(FloatVector.fromMemorySegment(S, a, aOffset + 4L * i, ORDER, in)
                    .fma(FloatVector.fromMemorySegment(S, b, bOffset + 4L * i, ORDER, in), s0), in);
        }
        FloatVector v = s0.add(s2).add(s1.add(s3));
        v = v.add(v.rearrange(S.iotaShuffle(8, 1, true)));
        v = v.add(v.rearrange(S.iotaShuffle(4, 1, true)));
        FloatVector v4 = (FloatVector) v.reinterpretShape(FOUR, 0);
        return (v4.lane(0) + v4.lane(2)) + (v4.lane(1) + v4.lane(3));
    }

    private static float narrowDot(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
        FloatVector total = FloatVector.zero(S);
        for (int lane = 0; lane < 8; lane += LENGTH) {
            FloatVector s0 = FloatVector.zero(S);
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            FloatVector s4 = s0;
            FloatVector s5 = s0;
            FloatVector s6 = s0;
            FloatVector s7 = s0;
            int i = lane;
            for (int whole = n & -64, step = Math.min(n, 64); i < whole; i += step) {
                s0 = FloatVector.fromMemorySegment(S, a, aOffset + 4L * i, ORDER)
                        .fma(FloatVector.fromMemorySegment(S, b, bOffset + 4L * i, ORDER), s0);
                s1 = FloatVector.fromMemorySegment(S, a, aOffset + 4L * (i + 8), ORDER)
                        .fma(FloatVector.fromMemorySegment(S, b, bOffset + 4L * (i + 8), ORDER), s1);
                s2 = FloatVector.fromMemorySegment(S, a, aOffset + 4L * (i + 16), ORDER)
                        .fma(FloatVector.fromMemorySegment(S, b, bOffset + 4L * (i + 16), ORDER), s2);
                s3 = FloatVector.fromMemorySegment(S, a, aOffset + 4L * (i + 24), ORDER)
                        .fma(FloatVector.fromMemorySegment(S, b, bOffset + 4L * (i + 24), ORDER), s3);
                s4 = FloatVector.fromMemorySegment(S, a, aOffset + 4L * (i + 32), ORDER)
                        .fma(FloatVector.fromMemorySegment(S, b, bOffset + 4L * (i + 32), ORDER), s4);
                s5 = FloatVector.fromMemorySegment(S, a, aOffset + 4L * (i + 40), ORDER)
                        .fma(FloatVector.fromMemorySegment(S, b, bOffset + 4L * (i + 40), ORDER), s5);
                s6 = FloatVector.fromMemorySegment(S, a, aOffset + 4L * (i + 48), ORDER)
                        .fma(FloatVector.fromMemorySegment(S, b, bOffset + 4L * (i + 48), ORDER), s6);
                s7 = FloatVector.fromMemorySegment(S, a, aOffset + 4L * (i + 56), ORDER)
                        .fma(FloatVector.fromMemorySegment(S, b, bOffset + 4L * (i + 56), ORDER), s7);
            }
            for (; i <= n - LENGTH; i += 8) {
                FloatVector last = FloatVector.fromMemorySegment(S, a, aOffset + 4L * i, ORDER)
                        .fma(FloatVector.fromMemorySegment(S, b, bOffset + 4L * i, ORDER), s0);
                s0 = s1;
                s1 = s2;
                s2 = s3;
                s3 = s4;
                s4 = s5;
                s5 = s6;
                s6 = s7;
                s7 = last;
            }
            if (i < n) {
                FloatVector x = FloatVector.zero(S);
                FloatVector y = FloatVector.broadcast(S, -0f);
                for (int j = n - 1; j >= i; j--) {
                    x = x.rearrange(S.iotaShuffle(-1, 1, true)).withLane(0, a.get(FLOAT, aOffset + 4L * j));
                    y = y.rearrange(S.iotaShuffle(-1, 1, true)).withLane(0, b.get(FLOAT, bOffset + 4L * j));
                }
                s0 = x.fma(y, s0);
            }
            FloatVector lanes = s0.add(s4).add(s2.add(s6)).add(s1.add(s5).add(s3.add(s7)));
            total = lane == 0 ? lanes : total.add(lanes);
        }
        FloatVector v = LENGTH == 4 ? total : total.add(total.rearrange(S.iotaShuffle(4, 1, true)));
        FloatVector v4 = (FloatVector) v.reinterpretShape(FOUR, 0);
        return (v4.lane(0) + v4.lane(2)) + (v4.lane(1) + v4.lane(3));
    }
}
