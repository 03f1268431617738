package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Dot products of {@code float[]}. What several classes here share is repeated, not called: C2 stops inlining after some
 * 8000 bytecodes, and a vector that is passed to code that is not inlined is allocated.
 *
 * <p>The step of a loop over whole groups of lanes is {@code min(n, 64)}, which is 64 whenever the loop runs at all. C2
 * does not know that, so it neither moves the bounds checks of all loads before the loop nor runs copies of it before and
 * behind: for a few rounds, as in vectors of 128 to 512 elements, that cost more than the loop itself. A check in the loop
 * is free beside a load.
 *
 * <p>Behind the last whole group the accumulators take turns: the first one takes the next vector and goes to the end of the
 * row. They need not be put back, since each step of the tree adds accumulators that lie half a row apart. Of the last vector
 * only a part is there. It is loaded with a mask, or, where CPUs lack masks, put together element by element, with factors of 0
 * and −0 in the other lanes, which leave a sum as it is.
 */
final class VectorDot {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final VectorSpecies<Float> FOUR = VectorSpecies.of(float.class, VectorShape.S_128_BIT);
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private VectorDot() {}

    static float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
        return LENGTH == 16
                ? wideDot(a, aOffset, b, bOffset, n)
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
                s0 = FloatVector.fromArray(S, a, aOffset + i).fma(FloatVector.fromArray(S, b, bOffset + i), s0);
                s1 = FloatVector.fromArray(S, a, aOffset + i + 8).fma(FloatVector.fromArray(S, b, bOffset + i + 8), s1);
                s2 = FloatVector.fromArray(S, a, aOffset + i + 16).fma(FloatVector.fromArray(S, b, bOffset + i + 16),
                        s2);
                s3 = FloatVector.fromArray(S, a, aOffset + i + 24).fma(FloatVector.fromArray(S, b, bOffset + i + 24),
                        s3);
                s4 = FloatVector.fromArray(S, a, aOffset + i + 32).fma(FloatVector.fromArray(S, b, bOffset + i + 32),
                        s4);
                s5 = FloatVector.fromArray(S, a, aOffset + i + 40).fma(FloatVector.fromArray(S, b, bOffset + i + 40),
                        s5);
                s6 = FloatVector.fromArray(S, a, aOffset + i + 48).fma(FloatVector.fromArray(S, b, bOffset + i + 48),
                        s6);
                s7 = FloatVector.fromArray(S, a, aOffset + i + 56).fma(FloatVector.fromArray(S, b, bOffset + i + 56),
                        s7);
            }
            for (; i <= n - LENGTH; i += 8) {
                FloatVector last = FloatVector.fromArray(S, a, aOffset + i)
                        .fma(FloatVector.fromArray(S, b, bOffset + i), s0);
                s0 = s1;
                s1 = s2;
                s2 = s3;
                s3 = s4;
                s4 = s5;
                s5 = s6;
                s6 = s7;
                s7 = last;
            }
            if (i < n && LENGTH > 4) {
                VectorMask<Float> in = S.indexInRange(i, n);
                s0 = s0.blend(FloatVector.fromArray(S, a, aOffset + i, in)
                        .fma(FloatVector.fromArray(S, b, bOffset + i, in), s0), in);
            } else if (i < n) {
                FloatVector x = FloatVector.zero(S);
                FloatVector y = FloatVector.broadcast(S, -0f);
                for (int j = n - 1; j >= i; j--) {
                    x = x.rearrange(S.iotaShuffle(-1, 1, true)).withLane(0, a[aOffset + j]);
                    y = y.rearrange(S.iotaShuffle(-1, 1, true)).withLane(0, b[bOffset + j]);
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
