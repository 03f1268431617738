package io.lanescope.nn.train;

import java.util.Arrays;

import io.lanescope.nn.Architecture;

/**
 * The loss of a batch and its gradient in plain double loops, on parameters in the order of {@link Parameters}. What drops
 * out is given.
 */
final class ReferenceNetwork {

    private final Architecture architecture;
    private final Loss loss;
    private final Regularization penalties;
    private final double[] rowWeights;
    private final double[] classWeights;
    private final double[][] masks;

    /** Values of one layer for all rows of a batch, which the way back needs. */
    private static final class Pass {
        double[][] input = {};
        double[][] normalized = {};
        double[] deviation = {};
        double[][] z = {};
    }

    ReferenceNetwork(Architecture architecture, Loss loss) {
        this(architecture, loss, Regularization.NONE, new double[0], new double[0],
                new double[architecture.layers().size()][0]);
    }

    /**
     * @param rowWeights   of the rows; nothing if all are 1
     * @param classWeights of the classes, of which the rows' weights then are; nothing if all are 1
     * @param masks        of each layer, {@code [rows, width]}; nothing for a layer that drops nothing out
     */
    ReferenceNetwork(Architecture architecture, Loss loss, Regularization penalties, double[] rowWeights,
            double[] classWeights, double[][] masks) {
        this.architecture = architecture;
        this.loss = loss;
        this.penalties = penalties;
        this.rowWeights = rowWeights;
        this.classWeights = classWeights;
        this.masks = masks;
    }

    /** The mean loss over the rows, with the penalties. */
    double loss(double[] parameters, double[][] x, double[][] targets) {
        double[][] outputs = forward(parameters, x, new Pass[depth()]);
        double sum = 0;
        for (int r = 0; r < x.length; r++) {
            sum += share(r, x.length) * ReferenceLoss.value(loss, outputs[r], targets[r], classWeights);
        }
        for (int l = 0; l < depth(); l++) {
            for (int i = start(l); i < start(l) + architecture.in(l) * architecture.out(l); i++) {
                sum += penalties.l1() * Math.abs(parameters[i]) + penalties.l2() * parameters[i] * parameters[i];
            }
        }
        return sum;
    }

    /** The gradient of that, by the chain rule. */
    double[] gradient(double[] parameters, double[][] x, double[][] targets) {
        Pass[] passes = new Pass[depth()];
        double[][] delta = forward(parameters, x, passes);
        for (int r = 0; r < x.length; r++) {
            delta[r] = ReferenceLoss.gradient(loss, delta[r], targets[r], classWeights);
            for (int j = 0; j < delta[r].length; j++) {
                delta[r][j] *= share(r, x.length);
            }
        }
        double[] gradient = new double[parameters.length];
        for (int l = depth() - 1; l >= 0; l--) {
            delta = backward(l, parameters, passes[l], delta, gradient);
        }
        return gradient;
    }

    /** The mean penalty on forbidden features, where the mask is the rows' own or that of all. */
    double penalty(ForbiddenFeatures forbidden, double[] parameters, double[][] x) {
        Pass[] passes = new Pass[depth()];
        double[][] slopes = forward(parameters, x, passes);
        for (double[] z : slopes) {
            double[] p = Arrays.stream(z).map(Math::exp).toArray();
            double sum = z.length == 1 ? 1 + p[0] : Arrays.stream(p).sum();
            for (int j = 0; j < z.length; j++) {
                z[j] = 1 - Math.max(2, z.length) * p[j] / sum;
            }
        }
        for (int l = depth() - 1; l >= 0; l--) {
            slopes = backward(l, parameters, passes[l], slopes, new double[parameters.length]);
        }
        double total = 0;
        for (int r = 0; r < x.length; r++) {
            for (int j = 0; j < x[r].length; j++) {
                int at = (r * x[r].length + j) % forbidden.mask().length;
                double weighed = forbidden.mask()[at] * slopes[r][j];
                total += forbidden.strength() * share(r, x.length) * weighed * weighed;
            }
        }
        return total;
    }

    private int depth() {
        return architecture.layers().size();
    }

    private double share(int row, int rows) {
        if (rowWeights.length == 0) {
            return 1.0 / rows;
        }
        return (classWeights.length == 0 ? rowWeights[row] : 1) / Arrays.stream(rowWeights).sum();
    }

