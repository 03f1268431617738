package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.scalar.ScalarExp;

import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

/**
 * Whole vectors of sigmoid, tanh and the activations that are x times a logistic function, with the roundings of
 * {@link ScalarExp}, each formula in its loop as in {@link VectorExp}.
 *
 * <p>These formulas are long chains of which each step waits for the one before. A processor hides that by working on the
 * next vectors meanwhile, as many as its schedulers hold. So two loops of half the length, with what is between them in a
 * scratch array, are faster than one.
 */
final class VectorLogistic {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private VectorLogistic() {}

    static void sigmoid(float[] s, float[] x, int xOffset, float[] y, int yOffset, int n) {
        growth(x, xOffset, s, n);
        logistic(s, x, xOffset, y, yOffset, n);
    }

    static void silu(float[] s, float[] x, int xOffset, float[] y, int yOffset, int n) {
        growth(x, xOffset, s, n);
        lessShare(s, x, xOffset, y, yOffset, n);
    }

    static void geluTanh(float[] s, float[] x, int xOffset, float[] y, int yOffset, int n) {
        VectorParts.geluTanhArgument(x, xOffset, s, n);
        growth(s, 0, s, n);
        lessShare(s, x, xOffset, y, yOffset, n);
    }

    static void tanh(float[] s, float[] x, int xOffset, float[] y, int yOffset, int n) {
        expOfTwicePlusOne(x, xOffset, s, n);
        tanhNearZeroOrBeyond(s, x, xOffset, y, yOffset, n);
    }

    /** Of {@code exp(|x|) = (1 + t) / 2ⁿ}: t, and 2ⁿ. */
    private static void growth(float[] x, int xOffset, float[] s, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector a = FloatVector.fromArray(S, x, xOffset + i).abs();
            a = a.blend(-ScalarExp.EXP_LEAST, a.compare(GT, -ScalarExp.EXP_LEAST));
            FloatVector shifted = a.fma(-ScalarExp.LOG2_E, ScalarExp.UPWARD_SHIFTER);
            FloatVector exponent = shifted.sub(ScalarExp.UPWARD_SHIFTER);
            FloatVector r = exponent.lanewise(FMA, ScalarExp.LN2_HIGH, a);
            r = exponent.lanewise(FMA, ScalarExp.LN2_LOW, r);
            FloatVector square = r.mul(r);
            FloatVector p = r.fma(ScalarExp.EXP_6, ScalarExp.EXP_5)
                    .fma(square, r.fma(ScalarExp.EXP_4, ScalarExp.EXP_3)).lanewise(FMA, r, ScalarExp.EXP_2);
            square.fma(p, r).intoArray(s, VectorMaps.SECOND + i);
            shifted.reinterpretAsInts().lanewise(LSHL, ScalarExp.MANTISSA_BITS).reinterpretAsFloats()
                    .mul(ScalarExp.SCALE_BACK).intoArray(s, VectorMaps.THIRD + i);
        }
    }

    private static void logistic(float[] s, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector t = FloatVector.fromArray(S, s, VectorMaps.SECOND + i);
            FloatVector power = FloatVector.fromArray(S, s, VectorMaps.THIRD + i);
            FloatVector u = power.add(t);
            FloatVector sum = u.add(1);
            FloatVector lost = FloatVector.broadcast(S, 1).sub(sum).add(u).add(power.sub(u).add(t));
            FloatVector q = FloatVector.broadcast(S, 1).div(sum);
            FloatVector minusQ = q.neg();
            FloatVector residual = minusQ.fma(lost, sum.lanewise(FMA, minusQ, 1));
            FloatVector tail = q.fma(residual, q).mul(power);
            FloatVector.broadcast(S, 1).sub(tail).blend(tail, v.compare(LT, 0)).intoArray(y, yOffset + i);
        }
    }

    /** {@code max(x, 0)} less |x| times the logistic function of which the growth is known. */
    private static void lessShare(float[] s, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector a = v.abs();
            a = a.blend(-ScalarExp.EXP_LEAST, a.compare(GT, -ScalarExp.EXP_LEAST));
            FloatVector power = FloatVector.fromArray(S, s, VectorMaps.THIRD + i);
            FloatVector sum = power.add(FloatVector.fromArray(S, s, VectorMaps.SECOND + i)).add(1);
            v.blend(0, v.compare(LT, 0)).sub(a.div(sum).mul(power)).intoArray(y, yOffset + i);
        }
    }

    private static void expOfTwicePlusOne(float[] x, int xOffset, float[] s, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector inside = FloatVector.fromArray(S, x, xOffset + i).abs();
            inside = inside.blend(ScalarExp.TANH_MOST, inside.compare(GT, ScalarExp.TANH_MOST));
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
            FloatVector p = square.fma(ScalarExp.TANH_15, ScalarExp.TANH_13)
                    .fma(fourth, square.fma(ScalarExp.TANH_11, ScalarExp.TANH_9))
                    .fma(fourth, square.fma(ScalarExp.TANH_7, ScalarExp.TANH_5))
                    .lanewise(FMA, square, ScalarExp.TANH_3);
            FloatVector small = p.mul(square).fma(v, v);
            FloatVector large = FloatVector.broadcast(S, 1)
                    .sub(FloatVector.broadcast(S, 2).div(FloatVector.fromArray(S, s, VectorMaps.SECOND + i)));
            large.blend(large.neg(), v.compare(LT, 0)).blend(small, v.abs().compare(LT, ScalarExp.TANH_SMALL))
                    .intoArray(y, yOffset + i);
        }
    }
}
