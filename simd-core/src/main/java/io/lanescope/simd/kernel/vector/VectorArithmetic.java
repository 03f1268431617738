package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.ArithmeticKernels;

/** Elementwise arithmetic on {@code float[]}; the few elements that fill no vector are done one by one. */
final class VectorArithmetic implements ArithmeticKernels {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    @Override
    public void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int n) {
        FloatVector a = FloatVector.broadcast(S, alpha);
        int i = 0;
        for (int whole = S.loopBound(n); i < whole; i += LENGTH) {
            a.fma(FloatVector.fromArray(S, x, xOffset + i), FloatVector.fromArray(S, y, yOffset + i)).intoArray(y,
                    yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] = Math.fma(alpha, x[xOffset + i], y[yOffset + i]);
        }
    }

    @Override
    public void scale(float alpha, float[] x, int xOffset, float[] y, int yOffset, int n) {
        int i = 0;
        for (int whole = S.loopBound(n); i < whole; i += LENGTH) {
            FloatVector.fromArray(S, x, xOffset + i).mul(alpha).intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] = alpha * x[xOffset + i];
        }
    }

    @Override
    public void add(float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n) {
        int i = 0;
        for (int whole = S.loopBound(n); i < whole; i += LENGTH) {
            FloatVector.fromArray(S, x, xOffset + i).add(FloatVector.fromArray(S, y, yOffset + i)).intoArray(z,
                    zOffset + i);
        }
        for (; i < n; i++) {
            z[zOffset + i] = x[xOffset + i] + y[yOffset + i];
        }
    }

    @Override
    public void multiply(float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n) {
        int i = 0;
        for (int whole = S.loopBound(n); i < whole; i += LENGTH) {
            FloatVector.fromArray(S, x, xOffset + i).mul(FloatVector.fromArray(S, y, yOffset + i)).intoArray(z,
                    zOffset + i);
        }
        for (; i < n; i++) {
            z[zOffset + i] = x[xOffset + i] * y[yOffset + i];
        }
    }

    @Override
    public void fma(float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n) {
        int i = 0;
        for (int whole = S.loopBound(n); i < whole; i += LENGTH) {
            FloatVector.fromArray(S, x, xOffset + i)
                    .fma(FloatVector.fromArray(S, y, yOffset + i), FloatVector.fromArray(S, z, zOffset + i))
                    .intoArray(z, zOffset + i);
        }
        for (; i < n; i++) {
            z[zOffset + i] = Math.fma(x[xOffset + i], y[yOffset + i], z[zOffset + i]);
        }
    }

    @Override
    public void clamp(float low, float high, float[] x, int xOffset, float[] y, int yOffset, int n) {
        int i = 0;
        for (int whole = S.loopBound(n); i < whole; i += LENGTH) {
            FloatVector.fromArray(S, x, xOffset + i).max(low).min(high).intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] = Math.min(Math.max(x[xOffset + i], low), high);
        }
    }
}
