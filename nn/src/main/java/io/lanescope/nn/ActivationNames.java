package io.lanescope.nn;

import java.util.Locale;
import java.util.Optional;

import io.lanescope.simd.Activation;

/** How activations are written in model files and on the command line. */
public final class ActivationNames {

    /** Every name, with the parameters that a name alone stands for; for messages and help texts. */
    public static final String ALL = "identity, relu, leaky_relu(0.01), elu(1.0), selu, gelu, gelu_tanh, silu, sigmoid, "
            + "hard_sigmoid, hard_swish, log_sigmoid, softplus, tanh, mish";

    private ActivationNames() {}

    /**
     * The activation's name, with its parameter where it has one.
     *
     * @param activation the activation
     * @return such as {@code relu} or {@code leaky_relu(0.01)}
     */
    public static String format(Activation activation) {
        return switch (activation) {
            case Activation.Identity() -> "identity";
            case Activation.Relu() -> "relu";
            case Activation.LeakyRelu(float slope) -> "leaky_relu(" + slope + ")";
            case Activation.Elu(float alpha) -> "elu(" + alpha + ")";
            case Activation.Selu() -> "selu";
            case Activation.Gelu() -> "gelu";
            case Activation.GeluTanh() -> "gelu_tanh";
            case Activation.Silu() -> "silu";
            case Activation.Sigmoid() -> "sigmoid";
            case Activation.HardSigmoid() -> "hard_sigmoid";
            case Activation.HardSwish() -> "hard_swish";
            case Activation.LogSigmoid() -> "log_sigmoid";
            case Activation.Softplus() -> "softplus";
            case Activation.Tanh() -> "tanh";
            case Activation.Mish() -> "mish";
        };
    }

    /**
     * The activation of a name.
     *
     * @param text what {@link #format} writes; a missing parameter takes PyTorch's default
     * @return the activation, or empty if there is none of that name
     */
    public static Optional<Activation> parse(String text) {
        String name = text.trim().toLowerCase(Locale.ROOT).replace('-', '_');
        int open = name.indexOf('(');
        if (open < 0) {
            return plain(name);
        }
        if (!name.endsWith(")")) {
            return Optional.empty();
        }
        return parameter(name.substring(open + 1, name.length() - 1))
                .flatMap(parameter -> withParameter(name.substring(0, open), parameter));
    }

    private static Optional<Float> parameter(String text) {
        try {
            return Optional.of(Float.parseFloat(text)).filter(Float::isFinite);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<Activation> withParameter(String name, float parameter) {
        return switch (name) {
            case "leaky_relu" -> Optional.of(new Activation.LeakyRelu(parameter));
            case "elu" -> Optional.of(new Activation.Elu(parameter));
            default -> Optional.empty();
        };
    }

    private static Optional<Activation> plain(String name) {
        return switch (name) {
            case "identity", "linear" -> Optional.of(new Activation.Identity());
            case "relu" -> Optional.of(new Activation.Relu());
            case "leaky_relu" -> Optional.of(new Activation.LeakyRelu(0.01f));
            case "elu" -> Optional.of(new Activation.Elu(1));
            case "selu" -> Optional.of(new Activation.Selu());
            case "gelu" -> Optional.of(new Activation.Gelu());
            case "gelu_tanh" -> Optional.of(new Activation.GeluTanh());
            case "silu", "swish" -> Optional.of(new Activation.Silu());
            case "sigmoid" -> Optional.of(new Activation.Sigmoid());
            case "hard_sigmoid" -> Optional.of(new Activation.HardSigmoid());
            case "hard_swish" -> Optional.of(new Activation.HardSwish());
            case "log_sigmoid" -> Optional.of(new Activation.LogSigmoid());
            case "softplus" -> Optional.of(new Activation.Softplus());
            case "tanh" -> Optional.of(new Activation.Tanh());
            case "mish" -> Optional.of(new Activation.Mish());
            default -> Optional.empty();
        };
    }
}
