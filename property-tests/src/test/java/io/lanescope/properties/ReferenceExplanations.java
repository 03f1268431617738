package io.lanescope.properties;

import java.util.Arrays;

import io.lanescope.explain.Target;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Activation;

/** A network's function and its input gradient in plain double loops, written from the formulas alone. */
final class ReferenceExplanations {

    private ReferenceExplanations() {}

    /** The last layer's pre-activations. */
    static double[] logits(Mlp model, double[] x) {
        double[] a = x;
        double[] z = x;
        for (Dense layer : model.layers()) {
            z = affine(layer, a);
            a = activate(layer.activation(), z);
        }
        return z;
    }

    /** The explained scalar. */
    static double value(Mlp model, Target target, double[] x) {
        return value(target, logits(model, x));
    }

    private static double value(Target target, double[] z) {
        return switch (target) {
            case Target.Logit(int c) -> z[c];
            case Target.Output(int c) -> z[c];
            case Target.Margin(int a, int b) -> z[a] - z[b];
            case Target.Probability(int c) -> 1 / others(z, c, z[c], true);
            case Target.LogOdds(int c) -> -Math.log(others(z, c, z[c], false));
        };
    }

    /** Σ exp(z_j − shift) over all outputs or all but one. */
    private static double others(double[] z, int c, double shift, boolean withC) {
        double sum = 0;
        for (int j = 0; j < z.length; j++) {
            sum += j == c && !withC ? 0 : Math.exp(z[j] - shift);
        }
        return sum;
    }

    /** The gradient of the explained scalar with respect to the inputs. */
    static double[] gradient(Mlp model, Target target, double[] x) {
        int depth = model.layers().size();
        double[][] z = new double[depth][];
        double[] a = x;
        for (int l = 0; l < depth; l++) {
            z[l] = affine(model.layers().get(l), a);
            a = activate(model.layers().get(l).activation(), z[l]);
        }
        double[] delta = targetGradient(target, z[depth - 1]);
        for (int l = depth - 1; l >= 0; l--) {
            Dense layer = model.layers().get(l);
            double[] below = new double[layer.in()];
            for (int i = 0; i < layer.in(); i++) {
                for (int j = 0; j < layer.out(); j++) {
                    below[i] += layer.weights()[i * layer.out() + j] * delta[j];
                }
                if (l > 0) {
                    below[i] *= slope(model.layers().get(l - 1).activation(), z[l - 1][i]);
                }
            }
            delta = below;
        }
        return delta;
    }

    /** Central differences of the scalar with respect to the logits: independent of every formula under test. */
    private static double[] targetGradient(Target target, double[] z) {
        double[] gradient = new double[z.length];
        for (int j = 0; j < z.length; j++) {
            double h = 1e-5;
            double[] up = z.clone();
            double[] down = z.clone();
            up[j] += h;
            down[j] -= h;
            gradient[j] = (value(target, up) - value(target, down)) / (2 * h);
        }
        return gradient;
    }

    /**
     * How near an input comes to a kink of a piecewise linear network: there float and double may take different
     * branches, and both are right.
     */
    static double distanceToKink(Mlp model, double[] x) {
        double nearest = Double.POSITIVE_INFINITY;
        double[] a = x;
        for (Dense layer : model.layers()) {
            double[] z = affine(layer, a);
            if (layer.activation() instanceof Activation.Relu || layer.activation() instanceof Activation.LeakyRelu) {
                nearest = Math.min(nearest, Arrays.stream(z).map(Math::abs).min().orElseThrow());
            }
            a = activate(layer.activation(), z);
        }
        return nearest;
    }

    private static double[] affine(Dense layer, double[] a) {
        double[] z = new double[layer.out()];
        for (int j = 0; j < layer.out(); j++) {
            z[j] = layer.bias()[j];
            for (int i = 0; i < layer.in(); i++) {
                z[j] += a[i] * layer.weights()[i * layer.out() + j];
            }
        }
        return z;
    }

    private static double[] activate(Activation activation, double[] z) {
        double[] a = new double[z.length];
        for (int j = 0; j < z.length; j++) {
            a[j] = switch (activation) {
                case Activation.Identity() -> z[j];
                case Activation.Relu() -> Math.max(z[j], 0);
                case Activation.LeakyRelu(float slope) -> z[j] > 0 ? z[j] : slope * z[j];
                case Activation.Sigmoid() -> 1 / (1 + Math.exp(-z[j]));
                case Activation.Tanh() -> Math.tanh(z[j]);
                default -> throw new IllegalArgumentException("no reference for " + activation);
            };
        }
        return a;
    }

    private static double slope(Activation activation, double z) {
        return switch (activation) {
            case Activation.Identity() -> 1;
            case Activation.Relu() -> z > 0 ? 1 : 0;
            case Activation.LeakyRelu(float slope) -> z > 0 ? 1 : slope;
            case Activation.Sigmoid() -> {
                double s = 1 / (1 + Math.exp(-z));
                yield s * (1 - s);
            }
            case Activation.Tanh() -> 1 - Math.tanh(z) * Math.tanh(z);
            default -> throw new IllegalArgumentException("no reference for " + activation);
        };
    }
}
