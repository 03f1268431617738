package io.lanescope.properties;

import io.lanescope.explain.Quadrature;
import io.lanescope.explain.Target;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;

/** The rescale rule in plain double loops. */
final class ReferenceDeepLift {

    private ReferenceDeepLift() {}

    static double[] attributions(Mlp model, Target target, double[] x, double[] base) {
        double[][] z = ReferenceExplanations.preActivations(model, x);
        double[][] zBase = ReferenceExplanations.preActivations(model, base);
        int depth = z.length;
        double[] multipliers = meanGradient(target, z[depth - 1], zBase[depth - 1]);
        for (int l = depth - 1; l >= 0; l--) {
            Dense layer = model.layers().get(l);
            double[] a = ReferenceExplanations.input(model, l, z, x);
            double[] aBase = ReferenceExplanations.input(model, l, zBase, base);
            double[] below = new double[layer.in()];
            for (int i = 0; i < layer.in(); i++) {
                for (int j = 0; j < layer.out(); j++) {
                    below[i] += layer.weights()[i * layer.out() + j] * multipliers[j];
                }
                if (l == 0) {
                    below[i] *= a[i] - aBase[i];
                    continue;
                }
                double change = z[l - 1][i] - zBase[l - 1][i];
                below[i] *= Math.abs(change) < 1e-7
                        ? ReferenceActivations.slope(model.layers().get(l - 1).activation(), z[l - 1][i])
                        : (a[i] - aBase[i]) / change;
            }
            multipliers = below;
        }
        return multipliers;
    }

    private static double[] meanGradient(Target target, double[] z, double[] base) {
        int n = 100;
        double[] nodes = ReferenceQuadrature.nodes(Quadrature.MIDPOINT, 4 * n);
        double[] mean = new double[z.length];
        for (double node : nodes) {
            double[] point = new double[z.length];
            for (int j = 0; j < z.length; j++) {
                point[j] = base[j] + node * (z[j] - base[j]);
            }
            double[] gradient = ReferenceExplanations.targetGradient(target, point);
            for (int j = 0; j < z.length; j++) {
                mean[j] += gradient[j] / nodes.length;
            }
        }
        return mean;
    }
}