    private int start(int layer) {
        int at = 0;
        for (int l = 0; l < layer; l++) {
            at += architecture.out(l) * (architecture.in(l) + (architecture.layers().get(l).batchNorm() ? 3 : 1));
        }
        return at;
    }

    private double[][] forward(double[] p, double[][] x, Pass[] passes) {
        double[][] a = x;
        for (int l = 0; l < depth(); l++) {
            Architecture.Layer layer = architecture.layers().get(l);
            int out = layer.width();
            int bias = start(l) + architecture.in(l) * out;
            Pass pass = new Pass();
            passes[l] = pass;
            pass.input = a;
            pass.z = new double[x.length][out];
            for (int r = 0; r < x.length; r++) {
                for (int j = 0; j < out; j++) {
                    pass.z[r][j] = p[bias + j];
                    for (int i = 0; i < a[r].length; i++) {
                        pass.z[r][j] += a[r][i] * p[start(l) + i * out + j];
                    }
                }
            }
            if (layer.batchNorm()) {
                normalize(pass, p, bias + out, out);
            }
            a = new double[x.length][out];
            for (int r = 0; r < x.length; r++) {
                for (int j = 0; j < out; j++) {
                    a[r][j] = ReferenceActivation.value(layer.activation(), pass.z[r][j]) * mask(l, r, j);
                }
            }
        }
        return a;
    }

    private double mask(int layer, int row, int unit) {
        return masks[layer].length == 0 ? 1 : masks[layer][row * architecture.out(layer) + unit];
    }

    private static void normalize(Pass pass, double[] p, int scale, int out) {
        int rows = pass.z.length;
        pass.normalized = new double[rows][out];
        pass.deviation = new double[out];
        for (int j = 0; j < out; j++) {
            double mean = 0;
            for (double[] z : pass.z) {
                mean += z[j] / rows;
            }
            double variance = 0;
            for (double[] z : pass.z) {
                variance += (z[j] - mean) * (z[j] - mean) / rows;
            }
            pass.deviation[j] = Math.sqrt(variance + 1e-5);
            for (int r = 0; r < rows; r++) {
                pass.normalized[r][j] = (pass.z[r][j] - mean) / pass.deviation[j];
                pass.z[r][j] = p[scale + j] * pass.normalized[r][j] + p[scale + out + j];
            }
        }
    }

    private double[][] backward(int l, double[] p, Pass pass, double[][] delta, double[] gradient) {
        Architecture.Layer layer = architecture.layers().get(l);
        int in = architecture.in(l);
        int out = layer.width();
        int bias = start(l) + in * out;
        for (int r = 0; r < delta.length; r++) {
            for (int j = 0; j < out; j++) {
                delta[r][j] *= mask(l, r, j) * ReferenceActivation.slope(layer.activation(), pass.z[r][j]);
            }
        }
        if (layer.batchNorm()) {
            backThroughNorm(pass, p, bias + out, out, delta, gradient);
        }
        double[][] below = new double[delta.length][in];
        for (int r = 0; r < delta.length; r++) {
            for (int j = 0; j < out; j++) {
                gradient[bias + j] += delta[r][j];
                for (int i = 0; i < in; i++) {
                    gradient[start(l) + i * out + j] += pass.input[r][i] * delta[r][j];
                    below[r][i] += p[start(l) + i * out + j] * delta[r][j];
                }
            }
        }
        for (int i = start(l); i < bias; i++) {
            gradient[i] += penalties.l1() * Math.signum(p[i]) + 2 * penalties.l2() * p[i];
        }
        return below;
    }

    private static void backThroughNorm(Pass pass, double[] p, int scale, int out, double[][] delta,
            double[] gradient) {
        int rows = delta.length;
        for (int j = 0; j < out; j++) {
            double sum = 0;
            double product = 0;
            for (int r = 0; r < rows; r++) {
                sum += delta[r][j];
                product += delta[r][j] * pass.normalized[r][j];
            }
            gradient[scale + j] += product;
            gradient[scale + out + j] += sum;
            for (int r = 0; r < rows; r++) {
                delta[r][j] = p[scale + j] / pass.deviation[j]
                        * (delta[r][j] - sum / rows - pass.normalized[r][j] * product / rows);
            }
        }
    }
}
