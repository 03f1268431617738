package io.lanescope.properties;

import java.util.Arrays;

import io.lanescope.explain.Quadrature;
import io.lanescope.explain.Target;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Activation;

import static io.lanescope.properties.Explanations.size;

/**
 * The rescale rule in plain double loops, and how far rounding can move it: to first order, what a relative error of 1 in
 * every number on the way would do. A quotient's own is {@code |g′(z) − Δg/Δz|·δz/|Δz|} of each end, large where a small
 * change crosses a kink.
 */
final class ReferenceDeepLift {

    private static final double[] NODES = ReferenceQuadrature.nodes(Quadrature.GAUSS_LEGENDRE, 200);
    private static final double[] WEIGHTS = ReferenceQuadrature.weights(Quadrature.GAUSS_LEGENDRE, 200);

    /** Attributions. */
    final double[] values;
    /** For each of them, what relative errors of 1 would add up to. */
    final double[] noise;

    private ReferenceDeepLift(double[] values, double[] noise) {
        this.values = values;
        this.noise = noise;
    }

    static ReferenceDeepLift of(Mlp model, Target target, double[] x, double[] base) {
        double[][] z = ReferenceExplanations.preActivations(model, x);
        double[][] zBase = ReferenceExplanations.preActivations(model, base);
        double[][] zNoise = ReferenceExplanations.noise(model, x);
        double[][] zBaseNoise = ReferenceExplanations.noise(model, base);
        int depth = z.length;
        double[] values = meanGradient(target, z[depth - 1], zBase[depth - 1]);
        double[] noise = startNoise(target, values, zNoise[depth - 1], zBaseNoise[depth - 1]);
        for (int l = depth - 1; l >= 0; l--) {
            Dense layer = model.layers().get(l);
            double[] a = ReferenceExplanations.input(model, l, z, x);
            double[] aBase = ReferenceExplanations.input(model, l, zBase, base);
            double[] below = new double[layer.in()];
            double[] belowNoise = new double[layer.in()];
            for (int i = 0; i < layer.in(); i++) {
                for (int j = 0; j < layer.out(); j++) {
                    double weight = layer.weights()[i * layer.out() + j];
                    below[i] += weight * values[j];
                    belowNoise[i] += Math.abs(weight) * (noise[j] + Math.abs(values[j]));
                }
                double factor = a[i] - aBase[i];
                double uncertain = Math.abs(factor);
                if (l > 0) {
                    Activation activation = model.layers().get(l - 1).activation();
                    double slope = ReferenceActivations.slope(activation, z[l - 1][i]);
                    double slopeBase = ReferenceActivations.slope(activation, zBase[l - 1][i]);
                    double change = z[l - 1][i] - zBase[l - 1][i];
                    factor = Math.abs(change) < 1e-7 ? slope : factor / change;
                    uncertain = Math.abs(factor) + 1 + (Math.abs(slope - factor) * zNoise[l - 1][i]
                            + Math.abs(slopeBase - factor) * zBaseNoise[l - 1][i]) / Math.max(1e-7, Math.abs(change));
                }
                belowNoise[i] = belowNoise[i] * Math.abs(factor) + Math.abs(below[i]) * uncertain;
                below[i] *= factor;
            }
            values = below;
            noise = belowNoise;
        }
        return new ReferenceDeepLift(values, noise);
    }

    /** Shares of probability are products of exponentials of the logits, so what is absolute there is relative here. */
    private static double[] startNoise(Target target, double[] values, double[] z, double[] zBase) {
        boolean linear = target instanceof Target.Logit || target instanceof Target.Margin;
        double relative = 1 + (linear ? 0 : 4 * (size(z, 0) + size(zBase, 0)));
        return Arrays.stream(values).map(v -> Math.abs(v) * relative).toArray();
    }

    private static double[] meanGradient(Target target, double[] z, double[] base) {
        double[] mean = new double[z.length];
        for (int s = 0; s < NODES.length; s++) {
            double[] point = new double[z.length];
            for (int j = 0; j < z.length; j++) {
                point[j] = base[j] + NODES[s] * (z[j] - base[j]);
            }
            double[] gradient = ReferenceExplanations.targetGradient(target, point);
            for (int j = 0; j < z.length; j++) {
                mean[j] += WEIGHTS[s] * gradient[j];
            }
        }
        return mean;
    }
}
