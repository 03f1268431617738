package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.DoubleKernels;

/** Dot products, squared distances and cosines of {@code double[]}, in 32 virtual lanes. */
final class DoubleDistances {

    private static final VectorSpecies<Double> S = VectorSpecies.of(double.class,
            VectorShape.forBitSize(LaneBits.BITS));
    private static final VectorSpecies<Double> FOUR = VectorSpecies.of(double.class, VectorShape.S_256_BIT);
    private static final int LENGTH = LaneBits.BITS / Double.SIZE;

    private DoubleDistances() {}

    static double dot(double[] a, int aOffset, double[] b, int bOffset, int n) {
        return LENGTH == 8
                ? wideDot(a, aOffset, b, bOffset, n)
                : narrowDot(a, aOffset, b, bOffset, n);
    }

    private static double wideDot(double[] a, int aOffset, double[] b, int bOffset, int n) {
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int i = 0;
        for (int whole = n & -32, step = Math.min(n, 32); i < whole; i += step) {
            s0 = DoubleVector.fromArray(S, a, aOffset + i).fma(DoubleVector.fromArray(S, b, bOffset + i), s0);
            s1 = DoubleVector.fromArray(S, a, aOffset + i + 8).fma(DoubleVector.fromArray(S, b, bOffset + i + 8), s1);
            s2 = DoubleVector.fromArray(S, a, aOffset + i + 16).fma(DoubleVector.fromArray(S, b, bOffset + i + 16), s2);
            s3 = DoubleVector.fromArray(S, a, aOffset + i + 24).fma(DoubleVector.fromArray(S, b, bOffset + i + 24), s3);
        }
        for (; i <= n - 8; i += 8) {
            DoubleVector last = DoubleVector.fromArray(S, a, aOffset + i).fma(DoubleVector.fromArray(S, b, bOffset + i),
                    s0);
            s0 = s1;
            s1 = s2;
            s2 = s3;
            s3 = last;
        }
        if (i < n) {
            VectorMask<Double> in = S.indexInRange(i, n);
            s0 = s0.blend(DoubleVector.fromArray(S, a, aOffset + i, in)
                    .fma(DoubleVector.fromArray(S, b, bOffset + i, in), s0), in);
        }
        DoubleVector v = s0.add(s2).add(s1.add(s3));
        v = v.add(v.rearrange(S.iotaShuffle(4, 1, true)));
        DoubleVector v4 = (DoubleVector) v.reinterpretShape(FOUR, 0);
        return (v4.lane(0) + v4.lane(2)) + (v4.lane(1) + v4.lane(3));
    }

