package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.scalar.ScalarErf;
import io.lanescope.simd.kernel.scalar.ScalarExp;

/**
 * Whole vectors of the error function and the exact GELU, with the roundings of {@link ScalarErf}.
 */
final class VectorErf {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private VectorErf() {}

    static void erf(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            erf(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void gelu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            gelu(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void timesErfSlope(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            erfSlope(FloatVector.fromArray(S, z, zOffset + i)).mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
    }

    static void timesGeluSlope(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            geluSlope(FloatVector.fromArray(S, z, zOffset + i)).mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
    }

    private static FloatVector erf(FloatVector x) {
        FloatVector size = x.abs();
        FloatVector square = x.mul(x);
        FloatVector p = constant(ScalarErf.ERF[0]).fma(square, constant(ScalarErf.ERF[1]))
                .fma(square, constant(ScalarErf.ERF[2])).fma(square, constant(ScalarErf.ERF[3]))
                .fma(square, constant(ScalarErf.ERF[4])).fma(square, constant(ScalarErf.ERF[5]))
                .fma(square, constant(ScalarErf.ERF[6]));
        FloatVector small = p.fma(x, x);
        FloatVector inside = capped(size, ScalarErf.ERF_MOST);
        FloatVector w = constant(ScalarErf.ERF_TAIL[0]).fma(inside, constant(ScalarErf.ERF_TAIL[1]))
                .fma(inside, constant(ScalarErf.ERF_TAIL[2])).fma(inside, constant(ScalarErf.ERF_TAIL[3]))
                .fma(inside, constant(ScalarErf.ERF_TAIL[4])).fma(inside, constant(ScalarErf.ERF_TAIL[5]));
        FloatVector shifted = inside.fma(w, constant(ScalarExp.SMALL_SHIFTER));
        FloatVector f = inside.fma(w,
                constant(ScalarErf.ERF_TAIL_START).sub(shifted.sub(ScalarExp.SMALL_SHIFTER)));
        FloatVector large = constant(1).sub(exp2(f).mul(power(shifted.reinterpretAsInts())));
        large = large.blend(large.neg(), x.compare(VectorOperators.LT, 0));
        return large.blend(small, size.compare(VectorOperators.LT, ScalarErf.ERF_SMALL));
    }

    private static FloatVector erfSlope(FloatVector x) {
        FloatVector inside = capped(x.abs(), ScalarErf.GAUSSIAN_MOST);
        FloatVector square = inside.mul(inside);
        FloatVector lost = inside.fma(inside, square.neg());
        FloatVector e = exp(square.neg());
        FloatVector less = lost.fma(constant(-ScalarErf.ERF_SLOPE), constant(ScalarErf.ERF_SLOPE_LOW));
        return e.fma(constant(ScalarErf.ERF_SLOPE), e.mul(less));
    }

    private static FloatVector gelu(FloatVector x) {
        FloatVector inside = capped(x.abs(), ScalarErf.NORMAL_MOST);
        return x.blend(0, x.compare(VectorOperators.LT, 0)).sub(inside.mul(normalTail(inside)));
    }

    private static FloatVector geluSlope(FloatVector x) {
        FloatVector inside = capped(x.abs(), ScalarErf.NORMAL_MOST);
        FloatVector density = exp(inside.mul(inside).mul(-0.5f)).mul(ScalarErf.NORMAL_DENSITY);
        FloatVector below = inside.neg().fma(density, normalTail(inside));
        return constant(1).sub(below).blend(below, x.compare(VectorOperators.LT, 0));
    }

    private static FloatVector normalTail(FloatVector a) {
        FloatVector w = constant(ScalarErf.NORMAL_TAIL[0]).fma(a, constant(ScalarErf.NORMAL_TAIL[1]))
                .fma(a, constant(ScalarErf.NORMAL_TAIL[2])).fma(a, constant(ScalarErf.NORMAL_TAIL[3]))
                .fma(a, constant(ScalarErf.NORMAL_TAIL[4])).fma(a, constant(ScalarErf.NORMAL_TAIL[5]))
                .fma(a, constant(ScalarErf.NORMAL_TAIL[6])).fma(a, constant(ScalarErf.NORMAL_TAIL[7]))
                .fma(a, constant(ScalarErf.NORMAL_TAIL[8])).fma(a, constant(ScalarErf.NORMAL_TAIL[9]));
        FloatVector shifted = a.fma(w, constant(ScalarErf.SHIFTER_LESS_ONE));
        FloatVector f = a.fma(w, shifted.sub(ScalarErf.SHIFTER_LESS_ONE).neg());
        return exp2(f).mul(lowerHalf(shifted)).mul(upperHalf(shifted));
    }

    private static FloatVector exp2(FloatVector f) {
        return constant(ScalarErf.EXP2[0]).fma(f, constant(ScalarErf.EXP2[1])).fma(f, constant(ScalarErf.EXP2[2]))
                .fma(f, constant(ScalarErf.EXP2[3])).fma(f, constant(ScalarErf.EXP2[4]))
                .fma(f, constant(ScalarErf.EXP2[5]))
                .fma(f, constant(1));
    }

    private static FloatVector capped(FloatVector x, float most) {
        return x.blend(most, x.compare(VectorOperators.GT, most));
    }

    /** As {@link ScalarExp#exp}, for arguments that are not positive. */
    private static FloatVector exp(FloatVector x) {
        FloatVector inside = x.blend(ScalarExp.EXP_LEAST, x.compare(VectorOperators.LT, ScalarExp.EXP_LEAST));
        FloatVector shifted = inside.fma(constant(ScalarExp.LOG2_E), constant(ScalarExp.SHIFTER));
        FloatVector n = shifted.sub(ScalarExp.SHIFTER);
        FloatVector r = n.fma(constant(-ScalarExp.LN2_HIGH), inside);
        r = n.fma(constant(-ScalarExp.LN2_LOW), r);
        FloatVector p = constant(ScalarExp.EXP[0]).fma(r, constant(ScalarExp.EXP[1])).fma(r, constant(ScalarExp.EXP[2]))
                .fma(r, constant(ScalarExp.EXP[3])).fma(r, constant(ScalarExp.EXP[4]));
        p = p.fma(r, constant(1)).fma(r, constant(1));
        return p.mul(lowerHalf(shifted)).mul(upperHalf(shifted));
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
}
