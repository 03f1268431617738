package io.lanescope.nn;

import java.util.Locale;
import java.util.Optional;

import io.lanescope.simd.Activation;

/** How activations are written in model files and on the command line. */
public final class ActivationNames {

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
            case Activation.Sigmoid() -> "sigmoid";
            case Activation.Tanh() -> "tanh";
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
        try {
            if (open < 0) {
                return Optional.ofNullable(plain(name));
            }
            if (!name.endsWith(")")) {
                return Optional.empty();
            }
            float parameter = Float.parseFloat(name.substring(open + 1, name.length() - 1));
            return name.substring(0, open).equals("leaky_relu") && Float.isFinite(parameter)
                    ? Optional.of(new Activation.LeakyRelu(parameter))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static @org.jspecify.annotations.Nullable Activation plain(String name) {
        return switch (name) {
            case "identity", "linear" -> new Activation.Identity();
            case "relu" -> new Activation.Relu();
            case "leaky_relu" -> new Activation.LeakyRelu(0.01f);
            case "sigmoid" -> new Activation.Sigmoid();
            case "tanh" -> new Activation.Tanh();
            default -> null;
        };
    }
}
