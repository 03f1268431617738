package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.Activation;
import io.lanescope.simd.kernel.MapKernels;
import io.lanescope.simd.kernel.scalar.ScalarMaps;
import io.lanescope.simd.kernel.scalar.ScalarMath;

/**
 * Maps a vector at a time, with the roundings of {@link ScalarMath}; what does not fill a vector goes through the scalar
 * code. Each function has a loop of its own: one loop with a function as its argument would box its vectors as soon as it
 * had seen several functions.
 */
public final class VectorMaps implements MapKernels {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final int EXPONENT_BIAS = 127;
    private static final int MANTISSA_BITS = 23;
    private static final MapKernels TAIL = new ScalarMaps();

    @Override
    public void apply(Activation f, float[] x, int xOffset, float[] y, int yOffset, int n) {
        int bound = SPECIES.loopBound(n);
        switch (f) {
            case Activation.Identity() -> System.arraycopy(x, xOffset, y, yOffset, bound);
            case Activation.Relu() -> relu(x, xOffset, y, yOffset, bound);
            case Activation.LeakyRelu(float slope) -> leakyRelu(slope, x, xOffset, y, yOffset, bound);
            case Activation.Sigmoid() -> sigmoid(x, xOffset, y, yOffset, bound);
            case Activation.Tanh() -> tanh(x, xOffset, y, yOffset, bound);
            default -> bound = 0;
        }
        TAIL.apply(f, x, xOffset + bound, y, yOffset + bound, n - bound);
    }

    @Override
    public void multiplyByDerivative(Activation f, float[] z, int zOffset, float[] y, int yOffset, int n) {
        int bound = SPECIES.loopBound(n);
        switch (f) {
            case Activation.Identity() -> {
            }
            case Activation.Relu() -> timesBranch(0, z, zOffset, y, yOffset, bound);
            case Activation.LeakyRelu(float slope) -> timesBranch(slope, z, zOffset, y, yOffset, bound);
            case Activation.Sigmoid() -> timesSigmoidSlope(z, zOffset, y, yOffset, bound);
            case Activation.Tanh() -> timesTanhSlope(z, zOffset, y, yOffset, bound);
            default -> bound = 0;
        }
        TAIL.multiplyByDerivative(f, z, zOffset + bound, y, yOffset + bound, n - bound);
    }

    @Override
    public void exp(float shift, float[] x, int xOffset, float[] y, int yOffset, int n) {
        int bound = SPECIES.loopBound(n);
        for (int i = 0; i < bound; i += L) {
            exp(FloatVector.fromArray(SPECIES, x, xOffset + i).sub(shift)).intoArray(y, yOffset + i);
        }
        TAIL.exp(shift, x, xOffset + bound, y, yOffset + bound, n - bound);
    }

    private static void relu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector.fromArray(SPECIES, x, xOffset + i).max(0).intoArray(y, yOffset + i);
        }
    }

    private static void leakyRelu(float slope, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i);
            v.mul(slope).blend(v, v.compare(VectorOperators.GT, 0)).intoArray(y, yOffset + i);
        }
    }

    private static void sigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector e = exp(v.abs().neg());
            FloatVector ones = FloatVector.broadcast(SPECIES, 1);
            ones.blend(e, v.compare(VectorOperators.LT, 0)).div(e.add(1)).intoArray(y, yOffset + i);
        }
    }

    private static void tanh(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector size = v.abs();
            FloatVector square = v.mul(v);
            FloatVector p = FloatVector.broadcast(SPECIES, ScalarMath.TANH[0]);
            p = p.fma(square, FloatVector.broadcast(SPECIES, ScalarMath.TANH[1]));
            p = p.fma(square, FloatVector.broadcast(SPECIES, ScalarMath.TANH[2]));
            p = p.fma(square, FloatVector.broadcast(SPECIES, ScalarMath.TANH[3]));
            p = p.fma(square, FloatVector.broadcast(SPECIES, ScalarMath.TANH[4]));
            FloatVector small = p.mul(square).fma(v, v);
            FloatVector ones = FloatVector.broadcast(SPECIES, 1);
            FloatVector large = ones.sub(FloatVector.broadcast(SPECIES, 2).div(exp(size.add(size)).add(1)));
            large = large.blend(large.neg(), v.compare(VectorOperators.LT, 0));
            large.blend(small, size.compare(VectorOperators.LT, ScalarMath.TANH_SMALL)).intoArray(y, yOffset + i);
        }
    }

    private static void timesBranch(float slope, float[] z, int zOffset, float[] y, int yOffset, int n) {
        FloatVector below = FloatVector.broadcast(SPECIES, slope);
        FloatVector ones = FloatVector.broadcast(SPECIES, 1);
        for (int i = 0; i < n; i += L) {
            FloatVector v = FloatVector.fromArray(SPECIES, z, zOffset + i);
            FloatVector slopes = below.blend(ones, v.compare(VectorOperators.GT, 0));
            FloatVector.fromArray(SPECIES, y, yOffset + i).mul(slopes).intoArray(y, yOffset + i);
        }
    }

    private static void timesSigmoidSlope(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector e = exp(FloatVector.fromArray(SPECIES, z, zOffset + i).abs().neg());
            FloatVector sum = e.add(1);
            FloatVector slopes = e.div(sum.mul(sum));
            FloatVector.fromArray(SPECIES, y, yOffset + i).mul(slopes).intoArray(y, yOffset + i);
        }
    }

    private static void timesTanhSlope(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += L) {
            FloatVector size = FloatVector.fromArray(SPECIES, z, zOffset + i).abs();
            FloatVector e = exp(size.add(size).neg());
            FloatVector sum = e.add(1);
            FloatVector slopes = e.mul(4).div(sum.mul(sum));
            FloatVector.fromArray(SPECIES, y, yOffset + i).mul(slopes).intoArray(y, yOffset + i);
        }
    }

    private static FloatVector exp(FloatVector x) {
        FloatVector inside = x.max(ScalarMath.EXP_LEAST).min(ScalarMath.EXP_MOST);
        FloatVector shifted = inside.fma(FloatVector.broadcast(SPECIES, ScalarMath.LOG2_E),
                FloatVector.broadcast(SPECIES, ScalarMath.ROUNDER));
        FloatVector n = shifted.sub(ScalarMath.ROUNDER);
        FloatVector r = n.fma(FloatVector.broadcast(SPECIES, -ScalarMath.LN2_HIGH), inside);
        r = n.fma(FloatVector.broadcast(SPECIES, -ScalarMath.LN2_LOW), r);
        FloatVector p = FloatVector.broadcast(SPECIES, ScalarMath.EXP[0]);
        p = p.fma(r, FloatVector.broadcast(SPECIES, ScalarMath.EXP[1]));
        p = p.fma(r, FloatVector.broadcast(SPECIES, ScalarMath.EXP[2]));
        p = p.fma(r, FloatVector.broadcast(SPECIES, ScalarMath.EXP[3]));
        p = p.fma(r, FloatVector.broadcast(SPECIES, ScalarMath.EXP[4]));
        p = p.fma(r, FloatVector.broadcast(SPECIES, ScalarMath.EXP[5]));
        p = r.mul(r).fma(p, r).add(1);
        IntVector exponent = shifted.reinterpretAsInts().sub(Float.floatToRawIntBits(ScalarMath.ROUNDER));
        IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
        return p.mul(power(half)).mul(power(exponent.sub(half)));
    }

    private static FloatVector power(IntVector exponent) {
        return exponent.add(EXPONENT_BIAS).lanewise(VectorOperators.LSHL, MANTISSA_BITS).reinterpretAsFloats();
    }
}
