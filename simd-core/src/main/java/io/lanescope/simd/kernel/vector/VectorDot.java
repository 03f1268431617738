package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Dot products of {@code float[]}. What several classes here share is repeated, not called: C2 stops inlining after some
 * 8000 bytecodes, and a vector that is passed to code that is not inlined is allocated.
 *
 * <p>The step of a loop over whole groups of lanes is {@code min(n, 64)}, which is 64 whenever the loop runs at all. C2
 * does not know that, so it neither moves the bounds checks of all loads before the loop nor runs copies of it before and
 * behind: for a few rounds, as in vectors of 128 to 512 elements, that cost more than the loop itself. In the loop it joins
 * them to two for each array, which are free beside the loads. It would as well join them to checks that follow only at
 * times, were those a known number of elements away: one that has no need to hold then fails, and from then on no bounds check
 * in the JVM is joined with any. So what is added to an index is {@code n & 32}, not 32. Rounds are counted down, since a loop
 * that counts needs no poll for safepoints.
 *
 * <p>Behind the last whole group the accumulators take turns: the first ones take the next vectors and go to the end of the
 * row. They need not be put back, since each step of the tree adds accumulators that lie half a row apart. Of the last vector
 * only a part is there. At 512 bits it is loaded with a mask, which CPUs with such vectors have. Without masks the last whole
 * vector of the data is loaded once more and turned, so that each element lies in its lane, and what was there before is left
 * out of the sum. Its shuffles are constants, none is made by a call, so none can stay on the heap. Fewer elements than one vector
 * have a method of their own.
 */
final class VectorDot {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final VectorSpecies<Float> FOUR = VectorSpecies.of(float.class, VectorShape.S_128_BIT);
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(S, 4, 1, true);
    private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(S, 2, 1, true);

    /** Turns by 0, 1, 2 … lanes, made once: those of a call would now and then stay on the heap. */
    private static final VectorShuffle<Float>[] TURNS = turns();

    private VectorDot() {}

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static VectorShuffle<Float>[] turns() {
        VectorShuffle<Float>[] turns = new VectorShuffle[LENGTH];
        for (int by = 0; by < LENGTH; by++) {
            turns[by] = VectorShuffle.iota(S, by, 1, true);
        }
        return turns;
    }

