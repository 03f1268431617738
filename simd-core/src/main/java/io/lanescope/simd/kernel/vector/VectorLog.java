package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.scalar.ScalarExp;
import io.lanescope.simd.kernel.scalar.ScalarLog;

/**
 * Whole vectors of logarithms and softplus, with the roundings of {@link ScalarLog}.
 */
final class VectorLog {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private VectorLog() {}

    static void log(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            log(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void log1p(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            log1p(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void softplus(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            softplus(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void logSigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            logSigmoid(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
    }

    private static FloatVector log(FloatVector x) {
        VectorMask<Float> subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
        IntVector bits = x.blend(x.mul(ScalarLog.UPSCALE), subnormal).reinterpretAsInts();
        IntVector n = exponent(bits);
        FloatVector exponent = floats(n).sub(FloatVector.zero(S).blend(ScalarLog.UPSCALE_EXPONENT, subnormal));
        FloatVector result = finish(significand(bits, n).sub(1), FloatVector.zero(S), exponent);
        result = constant(Float.NaN).blend(result, x.compare(VectorOperators.GT, 0));
        result = result.blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
        return result.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
    }

    private static FloatVector log1p(FloatVector x) {
        FloatVector result = constant(Float.NaN).blend(log1pInside(x), x.compare(VectorOperators.GT, -1));
        result = result.blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
        result = result.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, -1));
        return result.blend(x, x.compare(VectorOperators.EQ, 0));
    }

    private static FloatVector softplus(FloatVector x) {
        return x.blend(0, x.compare(VectorOperators.LT, 0)).add(log1pInside(exp(x.abs().neg())));
    }

    private static FloatVector logSigmoid(FloatVector x) {
        return FloatVector.zero(S).blend(x, x.compare(VectorOperators.LT, 0)).sub(log1pInside(exp(x.abs().neg())));
    }

    private static FloatVector log1pInside(FloatVector x) {
        IntVector bits = x.add(1).reinterpretAsInts();
        IntVector n = exponent(bits);
        FloatVector scale = power(n.neg().add(ScalarLog.EXPONENT_BIAS));
        FloatVector less = scale.sub(1);
        FloatVector f = x.fma(scale, less);
        FloatVector lost = x.fma(scale, less.sub(f));
        VectorMask<Float> large = x.compare(VectorOperators.GT, ScalarLog.LOG1P_LARGE);
        f = f.blend(significand(bits, n).sub(1), large);
        return finish(f, lost.neg().fma(f, lost).blend(0, large), floats(n));
    }

    private static FloatVector finish(FloatVector f, FloatVector lost, FloatVector n) {
        FloatVector p = constant(ScalarLog.LOG[0]).fma(f, constant(ScalarLog.LOG[1])).fma(f, constant(ScalarLog.LOG[2]))
                .fma(f, constant(ScalarLog.LOG[3])).fma(f, constant(ScalarLog.LOG[4]))
                .fma(f, constant(ScalarLog.LOG[5])).fma(f, constant(ScalarLog.LOG[6]))
                .fma(f, constant(ScalarLog.LOG[7])).fma(f, constant(ScalarLog.LOG[8]));
        FloatVector high = n.mul(ScalarExp.LN2_HIGH);
        FloatVector sum = high.add(f);
        FloatVector rest = high.sub(sum).add(f).add(n.fma(constant(ScalarExp.LN2_LOW), f.mul(f).fma(p, lost)));
        return sum.add(rest);
    }

    private static IntVector exponent(IntVector bits) {
        return bits.sub(ScalarLog.LEAST_SIGNIFICAND).lanewise(VectorOperators.ASHR, ScalarExp.MANTISSA_BITS);
    }

    private static FloatVector significand(IntVector bits, IntVector exponent) {
        return bits.sub(exponent.lanewise(VectorOperators.LSHL, ScalarExp.MANTISSA_BITS)).reinterpretAsFloats();
    }

    private static FloatVector floats(IntVector n) {
        return (FloatVector) n.convert(VectorOperators.I2F, 0);
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
