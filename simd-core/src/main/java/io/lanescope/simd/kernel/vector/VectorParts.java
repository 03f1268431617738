package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.scalar.ScalarErf;
import io.lanescope.simd.kernel.scalar.ScalarExp;
import io.lanescope.simd.kernel.scalar.ScalarLogistic;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

/**
 * Whole vectors of the first and last steps of maps whose middle is exp, exp − 1, log(1 + x) or sigmoid of a scratch array. The
 * first steps fill the scratch array from its start, the last ones find their middle there.
 */
final class VectorParts {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private VectorParts() {}

    /** {@code s = factor · |x|}. */
    static void scaledSize(float factor, float[] x, int xOffset, float[] s, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector.fromArray(S, x, xOffset + i).abs().mul(factor).intoArray(s, i);
        }
    }

    /** {@code s = factor · x²}, where the Gaussian of x² is not yet 0. */
    static void scaledSquare(float factor, float[] x, int xOffset, float[] s, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector a = FloatVector.fromArray(S, x, xOffset + i).abs();
            a = a.blend(ScalarErf.GAUSSIAN_MOST, a.compare(GT, ScalarErf.GAUSSIAN_MOST));
            a.mul(a).mul(factor).intoArray(s, i);
        }
    }

    /** {@code s = −x}. */
    static void negative(float[] x, int xOffset, float[] s, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector.fromArray(S, x, xOffset + i).neg().intoArray(s, i);
        }
    }

    /** Minus the argument of the logistic function in {@link ScalarLogistic#geluTanh} at |x|. */
    static void geluTanhArgument(float[] x, int xOffset, float[] s, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector a = FloatVector.fromArray(S, x, xOffset + i).abs();
            a = a.blend(ScalarLogistic.GELU_TANH_MOST, a.compare(GT, ScalarLogistic.GELU_TANH_MOST));
            a.mul(a).fma(ScalarLogistic.GELU_TANH_CUBIC, ScalarLogistic.GELU_TANH_LINEAR).mul(a).neg().intoArray(s, i);
        }
    }

    /** {@code y *= s}. */
    static void times(float[] s, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector.fromArray(S, s, i).mul(FloatVector.fromArray(S, y, yOffset + i)).intoArray(y, yOffset + i);
        }
    }

    /** {@code y *= factor · s (1 − s)}. */
    static void timesLogisticSlope(float factor, float[] s, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector tail = FloatVector.fromArray(S, s, i);
            tail.neg().fma(tail, tail).mul(factor).mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
    }

    /** {@code y = above · x} for positive x, else {@code (below + low) · s}. */
    static void elu(float above, float below, float low, float[] s, float[] x, int xOffset, float[] y, int yOffset,
            int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector e = FloatVector.fromArray(S, s, i);
            e.fma(FloatVector.broadcast(S, below), e.mul(low)).blend(v.mul(above), v.compare(GT, 0))
                    .intoArray(y, yOffset + i);
        }
    }

    /** {@code y *= above} where z is positive, else {@code y *= below · s}. */
    static void timesEluSlope(float above, float below, float[] s, float[] z, int zOffset, float[] y, int yOffset,
            int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, z, zOffset + i);
            FloatVector.fromArray(S, s, i).mul(below).blend(above, v.compare(GT, 0))
                    .mul(FloatVector.fromArray(S, y, yOffset + i)).intoArray(y, yOffset + i);
        }
    }

    /** {@code y = max(x, 0) + s}. */
    static void softplus(float[] s, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            v.blend(0, v.compare(LT, 0)).add(FloatVector.fromArray(S, s, i)).intoArray(y, yOffset + i);
        }
    }

    /** {@code y = min(x, 0) − s}. */
    static void logSigmoid(float[] s, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector.zero(S).blend(v, v.compare(LT, 0)).sub(FloatVector.fromArray(S, s, i)).intoArray(y,
                    yOffset + i);
        }
    }

    /** {@code y *= silu'(z)}, given the sigmoid of −|z|. */
    static void timesSiluSlope(float[] s, float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, z, zOffset + i);
            FloatVector a = v.abs();
            a = a.blend(ScalarExp.MISH_MOST, a.compare(GT, ScalarExp.MISH_MOST));
            FloatVector tail = FloatVector.fromArray(S, s, i);
            FloatVector below = tail.sub(a.mul(tail.mul(FloatVector.broadcast(S, 1).sub(tail))));
            FloatVector.broadcast(S, 1).sub(below).blend(below, v.compare(LT, 0))
                    .mul(FloatVector.fromArray(S, y, yOffset + i)).intoArray(y, yOffset + i);
        }
    }

    /** {@code y *= f'(z)} for the tanh form of GELU, given the sigmoid of {@link #geluTanhArgument}. */
    static void timesGeluTanhSlope(float[] s, float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, z, zOffset + i);
            FloatVector a = v.abs();
            a = a.blend(ScalarLogistic.GELU_TANH_MOST, a.compare(GT, ScalarLogistic.GELU_TANH_MOST));
            FloatVector inner = a.mul(a).fma(3 * ScalarLogistic.GELU_TANH_CUBIC, ScalarLogistic.GELU_TANH_LINEAR)
                    .mul(a);
            FloatVector tail = FloatVector.fromArray(S, s, i);
            FloatVector below = tail.sub(inner.mul(tail.mul(FloatVector.broadcast(S, 1).sub(tail))));
            FloatVector.broadcast(S, 1).sub(below).blend(below, v.compare(LT, 0))
                    .mul(FloatVector.fromArray(S, y, yOffset + i)).intoArray(y, yOffset + i);
        }
    }

    /** {@code y = mish(x)}, given exp(−|x|). */
    static void mish(float[] s, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector inside = v.blend(-ScalarExp.MISH_MOST, v.compare(LT, -ScalarExp.MISH_MOST));
            inside = inside.blend(ScalarExp.MISH_MOST, inside.compare(GT, ScalarExp.MISH_MOST));
            FloatVector e = FloatVector.fromArray(S, s, i);
            FloatVector twice = e.add(e);
            VectorMask<Float> negative = v.compare(LT, 0);
            FloatVector more = twice.mul(e).blend(2, negative);
            FloatVector numerator = twice.add(1).blend(e.fma(e, twice), negative);
            FloatVector start = more.neg().blend(numerator, negative);
            v.blend(0, negative).add(inside.mul(start).div(numerator.add(more))).intoArray(y, yOffset + i);
        }
    }

    /** {@code y *= mish'(z)}, given exp(−|z|). */
    static void timesMishSlope(float[] s, float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, z, zOffset + i);
            FloatVector inside = v.blend(-ScalarExp.MISH_MOST, v.compare(LT, -ScalarExp.MISH_MOST));
            inside = inside.blend(ScalarExp.MISH_MOST, inside.compare(GT, ScalarExp.MISH_MOST));
            FloatVector e = FloatVector.fromArray(S, s, i);
            FloatVector twice = e.add(e);
            VectorMask<Float> negative = v.compare(LT, 0);
            FloatVector more = twice.mul(e).blend(2, negative);
            FloatVector numerator = twice.add(1).blend(e.fma(e, twice), negative);
            FloatVector denominator = numerator.add(more);
            FloatVector bend = inside.mul(twice.mul(e.add(1))).mul(twice.blend(2, negative));
            FloatVector start = more.neg().blend(numerator, negative);
            FloatVector.broadcast(S, 1).blend(0, negative).add(start.add(bend.div(denominator)).div(denominator))
                    .mul(FloatVector.fromArray(S, y, yOffset + i)).intoArray(y, yOffset + i);
        }
    }
}
