package io.lanescope.properties.accuracy;

import java.util.function.DoubleUnaryOperator;

import io.lanescope.simd.Activation;
import io.lanescope.simd.Elementary;
import io.lanescope.simd.ElementwiseFunction;

/** The functions and their derivatives in double, accurate far beyond float also where the textbook formula cancels. */
final class DoubleReferences {

    private static final double SELU_SCALE = 1.0507009873554805;
    private static final double SELU_ALPHA = 1.6732632423543772;
    private static final double ROOT_TWO_OVER_PI = Math.sqrt(2 / Math.PI);
    private static final double GELU_CUBE = 0.044715;
    /** Beyond, exp of minus a square is 0 even in double. */
    private static final double ERFC_MOST = 27.3;

    /** Beyond, erf rounds to 1 even in double. */
    private static final double ERF_MOST = 6;

    private DoubleReferences() {}

    static DoubleUnaryOperator value(ElementwiseFunction function) {
        return switch (function) {
            case Activation activation -> value(activation);
            case Elementary elementary -> value(elementary);
        };
    }

    static DoubleUnaryOperator slope(ElementwiseFunction function) {
        return switch (function) {
            case Activation activation -> slope(activation);
            case Elementary elementary -> slope(elementary);
        };
    }

    private static DoubleUnaryOperator value(Activation f) {
        return switch (f) {
            case Activation.Identity() -> x -> x;
            case Activation.Relu() -> x -> Math.max(x, 0);
            case Activation.LeakyRelu(float slope) -> x -> x > 0 ? x : slope * x;
            case Activation.Elu(float alpha) -> x -> x > 0 ? x : alpha * StrictMath.expm1(x);
            case Activation.Selu() -> x -> SELU_SCALE * (x > 0 ? x : SELU_ALPHA * StrictMath.expm1(x));
            case Activation.Gelu() -> x -> product(x, erfc(-x / Math.sqrt(2)) / 2);
            case Activation.GeluTanh() -> x -> product(x, logistic(geluInner(x)));
            case Activation.Silu() -> x -> product(x, logistic(x));
            case Activation.Sigmoid() -> DoubleReferences::logistic;
            case Activation.HardSigmoid() -> x -> Math.clamp(x + 3, 0, 6) / 6;
            case Activation.HardSwish() -> x -> product(x, Math.clamp(x + 3, 0, 6) / 6);
            case Activation.LogSigmoid() -> x -> -softplus(-x);
            case Activation.Softplus() -> DoubleReferences::softplus;
            case Activation.Tanh() -> StrictMath::tanh;
            case Activation.Mish() -> x -> product(x, StrictMath.tanh(softplus(x)));
        };
    }

    private static DoubleUnaryOperator slope(Activation f) {
        return switch (f) {
            case Activation.Identity() -> z -> 1;
            case Activation.Relu() -> z -> z > 0 ? 1 : 0;
            case Activation.LeakyRelu(float slope) -> z -> z > 0 ? 1 : slope;
            case Activation.Elu(float alpha) -> z -> z > 0 ? 1 : alpha * StrictMath.exp(z);
            case Activation.Selu() -> z -> SELU_SCALE * (z > 0 ? 1 : SELU_ALPHA * StrictMath.exp(z));
            case Activation.Gelu() -> z -> erfc(-z / Math.sqrt(2)) / 2
                    + product(z, StrictMath.exp(-z * z / 2)) / Math.sqrt(2 * Math.PI);
            case Activation.GeluTanh() -> z -> logistic(geluInner(z))
                    + product(2 * ROOT_TWO_OVER_PI * (z + 3 * GELU_CUBE * z * z * z), logisticSlope(geluInner(z)));
            case Activation.Silu() -> z -> logistic(z) + product(z, logisticSlope(z));
            case Activation.Sigmoid() -> DoubleReferences::logisticSlope;
            case Activation.HardSigmoid() -> z -> Math.abs(z) < 3 ? 1.0 / 6 : 0;
            case Activation.HardSwish() -> z -> z <= -3 ? 0 : z < 3 ? z / 3 + 0.5 : 1;
            case Activation.LogSigmoid() -> z -> logistic(-z);
            case Activation.Softplus() -> DoubleReferences::logistic;
            case Activation.Tanh() -> z -> 4 * logisticSlope(2 * z);
            case Activation.Mish() -> DoubleReferences::mishSlope;
        };
    }

    private static DoubleUnaryOperator value(Elementary f) {
        return switch (f) {
            case EXP -> StrictMath::exp;
            case EXPM1 -> StrictMath::expm1;
            case LOG -> StrictMath::log;
            case LOG1P -> StrictMath::log1p;
            case ERF -> DoubleReferences::erf;
            case SQRT -> Math::sqrt;
            case RSQRT -> x -> 1 / Math.sqrt(x);
            case RECIPROCAL -> x -> 1 / x;
        };
    }

    private static DoubleUnaryOperator slope(Elementary f) {
        return switch (f) {
            case EXP, EXPM1 -> StrictMath::exp;
            case LOG -> x -> 1 / x;
            case LOG1P -> x -> 1 / (1 + x);
            case ERF -> x -> 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x);
            case SQRT -> x -> 0.5 / Math.sqrt(x);
            case RSQRT -> x -> -0.5 / x / Math.sqrt(x);
            case RECIPROCAL -> x -> -1 / (x * x);
        };
    }

    /** A product that is 0 where its second factor is, also for an infinite first one. */
    private static double product(double x, double factor) {
        return factor == 0 ? -0.0 : x * factor;
    }

    private static double logistic(double x) {
        return 1 / (1 + StrictMath.exp(-x));
    }

    private static double logisticSlope(double x) {
        double e = StrictMath.exp(-Math.abs(x));
        return e / ((1 + e) * (1 + e));
    }

    private static double softplus(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }

    private static double geluInner(double x) {
        return 2 * ROOT_TWO_OVER_PI * (x + GELU_CUBE * x * x * x);
    }

    private static double mishSlope(double z) {
        double t = StrictMath.tanh(softplus(z));
        double cosh = StrictMath.cosh(softplus(z));
        return t + product(z, logistic(z) / (cosh * cosh));
    }

    /** A series of positive terms near 0, else 1 minus the tail. */
    static double erf(double x) {
        double size = Math.abs(x);
        if (size > ERF_MOST) {
            return Math.signum(x);
        }
        if (size > 3) {
            return Math.copySign(1 - tail(size), x);
        }
        double term = x;
        double sum = 0;
        for (int k = 3; Math.abs(term) > Math.abs(sum) * 0x1p-60; k += 2) {
            sum += term;
            term *= 2 * x * x / k;
        }
        return Double.isNaN(x) ? x : sum == 0 ? x : 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
    }

    /** 1 − erf(x), without cancellation. */
    static double erfc(double x) {
        return x > 0.5 ? tail(x) : 1 - erf(x);
    }

    /** Laplace's continued fraction, with as many terms as the place needs. */
    private static double tail(double x) {
        if (x > ERFC_MOST) {
            return 0;
        }
        double fraction = x;
        for (int k = 20 + (int) (400 / (x * x)); k > 0; k--) {
            fraction = x + k / 2.0 / fraction;
        }
        return StrictMath.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
    }
}
