package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.scalar.ScalarExp;
import io.lanescope.simd.kernel.scalar.ScalarLogistic;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

/**
 * Whole vectors of sigmoid and tanh, with the roundings of {@link ScalarLogistic}, each formula in its loop as in
 * {@link VectorExp}.
 *
 * <p>These formulas are long chains of which each step waits for the one before. A processor hides that by working on the
 * next vectors meanwhile, as many as its schedulers hold. So two loops of half the length, with what is between them in a
 * scratch array, are faster than one.
 */
final class VectorLogistic {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private VectorLogistic() {}

    /** In fewer steps up to the first vector with a number to which they are not exact. */
    static void sigmoid(float[] s, float[] x, int xOffset, float[] y, int yOffset, int n) {
        int done = decay(x, xOffset, s, n);
        if (done > 0) {
            logistic(s, y, yOffset, done);
        }
        if (done < n) {
            anySigmoid(x, xOffset + done, y, yOffset + done, n - done);
        }
    }

    static void tanh(float[] s, float[] x, int xOffset, float[] y, int yOffset, int n) {
        expOfTwicePlusOne(x, xOffset, s, n);
        tanhNearZeroOrBeyond(s, x, xOffset, y, yOffset, n);
    }

    /**
     * Of {@code exp(x) = 2ⁿ exp(r)}: 1 − exp(−r), and 2ⁿ.
     *
     * @return up to where it came
     */
    private static int decay(float[] x, int xOffset, float[] s, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            if (!v.abs().compare(LT, ScalarLogistic.EXACT).allTrue()) {
                return i;
            }
            FloatVector shifted = v.fma(ScalarExp.LOG2_E, ScalarExp.SMALL_SHIFTER);
            FloatVector exponent = shifted.sub(ScalarExp.SMALL_SHIFTER);
            FloatVector r = exponent.lanewise(FMA, -ScalarExp.LN2_HIGH, v);
            r = exponent.lanewise(FMA, -ScalarExp.LN2_LOW, r);
            FloatVector square = r.mul(r);
            FloatVector p = r.fma(ScalarLogistic.DECAY_6, ScalarLogistic.DECAY_5)
                    .fma(square, r.fma(ScalarLogistic.DECAY_4, ScalarLogistic.DECAY_3))
                    .lanewise(FMA, r, ScalarLogistic.DECAY_2);
            square.fma(p, r).intoArray(s, VectorMaps.SECOND + i);
            shifted.reinterpretAsInts().lanewise(LSHL, ScalarExp.MANTISSA_BITS).reinterpretAsFloats()
                    .intoArray(s, VectorMaps.THIRD + i);
        }
        return n;
    }

    private static void logistic(float[] s, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector decay = FloatVector.fromArray(S, s, VectorMaps.SECOND + i);
            FloatVector power = FloatVector.fromArray(S, s, VectorMaps.THIRD + i);
            FloatVector less = FloatVector.broadcast(S, -1).sub(power);
            FloatVector sum = less.add(decay);
            FloatVector q = FloatVector.broadcast(S, -1).div(sum);
            FloatVector residual = q.fma(less.sub(sum).add(decay), q.lanewise(FMA, sum, 1));
            q.fma(residual, q).mul(power).intoArray(y, yOffset + i);
        }
    }

    private static void anySigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector inside = v.blend(ScalarExp.EXP_LEAST, v.compare(LT, ScalarExp.EXP_LEAST));
            inside = inside.blend(ScalarLogistic.SIGMOID_MOST, inside.compare(GT, ScalarLogistic.SIGMOID_MOST));
            FloatVector shifted = inside.fma(ScalarExp.LOG2_E, ScalarExp.SHIFTER);
            FloatVector exponent = shifted.sub(ScalarExp.SHIFTER);
            FloatVector r = exponent.lanewise(FMA, -ScalarExp.LN2_HIGH, inside);
            r = exponent.lanewise(FMA, -ScalarExp.LN2_LOW, r);
            FloatVector square = r.mul(r);
            FloatVector p = r.fma(ScalarLogistic.DECAY_6, ScalarLogistic.DECAY_5)
                    .fma(square, r.fma(ScalarLogistic.DECAY_4, ScalarLogistic.DECAY_3))
                    .lanewise(FMA, r, ScalarLogistic.DECAY_2);
            FloatVector decay = square.fma(p, r);
            IntVector exponents = shifted.reinterpretAsInts();
            IntVector half = exponents.lanewise(ASHR, 1);
            FloatVector lower = half.lanewise(LSHL, ScalarExp.MANTISSA_BITS).reinterpretAsFloats();
            FloatVector upper = exponents.sub(half).lanewise(LSHL, ScalarExp.MANTISSA_BITS).reinterpretAsFloats();
            FloatVector power = lower.mul(upper);
            FloatVector less = FloatVector.broadcast(S, -1).sub(power);
            FloatVector sum = less.add(decay);
            FloatVector q = FloatVector.broadcast(S, -1).div(sum);
            FloatVector lost = less.sub(sum).add(decay).add(power.neg().sub(less.add(1)));
            FloatVector residual = q.fma(lost, q.lanewise(FMA, sum, 1));
            FloatVector tail = FloatVector.broadcast(S, 1).sub(decay).div(power);
            FloatVector.broadcast(S, 1).sub(tail)
                    .blend(q.fma(residual, q).mul(lower).mul(upper), v.compare(LT, ScalarLogistic.EXACT))
                    .intoArray(y, yOffset + i);
        }
    }

    private static void expOfTwicePlusOne(float[] x, int xOffset, float[] s, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector inside = FloatVector.fromArray(S, x, xOffset + i).abs();
            inside = inside.blend(ScalarLogistic.TANH_MOST, inside.compare(GT, ScalarLogistic.TANH_MOST));
            FloatVector twice = inside.add(inside);
            FloatVector shifted = twice.fma(ScalarExp.LOG2_E, ScalarExp.SMALL_SHIFTER);
            FloatVector exponent = shifted.sub(ScalarExp.SMALL_SHIFTER);
            FloatVector r = exponent.lanewise(FMA, -ScalarExp.LN2_HIGH, twice);
            r = exponent.lanewise(FMA, -ScalarExp.LN2_LOW, r);
            FloatVector square = r.mul(r);
            FloatVector e = r.fma(ScalarExp.EXP_6, ScalarExp.EXP_5)
                    .fma(square, r.fma(ScalarExp.EXP_4, ScalarExp.EXP_3)).lanewise(FMA, r, ScalarExp.EXP_2);
            FloatVector power = shifted.reinterpretAsInts().lanewise(LSHL, ScalarExp.MANTISSA_BITS)
                    .reinterpretAsFloats();
            power.fma(square.fma(e, r), power.add(1)).intoArray(s, VectorMaps.SECOND + i);
        }
    }

    private static void tanhNearZeroOrBeyond(float[] s, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector square = v.mul(v);
            FloatVector fourth = square.mul(square);
            FloatVector p = square.fma(ScalarLogistic.TANH_15, ScalarLogistic.TANH_13)
                    .fma(fourth, square.fma(ScalarLogistic.TANH_11, ScalarLogistic.TANH_9))
                    .fma(fourth, square.fma(ScalarLogistic.TANH_7, ScalarLogistic.TANH_5))
                    .lanewise(FMA, square, ScalarLogistic.TANH_3);
            FloatVector small = p.mul(square).fma(v, v);
            FloatVector large = FloatVector.broadcast(S, 1)
                    .sub(FloatVector.broadcast(S, 2).div(FloatVector.fromArray(S, s, VectorMaps.SECOND + i)));
            large.blend(large.neg(), v.compare(LT, 0)).blend(small, v.abs().compare(LT, ScalarLogistic.TANH_SMALL))
                    .intoArray(y, yOffset + i);
        }
    }
}
