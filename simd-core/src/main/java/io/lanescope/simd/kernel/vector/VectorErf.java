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

    /** In two loops, as in {@link VectorLogistic}: what does not fall fast, and the exponential. */
    static void gelu(float[] s, float[] x, int xOffset, float[] y, int yOffset, int n) {
        lessMillsTimesSize(s, x, xOffset, n);
        positiveAndGaussian(s, x, xOffset, y, yOffset, n);
    }

    /** {@code y *= gelu'(z)}. */
    static void timesGeluSlope(float[] s, float[] z, int zOffset, float[] y, int yOffset, int n) {
        slopeOfTail(s, z, zOffset, n);
        timesOneAndGaussian(s, z, zOffset, y, yOffset, n);
    }

    private static void lessMillsTimesSize(float[] s, float[] x, int xOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector a = FloatVector.fromArray(S, x, xOffset + i).abs();
            // As integers, in fewer steps; NaN comes back with x.
            a = a.reinterpretAsInts().min(Float.floatToRawIntBits(ScalarErf.NORMAL_MOST)).reinterpretAsFloats();
            FloatVector square = a.mul(a);
            FloatVector over = a.add(ScalarErf.NORMAL_OVER_2)
                    .fma(square, a.fma(ScalarErf.NORMAL_OVER_1, ScalarErf.NORMAL_OVER_0));
            FloatVector under = square
                    .lanewise(FMA, ScalarErf.NORMAL_UNDER_4, a.fma(ScalarErf.NORMAL_UNDER_3, ScalarErf.NORMAL_UNDER_2))
                    .fma(square, a.fma(ScalarErf.NORMAL_UNDER_1, ScalarErf.NORMAL_UNDER_0));
            FloatVector less = a.lanewise(FMA, over.div(under), -0.5f);
            less.mul(a).intoArray(s, VectorMaps.SECOND + i);
            FloatVector shifted = square.fma(ScalarErf.NORMAL_EXPONENT, ScalarExp.SMALL_SHIFTER);
            shifted.intoArray(s, VectorMaps.THIRD + i);
            square.lanewise(FMA, ScalarErf.NORMAL_EXPONENT,
                    FloatVector.broadcast(S, ScalarExp.SMALL_SHIFTER).sub(shifted)).intoArray(s, i);
        }
    }

    private static void slopeOfTail(float[] s, float[] z, int zOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector a = FloatVector.fromArray(S, z, zOffset + i).abs();
            a = a.blend(ScalarErf.NORMAL_MOST, a.compare(GT, ScalarErf.NORMAL_MOST));
            FloatVector square = a.mul(a);
            FloatVector over = a.add(ScalarErf.NORMAL_OVER_2)
                    .fma(square, a.fma(ScalarErf.NORMAL_OVER_1, ScalarErf.NORMAL_OVER_0));
            FloatVector under = square
                    .lanewise(FMA, ScalarErf.NORMAL_UNDER_4, a.fma(ScalarErf.NORMAL_UNDER_3, ScalarErf.NORMAL_UNDER_2))
                    .fma(square, a.fma(ScalarErf.NORMAL_UNDER_1, ScalarErf.NORMAL_UNDER_0));
            FloatVector less = a.lanewise(FMA, over.div(under), -0.5f);
            a.lanewise(FMA, ScalarErf.NORMAL_DENSITY, less).intoArray(s, VectorMaps.SECOND + i);
            FloatVector shifted = square.fma(ScalarErf.NORMAL_EXPONENT, ScalarExp.SMALL_SHIFTER);
            shifted.intoArray(s, VectorMaps.THIRD + i);
            square.lanewise(FMA, ScalarErf.NORMAL_EXPONENT,
                    FloatVector.broadcast(S, ScalarExp.SMALL_SHIFTER).sub(shifted)).intoArray(s, i);
        }
    }

    private static void positiveAndGaussian(float[] s, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            FloatVector f = FloatVector.fromArray(S, s, i);
            FloatVector square = f.mul(f);
            FloatVector p = f.fma(ScalarErf.EXP2_6, ScalarErf.EXP2_5)
                    .fma(square, f.fma(ScalarErf.EXP2_4, ScalarErf.EXP2_3))
                    .fma(square, f.fma(ScalarErf.EXP2_2, ScalarErf.EXP2_1));
            FloatVector power = FloatVector.fromArray(S, s, VectorMaps.THIRD + i).reinterpretAsInts()
                    .lanewise(LSHL, ScalarExp.MANTISSA_BITS).reinterpretAsFloats();
            FloatVector scaled = FloatVector.fromArray(S, s, VectorMaps.SECOND + i).mul(power);
            FloatVector less = scaled.mul(f).fma(p, scaled);
            v.blend(0, v.compare(LT, 0)).add(less).intoArray(y, yOffset + i);
        }
    }

    private static void timesOneAndGaussian(float[] s, float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, z, zOffset + i);
            FloatVector f = FloatVector.fromArray(S, s, i);
            FloatVector square = f.mul(f);
            FloatVector p = f.fma(ScalarErf.EXP2_6, ScalarErf.EXP2_5)
                    .fma(square, f.fma(ScalarErf.EXP2_4, ScalarErf.EXP2_3))
                    .fma(square, f.fma(ScalarErf.EXP2_2, ScalarErf.EXP2_1));
            FloatVector power = FloatVector.fromArray(S, s, VectorMaps.THIRD + i).reinterpretAsInts()
                    .lanewise(LSHL, ScalarExp.MANTISSA_BITS).reinterpretAsFloats();
            FloatVector scaled = FloatVector.fromArray(S, s, VectorMaps.SECOND + i).mul(power);
            FloatVector less = scaled.mul(f).fma(p, scaled);
            less.add(1).blend(less.neg(), v.compare(LT, 0)).mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
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
