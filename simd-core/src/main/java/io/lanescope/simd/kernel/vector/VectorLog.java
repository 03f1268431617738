package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.scalar.ScalarExp;
import io.lanescope.simd.kernel.scalar.ScalarLog;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.FMA;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.I2F;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

/** Whole vectors of logarithms, with the roundings of {@link ScalarLog}, each formula in its loop as in {@link VectorExp}. */
final class VectorLog {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private VectorLog() {}

    /** {@code y = log(x)}, in fewer steps up to the first vector that does not consist of positive normal numbers. */
    static void log(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int done = normalLog(x, xOffset, y, yOffset, n);
        if (done < n) {
            anyLog(x, xOffset + done, y, yOffset + done, n - done);
        }
    }

    private static int normalLog(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            IntVector bits = FloatVector.fromArray(S, x, xOffset + i).reinterpretAsInts();
            if (bits.add(ScalarLog.NORMAL_FIRST).compare(GT, ScalarLog.LAST_NORMAL).anyTrue()) {
                return i;
            }
            IntVector exponent = bits.sub(ScalarLog.LEAST_SIGNIFICAND).lanewise(ASHR, ScalarExp.MANTISSA_BITS);
            FloatVector f = bits.sub(exponent.lanewise(LSHL, ScalarExp.MANTISSA_BITS)).reinterpretAsFloats().sub(1);
            FloatVector scale = (FloatVector) exponent.convert(I2F, 0);
            FloatVector square = f.mul(f);
            FloatVector p = f.fma(ScalarLog.LOG_10, ScalarLog.LOG_9)
                    .fma(square, f.fma(ScalarLog.LOG_8, ScalarLog.LOG_7))
                    .fma(square, f.fma(ScalarLog.LOG_6, ScalarLog.LOG_5))
                    .fma(square, f.fma(ScalarLog.LOG_4, ScalarLog.LOG_3)).lanewise(FMA, f, ScalarLog.LOG_2);
            FloatVector high = scale.mul(ScalarExp.LN2_HIGH);
            FloatVector sum = high.add(f);
            FloatVector low = scale.lanewise(FMA, ScalarExp.LN2_LOW, high.sub(sum).add(f));
            sum.add(square.fma(p, low)).intoArray(y, yOffset + i);
        }
        return n;
    }

    private static void anyLog(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            VectorMask<Float> subnormal = v.compare(LT, Float.MIN_NORMAL);
            IntVector bits = v.blend(v.mul(ScalarLog.UPSCALE), subnormal).reinterpretAsInts();
            IntVector exponent = bits.sub(ScalarLog.LEAST_SIGNIFICAND).lanewise(ASHR, ScalarExp.MANTISSA_BITS);
            FloatVector f = bits.sub(exponent.lanewise(LSHL, ScalarExp.MANTISSA_BITS)).reinterpretAsFloats().sub(1);
            FloatVector scale = ((FloatVector) exponent.convert(I2F, 0))
                    .sub(FloatVector.zero(S).blend(ScalarLog.UPSCALE_EXPONENT, subnormal));
            FloatVector square = f.mul(f);
            FloatVector p = f.fma(ScalarLog.LOG_10, ScalarLog.LOG_9)
                    .fma(square, f.fma(ScalarLog.LOG_8, ScalarLog.LOG_7))
                    .fma(square, f.fma(ScalarLog.LOG_6, ScalarLog.LOG_5))
                    .fma(square, f.fma(ScalarLog.LOG_4, ScalarLog.LOG_3)).lanewise(FMA, f, ScalarLog.LOG_2);
            FloatVector high = scale.mul(ScalarExp.LN2_HIGH);
            FloatVector sum = high.add(f);
            FloatVector low = scale.lanewise(FMA, ScalarExp.LN2_LOW, high.sub(sum).add(f));
            FloatVector result = sum.add(square.fma(p, low));
            FloatVector.broadcast(S, Float.NaN).blend(result, v.compare(GT, 0))
                    .blend(v, v.compare(EQ, Float.POSITIVE_INFINITY))
                    .blend(Float.NEGATIVE_INFINITY, v.compare(EQ, 0)).intoArray(y, yOffset + i);
        }
    }

    static void log1p(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            IntVector bits = v.add(1).reinterpretAsInts();
            IntVector exponent = bits.sub(ScalarLog.LEAST_SIGNIFICAND).lanewise(ASHR, ScalarExp.MANTISSA_BITS);
            FloatVector scale = exponent.neg().add(ScalarLog.EXPONENT_BIAS).lanewise(LSHL, ScalarExp.MANTISSA_BITS)
                    .reinterpretAsFloats();
            FloatVector less = scale.sub(1);
            FloatVector f = v.fma(scale, less);
            FloatVector lost = v.fma(scale, less.sub(f));
            VectorMask<Float> large = v.compare(GT, ScalarLog.LOG1P_LARGE);
            f = f.blend(bits.sub(exponent.lanewise(LSHL, ScalarExp.MANTISSA_BITS)).reinterpretAsFloats().sub(1),
                    large);
            lost = lost.neg().fma(f, lost).blend(0, large);
            FloatVector square = f.mul(f);
            FloatVector p = f.fma(ScalarLog.LOG_10, ScalarLog.LOG_9)
                    .fma(square, f.fma(ScalarLog.LOG_8, ScalarLog.LOG_7))
                    .fma(square, f.fma(ScalarLog.LOG_6, ScalarLog.LOG_5))
                    .fma(square, f.fma(ScalarLog.LOG_4, ScalarLog.LOG_3)).lanewise(FMA, f, ScalarLog.LOG_2);
            FloatVector power = (FloatVector) exponent.convert(I2F, 0);
            FloatVector high = power.mul(ScalarExp.LN2_HIGH);
            FloatVector sum = high.add(f);
            FloatVector low = power.lanewise(FMA, ScalarExp.LN2_LOW, high.sub(sum).add(f).add(lost));
            FloatVector result = sum.add(square.fma(p, low));
            FloatVector.broadcast(S, Float.NaN).blend(result, v.compare(GT, -1))
                    .blend(v, v.compare(EQ, Float.POSITIVE_INFINITY))
                    .blend(Float.NEGATIVE_INFINITY, v.compare(EQ, -1)).blend(v, v.compare(EQ, 0))
                    .intoArray(y, yOffset + i);
        }
    }
}
