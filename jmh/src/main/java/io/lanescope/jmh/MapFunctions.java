package io.lanescope.jmh;

import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

import io.lanescope.nn.ActivationNames;
import io.lanescope.simd.Elementary;
import io.lanescope.simd.ElementwiseFunction;

/** The functions of {@link MapBenchmark} by name. */
final class MapFunctions {

    private MapFunctions() {}

    static ElementwiseFunction map(String name) {
        return ActivationNames.parse(name).<ElementwiseFunction>map(activation -> activation)
                .orElseGet(() -> Elementary.valueOf(name.toUpperCase(Locale.ROOT)));
    }

    /** With {@link Math}, as one would write it. */
    static DoubleUnaryOperator inJdk(String name) {
        return switch (name) {
            case "exp" -> Math::exp;
            case "expm1" -> Math::expm1;
            case "log" -> Math::log;
            case "log1p" -> Math::log1p;
            case "tanh" -> Math::tanh;
            case "sigmoid" -> x -> 1 / (1 + Math.exp(-x));
            case "silu" -> x -> x / (1 + Math.exp(-x));
            default -> throw new IllegalArgumentException(name + " is no function of the JDK");
        };
    }

    /** In double precision, for the check. */
    static DoubleUnaryOperator exact(String name) {
        return switch (name) {
            case "erf" -> MapFunctions::erf;
            case "gelu" -> x -> x / 2 * (1 + erf(x / Math.sqrt(2)));
            case "gelu_tanh" -> x -> x / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
            case "softplus" -> x -> Math.log1p(Math.exp(x));
            case "mish" -> x -> x * Math.tanh(Math.log1p(Math.exp(x)));
            default -> inJdk(name);
        };
    }

    /** A series of positive terms. */
    private static double erf(double x) {
        double term = x;
        double sum = x;
        for (int k = 3; Math.abs(term) > Math.abs(sum) * 0x1p-60; k += 2) {
            term *= 2 * x * x / k;
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
    }
}
