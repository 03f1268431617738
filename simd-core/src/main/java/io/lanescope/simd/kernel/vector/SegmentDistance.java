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

import io.lanescope.simd.kernel.ReductionKernels;

/** Squared distances and cosines in native memory. */
final class SegmentDistance {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final VectorSpecies<Float> FOUR = VectorSpecies.of(float.class, VectorShape.S_128_BIT);
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(S, 4, 1, true);
    private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(S, 2, 1, true);

    /** Turns by 0, 1, 2 … lanes, made once: those of a call would now and then stay on the heap. */
    private static final VectorShuffle<Float>[] TURNS = turns();

    private static final ByteOrder ORDER = ByteOrder.nativeOrder();
    private static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED;

    private SegmentDistance() {}

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static VectorShuffle<Float>[] turns() {
        VectorShuffle<Float>[] turns = new VectorShuffle[LENGTH];
        for (int by = 0; by < LENGTH; by++) {
            turns[by] = VectorShuffle.iota(S, by, 1, true);
        }
        return turns;
    }

    static float squaredDistance(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
        if (LENGTH == 16) {
            return wideSquaredDistance(a, aOffset, b, bOffset, n);
        }
        return n < LENGTH
                ? shortSquaredDistance(a, aOffset, b, bOffset, n)
                : narrowSquaredDistance(a, aOffset, b, bOffset, n);
    }

    private static float wideSquaredDistance(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (int whole = n & -64, step = Math.min(n, 64); i < whole; i += step) {
            FloatVector d0 = FloatVector.fromMemorySegment(S, a, aOffset + 4L * i, ORDER)
                    .sub(FloatVector.fromMemorySegment(S, b, bOffset + 4L * i, ORDER));
            s0 = d0.fma(d0, s0);
            FloatVector d1 = FloatVector.fromMemorySegment(S, a, aOffset + 4L * (i + 16), ORDER)
                    .sub(FloatVector.fromMemorySegment(S, b, bOffset + 4L * (i + 16), ORDER));
            s1 = d1.fma(d1, s1);
            FloatVector d2 = FloatVector.fromMemorySegment(S, a, aOffset + 4L * (i + 32), ORDER)
                    .sub(FloatVector.fromMemorySegment(S, b, bOffset + 4L * (i + 32), ORDER));
            s2 = d2.fma(d2, s2);
            FloatVector d3 = FloatVector.fromMemorySegment(S, a, aOffset + 4L * (i + 48), ORDER)
                    .sub(FloatVector.fromMemorySegment(S, b, bOffset + 4L * (i + 48), ORDER));
            s3 = d3.fma(d3, s3);
        }
        for (; i <= n - 16; i += 16) {
            FloatVector d = FloatVector.fromMemorySegment(S, a, aOffset + 4L * i, ORDER)
                    .sub(FloatVector.fromMemorySegment(S, b, bOffset + 4L * i, ORDER));
            FloatVector last = d.fma(d, s0);
            s0 = s1;
            s1 = s2;
            s2 = s3;
            s3 = last;
        }
        if (i < n) {
            VectorMask<Float> in = S.indexInRange(i, n);
            FloatVector d = FloatVector.fromMemorySegment(S, a, aOffset + 4L * i, ORDER, in)
                    .sub(FloatVector.fromMemorySegment(S, b, bOffset + 4L * i, ORDER, in));
            s0 = s0.blend(d.fma(d, s0), in);
        }
        FloatVector v = s0.add(s2).add(s1.add(s3));
        v = v.add(v.rearrange(S.iotaShuffle(8, 1, true)));
        v = v.add(v.rearrange(S.iotaShuffle(4, 1, true)));
        FloatVector v4 = (FloatVector) v.reinterpretShape(FOUR, 0);
        return (v4.lane(0) + v4.lane(2)) + (v4.lane(1) + v4.lane(3));
    }

