package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Sums over one {@code float[]}. */
final class VectorSums {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final VectorSpecies<Float> FOUR = VectorSpecies.of(float.class, VectorShape.S_128_BIT);
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private static final VectorShuffle<Float> BY_4 = VectorShuffle.iota(S, 4, 1, true);
    private static final VectorShuffle<Float> BY_2 = VectorShuffle.iota(S, 2, 1, true);

    /** Turns by 0, 1, 2 … lanes, made once: those of a call would now and then stay on the heap. */
    private static final VectorShuffle<Float>[] TURNS = turns();

    private VectorSums() {}

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static VectorShuffle<Float>[] turns() {
        VectorShuffle<Float>[] turns = new VectorShuffle[LENGTH];
        for (int by = 0; by < LENGTH; by++) {
            turns[by] = VectorShuffle.iota(S, by, 1, true);
        }
        return turns;
    }

    static float sum(float[] x, int xOffset, int n) {
        if (LENGTH == 16) {
            return wideSum(x, xOffset, n);
        }
        return n < LENGTH
                ? shortSum(x, xOffset, n)
                : narrowSum(x, xOffset, n);
    }

    private static float wideSum(float[] x, int xOffset, int n) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (int whole = n & -64, step = Math.min(n, 64); i < whole; i += step) {
            s0 = s0.add(FloatVector.fromArray(S, x, xOffset + i));
            s1 = s1.add(FloatVector.fromArray(S, x, xOffset + i + 16));
            s2 = s2.add(FloatVector.fromArray(S, x, xOffset + i + 32));
            s3 = s3.add(FloatVector.fromArray(S, x, xOffset + i + 48));
        }
        for (; i <= n - 16; i += 16) {
            FloatVector last = s0.add(FloatVector.fromArray(S, x, xOffset + i));
            s0 = s1;
            s1 = s2;
            s2 = s3;
            s3 = last;
        }
        if (i < n) {
            VectorMask<Float> in = S.indexInRange(i, n);
            s0 = s0.blend(s0.add(FloatVector.fromArray(S, x, xOffset + i, in)), in);
        }
        FloatVector v = s0.add(s2).add(s1.add(s3));
        v = v.add(v.rearrange(S.iotaShuffle(8, 1, true)));
        v = v.add(v.rearrange(S.iotaShuffle(4, 1, true)));
        FloatVector v4 = (FloatVector) v.reinterpretShape(FOUR, 0);
        return (v4.lane(0) + v4.lane(2)) + (v4.lane(1) + v4.lane(3));
    }

    private static float narrowSum(float[] x, int xOffset, int n) {
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
                s0 = s0.add(FloatVector.fromArray(S, x, xOffset + i));
                s1 = s1.add(FloatVector.fromArray(S, x, xOffset + i + 8));
                s2 = s2.add(FloatVector.fromArray(S, x, xOffset + i + 16));
                s3 = s3.add(FloatVector.fromArray(S, x, xOffset + i + 24));
                s4 = s4.add(FloatVector.fromArray(S, x, xOffset + i + 32));
                s5 = s5.add(FloatVector.fromArray(S, x, xOffset + i + 40));
                s6 = s6.add(FloatVector.fromArray(S, x, xOffset + i + 48));
                s7 = s7.add(FloatVector.fromArray(S, x, xOffset + i + 56));
            }
            for (; i <= n - LENGTH; i += 8) {
                FloatVector last = s0.add(FloatVector.fromArray(S, x, xOffset + i));
                s0 = s1;
                s1 = s2;
                s2 = s3;
                s3 = s4;
                s4 = s5;
                s5 = s6;
                s6 = s7;
                s7 = last;
            }
            int rest = n - i;
            if (rest > 0) {
                VectorShuffle<Float> turn = TURNS[LENGTH - rest];
                FloatVector last = FloatVector.fromArray(S, x, xOffset + n - LENGTH).rearrange(turn);
                VectorMask<Float> in = FloatVector.fromArray(S, LaneBits.ONES, 8 - rest).compare(VectorOperators.NE, 0);
                s0 = s0.blend(s0.add(last), in);
            }
            FloatVector lanes = s0.add(s4).add(s2.add(s6)).add(s1.add(s5).add(s3.add(s7)));
            total = lane == 0 ? lanes : total.add(lanes);
        }
        FloatVector v = LENGTH == 4 ? total : total.add(total.rearrange(BY_4));
        v = v.add(v.rearrange(BY_2));
        return v.lane(0) + v.lane(1);
    }

    /** Fewer elements than a vector holds: each in its lane, and then the tree. */
    private static float shortSum(float[] x, int xOffset, int n) {
        float s04 = element(x, xOffset, 0, n) + element(x, xOffset, 4, n);
        float s26 = element(x, xOffset, 2, n) + element(x, xOffset, 6, n);
        float s15 = element(x, xOffset, 1, n) + element(x, xOffset, 5, n);
        float s37 = element(x, xOffset, 3, n) + element(x, xOffset, 7, n);
        return (s04 + s26) + (s15 + s37);
    }

    /** A lane of one element, or none, which adds to +0 and so makes −0 of it +0. */
    private static float element(float[] x, int xOffset, int i, int n) {
        return i < n ? x[xOffset + i] + 0f : 0;
    }

    static float absoluteSum(float[] x, int xOffset, int n) {
        if (LENGTH == 16) {
            return wideAbsoluteSum(x, xOffset, n);
        }
        return n < LENGTH
                ? shortAbsoluteSum(x, xOffset, n)
                : narrowAbsoluteSum(x, xOffset, n);
    }

    private static float wideAbsoluteSum(float[] x, int xOffset, int n) {
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (int whole = n & -64, step = Math.min(n, 64); i < whole; i += step) {
            s0 = s0.add(FloatVector.fromArray(S, x, xOffset + i).abs());
            s1 = s1.add(FloatVector.fromArray(S, x, xOffset + i + 16).abs());
            s2 = s2.add(FloatVector.fromArray(S, x, xOffset + i + 32).abs());
            s3 = s3.add(FloatVector.fromArray(S, x, xOffset + i + 48).abs());
        }
        for (; i <= n - 16; i += 16) {
            FloatVector last = s0.add(FloatVector.fromArray(S, x, xOffset + i).abs());
            s0 = s1;
            s1 = s2;
            s2 = s3;
            s3 = last;
        }
        if (i < n) {
            VectorMask<Float> in = S.indexInRange(i, n);
            s0 = s0.blend(s0.add(FloatVector.fromArray(S, x, xOffset + i, in).abs()), in);
        }
        FloatVector v = s0.add(s2).add(s1.add(s3));
        v = v.add(v.rearrange(S.iotaShuffle(8, 1, true)));
        v = v.add(v.rearrange(S.iotaShuffle(4, 1, true)));
        FloatVector v4 = (FloatVector) v.reinterpretShape(FOUR, 0);
        return (v4.lane(0) + v4.lane(2)) + (v4.lane(1) + v4.lane(3));
    }

    private static float narrowAbsoluteSum(float[] x, int xOffset, int n) {
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
                s0 = s0.add(FloatVector.fromArray(S, x, xOffset + i).abs());
                s1 = s1.add(FloatVector.fromArray(S, x, xOffset + i + 8).abs());
                s2 = s2.add(FloatVector.fromArray(S, x, xOffset + i + 16).abs());
                s3 = s3.add(FloatVector.fromArray(S, x, xOffset + i + 24).abs());
                s4 = s4.add(FloatVector.fromArray(S, x, xOffset + i + 32).abs());
                s5 = s5.add(FloatVector.fromArray(S, x, xOffset + i + 40).abs());
                s6 = s6.add(FloatVector.fromArray(S, x, xOffset + i + 48).abs());
                s7 = s7.add(FloatVector.fromArray(S, x, xOffset + i + 56).abs());
            }
            for (; i <= n - LENGTH; i += 8) {
                FloatVector last = s0.add(FloatVector.fromArray(S, x, xOffset + i).abs());
                s0 = s1;
                s1 = s2;
                s2 = s3;
                s3 = s4;
                s4 = s5;
                s5 = s6;
                s6 = s7;
                s7 = last;
            }
            int rest = n - i;
            if (rest > 0) {
                VectorShuffle<Float> turn = TURNS[LENGTH - rest];
                FloatVector last = FloatVector.fromArray(S, x, xOffset + n - LENGTH).abs().rearrange(turn);
                VectorMask<Float> in = FloatVector.fromArray(S, LaneBits.ONES, 8 - rest).compare(VectorOperators.NE, 0);
                s0 = s0.blend(s0.add(last), in);
            }
            FloatVector lanes = s0.add(s4).add(s2.add(s6)).add(s1.add(s5).add(s3.add(s7)));
            total = lane == 0 ? lanes : total.add(lanes);
        }
        FloatVector v = LENGTH == 4 ? total : total.add(total.rearrange(BY_4));
        v = v.add(v.rearrange(BY_2));
        return v.lane(0) + v.lane(1);
    }

    /** Fewer elements than a vector holds: each in its lane, and then the tree. */
    private static float shortAbsoluteSum(float[] x, int xOffset, int n) {
        float s04 = magnitude(x, xOffset, 0, n) + magnitude(x, xOffset, 4, n);
        float s26 = magnitude(x, xOffset, 2, n) + magnitude(x, xOffset, 6, n);
        float s15 = magnitude(x, xOffset, 1, n) + magnitude(x, xOffset, 5, n);
        float s37 = magnitude(x, xOffset, 3, n) + magnitude(x, xOffset, 7, n);
        return (s04 + s26) + (s15 + s37);
    }

    private static float magnitude(float[] x, int xOffset, int i, int n) {
        return i < n ? Math.abs(x[xOffset + i]) : 0;
    }

    static float squaredDeviations(float[] x, int xOffset, int n, float mean) {
        if (LENGTH == 16) {
            return wideSquaredDeviations(x, xOffset, n, mean);
        }
        return n < LENGTH
                ? shortSquaredDeviations(x, xOffset, n, mean)
                : narrowSquaredDeviations(x, xOffset, n, mean);
    }

    private static float wideSquaredDeviations(float[] x, int xOffset, int n, float mean) {
        FloatVector m = FloatVector.broadcast(S, mean);
        FloatVector s0 = FloatVector.zero(S);
        FloatVector s1 = s0;
        FloatVector s2 = s0;
        FloatVector s3 = s0;
        int i = 0;
        for (int whole = n & -64, step = Math.min(n, 64); i < whole; i += step) {
            FloatVector d0 = FloatVector.fromArray(S, x, xOffset + i).sub(m);
            s0 = d0.fma(d0, s0);
            FloatVector d1 = FloatVector.fromArray(S, x, xOffset + i + 16).sub(m);
            s1 = d1.fma(d1, s1);
            FloatVector d2 = FloatVector.fromArray(S, x, xOffset + i + 32).sub(m);
            s2 = d2.fma(d2, s2);
            FloatVector d3 = FloatVector.fromArray(S, x, xOffset + i + 48).sub(m);
            s3 = d3.fma(d3, s3);
        }
        for (; i <= n - 16; i += 16) {
            FloatVector d = FloatVector.fromArray(S, x, xOffset + i).sub(m);
            FloatVector last = d.fma(d, s0);
            s0 = s1;
            s1 = s2;
            s2 = s3;
            s3 = last;
        }
        if (i < n) {
            VectorMask<Float> in = S.indexInRange(i, n);
            FloatVector d = FloatVector.fromArray(S, x, xOffset + i, in).sub(m);
            s0 = s0.blend(d.fma(d, s0), in);
        }
        FloatVector v = s0.add(s2).add(s1.add(s3));
        v = v.add(v.rearrange(S.iotaShuffle(8, 1, true)));
        v = v.add(v.rearrange(S.iotaShuffle(4, 1, true)));
        FloatVector v4 = (FloatVector) v.reinterpretShape(FOUR, 0);
        return (v4.lane(0) + v4.lane(2)) + (v4.lane(1) + v4.lane(3));
    }

    private static float narrowSquaredDeviations(float[] x, int xOffset, int n, float mean) {
        FloatVector m = FloatVector.broadcast(S, mean);
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
                FloatVector d0 = FloatVector.fromArray(S, x, xOffset + i).sub(m);
                s0 = d0.fma(d0, s0);
                FloatVector d1 = FloatVector.fromArray(S, x, xOffset + i + 8).sub(m);
                s1 = d1.fma(d1, s1);
                FloatVector d2 = FloatVector.fromArray(S, x, xOffset + i + 16).sub(m);
                s2 = d2.fma(d2, s2);
                FloatVector d3 = FloatVector.fromArray(S, x, xOffset + i + 24).sub(m);
                s3 = d3.fma(d3, s3);
                FloatVector d4 = FloatVector.fromArray(S, x, xOffset + i + 32).sub(m);
                s4 = d4.fma(d4, s4);
                FloatVector d5 = FloatVector.fromArray(S, x, xOffset + i + 40).sub(m);
                s5 = d5.fma(d5, s5);
                FloatVector d6 = FloatVector.fromArray(S, x, xOffset + i + 48).sub(m);
                s6 = d6.fma(d6, s6);
                FloatVector d7 = FloatVector.fromArray(S, x, xOffset + i + 56).sub(m);
                s7 = d7.fma(d7, s7);
            }
            for (; i <= n - LENGTH; i += 8) {
                FloatVector d = FloatVector.fromArray(S, x, xOffset + i).sub(m);
                FloatVector last = d.fma(d, s0);
                s0 = s1;
                s1 = s2;
                s2 = s3;
                s3 = s4;
                s4 = s5;
                s5 = s6;
                s6 = s7;
                s7 = last;
            }
            int rest = n - i;
            if (rest > 0) {
                VectorShuffle<Float> turn = TURNS[LENGTH - rest];
                FloatVector d = FloatVector.fromArray(S, x, xOffset + n - LENGTH).sub(m).rearrange(turn);
                VectorMask<Float> in = FloatVector.fromArray(S, LaneBits.ONES, 8 - rest).compare(VectorOperators.NE, 0);
                s0 = s0.blend(d.fma(d, s0), in);
            }
            FloatVector lanes = s0.add(s4).add(s2.add(s6)).add(s1.add(s5).add(s3.add(s7)));
            total = lane == 0 ? lanes : total.add(lanes);
        }
        FloatVector v = LENGTH == 4 ? total : total.add(total.rearrange(BY_4));
        v = v.add(v.rearrange(BY_2));
        return v.lane(0) + v.lane(1);
    }

    /** Fewer elements than a vector holds: each in its lane, and then the tree. */
    private static float shortSquaredDeviations(float[] x, int xOffset, int n, float mean) {
        float s04 = square(x, xOffset, 0, n, mean) + square(x, xOffset, 4, n, mean);
        float s26 = square(x, xOffset, 2, n, mean) + square(x, xOffset, 6, n, mean);
        float s15 = square(x, xOffset, 1, n, mean) + square(x, xOffset, 5, n, mean);
        float s37 = square(x, xOffset, 3, n, mean) + square(x, xOffset, 7, n, mean);
        return (s04 + s26) + (s15 + s37);
    }

    private static float square(float[] x, int xOffset, int i, int n, float mean) {
        float d = i < n ? x[xOffset + i] - mean : 0;
        return d * d;
    }
}
