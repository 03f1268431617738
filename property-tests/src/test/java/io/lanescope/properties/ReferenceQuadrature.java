package io.lanescope.properties;

import java.util.Arrays;

import io.lanescope.explain.Quadrature;
import io.lanescope.simd.Activation;

/** Quadrature rules written again, Gauss–Legendre by bisection between known bounds of the roots. */
final class ReferenceQuadrature {

    private ReferenceQuadrature() {}

    static double[] nodes(Quadrature rule, int n) {
        double[] nodes = new double[n];
        double[] roots = rule == Quadrature.GAUSS_LEGENDRE ? roots(n) : nodes;
        for (int i = 0; i < n; i++) {
            nodes[i] = switch (rule) {
                case GAUSS_LEGENDRE -> (1 + roots[i]) / 2;
                case MIDPOINT -> (i + 0.5) / n;
                case LEFT -> (double) i / n;
                case RIGHT -> (i + 1.0) / n;
                case TRAPEZOID -> i / (n - 1.0);
            };
        }
        return nodes;
    }

    static double[] weights(Quadrature rule, int n) {
        double[] weights = new double[n];
        Arrays.fill(weights, 1.0 / n);
        if (rule == Quadrature.TRAPEZOID) {
            Arrays.fill(weights, 1 / (n - 1.0));
            weights[0] /= 2;
            weights[n - 1] /= 2;
        }
        if (rule == Quadrature.GAUSS_LEGENDRE) {
            double[] roots = roots(n);
            for (int i = 0; i < n; i++) {
                double next = legendre(n + 1, roots[i]);
                weights[i] = (1 - roots[i] * roots[i]) / ((n + 1.0) * (n + 1.0) * next * next);
            }
        }
        return weights;
    }

    /**
     * What Gauss–Legendre on [0, 1] can miss of the change of an activation, as a share of its input's: the largest weight,
     * less than π/(2n), times the slope's variation.
     */
    static double missed(Activation activation, int n) {
        return ReferenceActivations.roughness(activation) * Math.PI / (2 * n);
    }

    /** The i-th root from the right is the cosine of an angle between (2i − 1)π/(2n + 1) and 2iπ/(2n + 1) (Bruns). */
    private static double[] roots(int n) {
        double[] roots = new double[n];
        for (int i = 1; i <= n; i++) {
            roots[n - i] = bisect(n, Math.cos(2 * i * Math.PI / (2 * n + 1)),
                    Math.cos((2 * i - 1) * Math.PI / (2 * n + 1)));
        }
        return roots;
    }

    private static double bisect(int n, double low, double high) {
        double sign = Math.signum(legendre(n, low));
        for (int i = 0; i < 80; i++) {
            double middle = (low + high) / 2;
            if (legendre(n, middle) * sign > 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    private static double legendre(int n, double x) {
        double previous = 0;
        double value = 1;
        for (int k = 1; k <= n; k++) {
            double next = ((2 * k - 1) * x * value - (k - 1) * previous) / k;
            previous = value;
            value = next;
        }
        return value;
    }
}
