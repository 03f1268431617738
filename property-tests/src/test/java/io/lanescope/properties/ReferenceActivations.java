package io.lanescope.properties;

import io.lanescope.simd.Activation;

/** Activations in double, from their formulas, and where they have kinks. */
final class ReferenceActivations {

    private static final double SELU_SCALE = 1.0507009873554805;
    private static final double SELU_ALPHA = 1.6732632423543772;

    private ReferenceActivations() {}

    static double value(Activation activation, double z) {
        return switch (activation) {
            case Activation.Identity() -> z;
            case Activation.Relu() -> Math.max(z, 0);
            case Activation.LeakyRelu(float slope) -> z > 0 ? z : slope * z;
            case Activation.Elu(float alpha) -> z > 0 ? z : alpha * Math.expm1(z);
            case Activation.Selu() -> SELU_SCALE * (z > 0 ? z : SELU_ALPHA * Math.expm1(z));
            case Activation.Gelu() -> 0.5 * z * erfc(-z / Math.sqrt(2));
            case Activation.GeluTanh() -> // (1 + tanh u) / 2 = sigmoid(2u), whose tail does not cancel
                z * sigmoid(2 * Math.sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z));
            case Activation.Silu() -> z * sigmoid(z);
            case Activation.Sigmoid() -> sigmoid(z);
            case Activation.HardSigmoid() -> Math.clamp((z + 3) / 6, 0, 1);
            case Activation.HardSwish() -> z * Math.clamp((z + 3) / 6, 0, 1);
            case Activation.LogSigmoid() -> -softplus(-z);
            case Activation.Softplus() -> softplus(z);
            case Activation.Tanh() -> Math.tanh(z);
            case Activation.Mish() -> z * Math.tanh(softplus(z));
        };
    }

    /** The derivative; at a kink the one from the left. */
    static double slope(Activation activation, double z) {
        return switch (activation) {
            case Activation.Relu() -> z > 0 ? 1 : 0;
            case Activation.LeakyRelu(float slope) -> z > 0 ? 1 : slope;
            case Activation.Sigmoid() -> sigmoid(z) * sigmoid(-z);
            case Activation.Tanh() -> 1 / (Math.cosh(z) * Math.cosh(z));
            default -> (value(activation, z + 1e-5) - value(activation, z - 1e-5)) / 2e-5;
        };
    }

    /** Some are exact in absolute terms only where they are small: by a tenth of what a relative error would be at 1. */
    static double absoluteNoise(Activation activation) {
        return switch (activation) {
            case Activation.Gelu _,Activation.GeluTanh _,Activation.Mish _ -> 0.1;
            default -> 0;
        };
    }

    /** How much the slope goes up and down in all, where it has kinks that no quadrature meets; 0 where it is smooth. */
    static double roughness(Activation activation) {
        return switch (activation) {
            case Activation.Elu _ -> 1;
            case Activation.Selu _,Activation.HardSwish _ -> 3;
            default -> 0;
        };
    }

    /** How far it is to the nearest point where the slope jumps. */
    static double distanceToKink(Activation activation, double z) {
        return switch (activation) {
            case Activation.Relu _,Activation.LeakyRelu _,Activation.Selu _,Activation.Elu _ -> Math.abs(z);
            case Activation.HardSigmoid _,Activation.HardSwish _ -> Math.min(Math.abs(z - 3), Math.abs(z + 3));
            default -> Double.POSITIVE_INFINITY;
        };
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static double softplus(double z) {
        return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
    }

    /** The complement of the error function: a continued fraction where the complement would cancel. */
    private static double erfc(double x) {
        if (x < 2) {
            return 1 - erf(x);
        }
        double rest = 0;
        for (int k = 100; k > 0; k--) {
            rest = k / 2.0 / (x + rest);
        }
        return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + rest);
    }

    /** 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (2n+1)!!, whose terms all have the same sign. */
    private static double erf(double x) {
        if (Math.abs(x) > 7) {
            return Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; n < 200; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
