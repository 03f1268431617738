package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.scalar.ScalarErf;
import io.lanescope.simd.kernel.scalar.ScalarExp;

import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

/**
 * Whole vectors of the error function and the exact GELU, with the roundings of {@link ScalarErf}, each formula in its loop
 * as in {@link VectorExp}.
 */
final class VectorErf {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private VectorErf() {}

    static void erf(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector size = v.abs();
            FloatVector square = v.mul(v);
            FloatVector fourth = square.mul(square);
            FloatVector p = square.fma(ScalarErf.ERF_13, ScalarErf.ERF_11)
                    .fma(fourth, square.fma(ScalarErf.ERF_9, ScalarErf.ERF_7))
                    .lanewise(FMA, square, ScalarErf.ERF_5).lanewise(FMA, square, ScalarErf.ERF_3)
                    .lanewise(FMA, square, ScalarErf.ERF_1);
            FloatVector small = p.fma(v, v);
            FloatVector a = size.blend(ScalarErf.ERF_MOST, size.compare(GT, ScalarErf.ERF_MOST));
            FloatVector near = a.mul(a);
            FloatVector w = a.fma(ScalarErf.ERF_TAIL_6, ScalarErf.ERF_TAIL_5)
                    .fma(near, a.fma(ScalarErf.ERF_TAIL_4, ScalarErf.ERF_TAIL_3))
                    .fma(near, a.fma(ScalarErf.ERF_TAIL_2, ScalarErf.ERF_TAIL_1));
            FloatVector shifted = w.sub(ScalarErf.ERF_TAIL_SLOPE).lanewise(FMA, a, ScalarExp.SMALL_SHIFTER);
            FloatVector rest = FloatVector.broadcast(S, ScalarErf.ERF_TAIL_0)
                    .sub(shifted.sub(ScalarExp.SMALL_SHIFTER));
            FloatVector f = a.fma(w, a.fma(FloatVector.broadcast(S, -ScalarErf.ERF_TAIL_SLOPE), rest));
            FloatVector fSquare = f.mul(f);
            FloatVector e = f.fma(ScalarErf.EXP2_6, ScalarErf.EXP2_5)
                    .fma(fSquare, f.fma(ScalarErf.EXP2_4, ScalarErf.EXP2_3))
                    .fma(fSquare, f.fma(ScalarErf.EXP2_2, ScalarErf.EXP2_1)).lanewise(FMA, f, 1);
            FloatVector power = shifted.reinterpretAsInts().lanewise(LSHL, ScalarExp.MANTISSA_BITS)
                    .reinterpretAsFloats();
            FloatVector large = FloatVector.broadcast(S, 1).sub(e.mul(power));
            large.blend(large.neg(), v.compare(LT, 0)).blend(small, size.compare(LT, ScalarErf.ERF_SMALL))
                    .intoArray(y, yOffset + i);
        }
    }

    /** In two loops, as in {@link VectorLogistic}. */
    static void gelu(float[] s, float[] x, int xOffset, float[] y, int yOffset, int n) {
        exponents(x, xOffset, s, n);
        lessTail(s, x, xOffset, y, yOffset, n);
    }

    /** Of the tail of the normal distribution: the fraction of its binary exponent, and |x| times the power of 2. */
    private static void exponents(float[] x, int xOffset, float[] s, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector a = FloatVector.fromArray(S, x, xOffset + i).abs();
            a = a.blend(ScalarErf.NORMAL_MOST, a.compare(GT, ScalarErf.NORMAL_MOST));
            FloatVector square = a.mul(a);
            FloatVector low = a.fma(ScalarErf.NORMAL_TAIL_4, ScalarErf.NORMAL_TAIL_3)
                    .fma(square, a.fma(ScalarErf.NORMAL_TAIL_2, ScalarErf.NORMAL_TAIL_1));
            FloatVector w = a.fma(ScalarErf.NORMAL_TAIL_10, ScalarErf.NORMAL_TAIL_9)
                    .fma(square, a.fma(ScalarErf.NORMAL_TAIL_8, ScalarErf.NORMAL_TAIL_7))
                    .fma(square, a.fma(ScalarErf.NORMAL_TAIL_6, ScalarErf.NORMAL_TAIL_5))
                    .fma(square.mul(square), low);
            FloatVector shifted = a.lanewise(FMA, w, ScalarErf.SHIFTER_LESS_ONE);
            a.fma(w, FloatVector.broadcast(S, ScalarErf.SHIFTER_LESS_ONE).sub(shifted))
                    .intoArray(s, VectorMaps.SECOND + i);
            shifted.reinterpretAsInts().lanewise(LSHL, ScalarExp.MANTISSA_BITS).reinterpretAsFloats().mul(a)
                    .intoArray(s, VectorMaps.THIRD + i);
        }
    }

    private static void lessTail(float[] s, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector f = FloatVector.fromArray(S, s, VectorMaps.SECOND + i);
            FloatVector square = f.mul(f);
            FloatVector e = f.fma(ScalarErf.EXP2_6, ScalarErf.EXP2_5)
                    .fma(square, f.fma(ScalarErf.EXP2_4, ScalarErf.EXP2_3))
                    .fma(square, f.fma(ScalarErf.EXP2_2, ScalarErf.EXP2_1)).lanewise(FMA, f, 1);
            v.blend(0, v.compare(LT, 0)).sub(e.mul(FloatVector.fromArray(S, s, VectorMaps.THIRD + i)))
                    .intoArray(y, yOffset + i);
        }
    }

    /** {@code y *= gelu'(z)}, given {@code g = exp(−z²/2)}. */
    static void timesGeluSlope(float[] g, float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, z, zOffset + i);
            FloatVector a = v.abs();
            a = a.blend(ScalarErf.NORMAL_MOST, a.compare(GT, ScalarErf.NORMAL_MOST));
            FloatVector square = a.mul(a);
            FloatVector low = a.fma(ScalarErf.NORMAL_TAIL_4, ScalarErf.NORMAL_TAIL_3)
                    .fma(square, a.fma(ScalarErf.NORMAL_TAIL_2, ScalarErf.NORMAL_TAIL_1));
            FloatVector w = a.fma(ScalarErf.NORMAL_TAIL_10, ScalarErf.NORMAL_TAIL_9)
                    .fma(square, a.fma(ScalarErf.NORMAL_TAIL_8, ScalarErf.NORMAL_TAIL_7))
                    .fma(square, a.fma(ScalarErf.NORMAL_TAIL_6, ScalarErf.NORMAL_TAIL_5))
                    .fma(square.mul(square), low);
            FloatVector shifted = a.lanewise(FMA, w, ScalarErf.SHIFTER_LESS_ONE);
            FloatVector f = a.fma(w, FloatVector.broadcast(S, ScalarErf.SHIFTER_LESS_ONE).sub(shifted));
            FloatVector fSquare = f.mul(f);
            FloatVector e = f.fma(ScalarErf.EXP2_6, ScalarErf.EXP2_5)
                    .fma(fSquare, f.fma(ScalarErf.EXP2_4, ScalarErf.EXP2_3))
                    .fma(fSquare, f.fma(ScalarErf.EXP2_2, ScalarErf.EXP2_1)).lanewise(FMA, f, 1);
            FloatVector power = shifted.reinterpretAsInts().lanewise(LSHL, ScalarExp.MANTISSA_BITS)
                    .reinterpretAsFloats();
            FloatVector density = FloatVector.fromArray(S, g, i).mul(ScalarErf.NORMAL_DENSITY);
            FloatVector below = a.neg().fma(density, e.mul(power));
            FloatVector.broadcast(S, 1).sub(below).blend(below, v.compare(LT, 0))
                    .mul(FloatVector.fromArray(S, y, yOffset + i)).intoArray(y, yOffset + i);
        }
    }

    /** {@code y *= erf'(z)}, given {@code g = exp(−z²)} of the rounded square. */
    static void timesErfSlope(float[] g, float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector a = FloatVector.fromArray(S, z, zOffset + i).abs();
            a = a.blend(ScalarErf.GAUSSIAN_MOST, a.compare(GT, ScalarErf.GAUSSIAN_MOST));
            FloatVector lost = a.fma(a, a.mul(a).neg());
            FloatVector less = lost.fma(-ScalarErf.ERF_SLOPE, ScalarErf.ERF_SLOPE_LOW);
            FloatVector e = FloatVector.fromArray(S, g, i);
            e.lanewise(FMA, ScalarErf.ERF_SLOPE, e.mul(less)).mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
    }
}
