package io.lanescope.nn.exchange.onnx;

import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

import io.lanescope.simd.Activation;
import org.jspecify.annotations.Nullable;

/** The operators that compute each number by itself, as curves. Null stands for an operator that is none of them. */
final class Elementwise {

    private static final float SELU_ALPHA = 1.6732632f;
    private static final float SELU_GAMMA = 1.0507010f;

    private Elementwise() {}

    static @Nullable Curve unary(OnnxNode node, Curve z) {
        return switch (node.operator()) {
            case "Neg" -> z.linear(-1, 0);
            case "Relu" -> activated(new Activation.Relu(), z);
            case "LeakyRelu" -> activated(new Activation.LeakyRelu((float) node.real("alpha", 0.01f)), z);
            case "Elu" -> activated(new Activation.Elu((float) node.real("alpha", 1)), z);
            case "Selu" -> selu(node, z);
            case "Celu" -> {
                double alpha = node.real("alpha", 1);
                yield activated(new Activation.Elu(1), z.linear(1 / alpha, 0)).linear(alpha, 0);
            }
            case "Gelu" -> activated(node.text("approximate", "none").equals("tanh")
                    ? new Activation.GeluTanh()
                    : new Activation.Gelu(), z);
            case "Sigmoid" -> activated(new Activation.Sigmoid(), z);
            case "HardSigmoid" -> hardSigmoid(node, z);
            case "HardSwish" -> activated(new Activation.HardSwish(), z);
            case "Softplus" -> activated(new Activation.Softplus(), z);
            case "Tanh" -> activated(new Activation.Tanh(), z);
            case "Mish" -> activated(new Activation.Mish(), z);
            case "Erf" -> function(CurveShape::erf, z);
            case "Exp" -> function(StrictMath::exp, z);
            case "Log" -> function(StrictMath::log, z);
            case "Sqrt" -> function(Math::sqrt, z);
            case "Abs" -> function(Math::abs, z);
            case "Reciprocal" -> function(v -> 1 / v, z);
            default -> null;
        };
    }

    private static Curve activated(Activation activation, Curve z) {
        return new Curve.Activated(activation, z);
    }

    private static Curve function(DoubleUnaryOperator function, Curve z) {
        return new Curve.Function(function, z);
    }

    private static Curve selu(OnnxNode node, Curve z) {
        float alpha = (float) node.real("alpha", SELU_ALPHA);
        float gamma = (float) node.real("gamma", SELU_GAMMA);
        return alpha == SELU_ALPHA && gamma == SELU_GAMMA
                ? activated(new Activation.Selu(), z)
                : activated(new Activation.Elu(alpha), z).linear(gamma, 0);
    }

    /** ONNX has {@code clip(alpha · z + beta, 0, 1)}; with a sixth and a half it is the usual one. */
    private static Curve hardSigmoid(OnnxNode node, Curve z) {
        double alpha = node.real("alpha", 0.2f);
        double beta = node.real("beta", 0.5);
        boolean usual = Math.abs(alpha - 1.0 / 6) < 1e-6 && beta == 0.5;
        return activated(new Activation.HardSigmoid(), usual ? z : z.linear(6 * alpha, 6 * beta - 3));
    }

    static Curve clip(Curve z, double least, double most) {
        return least == 0 && most == Double.POSITIVE_INFINITY
                ? activated(new Activation.Relu(), z)
                : function(v -> Math.min(Math.max(v, least), most), z);
    }

    /** An operator with one number for all features, which may come first. */
    static @Nullable Curve withNumber(OnnxNode node, Curve z, double c, boolean first) {
        return switch (node.operator()) {
            case "Add" -> z.linear(1, c);
            case "Sub" -> first ? z.linear(-1, c) : z.linear(1, -c);
            case "Mul" -> z.linear(c, 0);
            case "Div" -> first ? function(v -> c / v, z) : z.linear(1 / c, 0);
            case "Pow" -> function(first ? v -> StrictMath.pow(c, v) : v -> StrictMath.pow(v, c), z);
            case "Max" -> clip(z, c, Double.POSITIVE_INFINITY);
            case "Min" -> function(v -> Math.min(v, c), z);
            case "PRelu" -> first ? null : activated(new Activation.LeakyRelu((float) c), z);
            case "Greater", "GreaterOrEqual" -> first ? step(z, v -> c > v) : step(z, v -> v > c);
            case "Less", "LessOrEqual" -> first ? step(z, v -> c < v) : step(z, v -> v < c);
            default -> null;
        };
    }

    private static Curve step(Curve z, DoublePredicate holds) {
        return function(v -> holds.test(v) ? 1 : 0, z);
    }

    static @Nullable Curve pair(OnnxNode node, Curve left, Curve right) {
        return switch (node.operator()) {
            case "Add" -> new Curve.Pair('+', left, right);
            case "Sub" -> new Curve.Pair('+', left, right.linear(-1, 0));
            case "Mul" -> new Curve.Pair('*', left, right);
            case "Div" -> new Curve.Pair('/', left, right);
            default -> null;
        };
    }

    /** A condition is 1 where it holds and else 0. */
    static Curve where(Curve condition, Curve then, Curve otherwise) {
        return new Curve.Pair('+', new Curve.Pair('*', condition, then),
                new Curve.Pair('*', condition.linear(-1, 1), otherwise));
    }
}
