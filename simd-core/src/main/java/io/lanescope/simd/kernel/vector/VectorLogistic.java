package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.scalar.ScalarExp;

/**
 * Whole vectors of sigmoid, tanh and the activations that are x times a logistic function, with the roundings of {@link ScalarExp}.
 */
final class VectorLogistic {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private VectorLogistic() {}

    static void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            sigmoid(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            tanh(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void silu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            silu(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void geluTanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            geluTanh(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void mish(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            mish(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void timesSigmoidSlope(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            sigmoidSlope(FloatVector.fromArray(S, z, zOffset + i)).mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
    }

    static void timesTanhSlope(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            tanhSlope(FloatVector.fromArray(S, z, zOffset + i)).mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
    }

    static void timesSiluSlope(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            siluSlope(FloatVector.fromArray(S, z, zOffset + i)).mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
    }

    static void timesGeluTanhSlope(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            geluTanhSlope(FloatVector.fromArray(S, z, zOffset + i)).mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
    }

    static void timesMishSlope(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            mishSlope(FloatVector.fromArray(S, z, zOffset + i)).mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
    }

    static void timesSigmoid(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            sigmoid(FloatVector.fromArray(S, z, zOffset + i)).mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
    }

    static void timesSigmoidOfMinus(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            sigmoidOfMinus(FloatVector.fromArray(S, z, zOffset + i)).mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
    }

    private static FloatVector sigmoid(FloatVector x) {
        FloatVector tail = logisticTail(x.abs());
        return constant(1).sub(tail).blend(tail, x.compare(VectorOperators.LT, 0));
    }

    private static FloatVector sigmoidOfMinus(FloatVector x) {
        return sigmoid(x.neg());
    }

    private static FloatVector sigmoidSlope(FloatVector x) {
        FloatVector tail = logisticTail(x.abs());
        return tail.mul(constant(1).sub(tail));
    }

    private static FloatVector tanhSlope(FloatVector x) {
        return sigmoidSlope(x.add(x)).mul(4);
    }

    private static FloatVector logisticTail(FloatVector a) {
        FloatVector inside = a.blend(-ScalarExp.EXP_LEAST, a.compare(VectorOperators.GT, -ScalarExp.EXP_LEAST));
        FloatVector shifted = inside.fma(constant(-ScalarExp.LOG2_E), constant(ScalarExp.SHIFTER));
        FloatVector t = grown(inside, shifted);
        FloatVector lower = lowerHalf(shifted);
        FloatVector upper = upperHalf(shifted);
        FloatVector power = lower.mul(upper);
        FloatVector u = power.add(t);
        FloatVector sum = u.add(1);
        FloatVector lost = constant(1).sub(sum).add(u).add(power.sub(u).add(t));
        FloatVector q = constant(1).div(sum);
        FloatVector minusQ = q.neg();
        FloatVector residual = minusQ.fma(lost, minusQ.fma(sum, constant(1)));
        return q.fma(residual, q).mul(lower).mul(upper);
    }

    private static FloatVector grown(FloatVector a, FloatVector shifted) {
        FloatVector n = shifted.sub(ScalarExp.SHIFTER);
        FloatVector r = n.fma(constant(ScalarExp.LN2_HIGH), a);
        r = n.fma(constant(ScalarExp.LN2_LOW), r);
        return r.mul(r).fma(polynomial(r), r);
    }

    private static FloatVector silu(FloatVector x) {
        FloatVector inside = capped(x.abs(), ScalarExp.SILU_MOST);
        return positive(x).sub(logisticShare(inside, inside));
    }

    private static FloatVector siluSlope(FloatVector x) {
        FloatVector inside = capped(x.abs(), ScalarExp.SILU_MOST);
        FloatVector tail = logisticTail(inside);
        return mirrored(x, tail.sub(inside.mul(tail.mul(constant(1).sub(tail)))));
    }

    private static FloatVector geluTanh(FloatVector x) {
        FloatVector inside = capped(x.abs(), ScalarExp.GELU_TANH_MOST);
        FloatVector argument = inside.mul(inside.mul(inside).fma(constant(ScalarExp.GELU_TANH_CUBIC),
                constant(ScalarExp.GELU_TANH_LINEAR)));
        return positive(x).sub(logisticShare(inside, argument));
    }

    private static FloatVector geluTanhSlope(FloatVector x) {
        FloatVector inside = capped(x.abs(), ScalarExp.GELU_TANH_MOST);
        FloatVector square = inside.mul(inside);
        FloatVector tail = logisticTail(inside.mul(square.fma(constant(ScalarExp.GELU_TANH_CUBIC),
                constant(ScalarExp.GELU_TANH_LINEAR))));
        FloatVector inner = inside.mul(square.fma(constant(3 * ScalarExp.GELU_TANH_CUBIC),
                constant(ScalarExp.GELU_TANH_LINEAR)));
        return mirrored(x, tail.sub(inner.mul(tail.mul(constant(1).sub(tail)))));
    }

    private static FloatVector logisticShare(FloatVector factor, FloatVector a) {
        FloatVector shifted = a.fma(constant(-ScalarExp.LOG2_E), constant(ScalarExp.SHIFTER));
        FloatVector t = grown(a, shifted);
        FloatVector lower = lowerHalf(shifted);
        FloatVector upper = upperHalf(shifted);
        FloatVector sum = lower.fma(upper, t).add(1);
        return factor.div(sum).mul(lower).mul(upper);
    }

    private static FloatVector tanh(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector square = x.mul(x);
        FloatVector p = constant(ScalarExp.TANH[0]).fma(square, constant(ScalarExp.TANH[1]))
                .fma(square, constant(ScalarExp.TANH[2])).fma(square, constant(ScalarExp.TANH[3]))
                .fma(square, constant(ScalarExp.TANH[4])).fma(square, constant(ScalarExp.TANH[5]))
                .fma(square, constant(ScalarExp.TANH[6]));
        FloatVector small = p.mul(square).fma(x, x);
        FloatVector inside = capped(size, ScalarExp.TANH_MOST);
        FloatVector twice = inside.add(inside);
        FloatVector shifted = twice.fma(constant(ScalarExp.LOG2_E), constant(ScalarExp.SMALL_SHIFTER));
        FloatVector n = shifted.sub(ScalarExp.SMALL_SHIFTER);
        FloatVector r = n.fma(constant(-ScalarExp.LN2_HIGH), twice);
        r = n.fma(constant(-ScalarExp.LN2_LOW), r);
        FloatVector power = power(shifted.reinterpretAsInts());
        FloatVector sum = power.fma(r.mul(r).fma(polynomial(r), r), power.add(1));
        FloatVector large = constant(1).sub(constant(2).div(sum));
        large = large.blend(large.neg(), x.compare(VectorOperators.LT, 0));
        return large.blend(small, size.compare(VectorOperators.LT, ScalarExp.TANH_SMALL));
    }

    private static FloatVector mish(FloatVector x) {
        FloatVector inside = x.blend(-ScalarExp.SILU_MOST, x.compare(VectorOperators.LT, -ScalarExp.SILU_MOST));
        inside = capped(inside, ScalarExp.SILU_MOST);
        FloatVector e = exp(inside.abs().neg());
        FloatVector twice = e.add(e);
        VectorMask<Float> negative = x.compare(VectorOperators.LT, 0);
        FloatVector more = twice.mul(e).blend(2, negative);
        FloatVector numerator = twice.add(1).blend(e.fma(e, twice), negative);
        FloatVector denominator = numerator.add(more);
        return x.blend(0, negative).add(inside.mul(more.neg().blend(numerator, negative)).div(denominator));
    }

    private static FloatVector mishSlope(FloatVector x) {
        FloatVector inside = x.blend(-ScalarExp.SILU_MOST, x.compare(VectorOperators.LT, -ScalarExp.SILU_MOST));
        inside = capped(inside, ScalarExp.SILU_MOST);
        FloatVector e = exp(inside.abs().neg());
        FloatVector twice = e.add(e);
        VectorMask<Float> negative = x.compare(VectorOperators.LT, 0);
        FloatVector more = twice.mul(e).blend(2, negative);
        FloatVector numerator = twice.add(1).blend(e.fma(e, twice), negative);
        FloatVector denominator = numerator.add(more);
        FloatVector bend = inside.mul(twice.mul(e.add(1))).mul(twice.blend(2, negative));
        FloatVector start = more.neg().blend(numerator, negative);
        return constant(1).blend(0, negative).add(start.add(bend.div(denominator)).div(denominator));
    }

    /** As {@link ScalarExp#exp}, for arguments that are not positive. */
    private static FloatVector exp(FloatVector x) {
        FloatVector inside = x.blend(ScalarExp.EXP_LEAST, x.compare(VectorOperators.LT, ScalarExp.EXP_LEAST));
        FloatVector shifted = inside.fma(constant(ScalarExp.LOG2_E), constant(ScalarExp.SHIFTER));
        FloatVector n = shifted.sub(ScalarExp.SHIFTER);
        FloatVector r = n.fma(constant(-ScalarExp.LN2_HIGH), inside);
        r = n.fma(constant(-ScalarExp.LN2_LOW), r);
        FloatVector p = polynomial(r).fma(r, constant(1)).fma(r, constant(1));
        return p.mul(lowerHalf(shifted)).mul(upperHalf(shifted));
    }

    private static FloatVector capped(FloatVector x, float most) {
        return x.blend(most, x.compare(VectorOperators.GT, most));
    }

    private static FloatVector positive(FloatVector x) {
        return x.blend(0, x.compare(VectorOperators.LT, 0));
    }

    /** A slope that at −x is 1 minus that at x, from its values below 0. */
    private static FloatVector mirrored(FloatVector x, FloatVector below) {
        return constant(1).sub(below).blend(below, x.compare(VectorOperators.LT, 0));
    }

    private static FloatVector constant(float c) {
        return FloatVector.broadcast(S, c);
    }

    private static FloatVector power(IntVector biasedExponent) {
        return biasedExponent.lanewise(VectorOperators.LSHL, ScalarExp.MANTISSA_BITS).reinterpretAsFloats();
    }

    private static FloatVector lowerHalf(FloatVector shifted) {
        return power(shifted.reinterpretAsInts().lanewise(VectorOperators.ASHR, 1));
    }

    private static FloatVector upperHalf(FloatVector shifted) {
        IntVector exponents = shifted.reinterpretAsInts();
        return power(exponents.sub(exponents.lanewise(VectorOperators.ASHR, 1)));
    }

    private static FloatVector polynomial(FloatVector r) {
        return constant(ScalarExp.EXP[0]).fma(r, constant(ScalarExp.EXP[1])).fma(r, constant(ScalarExp.EXP[2]))
                .fma(r, constant(ScalarExp.EXP[3])).fma(r, constant(ScalarExp.EXP[4]));
    }
}