    private static double narrowDot(double[] a, int aOffset, double[] b, int bOffset, int n) {
        DoubleVector total = DoubleVector.zero(S);
        for (int lane = 0; lane < 4; lane += LENGTH) {
            DoubleVector s0 = DoubleVector.zero(S);
            DoubleVector s1 = s0;
            DoubleVector s2 = s0;
            DoubleVector s3 = s0;
            DoubleVector s4 = s0;
            DoubleVector s5 = s0;
            DoubleVector s6 = s0;
            DoubleVector s7 = s0;
            int i = lane;
            for (int whole = n & -32, step = Math.min(n, 32); i < whole; i += step) {
                s0 = DoubleVector.fromArray(S, a, aOffset + i).fma(DoubleVector.fromArray(S, b, bOffset + i), s0);
                s1 = DoubleVector.fromArray(S, a, aOffset + i + 4).fma(DoubleVector.fromArray(S, b, bOffset + i + 4),
                        s1);
                s2 = DoubleVector.fromArray(S, a, aOffset + i + 8).fma(DoubleVector.fromArray(S, b, bOffset + i + 8),
                        s2);
                s3 = DoubleVector.fromArray(S, a, aOffset + i + 12).fma(DoubleVector.fromArray(S, b, bOffset + i + 12),
                        s3);
                s4 = DoubleVector.fromArray(S, a, aOffset + i + 16).fma(DoubleVector.fromArray(S, b, bOffset + i + 16),
                        s4);
                s5 = DoubleVector.fromArray(S, a, aOffset + i + 20).fma(DoubleVector.fromArray(S, b, bOffset + i + 20),
                        s5);
                s6 = DoubleVector.fromArray(S, a, aOffset + i + 24).fma(DoubleVector.fromArray(S, b, bOffset + i + 24),
                        s6);
                s7 = DoubleVector.fromArray(S, a, aOffset + i + 28).fma(DoubleVector.fromArray(S, b, bOffset + i + 28),
                        s7);
            }
            for (; i <= n - LENGTH; i += 4) {
                DoubleVector last = DoubleVector.fromArray(S, a, aOffset + i)
                        .fma(DoubleVector.fromArray(S, b, bOffset + i), s0);
                s0 = s1;
                s1 = s2;
                s2 = s3;
                s3 = s4;
                s4 = s5;
                s5 = s6;
                s6 = s7;
                s7 = last;
            }
            if (i < n && LENGTH > 2) {
                VectorMask<Double> in = S.indexInRange(i, n);
                s0 = s0.blend(DoubleVector.fromArray(S, a, aOffset + i, in)
                        .fma(DoubleVector.fromArray(S, b, bOffset + i, in), s0), in);
            } else if (i < n) {
                s0 = s0.withLane(0, Math.fma(a[aOffset + i], b[bOffset + i], s0.lane(0)));
            }
            DoubleVector lanes = s0.add(s4).add(s2.add(s6)).add(s1.add(s5).add(s3.add(s7)));
            total = lane == 0 ? lanes : total.add(lanes);
        }
        return LENGTH == 2
                ? total.lane(0) + total.lane(1)
                : (total.lane(0) + total.lane(2)) + (total.lane(1) + total.lane(3));
    }

    static double squaredDistance(double[] a, int aOffset, double[] b, int bOffset, int n) {
        return LENGTH == 8
                ? wideSquaredDistance(a, aOffset, b, bOffset, n)
                : narrowSquaredDistance(a, aOffset, b, bOffset, n);
    }

    private static double wideSquaredDistance(double[] a, int aOffset, double[] b, int bOffset, int n) {
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int i = 0;
        for (int whole = n & -32, step = Math.min(n, 32); i < whole; i += step) {
            DoubleVector d0 = DoubleVector.fromArray(S, a, aOffset + i).sub(DoubleVector.fromArray(S, b, bOffset + i));
            s0 = d0.fma(d0, s0);
            DoubleVector d1 = DoubleVector.fromArray(S, a, aOffset + i + 8)
                    .sub(DoubleVector.fromArray(S, b, bOffset + i + 8));
            s1 = d1.fma(d1, s1);
            DoubleVector d2 = DoubleVector.fromArray(S, a, aOffset + i + 16)
                    .sub(DoubleVector.fromArray(S, b, bOffset + i + 16));
            s2 = d2.fma(d2, s2);
            DoubleVector d3 = DoubleVector.fromArray(S, a, aOffset + i + 24)
                    .sub(DoubleVector.fromArray(S, b, bOffset + i + 24));
            s3 = d3.fma(d3, s3);
        }
        for (; i <= n - 8; i += 8) {
            DoubleVector d = DoubleVector.fromArray(S, a, aOffset + i).sub(DoubleVector.fromArray(S, b, bOffset + i));
            DoubleVector last = d.fma(d, s0);
            s0 = s1;
            s1 = s2;
            s2 = s3;
            s3 = last;
        }
        if (i < n) {
            VectorMask<Double> in = S.indexInRange(i, n);
            DoubleVector d = DoubleVector.fromArray(S, a, aOffset + i, in)
                    .sub(DoubleVector.fromArray(S, b, bOffset + i, in));
            s0 = s0.blend(d.fma(d, s0), in);
        }
        DoubleVector v = s0.add(s2).add(s1.add(s3));
        v = v.add(v.rearrange(S.iotaShuffle(4, 1, true)));
        DoubleVector v4 = (DoubleVector) v.reinterpretShape(FOUR, 0);
        return (v4.lane(0) + v4.lane(2)) + (v4.lane(1) + v4.lane(3));
    }

