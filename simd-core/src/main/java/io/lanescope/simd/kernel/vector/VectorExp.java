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
 * Whole vectors of exp and exp − 1, with the roundings of {@link ScalarExp}. Each formula stands in its loop: a method that
 * takes and returns vectors allocates them wherever the compiler does not inline it.
 */
final class VectorExp {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private VectorExp() {}

    /** {@code y = exp(x − shift)}, in fewer steps while the results are normal floats. */
    static void exp(float shift, float[] x, int xOffset, float[] y, int yOffset, int n) {
        int done = normalExp(shift, x, xOffset, y, yOffset, n);
        if (done < n) {
            anyExp(shift, x, xOffset + done, y, yOffset + done, n - done);
        }
    }

    /**
     * The power of 2 is added to the bits of the result, and nothing is capped: the same bits wherever the result is normal.
     *
     * @return up to where it came
     */
    private static int normalExp(float shift, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector a = FloatVector.fromArray(S, x, xOffset + i).sub(shift);
            if (!a.abs().compare(LT, ScalarExp.EXP_NORMAL).allTrue()) {
                return i;
            }
            FloatVector shifted = a.fma(ScalarExp.LOG2_E, ScalarExp.PLAIN_SHIFTER);
            FloatVector power = shifted.sub(ScalarExp.PLAIN_SHIFTER);
            FloatVector r = power.lanewise(FMA, -ScalarExp.LN2_HIGH, a);
            r = power.lanewise(FMA, -ScalarExp.LN2_LOW, r);
            FloatVector square = r.mul(r);
            FloatVector p = r.fma(ScalarExp.EXP_6, ScalarExp.EXP_5)
                    .fma(square, r.fma(ScalarExp.EXP_4, ScalarExp.EXP_3)).lanewise(FMA, r, ScalarExp.EXP_2);
            p.lanewise(FMA, r, 1).lanewise(FMA, r, 1).reinterpretAsInts()
                    .add(shifted.reinterpretAsInts().lanewise(LSHL, ScalarExp.MANTISSA_BITS)).reinterpretAsFloats()
                    .intoArray(y, yOffset + i);
        }
        return n;
    }

    private static void anyExp(float shift, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector a = FloatVector.fromArray(S, x, xOffset + i).sub(shift);
            FloatVector inside = a.blend(ScalarExp.EXP_LEAST, a.compare(LT, ScalarExp.EXP_LEAST));
            FloatVector capped = inside.reinterpretAsInts().min(Float.floatToRawIntBits(ScalarExp.EXP_MOST))
                    .reinterpretAsFloats();
            FloatVector shifted = capped.fma(ScalarExp.LOG2_E, ScalarExp.SHIFTER);
            FloatVector power = shifted.sub(ScalarExp.SHIFTER);
            FloatVector r = power.lanewise(FMA, -ScalarExp.LN2_HIGH, inside);
            r = power.lanewise(FMA, -ScalarExp.LN2_LOW, r);
            FloatVector square = r.mul(r);
            FloatVector p = r.fma(ScalarExp.EXP_6, ScalarExp.EXP_5)
                    .fma(square, r.fma(ScalarExp.EXP_4, ScalarExp.EXP_3)).lanewise(FMA, r, ScalarExp.EXP_2);
            IntVector exponents = shifted.reinterpretAsInts();
            IntVector lower = exponents.lanewise(ASHR, 1);
            p.lanewise(FMA, r, 1).lanewise(FMA, r, 1)
                    .mul(lower.lanewise(LSHL, ScalarExp.MANTISSA_BITS).reinterpretAsFloats())
                    .mul(exponents.sub(lower).lanewise(LSHL, ScalarExp.MANTISSA_BITS).reinterpretAsFloats())
                    .intoArray(y, yOffset + i);
        }
    }

    /** {@code y = exp(x) − 1}. */
    static void expm1(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector a = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector inside = a.blend(ScalarExp.EXPM1_LEAST, a.compare(LT, ScalarExp.EXPM1_LEAST));
            inside = inside.blend(ScalarExp.EXP_MOST, inside.compare(GT, ScalarExp.EXP_MOST));
            FloatVector shifted = inside.sub(ScalarExp.EXPM1_SHIFT).fma(ScalarExp.LOG2_E, ScalarExp.SMALL_SHIFTER);
            FloatVector power = shifted.sub(ScalarExp.SMALL_SHIFTER);
            FloatVector r = power.lanewise(FMA, -ScalarExp.LN2_HIGH, inside);
            r = power.lanewise(FMA, -ScalarExp.LN2_LOW, r);
            FloatVector square = r.mul(r);
            FloatVector p = r.fma(ScalarExp.EXPM1_7, ScalarExp.EXPM1_6)
                    .fma(square, r.fma(ScalarExp.EXPM1_5, ScalarExp.EXPM1_4)).lanewise(FMA, r, ScalarExp.EXPM1_3)
                    .lanewise(FMA, r, ScalarExp.EXPM1_2);
            FloatVector t = square.fma(p, r);
            FloatVector half = shifted.reinterpretAsInts().sub(1).lanewise(LSHL, ScalarExp.MANTISSA_BITS)
                    .reinterpretAsFloats();
            FloatVector less = half.sub(0.5f);
            FloatVector lost = half.sub(less).sub(0.5f);
            FloatVector result = half.fma(t, lost).add(less);
            result.add(result).blend(a, a.abs().compare(LT, ScalarExp.EXPM1_LINEAR)).intoArray(y, yOffset + i);
        }
    }
}
