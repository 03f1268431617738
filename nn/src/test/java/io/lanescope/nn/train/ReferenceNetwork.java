package io.lanescope.nn.train;

import io.lanescope.nn.Architecture;
import io.lanescope.simd.Activation;

/** A network's loss and gradients in plain double loops, on parameters in the order of {@link Parameters}. */
final class ReferenceNetwork {

    private final Architecture architecture;
    private final Loss loss;

    ReferenceNetwork(Architecture architecture, Loss loss) {
        this.architecture = architecture;
        this.loss = loss;
    }

    /** The mean loss over the rows. */
    double loss(double[] parameters, double[][] x, double[] targets) {
        double sum = 0;
        for (int r = 0; r < x.length; r++) {
            double[][] z = forward(parameters, x[r]);
            sum += rowLoss(z[z.length - 1], targets[r]);
        }
        return sum / x.length;
    }

    /** The gradient of the mean loss, by the chain rule. */
    double[] gradient(double[] parameters, double[][] x, double[] targets) {
        double[] gradient = new double[parameters.length];
        for (int r = 0; r < x.length; r++) {
            double[][] z = forward(parameters, x[r]);
            double[] delta = lossGradient(z[z.length - 1], targets[r], x.length);
            for (int l = z.length - 1; l >= 0; l--) {
                double[] input = l == 0 ? x[r] : activate(l - 1, z[l - 1]);
                int weights = weights(l);
                int out = architecture.out(l);
                double[] below = new double[input.length];
                for (int j = 0; j < out; j++) {
                    for (int i = 0; i < input.length; i++) {
                        gradient[weights + i * out + j] += input[i] * delta[j];
                        below[i] += parameters[weights + i * out + j] * delta[j];
                    }
                    gradient[weights + input.length * out + j] += delta[j];
                }
                for (int i = 0; l > 0 && i < below.length; i++) {
                    below[i] *= slope(architecture.layers().get(l - 1).activation(), z[l - 1][i]);
                }
                delta = below;
            }
        }
        return gradient;
    }

    private double[][] forward(double[] parameters, double[] row) {
        double[][] z = new double[architecture.layers().size()][];
        double[] a = row;
        for (int l = 0; l < z.length; l++) {
            int out = architecture.out(l);
            int weights = weights(l);
            z[l] = new double[out];
            for (int j = 0; j < out; j++) {
                z[l][j] = parameters[weights + a.length * out + j];
                for (int i = 0; i < a.length; i++) {
                    z[l][j] += a[i] * parameters[weights + i * out + j];
                }
            }
            a = activate(l, z[l]);
        }
        return z;
    }

    private int weights(int layer) {
        int at = 0;
        for (int l = 0; l < layer; l++) {
            at += architecture.out(l) * (architecture.in(l) + 1);
        }
        return at;
    }

    private double rowLoss(double[] z, double target) {
        return switch (loss) {
            case Loss.CrossEntropy _ -> {
                double sum = 0;
                for (double v : z) {
                    sum += Math.exp(v - z[(int) target]);
                }
                yield Math.log(sum);
            }
            case Loss.BinaryCrossEntropy _ -> Math.log1p(Math.exp(target == 1 ? -z[0] : z[0]));
            case Loss.MeanSquaredError() -> (z[0] - target) * (z[0] - target);
            default -> throw new AssertionError(loss);
        };
    }

    private double[] lossGradient(double[] z, double target, int rows) {
        double[] delta = new double[z.length];
        for (int j = 0; j < z.length; j++) {
            delta[j] = switch (loss) {
                case Loss.CrossEntropy _ -> {
                    double sum = 0;
                    for (double v : z) {
                        sum += Math.exp(v - z[j]);
                    }
                    yield 1 / sum - (j == (int) target ? 1 : 0);
                }
                case Loss.BinaryCrossEntropy _ -> 1 / (1 + Math.exp(-z[0])) - target;
                case Loss.MeanSquaredError() -> 2 * (z[0] - target);
                default -> throw new AssertionError(loss);
            } / rows;
        }
        return delta;
    }

    private double[] activate(int layer, double[] z) {
        Activation activation = architecture.layers().get(layer).activation();
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
            case Activation.Sigmoid() -> 1 / (2 + Math.exp(z) + Math.exp(-z));
            case Activation.Tanh() -> 1 - Math.tanh(z) * Math.tanh(z);
            default -> throw new IllegalArgumentException("no reference for " + activation);
        };
    }
}
