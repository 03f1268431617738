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
        return preActivations(model, x)[model.layers().size() - 1];
    }

    /** Every layer's pre-activations. */
    static double[][] preActivations(Mlp model, double[] x) {
        double[][] z = new double[model.layers().size()][];
        double[] a = scaled(model, x);
        for (int l = 0; l < z.length; l++) {
            z[l] = affine(model.layers().get(l), a);
            a = activate(model.layers().get(l).activation(), z[l]);
        }
        return z;
    }

    /** What each layer is given: the scaled inputs, then the activations. */
    static double[] input(Mlp model, int layer, double[][] z, double[] x) {
        return layer == 0 ? scaled(model, x) : activate(model.layers().get(layer - 1).activation(), z[layer - 1]);
    }

    private static double[] scaled(Mlp model, double[] x) {
        double[] y = new double[x.length];
        for (int j = 0; j < x.length; j++) {
            y[j] = (x[j] - model.scaler().shift()[j]) * model.scaler().scale()[j];
        }
        return y;
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
        double[][] z = preActivations(model, x);
        double[] delta = targetGradient(target, z[depth - 1]);
        for (int l = depth - 1; l >= 0; l--) {
            Dense layer = model.layers().get(l);
            double[] below = new double[layer.in()];
            for (int i = 0; i < layer.in(); i++) {
                for (int j = 0; j < layer.out(); j++) {
                    below[i] += layer.weights()[i * layer.out() + j] * delta[j];
                }
                if (l > 0) {
                    below[i] *= ReferenceActivations.slope(model.layers().get(l - 1).activation(), z[l - 1][i]);
                }
            }
            delta = below;
        }
        for (int j = 0; j < delta.length; j++) {
            delta[j] *= model.scaler().scale()[j];
        }
        return delta;
    }

    /** Central differences of the scalar with respect to the logits: independent of every formula under test. */
    static double[] targetGradient(Target target, double[] z) {
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
     * How near an input comes to a kink of an activation: there float and double may take different
     * branches, and both are right.
     */
    static double distanceToKink(Mlp model, double[] x) {
        double nearest = Double.POSITIVE_INFINITY;
        double[][] z = preActivations(model, x);
        for (int l = 0; l < z.length; l++) {
            for (double v : z[l]) {
                nearest = Math.min(nearest,
                        ReferenceActivations.distanceToKink(model.layers().get(l).activation(), v));
            }
        }
        return nearest;
    }

    /** What relative errors of 1 in every number below would do to each layer's pre-activations, to first order. */
    static double[][] noise(Mlp model, double[] x) {
        double[][] z = preActivations(model, x);
        double[][] noise = new double[z.length][];
        for (int l = 0; l < z.length; l++) {
            Dense layer = model.layers().get(l);
            double[] below = inputNoise(model, l, z, noise, x);
            noise[l] = Arrays.stream(Explanations.doubles(layer.bias())).map(Math::abs).toArray();
            for (int i = 0; i < layer.in(); i++) {
                for (int j = 0; j < layer.out(); j++) {
                    noise[l][j] += Math.abs(layer.weights()[i * layer.out() + j]) * below[i];
                }
            }
        }
        return noise;
    }

    /** The same of what a layer is given, where {@code noise} is that of the pre-activations below. */
    static double[] inputNoise(Mlp model, int layer, double[][] z, double[][] noise, double[] x) {
        double[] a = input(model, layer, z, x);
        for (int i = 0; i < a.length; i++) {
            a[i] = Math.abs(a[i]);
            if (layer > 0) {
                Activation activation = model.layers().get(layer - 1).activation();
                a[i] += ReferenceActivations.absoluteNoise(activation)
                        + noise[layer - 1][i] * Math.abs(ReferenceActivations.slope(activation, z[layer - 1][i]));
            }
        }
        return a;
    }

    /** What relative errors of 1 would do to any pre-activation of the last layer, at both of two inputs. */
    static double noise(Mlp model, double[] x, double[] base) {
        int last = model.layers().size() - 1;
        return Explanations.size(noise(model, x)[last], 0) + Explanations.size(noise(model, base)[last], 0);
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
        return Arrays.stream(z).map(v -> ReferenceActivations.value(activation, v)).toArray();
    }
}
