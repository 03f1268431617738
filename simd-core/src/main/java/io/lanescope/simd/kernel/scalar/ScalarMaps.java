package io.lanescope.simd.kernel.scalar;

import io.lanescope.simd.Activation;
import io.lanescope.simd.kernel.MapKernels;

/** Maps one element at a time. */
public final class ScalarMaps implements MapKernels {

    @Override
    public void apply(Activation f, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = value(f, x[xOffset + i]);
        }
    }

    @Override
    public void multiplyByDerivative(Activation f, float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] *= slope(f, z[zOffset + i]);
        }
    }

    @Override
    public void exp(float shift, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarMath.exp(x[xOffset + i] - shift);
        }
    }

    /** f of one number. */
    public static float value(Activation f, float x) {
        return switch (f) {
            case Activation.Identity() -> x;
            case Activation.Relu() -> Math.max(x, 0);
            case Activation.LeakyRelu(float slope) -> x > 0 ? x : slope * x;
            case Activation.Sigmoid() -> ScalarMath.sigmoid(x);
            case Activation.Tanh() -> ScalarMath.tanh(x);
        };
    }

    /** f' at one number. */
    public static float slope(Activation f, float z) {
        return switch (f) {
            case Activation.Identity() -> 1;
            case Activation.Relu() -> z > 0 ? 1 : 0;
            case Activation.LeakyRelu(float slope) -> z > 0 ? 1 : slope;
            case Activation.Sigmoid() -> ScalarMath.sigmoidSlope(z);
            case Activation.Tanh() -> ScalarMath.tanhSlope(z);
        };
    }
}
