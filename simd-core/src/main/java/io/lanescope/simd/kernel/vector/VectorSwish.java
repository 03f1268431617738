package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.scalar.ScalarErf;
import io.lanescope.simd.kernel.scalar.ScalarExp;
import io.lanescope.simd.kernel.scalar.ScalarLogistic;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

/**
 * Whole vectors of the activations that are x times a logistic function, with the roundings of {@link ScalarLogistic}, each
 * formula in its loop as in {@link VectorExp}, and in fewer steps up to the first vector with a number for which they do not hold.
 */
final class VectorSwish {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private VectorSwish() {}

    static void silu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int done = nearSilu(x, xOffset, y, yOffset, n);
        if (done < n) {
            anySilu(x, xOffset + done, y, yOffset + done, n - done);
        }
    }

    /** In two loops, as in {@link VectorLogistic}. */
    static void geluTanh(float[] s, float[] x, int xOffset, float[] y, int yOffset, int n) {
        int done = exponents(x, xOffset, s, n);
        if (done > 0) {
            quotients(s, x, xOffset, y, yOffset, done);
        }
        if (done < n) {
            anyGeluTanh(x, xOffset + done, y, yOffset + done, n - done);
        }
    }

    private static int nearSilu(float[] x, int xOffset, float[] y, int yOffset, int n) {
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
            FloatVector power = shifted.reinterpretAsInts().lanewise(LSHL, ScalarExp.MANTISSA_BITS)
                    .reinterpretAsFloats();
            v.mul(power).div(power.add(1).sub(square.fma(p, r))).intoArray(y, yOffset + i);
        }
        return n;
    }

    private static void anySilu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector inside = v.blend(-ScalarExp.MISH_MOST, v.compare(LT, -ScalarExp.MISH_MOST));
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
            FloatVector sum = power.sub(decay).add(1)
                    .blend(power.add(1).sub(decay), v.compare(GT, -ScalarLogistic.EXACT));
            v.blend(inside.div(sum).mul(lower).mul(upper), v.compare(LT, ScalarLogistic.EXACT))
                    .intoArray(y, yOffset + i);
        }
    }

    private static int exponents(float[] x, int xOffset, float[] s, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            if (!v.abs().compare(LT, ScalarLogistic.GELU_TANH_NORMAL).allTrue()) {
                return i;
            }
            FloatVector bits = v.mul(v)
                    .fma(ScalarLogistic.GELU_TANH_CUBIC_BITS, ScalarLogistic.GELU_TANH_LINEAR_BITS).mul(v);
            FloatVector shifted = bits.add(ScalarExp.SMALL_SHIFTER);
            bits.sub(shifted.sub(ScalarExp.SMALL_SHIFTER)).intoArray(s, VectorMaps.SECOND + i);
            shifted.reinterpretAsInts().lanewise(LSHL, ScalarExp.MANTISSA_BITS).reinterpretAsFloats()
                    .intoArray(s, VectorMaps.THIRD + i);
        }
        return n;
    }

    private static void quotients(float[] s, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector f = FloatVector.fromArray(S, s, VectorMaps.SECOND + i);
            FloatVector power = FloatVector.fromArray(S, s, VectorMaps.THIRD + i);
            FloatVector square = f.mul(f);
            FloatVector decay = f.fma(ScalarErf.EXP2_6, -ScalarErf.EXP2_5)
                    .fma(square, f.fma(ScalarErf.EXP2_4, -ScalarErf.EXP2_3))
                    .fma(square, f.fma(ScalarErf.EXP2_2, -ScalarErf.EXP2_1));
            v.mul(power).div(decay.fma(f, power.add(1))).intoArray(y, yOffset + i);
        }
    }

    private static void anyGeluTanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector inside = v.blend(-ScalarLogistic.GELU_TANH_MOST,
                    v.compare(LT, -ScalarLogistic.GELU_TANH_MOST));
            FloatVector bits = inside.mul(inside)
                    .fma(ScalarLogistic.GELU_TANH_CUBIC_BITS, ScalarLogistic.GELU_TANH_LINEAR_BITS).mul(inside);
            FloatVector exponent = bits.add(ScalarExp.SMALL_SHIFTER).sub(ScalarExp.SMALL_SHIFTER);
            FloatVector f = bits.sub(exponent);
            FloatVector shifted = exponent.add(ScalarExp.SHIFTER);
            FloatVector square = f.mul(f);
            FloatVector decay = f.fma(ScalarErf.EXP2_6, -ScalarErf.EXP2_5)
                    .fma(square, f.fma(ScalarErf.EXP2_4, -ScalarErf.EXP2_3))
                    .fma(square, f.fma(ScalarErf.EXP2_2, -ScalarErf.EXP2_1));
            IntVector exponents = shifted.reinterpretAsInts();
            IntVector half = exponents.lanewise(ASHR, 1);
            FloatVector lower = half.lanewise(LSHL, ScalarExp.MANTISSA_BITS).reinterpretAsFloats();
            FloatVector upper = exponents.sub(half).lanewise(LSHL, ScalarExp.MANTISSA_BITS).reinterpretAsFloats();
            FloatVector sum = decay.fma(f, lower.mul(upper).add(1));
            v.blend(inside.div(sum).mul(lower).mul(upper), v.compare(LT, ScalarLogistic.GELU_TANH_NORMAL))
                    .intoArray(y, yOffset + i);
        }
    }
}
