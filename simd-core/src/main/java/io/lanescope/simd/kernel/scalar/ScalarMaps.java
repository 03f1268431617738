package io.lanescope.simd.kernel.scalar;

import io.lanescope.simd.Activation;
import io.lanescope.simd.kernel.MapKernels;

/** Maps one element at a time. */
public final class ScalarMaps implements MapKernels {

    private static final double SELU_SCALE = 1.0507009873554805;
    private static final double SELU_ALPHA = 1.6732632423543772;
    private static final double GELU_CUBE = 0.044715;

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
            case Activation.Elu(float alpha) -> x > 0 ? x : (float) (alpha * StrictMath.expm1(x));
            case Activation.Selu() -> (float) (SELU_SCALE * (x > 0 ? x : SELU_ALPHA * StrictMath.expm1(x)));
            case Activation.Gelu() -> x < -20 ? -0f : (float) (x * normalCdf(x));
            case Activation.GeluTanh() -> x < -20 ? -0f : (float) (x * logistic(2 * geluInner(x)));
            case Activation.Silu() -> x < -200 ? -0f : (float) (x * logistic(x));
            case Activation.Sigmoid() -> ScalarMath.sigmoid(x);
            case Activation.HardSigmoid() -> Math.min(Math.max(x + 3, 0), 6) / 6;
            case Activation.HardSwish() -> x < -3 ? -0f : x * (Math.min(Math.max(x + 3, 0), 6) / 6);
            case Activation.LogSigmoid() -> -softplus(-x);
            case Activation.Softplus() -> softplus(x);
            case Activation.Tanh() -> ScalarMath.tanh(x);
            case Activation.Mish() -> x < -200 ? -0f : (float) (x * StrictMath.tanh(softplus((double) x)));
        };
    }

    /** f' at one number. */
    public static float slope(Activation f, float z) {
        return switch (f) {
            case Activation.Identity() -> 1;
            case Activation.Relu() -> z > 0 ? 1 : 0;
            case Activation.LeakyRelu(float slope) -> z > 0 ? 1 : slope;
            case Activation.Elu(float alpha) -> z > 0 ? 1 : (float) (alpha * StrictMath.exp(z));
            case Activation.Selu() -> (float) (SELU_SCALE * (z > 0 ? 1 : SELU_ALPHA * StrictMath.exp(z)));
            case Activation.Gelu() -> Math.abs(z) > 20
                    ? z > 0 ? 1 : -0f
                    : (float) (normalCdf(z) + z * StrictMath.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI));
            case Activation.GeluTanh() -> Math.abs(z) > 20 ? z > 0 ? 1 : -0f : (float) geluTanhSlope(z);
            case Activation.Silu() -> Math.abs(z) > 200
                    ? z > 0 ? 1 : -0f
                    : (float) (logistic(z) * (1 + z * logistic(-z)));
            case Activation.Sigmoid() -> ScalarMath.sigmoidSlope(z);
            case Activation.HardSigmoid() -> Math.abs(z) < 3 ? 1f / 6 : 0;
            case Activation.HardSwish() -> z <= -3 ? 0 : z < 3 ? z / 3 + 0.5f : 1;
            case Activation.LogSigmoid() -> ScalarMath.sigmoid(-z);
            case Activation.Softplus() -> ScalarMath.sigmoid(z);
            case Activation.Tanh() -> ScalarMath.tanhSlope(z);
            case Activation.Mish() -> Math.abs(z) > 200 ? z > 0 ? 1 : -0f : (float) mishSlope(z);
        };
    }

    private static float softplus(float x) {
        return (float) softplus((double) x);
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    private static double logistic(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static double geluInner(double x) {
        return Math.sqrt(2 / Math.PI) * (x + GELU_CUBE * x * x * x);
    }

    private static double geluTanhSlope(double z) {
        double s = logistic(2 * geluInner(z));
        return s + z * s * (1 - s) * 2 * Math.sqrt(2 / Math.PI) * (1 + 3 * GELU_CUBE * z * z);
    }

    private static double mishSlope(double z) {
        double t = StrictMath.tanh(softplus(z));
        return t + z * (1 - t * t) * logistic(z);
    }

    /** The standard normal distribution function; a series near 0, and Laplace's continued fraction in the tails. */
    private static double normalCdf(double x) {
        double density = StrictMath.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
        double size = Math.abs(x);
        if (!(size > 3)) {
            double term = x;
            double sum = 0;
            for (int k = 3; Math.abs(term) > Math.abs(sum) * 0x1p-60; k += 2) {
                sum += term;
                term *= x * x / k;
            }
            return 0.5 + density * sum;
        }
        double fraction = size;
        for (int k = 60; k > 0; k--) {
            fraction = size + k / fraction;
        }
        return x < 0 ? density / fraction : 1 - density / fraction;
    }
}
