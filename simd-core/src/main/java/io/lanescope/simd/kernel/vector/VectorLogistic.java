package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.scalar.ScalarExp;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

/**
 * Whole vectors of sigmoid, tanh and the activations that are x times a logistic function, with the roundings of
 * {@link ScalarExp}, each formula in its loop as in {@link VectorExp}.
 */
final class VectorLogistic {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private VectorLogistic() {}

    static void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector a = v.abs();
            a = a.blend(-ScalarExp.EXP_LEAST, a.compare(GT, -ScalarExp.EXP_LEAST));
            FloatVector shifted = a.fma(-ScalarExp.LOG2_E, ScalarExp.SHIFTER);
            FloatVector exponent = shifted.sub(ScalarExp.SHIFTER);
            FloatVector r = exponent.lanewise(FMA, ScalarExp.LN2_HIGH, a);
            r = exponent.lanewise(FMA, ScalarExp.LN2_LOW, r);
            FloatVector square = r.mul(r);
            FloatVector p = r.fma(ScalarExp.EXP_6, ScalarExp.EXP_5)
                    .fma(square, r.fma(ScalarExp.EXP_4, ScalarExp.EXP_3)).lanewise(FMA, r, ScalarExp.EXP_2);
            FloatVector t = square.fma(p, r);
            IntVector bits = shifted.reinterpretAsInts();
            IntVector half = bits.lanewise(ASHR, 1);
            FloatVector power = half.lanewise(LSHL, ScalarExp.MANTISSA_BITS).reinterpretAsFloats()
                    .mul(bits.sub(half).lanewise(LSHL, ScalarExp.MANTISSA_BITS).reinterpretAsFloats());
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

    static void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector size = v.abs();
            FloatVector square = v.mul(v);
            FloatVector fourth = square.mul(square);
            FloatVector p = square.fma(ScalarExp.TANH_15, ScalarExp.TANH_13)
                    .fma(fourth, square.fma(ScalarExp.TANH_11, ScalarExp.TANH_9))
                    .fma(fourth, square.fma(ScalarExp.TANH_7, ScalarExp.TANH_5))
                    .lanewise(FMA, square, ScalarExp.TANH_3);
            FloatVector small = p.mul(square).fma(v, v);
            FloatVector inside = size.blend(ScalarExp.TANH_MOST, size.compare(GT, ScalarExp.TANH_MOST));
            FloatVector twice = inside.add(inside);
            FloatVector shifted = twice.fma(ScalarExp.LOG2_E, ScalarExp.SMALL_SHIFTER);
            FloatVector exponent = shifted.sub(ScalarExp.SMALL_SHIFTER);
            FloatVector r = exponent.lanewise(FMA, -ScalarExp.LN2_HIGH, twice);
            r = exponent.lanewise(FMA, -ScalarExp.LN2_LOW, r);
            FloatVector rSquare = r.mul(r);
            FloatVector e = r.fma(ScalarExp.EXP_6, ScalarExp.EXP_5)
                    .fma(rSquare, r.fma(ScalarExp.EXP_4, ScalarExp.EXP_3)).lanewise(FMA, r, ScalarExp.EXP_2);
            FloatVector power = shifted.reinterpretAsInts().lanewise(LSHL, ScalarExp.MANTISSA_BITS)
                    .reinterpretAsFloats();
            FloatVector sum = power.fma(rSquare.fma(e, r), power.add(1));
            FloatVector large = FloatVector.broadcast(S, 1).sub(FloatVector.broadcast(S, 2).div(sum));
            large.blend(large.neg(), v.compare(LT, 0)).blend(small, size.compare(LT, ScalarExp.TANH_SMALL))
                    .intoArray(y, yOffset + i);
        }
    }

    static void silu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector a = v.abs();
            a = a.blend(ScalarExp.SILU_MOST, a.compare(GT, ScalarExp.SILU_MOST));
            FloatVector shifted = a.fma(-ScalarExp.LOG2_E, ScalarExp.SMALL_SHIFTER);
            FloatVector exponent = shifted.sub(ScalarExp.SMALL_SHIFTER);
            FloatVector r = exponent.lanewise(FMA, ScalarExp.LN2_HIGH, a);
            r = exponent.lanewise(FMA, ScalarExp.LN2_LOW, r);
            FloatVector square = r.mul(r);
            FloatVector p = r.fma(ScalarExp.EXP_6, ScalarExp.EXP_5)
                    .fma(square, r.fma(ScalarExp.EXP_4, ScalarExp.EXP_3)).lanewise(FMA, r, ScalarExp.EXP_2);
            FloatVector power = shifted.reinterpretAsInts().lanewise(LSHL, ScalarExp.MANTISSA_BITS)
                    .reinterpretAsFloats();
            FloatVector sum = power.add(square.fma(p, r)).add(1);
            v.blend(0, v.compare(LT, 0)).sub(a.div(sum).mul(power)).intoArray(y, yOffset + i);
        }
    }

    static void geluTanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector inside = v.abs();
            inside = inside.blend(ScalarExp.GELU_TANH_MOST, inside.compare(GT, ScalarExp.GELU_TANH_MOST));
            FloatVector a = inside.mul(inside).fma(ScalarExp.GELU_TANH_CUBIC, ScalarExp.GELU_TANH_LINEAR).mul(inside);
            FloatVector shifted = a.fma(-ScalarExp.LOG2_E, ScalarExp.SMALL_SHIFTER);
            FloatVector exponent = shifted.sub(ScalarExp.SMALL_SHIFTER);
            FloatVector r = exponent.lanewise(FMA, ScalarExp.LN2_HIGH, a);
            r = exponent.lanewise(FMA, ScalarExp.LN2_LOW, r);
            FloatVector square = r.mul(r);
            FloatVector p = r.fma(ScalarExp.EXP_6, ScalarExp.EXP_5)
                    .fma(square, r.fma(ScalarExp.EXP_4, ScalarExp.EXP_3)).lanewise(FMA, r, ScalarExp.EXP_2);
            FloatVector power = shifted.reinterpretAsInts().lanewise(LSHL, ScalarExp.MANTISSA_BITS)
                    .reinterpretAsFloats();
            FloatVector sum = power.add(square.fma(p, r)).add(1);
            v.blend(0, v.compare(LT, 0)).sub(inside.div(sum).mul(power)).intoArray(y, yOffset + i);
        }
    }
}