    static float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
        if (LENGTH == 16) {
            return wideDot(a, aOffset, b, bOffset, n);
        }
        return n < LENGTH
                ? shortDot(a, aOffset, b, bOffset, n)
                : narrowDot(a, aOffset, b, bOffset, n);
    }

    private static float wideDot(float[] a, int aOffset, float[] b, int bOffset, int n) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (int whole = n & -64, step = Math.min(n, 64); i < whole; i += step) {
            s0 = FloatVector.fromArray(S, a, aOffset + i).fma(FloatVector.fromArray(S, b, bOffset + i), s0);
            s1 = FloatVector.fromArray(S, a, aOffset + i + 16).fma(FloatVector.fromArray(S, b, bOffset + i + 16), s1);
            s2 = FloatVector.fromArray(S, a, aOffset + i + 32).fma(FloatVector.fromArray(S, b, bOffset + i + 32), s2);
            s3 = FloatVector.fromArray(S, a, aOffset + i + 48).fma(FloatVector.fromArray(S, b, bOffset + i + 48), s3);
        }
        for (; i <= n - 16; i += 16) {
            FloatVector last = FloatVector.fromArray(S, a, aOffset + i).fma(FloatVector.fromArray(S, b, bOffset + i),
                    s0);
            s0 = s1;
            s1 = s2;
            s2 = s3;
            s3 = last;
        }
        if (i < n) {
            VectorMask<Float> in = S.indexInRange(i, n);
            s0 = s0.blend(
                    FloatVector.fromArray(S, a, aOffset + i, in).fma(FloatVector.fromArray(S, b, bOffset + i, in), s0),
                    in);
        }
        FloatVector v = s0.add(s2).add(s1.add(s3));
        v = v.add(v.rearrange(S.iotaShuffle(8, 1, true)));
        v = v.add(v.rearrange(S.iotaShuffle(4, 1, true)));
        FloatVector v4 = (FloatVector) v.reinterpretShape(FOUR, 0);
        return (v4.lane(0) + v4.lane(2)) + (v4.lane(1) + v4.lane(3));
    }

    private static float narrowDot(float[] a, int aOffset, float[] b, int bOffset, int n) {
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
            int p = aOffset + lane;
            int q = bOffset + lane;
            for (int groups = n >> 6; groups > 0; groups--) {
                s0 = FloatVector.fromArray(S, a, p).fma(FloatVector.fromArray(S, b, q), s0);
                s1 = FloatVector.fromArray(S, a, p + 8).fma(FloatVector.fromArray(S, b, q + 8), s1);
                s2 = FloatVector.fromArray(S, a, p + 16).fma(FloatVector.fromArray(S, b, q + 16), s2);
                s3 = FloatVector.fromArray(S, a, p + 24).fma(FloatVector.fromArray(S, b, q + 24), s3);
                s4 = FloatVector.fromArray(S, a, p + 32).fma(FloatVector.fromArray(S, b, q + 32), s4);
                s5 = FloatVector.fromArray(S, a, p + 40).fma(FloatVector.fromArray(S, b, q + 40), s5);
                s6 = FloatVector.fromArray(S, a, p + 48).fma(FloatVector.fromArray(S, b, q + 48), s6);
                s7 = FloatVector.fromArray(S, a, p + 56).fma(FloatVector.fromArray(S, b, q + 56), s7);
                p += step;
                q += step;
            }
            if ((n & 63) != 0) {
                if ((n & 32) != 0) {
                    FloatVector t0 = FloatVector.fromArray(S, a, p).fma(FloatVector.fromArray(S, b, q), s0);
                    FloatVector t1 = FloatVector.fromArray(S, a, p + 8).fma(FloatVector.fromArray(S, b, q + 8), s1);
                    FloatVector t2 = FloatVector.fromArray(S, a, p + 16).fma(FloatVector.fromArray(S, b, q + 16), s2);
                    FloatVector t3 = FloatVector.fromArray(S, a, p + 24).fma(FloatVector.fromArray(S, b, q + 24), s3);
                    s0 = s4;
                    s1 = s5;
                    s2 = s6;
                    s3 = s7;
                    s4 = t0;
                    s5 = t1;
                    s6 = t2;
                    s7 = t3;
                }
                p += n & 32;
                q += n & 32;
                if ((n & 16) != 0) {
                    FloatVector t0 = FloatVector.fromArray(S, a, p).fma(FloatVector.fromArray(S, b, q), s0);
                    FloatVector t1 = FloatVector.fromArray(S, a, p + 8).fma(FloatVector.fromArray(S, b, q + 8), s1);
                    s0 = s2;
                    s1 = s3;
                    s2 = s4;
                    s3 = s5;
                    s4 = s6;
                    s5 = s7;
                    s6 = t0;
                    s7 = t1;
                }
                p += n & 16;
                q += n & 16;
                if ((n & 8) != 0) {
                    FloatVector t0 = FloatVector.fromArray(S, a, p).fma(FloatVector.fromArray(S, b, q), s0);
                    s0 = s1;
                    s1 = s2;
                    s2 = s3;
                    s3 = s4;
                    s4 = s5;
                    s5 = s6;
                    s6 = s7;
                    s7 = t0;
                }
                p += n & 8;
                q += n & 8;
                int rest = (n & 7) - lane;
                if (LENGTH == 4 && rest >= 4) {
                    s0 = FloatVector.fromArray(S, a, p).fma(FloatVector.fromArray(S, b, q), s0);
                } else if (rest > 0) {
                    VectorShuffle<Float> turn = TURNS[LENGTH - rest];
                    FloatVector x = FloatVector.fromArray(S, a, p + rest - LENGTH).rearrange(turn);
                    FloatVector y = FloatVector.fromArray(S, b, q + rest - LENGTH).rearrange(turn);
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
    private static float shortDot(float[] a, int aOffset, float[] b, int bOffset, int n) {
        float s04 = product(a, aOffset, b, bOffset, 0, n) + product(a, aOffset, b, bOffset, 4, n);
        float s26 = product(a, aOffset, b, bOffset, 2, n) + product(a, aOffset, b, bOffset, 6, n);
        float s15 = product(a, aOffset, b, bOffset, 1, n) + product(a, aOffset, b, bOffset, 5, n);
        float s37 = product(a, aOffset, b, bOffset, 3, n) + product(a, aOffset, b, bOffset, 7, n);
        return (s04 + s26) + (s15 + s37);
    }

    /** A lane of one element, or none, after the other accumulators' zeros were added, which makes −0 of it +0. */
    private static float product(float[] a, int aOffset, float[] b, int bOffset, int i, int n) {
        return i < n ? Math.fma(a[aOffset + i], b[bOffset + i], 0) + 0f : 0;
    }

    /** Two rows at a time, so that each load of the query serves both. */
    static void dotRows(
            float[] query, int queryOffset, float[] rows, int rowsOffset, int stride, int count, int n,
            float[] out, int outOffset) {
        int row = 0;
        if (LENGTH == 16) {
            for (; row < count - 1; row += 2) {
                wideTwoRows(query, queryOffset, rows, rowsOffset + row * stride, stride, n, out, outOffset + row);
            }
        }
        for (; row < count; row++) {
            out[outOffset + row] = dot(query, queryOffset, rows, rowsOffset + row * stride, n);
        }
    }

    private static void wideTwoRows(
            float[] x, int xOffset, float[] rows, int rowsOffset, int stride, int n, float[] out, int outOffset) {
        int nextOffset = rowsOffset + stride;
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        FloatVector t0 = s0;
        FloatVector t1 = s0;
        FloatVector t2 = s0;
        FloatVector t3 = s0;
        int i = 0;
        for (int whole = n & -64, step = Math.min(n, 64); i < whole; i += step) {
            FloatVector x0 = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector x1 = FloatVector.fromArray(S, x, xOffset + i + 16);
            FloatVector x2 = FloatVector.fromArray(S, x, xOffset + i + 32);
            FloatVector x3 = FloatVector.fromArray(S, x, xOffset + i + 48);
            s0 = x0.fma(FloatVector.fromArray(S, rows, rowsOffset + i), s0);
            s1 = x1.fma(FloatVector.fromArray(S, rows, rowsOffset + i + 16), s1);
            s2 = x2.fma(FloatVector.fromArray(S, rows, rowsOffset + i + 32), s2);
            s3 = x3.fma(FloatVector.fromArray(S, rows, rowsOffset + i + 48), s3);
            t0 = x0.fma(FloatVector.fromArray(S, rows, nextOffset + i), t0);
            t1 = x1.fma(FloatVector.fromArray(S, rows, nextOffset + i + 16), t1);
            t2 = x2.fma(FloatVector.fromArray(S, rows, nextOffset + i + 32), t2);
            t3 = x3.fma(FloatVector.fromArray(S, rows, nextOffset + i + 48), t3);
        }
        for (; i <= n - 16; i += 16) {
            FloatVector query = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector lastS = query.fma(FloatVector.fromArray(S, rows, rowsOffset + i), s0);
            FloatVector lastT = query.fma(FloatVector.fromArray(S, rows, nextOffset + i), t0);
            s0 = s1;
            s1 = s2;
            s2 = s3;
            s3 = lastS;
            t0 = t1;
            t1 = t2;
            t2 = t3;
            t3 = lastT;
        }
        if (i < n) {
            VectorMask<Float> in = S.indexInRange(i, n);
            FloatVector query = FloatVector.fromArray(S, x, xOffset + i, in);
            s0 = s0.blend(query.fma(FloatVector.fromArray(S, rows, rowsOffset + i, in), s0), in);
            t0 = t0.blend(query.fma(FloatVector.fromArray(S, rows, nextOffset + i, in), t0), in);
        }
        FloatVector s = s0.add(s2).add(s1.add(s3));
        s = s.add(s.rearrange(S.iotaShuffle(8, 1, true)));
        s = s.add(s.rearrange(S.iotaShuffle(4, 1, true)));
        FloatVector fourS = (FloatVector) s.reinterpretShape(FOUR, 0);
        out[outOffset] = (fourS.lane(0) + fourS.lane(2)) + (fourS.lane(1) + fourS.lane(3));
        FloatVector t = t0.add(t2).add(t1.add(t3));
        t = t.add(t.rearrange(S.iotaShuffle(8, 1, true)));
        t = t.add(t.rearrange(S.iotaShuffle(4, 1, true)));
        FloatVector fourT = (FloatVector) t.reinterpretShape(FOUR, 0);
        out[outOffset + 1] = (fourT.lane(0) + fourT.lane(2)) + (fourT.lane(1) + fourT.lane(3));
    }
}
