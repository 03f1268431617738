package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.scalar.ScalarExp;

/**
 * Whole vectors of exp, exp − 1 and what is exp on one side of 0, with the roundings of {@link ScalarExp}.
 */
final class VectorExp {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private VectorExp() {}

    static void exp(float shift, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            exp(FloatVector.fromArray(S, x, xOffset + i).sub(shift)).intoArray(y, yOffset + i);
        }
    }

    static void expm1(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            expm1(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void timesExp(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            exp(FloatVector.fromArray(S, z, zOffset + i)).mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
    }

    static void elu(float above, float below, float low, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            elu(FloatVector.fromArray(S, x, xOffset + i), above, below, low).intoArray(y, yOffset + i);
        }
    }

    static void timesEluSlope(float above, float below, float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            eluSlope(FloatVector.fromArray(S, z, zOffset + i), above, below)
                    .mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
    }

    private static FloatVector elu(FloatVector x, float above, float below, float low) {
        FloatVector e = expm1(x);
        return e.fma(constant(below), e.mul(low)).blend(x.mul(above), x.compare(VectorOperators.GT, 0));
    }

    private static FloatVector eluSlope(FloatVector x, float above, float below) {
        return exp(x).mul(below).blend(above, x.compare(VectorOperators.GT, 0));
    }

    /** As {@link ScalarExp#exp}. */
    private static FloatVector exp(FloatVector x) {
        FloatVector inside = x.blend(ScalarExp.EXP_LEAST, x.compare(VectorOperators.LT, ScalarExp.EXP_LEAST));
        FloatVector capped = inside.reinterpretAsInts().min(Float.floatToRawIntBits(ScalarExp.EXP_MOST))
                .reinterpretAsFloats();
        FloatVector shifted = capped.fma(constant(ScalarExp.LOG2_E), constant(ScalarExp.SHIFTER));
        FloatVector n = shifted.sub(ScalarExp.SHIFTER);
        FloatVector r = n.fma(constant(-ScalarExp.LN2_HIGH), inside);
        r = n.fma(constant(-ScalarExp.LN2_LOW), r);
        FloatVector p = polynomial(r).fma(r, constant(1)).fma(r, constant(1));
        return p.mul(lowerHalf(shifted)).mul(upperHalf(shifted));
    }

    /** As {@link ScalarExp#expm1}. */
    private static FloatVector expm1(FloatVector x) {
        FloatVector inside = x.blend(ScalarExp.EXPM1_LEAST, x.compare(VectorOperators.LT, ScalarExp.EXPM1_LEAST));
        inside = inside.blend(ScalarExp.EXP_MOST, inside.compare(VectorOperators.GT, ScalarExp.EXP_MOST));
        FloatVector shifted = inside.sub(ScalarExp.EXPM1_SHIFT).fma(constant(ScalarExp.LOG2_E),
                constant(ScalarExp.SMALL_SHIFTER));
        FloatVector n = shifted.sub(ScalarExp.SMALL_SHIFTER);
        FloatVector r = n.fma(constant(-ScalarExp.LN2_HIGH), inside);
        r = n.fma(constant(-ScalarExp.LN2_LOW), r);
        FloatVector p = constant(ScalarExp.EXPM1[0]).fma(r, constant(ScalarExp.EXPM1[1]))
                .fma(r, constant(ScalarExp.EXPM1[2])).fma(r, constant(ScalarExp.EXPM1[3]))
                .fma(r, constant(ScalarExp.EXPM1[4]));
        FloatVector t = r.mul(r).fma(p, r);
        FloatVector half = power(shifted.reinterpretAsInts().sub(1));
        FloatVector less = half.sub(0.5f);
        FloatVector lost = half.sub(less).sub(0.5f);
        FloatVector result = half.fma(t, lost).add(less);
        return result.add(result).blend(x, x.abs().compare(VectorOperators.LT, ScalarExp.EXPM1_LINEAR));
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
