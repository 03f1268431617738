package io.lanescope.simd.kernel.vector;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Dot products in native memory: bodies of their own, since a call site that has seen heap memory too is slower. Built as
 * {@link VectorDot}.
 */
final class SegmentDot {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final VectorSpecies<Float> FOUR = VectorSpecies.of(float.class, VectorShape.S_128_BIT);
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(S, 4, 1, true);
    private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(S, 2, 1, true);

    /** Turns by 0, 1, 2 … lanes, made once: those of a call would now and then stay on the heap. */
    private static final VectorShuffle<Float>[] TURNS = turns();

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private SegmentDot() {}

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static VectorShuffle<Float>[] turns() {
        VectorShuffle<Float>[] turns = new VectorShuffle[LENGTH];
        for (int by = 0; by < LENGTH; by++) {
            turns[by] = VectorShuffle.iota(S, by, 1, true);
        }
        return turns;
    }

    static float dot(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
        if (LENGTH == 16) {
            return wideDot(a, aOffset, b, bOffset, n);
        }
        return n < LENGTH
                ? shortDot(a, aOffset, b, bOffset, n)
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
        int step = Math.min(n, 64);
        for (int lane = 0; lane < 8; lane += LENGTH) {
            FloatVector s0 = FloatVector.zero(S);
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            FloatVector s4 = s0;
            FloatVector s5 = s0;
            FloatVector s6 = s0;
            FloatVector s7 = s0;
            long p = aOffset + 4L * lane;
            long q = bOffset + 4L * lane;
            for (int groups = n >> 6; groups > 0; groups--) {
                s0 = FloatVector.fromMemorySegment(S, a, p, ORDER).fma(FloatVector.fromMemorySegment(S, b, q, ORDER),
                        s0);
                s1 = FloatVector.fromMemorySegment(S, a, p + 4 * 8, ORDER)
                        .fma(FloatVector.fromMemorySegment(S, b, q + 4 * 8, ORDER), s1);
                s2 = FloatVector.fromMemorySegment(S, a, p + 4 * 16, ORDER)
                        .fma(FloatVector.fromMemorySegment(S, b, q + 4 * 16, ORDER), s2);
                s3 = FloatVector.fromMemorySegment(S, a, p + 4 * 24, ORDER)
                        .fma(FloatVector.fromMemorySegment(S, b, q + 4 * 24, ORDER), s3);
                s4 = FloatVector.fromMemorySegment(S, a, p + 4 * 32, ORDER)
                        .fma(FloatVector.fromMemorySegment(S, b, q + 4 * 32, ORDER), s4);
                s5 = FloatVector.fromMemorySegment(S, a, p + 4 * 40, ORDER)
                        .fma(FloatVector.fromMemorySegment(S, b, q + 4 * 40, ORDER), s5);
                s6 = FloatVector.fromMemorySegment(S, a, p + 4 * 48, ORDER)
                        .fma(FloatVector.fromMemorySegment(S, b, q + 4 * 48, ORDER), s6);
                s7 = FloatVector.fromMemorySegment(S, a, p + 4 * 56, ORDER)
                        .fma(FloatVector.fromMemorySegment(S, b, q + 4 * 56, ORDER), s7);
                p += 4L * step;
                q += 4L * step;
            }
            if ((n & 63) != 0) {
                if ((n & 32) != 0) {
                    FloatVector t0 = FloatVector.fromMemorySegment(S, a, p, ORDER)
                            .fma(FloatVector.fromMemorySegment(S, b, q, ORDER), s0);
                    FloatVector t1 = FloatVector.fromMemorySegment(S, a, p + 4 * 8, ORDER)
                            .fma(FloatVector.fromMemorySegment(S, b, q + 4 * 8, ORDER), s1);
                    FloatVector t2 = FloatVector.fromMemorySegment(S, a, p + 4 * 16, ORDER)
                            .fma(FloatVector.fromMemorySegment(S, b, q + 4 * 16, ORDER), s2);
                    FloatVector t3 = FloatVector.fromMemorySegment(S, a, p + 4 * 24, ORDER)
                            .fma(FloatVector.fromMemorySegment(S, b, q + 4 * 24, ORDER), s3);
                    s0 = s4;
                    s1 = s5;
                    s2 = s6;
                    s3 = s7;
                    s4 = t0;
                    s5 = t1;
                    s6 = t2;
                    s7 = t3;
                }
                p += 4L * (n & 32);
                q += 4L * (n & 32);
                if ((n & 16) != 0) {
                    FloatVector t0 = FloatVector.fromMemorySegment(S, a, p, ORDER)
                            .fma(FloatVector.fromMemorySegment(S, b, q, ORDER), s0);
                    FloatVector t1 = FloatVector.fromMemorySegment(S, a, p + 4 * 8, ORDER)
                            .fma(FloatVector.fromMemorySegment(S, b, q + 4 * 8, ORDER), s1);
                    s0 = s2;
                    s1 = s3;
                    s2 = s4;
                    s3 = s5;
                    s4 = s6;
                    s5 = s7;
                    s6 = t0;
                    s7 = t1;
                }
                p += 4L * (n & 16);
                q += 4L * (n & 16);
                if ((n & 8) != 0) {
                    FloatVector t0 = FloatVector.fromMemorySegment(S, a, p, ORDER)
                            .fma(FloatVector.fromMemorySegment(S, b, q, ORDER), s0);
                    s0 = s1;
                    s1 = s2;
                    s2 = s3;
                    s3 = s4;
                    s4 = s5;
                    s5 = s6;
                    s6 = s7;
                    s7 = t0;
                }
                p += 4L * (n & 8);
                q += 4L * (n & 8);
                int rest = (n & 7) - lane;
                if (LENGTH == 4 && rest >= 4) {
                    s0 = FloatVector.fromMemorySegment(S, a, p, ORDER)
                            .fma(FloatVector.fromMemorySegment(S, b, q, ORDER), s0);
                } else if (rest > 0) {
                    VectorShuffle<Float> turn = TURNS[LENGTH - rest];
                    FloatVector x = FloatVector.fromMemorySegment(S, a, p + 4L * (rest - LENGTH), ORDER)
                            .rearrange(turn);
                    FloatVector y = FloatVector.fromMemorySegment(S, b, q + 4L * (rest - LENGTH), ORDER)
                            .rearrange(turn);
                    VectorMask<Float> in = FloatVector.fromArray(S, LaneBits.ONES, 8 - rest).compare(VectorOperators.NE,
                            0);
                    s0 = s0.blend(x.fma(y, s0), in);
                }
            }
            FloatVector lanes = s0.add(s4).add(s2.add(s6)).add(s1.add(s5).add(s3.add(s7)));
            total = lane == 0 ? lanes : total.add(lanes);
        }
        FloatVector v = LENGTH == 4 ? total : total.add(total.rearrange(BY_4));
        v = v.add(v.rearrange(BY_2));
        return v.lane(0) + v.lane(1);
    }

    /** Fewer elements than a vector holds: each in its lane, and then the tree. */
    private static float shortDot(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
        float s04 = product(a, aOffset, b, bOffset, 0, n) + product(a, aOffset, b, bOffset, 4, n);
        float s26 = product(a, aOffset, b, bOffset, 2, n) + product(a, aOffset, b, bOffset, 6, n);
        float s15 = product(a, aOffset, b, bOffset, 1, n) + product(a, aOffset, b, bOffset, 5, n);
        float s37 = product(a, aOffset, b, bOffset, 3, n) + product(a, aOffset, b, bOffset, 7, n);
        return (s04 + s26) + (s15 + s37);
    }

    /** A lane of one element, or none, after the other accumulators' zeros were added, which makes −0 of it +0. */
    private static float product(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int i, int n) {
        return i < n ? Math.fma(a.get(FLOAT, aOffset + 4L * i), b.get(FLOAT, bOffset + 4L * i), 0) + 0f : 0;
    }
}