    private static double narrowSquaredDistance(double[] a, int aOffset, double[] b, int bOffset, int n) {
        DoubleVector total = DoubleVector.zero(S);
        for (int lane = 0; lane < 4; lane += LENGTH) {
            DoubleVector s0 = DoubleVector.zero(S);
            DoubleVector s1 = s0;
            DoubleVector s2 = s0;
            DoubleVector s3 = s0;
            DoubleVector s4 = s0;
            DoubleVector s5 = s0;
            DoubleVector s6 = s0;
            DoubleVector s7 = s0;
            int i = lane;
            for (int whole = n & -32, step = Math.min(n, 32); i < whole; i += step) {
                DoubleVector d0 = DoubleVector.fromArray(S, a, aOffset + i)
                        .sub(DoubleVector.fromArray(S, b, bOffset + i));
                s0 = d0.fma(d0, s0);
                DoubleVector d1 = DoubleVector.fromArray(S, a, aOffset + i + 4)
                        .sub(DoubleVector.fromArray(S, b, bOffset + i + 4));
                s1 = d1.fma(d1, s1);
                DoubleVector d2 = DoubleVector.fromArray(S, a, aOffset + i + 8)
                        .sub(DoubleVector.fromArray(S, b, bOffset + i + 8));
                s2 = d2.fma(d2, s2);
                DoubleVector d3 = DoubleVector.fromArray(S, a, aOffset + i + 12)
                        .sub(DoubleVector.fromArray(S, b, bOffset + i + 12));
                s3 = d3.fma(d3, s3);
                DoubleVector d4 = DoubleVector.fromArray(S, a, aOffset + i + 16)
                        .sub(DoubleVector.fromArray(S, b, bOffset + i + 16));
                s4 = d4.fma(d4, s4);
                DoubleVector d5 = DoubleVector.fromArray(S, a, aOffset + i + 20)
                        .sub(DoubleVector.fromArray(S, b, bOffset + i + 20));
                s5 = d5.fma(d5, s5);
                DoubleVector d6 = DoubleVector.fromArray(S, a, aOffset + i + 24)
                        .sub(DoubleVector.fromArray(S, b, bOffset + i + 24));
                s6 = d6.fma(d6, s6);
                DoubleVector d7 = DoubleVector.fromArray(S, a, aOffset + i + 28)
                        .sub(DoubleVector.fromArray(S, b, bOffset + i + 28));
                s7 = d7.fma(d7, s7);
            }
            for (; i <= n - LENGTH; i += 4) {
                DoubleVector d = DoubleVector.fromArray(S, a, aOffset + i)
                        .sub(DoubleVector.fromArray(S, b, bOffset + i));
                DoubleVector last = d.fma(d, s0);
                s0 = s1;
                s1 = s2;
                s2 = s3;
                s3 = s4;
                s4 = s5;
                s5 = s6;
                s6 = s7;
                s7 = last;
            }
            if (i < n && LENGTH > 2) {
                VectorMask<Double> in = S.indexInRange(i, n);
                DoubleVector d = DoubleVector.fromArray(S, a, aOffset + i, in)
                        .sub(DoubleVector.fromArray(S, b, bOffset + i, in));
                s0 = s0.blend(d.fma(d, s0), in);
            } else if (i < n) {
                double d = a[aOffset + i] - b[bOffset + i];
                s0 = s0.withLane(0, Math.fma(d, d, s0.lane(0)));
            }
            DoubleVector lanes = s0.add(s4).add(s2.add(s6)).add(s1.add(s5).add(s3.add(s7)));
            total = lane == 0 ? lanes : total.add(lanes);
        }
        return LENGTH == 2
                ? total.lane(0) + total.lane(1)
                : (total.lane(0) + total.lane(2)) + (total.lane(1) + total.lane(3));
    }