    private static float narrowSquaredDistance(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
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
                FloatVector d0 = FloatVector.fromMemorySegment(S, a, p, ORDER)
                        .sub(FloatVector.fromMemorySegment(S, b, q, ORDER));
                s0 = d0.fma(d0, s0);
                FloatVector d1 = FloatVector.fromMemorySegment(S, a, p + 4 * 8, ORDER)
                        .sub(FloatVector.fromMemorySegment(S, b, q + 4 * 8, ORDER));
                s1 = d1.fma(d1, s1);
                FloatVector d2 = FloatVector.fromMemorySegment(S, a, p + 4 * 16, ORDER)
                        .sub(FloatVector.fromMemorySegment(S, b, q + 4 * 16, ORDER));
                s2 = d2.fma(d2, s2);
                FloatVector d3 = FloatVector.fromMemorySegment(S, a, p + 4 * 24, ORDER)
                        .sub(FloatVector.fromMemorySegment(S, b, q + 4 * 24, ORDER));
                s3 = d3.fma(d3, s3);
                FloatVector d4 = FloatVector.fromMemorySegment(S, a, p + 4 * 32, ORDER)
                        .sub(FloatVector.fromMemorySegment(S, b, q + 4 * 32, ORDER));
                s4 = d4.fma(d4, s4);
                FloatVector d5 = FloatVector.fromMemorySegment(S, a, p + 4 * 40, ORDER)
                        .sub(FloatVector.fromMemorySegment(S, b, q + 4 * 40, ORDER));
                s5 = d5.fma(d5, s5);
                FloatVector d6 = FloatVector.fromMemorySegment(S, a, p + 4 * 48, ORDER)
                        .sub(FloatVector.fromMemorySegment(S, b, q + 4 * 48, ORDER));
                s6 = d6.fma(d6, s6);
                FloatVector d7 = FloatVector.fromMemorySegment(S, a, p + 4 * 56, ORDER)
                        .sub(FloatVector.fromMemorySegment(S, b, q + 4 * 56, ORDER));
                s7 = d7.fma(d7, s7);
                p += 4L * step;
                q += 4L * step;
            }
            if ((n & 63) != 0) {
                if ((n & 32) != 0) {
                    FloatVector d0 = FloatVector.fromMemorySegment(S, a, p, ORDER)
                            .sub(FloatVector.fromMemorySegment(S, b, q, ORDER));
                    FloatVector t0 = d0.fma(d0, s0);
                    FloatVector d1 = FloatVector.fromMemorySegment(S, a, p + 4 * 8, ORDER)
                            .sub(FloatVector.fromMemorySegment(S, b, q + 4 * 8, ORDER));
                    FloatVector t1 = d1.fma(d1, s1);
                    FloatVector d2 = FloatVector.fromMemorySegment(S, a, p + 4 * 16, ORDER)
                            .sub(FloatVector.fromMemorySegment(S, b, q + 4 * 16, ORDER));
                    FloatVector t2 = d2.fma(d2, s2);
                    FloatVector d3 = FloatVector.fromMemorySegment(S, a, p + 4 * 24, ORDER)
                            .sub(FloatVector.fromMemorySegment(S, b, q + 4 * 24, ORDER));
                    FloatVector t3 = d3.fma(d3, s3);
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
                    FloatVector d0 = FloatVector.fromMemorySegment(S, a, p, ORDER)
                            .sub(FloatVector.fromMemorySegment(S, b, q, ORDER));
                    FloatVector t0 = d0.fma(d0, s0);
                    FloatVector d1 = FloatVector.fromMemorySegment(S, a, p + 4 * 8, ORDER)
                            .sub(FloatVector.fromMemorySegment(S, b, q + 4 * 8, ORDER));
                    FloatVector t1 = d1.fma(d1, s1);
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
                    FloatVector d0 = FloatVector.fromMemorySegment(S, a, p, ORDER)
                            .sub(FloatVector.fromMemorySegment(S, b, q, ORDER));
                    FloatVector t0 = d0.fma(d0, s0);
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
                    FloatVector d = FloatVector.fromMemorySegment(S, a, p, ORDER)
                            .sub(FloatVector.fromMemorySegment(S, b, q, ORDER));
                    s0 = d.fma(d, s0);
                } else if (rest > 0) {
                    VectorShuffle<Float> turn = TURNS[LENGTH - rest];
                    FloatVector d = FloatVector.fromMemorySegment(S, a, p + 4L * (rest - LENGTH), ORDER)
                            .sub(FloatVector.fromMemorySegment(S, b, q + 4L * (rest - LENGTH), ORDER)).rearrange(turn);
                    VectorMask<Float> in = FloatVector.fromArray(S, LaneBits.ONES, 8 - rest).compare(VectorOperators.NE,
                            0);
                    s0 = s0.blend(d.fma(d, s0), in);
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
    private static float shortSquaredDistance(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
        float s04 = square(a, aOffset, b, bOffset, 0, n) + square(a, aOffset, b, bOffset, 4, n);
        float s26 = square(a, aOffset, b, bOffset, 2, n) + square(a, aOffset, b, bOffset, 6, n);
        float s15 = square(a, aOffset, b, bOffset, 1, n) + square(a, aOffset, b, bOffset, 5, n);
        float s37 = square(a, aOffset, b, bOffset, 3, n) + square(a, aOffset, b, bOffset, 7, n);
        return (s04 + s26) + (s15 + s37);
    }

    private static float square(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int i, int n) {
        float d = i < n ? a.get(FLOAT, aOffset + 4L * i) - b.get(FLOAT, bOffset + 4L * i) : 0;
        return d * d;
    }

    /** Fused where vectors are widest, in two passes over half of the lanes each: more in one pass is more than C1 compiles. */
    static float cosine(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
        if (LENGTH < 16) {
            return ReductionKernels.cosine(SegmentDot.dot(a, aOffset, b, bOffset, n),
                    SegmentDot.dot(a, aOffset, a, aOffset, n), SegmentDot.dot(b, bOffset, b, bOffset, n));
        }
        FloatVector ab = FloatVector.zero(S);
        FloatVector aa = FloatVector.zero(S);
        FloatVector bb = FloatVector.zero(S);
        for (int lane = 0; lane < 32; lane += 16) {
            FloatVector p0 = FloatVector.zero(S);
            FloatVector p1 = p0;
            FloatVector q0 = p0;
            FloatVector q1 = p0;
            FloatVector r0 = p0;
            FloatVector r1 = p0;
            int i = lane;
            for (int whole = n & -64, step = Math.min(n, 64); i < whole; i += step) {
                FloatVector x0 = FloatVector.fromMemorySegment(S, a, aOffset + 4L * i, ORDER);
                FloatVector y0 = FloatVector.fromMemorySegment(S, b, bOffset + 4L * i, ORDER);
                p0 = x0.fma(y0, p0);
                q0 = x0.fma(x0, q0);
                r0 = y0.fma(y0, r0);
                FloatVector x1 = FloatVector.fromMemorySegment(S, a, aOffset + 4L * (i + 32), ORDER);
                FloatVector y1 = FloatVector.fromMemorySegment(S, b, bOffset + 4L * (i + 32), ORDER);
                p1 = x1.fma(y1, p1);
                q1 = x1.fma(x1, q1);
                r1 = y1.fma(y1, r1);
            }
            for (; i <= n - 16; i += 32) {
                FloatVector x = FloatVector.fromMemorySegment(S, a, aOffset + 4L * i, ORDER);
                FloatVector y = FloatVector.fromMemorySegment(S, b, bOffset + 4L * i, ORDER);
                FloatVector lastP = x.fma(y, p0);
                FloatVector lastQ = x.fma(x, q0);
                FloatVector lastR = y.fma(y, r0);
                p0 = p1;
                p1 = lastP;
                q0 = q1;
                q1 = lastQ;
                r0 = r1;
                r1 = lastR;
            }
            if (i < n) {
                VectorMask<Float> in = S.indexInRange(i, n);
                FloatVector x = FloatVector.fromMemorySegment(S, a, aOffset + 4L * i, ORDER, in);
                FloatVector y = FloatVector.fromMemorySegment(S, b, bOffset + 4L * i, ORDER, in);
                p0 = p0.blend(x.fma(y, p0), in);
                q0 = q0.blend(x.fma(x, q0), in);
                r0 = r0.blend(y.fma(y, r0), in);
            }
            ab = lane == 0 ? p0.add(p1) : ab.add(p0.add(p1));
            aa = lane == 0 ? q0.add(q1) : aa.add(q0.add(q1));
            bb = lane == 0 ? r0.add(r1) : bb.add(r0.add(r1));
        }
        VectorShuffle<Float> by8 = S.iotaShuffle(8, 1, true);
        VectorShuffle<Float> by4 = S.iotaShuffle(4, 1, true);
        ab = ab.add(ab.rearrange(by8));
        ab = ab.add(ab.rearrange(by4));
        aa = aa.add(aa.rearrange(by8));
        aa = aa.add(aa.rearrange(by4));
        bb = bb.add(bb.rearrange(by8));
        bb = bb.add(bb.rearrange(by4));
        FloatVector ab4 = (FloatVector) ab.reinterpretShape(FOUR, 0);
        FloatVector aa4 = (FloatVector) aa.reinterpretShape(FOUR, 0);
        FloatVector bb4 = (FloatVector) bb.reinterpretShape(FOUR, 0);
        return ReductionKernels.cosine((ab4.lane(0) + ab4.lane(2)) + (ab4.lane(1) + ab4.lane(3)),
                (aa4.lane(0) + aa4.lane(2)) + (aa4.lane(1) + aa4.lane(3)),
                (bb4.lane(0) + bb4.lane(2)) + (bb4.lane(1) + bb4.lane(3)));
    }
}
