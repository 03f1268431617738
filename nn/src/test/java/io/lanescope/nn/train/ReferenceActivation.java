package io.lanescope.nn.train;

import io.lanescope.simd.Activation;

/** Activations and their derivatives in double, by the formulas as they are written. */
final class ReferenceActivation {

    private static final double SELU_SCALE = 1.0507009873554804934193349852946;
    private static final double SELU_ALPHA = 1.6732632423543772848170429916717;

    private ReferenceActivation() {}

    static double value(Activation f, double z) {
        return switch (f) {
            case Activation.Identity _ -> z;
            case Activation.Relu _ -> Math.max(z, 0);
            case Activation.LeakyRelu(float slope) -> z > 0 ? z : slope * z;
            case Activation.Elu(float alpha) -> z > 0 ? z : alpha * Math.expm1(z);
            case Activation.Selu _ -> SELU_SCALE * (z > 0 ? z : SELU_ALPHA * Math.expm1(z));
            case Activation.Gelu _ -> z * normal(z);
            case Activation.GeluTanh _ -> z / 2 * (1 + Math.tanh(inner(z)));
            case Activation.Silu _ -> z * sigmoid(z);
            case Activation.Sigmoid _ -> sigmoid(z);
            case Activation.HardSigmoid _ -> Math.clamp(z + 3, 0, 6) / 6;
            case Activation.HardSwish _ -> z * Math.clamp(z + 3, 0, 6) / 6;
            case Activation.LogSigmoid _ -> -Math.log1p(Math.exp(-z));
            case Activation.Softplus _ -> Math.log1p(Math.exp(z));
            case Activation.Tanh _ -> Math.tanh(z);
            case Activation.Mish _ -> z * Math.tanh(Math.log1p(Math.exp(z)));
        };
    }

    static double slope(Activation f, double z) {
        return switch (f) {
            case Activation.Identity _ -> 1;
            case Activation.Relu _ -> z > 0 ? 1 : 0;
            case Activation.LeakyRelu(float slope) -> z > 0 ? 1 : slope;
            case Activation.Elu(float alpha) -> z > 0 ? 1 : alpha * Math.exp(z);
            case Activation.Selu _ -> SELU_SCALE * (z > 0 ? 1 : SELU_ALPHA * Math.exp(z));
            case Activation.Gelu _ -> normal(z) + z * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
            case Activation.GeluTanh _ -> {
                double t = Math.tanh(inner(z));
                yield (1 + t) / 2 + z / 2 * (1 - t * t) * Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * z * z);
            }
            case Activation.Silu _ -> sigmoid(z) * (1 + z * (1 - sigmoid(z)));
            case Activation.Sigmoid _ -> sigmoid(z) * (1 - sigmoid(z));
            case Activation.HardSigmoid _ -> Math.abs(z) < 3 ? 1.0 / 6 : 0;
            case Activation.HardSwish _ -> z <= -3 ? 0 : z >= 3 ? 1 : (2 * z + 3) / 6;
            case Activation.LogSigmoid _ -> sigmoid(-z);
            case Activation.Softplus _ -> sigmoid(z);
            case Activation.Tanh _ -> 1 - Math.tanh(z) * Math.tanh(z);
            case Activation.Mish _ -> {
                double t = Math.tanh(Math.log1p(Math.exp(z)));
                yield t + z * (1 - t * t) * sigmoid(z);
            }
        };
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    private static double inner(double z) {
        return Math.sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z);
    }

    /** The normal distribution by its power series, which is exact enough where it is used. */
    private static double normal(double z) {
        double term = z;
        double sum = z;
        for (int n = 1; n < 200; n++) {
            term *= z * z / (2 * n + 1);
            sum += term;
        }
        return 0.5 + sum * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }
}