    /** Fused where vectors are widest, in two passes over half of the lanes each: more in one pass is more than C1 compiles. */
    static double cosine(double[] a, int aOffset, double[] b, int bOffset, int n) {
        if (LENGTH < 8) {
            return DoubleKernels.cosine(dot(a, aOffset, b, bOffset, n), dot(a, aOffset, a, aOffset, n),
                    dot(b, bOffset, b, bOffset, n));
        }
        DoubleVector ab = DoubleVector.zero(S);
        DoubleVector aa = DoubleVector.zero(S);
        DoubleVector bb = DoubleVector.zero(S);
        for (int lane = 0; lane < 16; lane += 8) {
            DoubleVector p0 = DoubleVector.zero(S);
            DoubleVector p1 = p0;
            DoubleVector q0 = p0;
            DoubleVector q1 = p0;
            DoubleVector r0 = p0;
            DoubleVector r1 = p0;
            int i = lane;
            for (int whole = n & -32, step = Math.min(n, 32); i < whole; i += step) {
                DoubleVector x0 = DoubleVector.fromArray(S, a, aOffset + i);
                DoubleVector y0 = DoubleVector.fromArray(S, b, bOffset + i);
                p0 = x0.fma(y0, p0);
                q0 = x0.fma(x0, q0);
                r0 = y0.fma(y0, r0);
                DoubleVector x1 = DoubleVector.fromArray(S, a, aOffset + i + 16);
                DoubleVector y1 = DoubleVector.fromArray(S, b, bOffset + i + 16);
                p1 = x1.fma(y1, p1);
                q1 = x1.fma(x1, q1);
                r1 = y1.fma(y1, r1);
            }
            for (; i <= n - 8; i += 16) {
                DoubleVector x = DoubleVector.fromArray(S, a, aOffset + i);
                DoubleVector y = DoubleVector.fromArray(S, b, bOffset + i);
                DoubleVector lastP = x.fma(y, p0);
                DoubleVector lastQ = x.fma(x, q0);
                DoubleVector lastR = y.fma(y, r0);
                p0 = p1;
                p1 = lastP;
                q0 = q1;
                q1 = lastQ;
                r0 = r1;
                r1 = lastR;
            }
            if (i < n) {
                VectorMask<Double> in = S.indexInRange(i, n);
                DoubleVector x = DoubleVector.fromArray(S, a, aOffset + i, in);
                DoubleVector y = DoubleVector.fromArray(S, b, bOffset + i, in);
                p0 = p0.blend(x.fma(y, p0), in);
                q0 = q0.blend(x.fma(x, q0), in);
                r0 = r0.blend(y.fma(y, r0), in);
            }
            ab = lane == 0 ? p0.add(p1) : ab.add(p0.add(p1));
            aa = lane == 0 ? q0.add(q1) : aa.add(q0.add(q1));
            bb = lane == 0 ? r0.add(r1) : bb.add(r0.add(r1));
        }
        VectorShuffle<Double> by4 = S.iotaShuffle(4, 1, true);
        ab = ab.add(ab.rearrange(by4));
        aa = aa.add(aa.rearrange(by4));
        bb = bb.add(bb.rearrange(by4));
        DoubleVector ab4 = (DoubleVector) ab.reinterpretShape(FOUR, 0);
        DoubleVector aa4 = (DoubleVector) aa.reinterpretShape(FOUR, 0);
        DoubleVector bb4 = (DoubleVector) bb.reinterpretShape(FOUR, 0);
        return DoubleKernels.cosine((ab4.lane(0) + ab4.lane(2)) + (ab4.lane(1) + ab4.lane(3)),
                (aa4.lane(0) + aa4.lane(2)) + (aa4.lane(1) + aa4.lane(3)),
                (bb4.lane(0) + bb4.lane(2)) + (bb4.lane(1) + bb4.lane(3)));
    }
}
