package io.lanescope.explain.deeplift;

import java.util.Arrays;

import io.lanescope.explain.Quadrature;
import io.lanescope.explain.pass.TargetGradient;

/**
 * How much of the change of f each logit's change accounts for, per unit of that change. Where f is linear in the logits
 * that is its gradient, and otherwise the mean gradient over the straight line between the two logit vectors, so that
 * competing classes get their part.
 */
final class LogitMultipliers {

    private static final Quadrature.Rule RULE = Quadrature.GAUSS_LEGENDRE.nodes(64);

    /** Over a longer way than this a probability may jump between two nodes, so the line is cut into pieces. */
    private static final double PIECE = 32;

    private final TargetGradient target;
    private final int outputs;
    private final float[] point;
    private final float[] gradient;
    private final double[] sums;

    LogitMultipliers(TargetGradient target, int outputs) {
        this.target = target;
        this.outputs = outputs;
        point = new float[outputs];
        gradient = new float[outputs];
        sums = new double[outputs];
    }

    /** Writes the multipliers of row r against row b of a background into row {@code to} of {@code multipliers}. */
    void find(float[] z, int r, float[] base, int b, int output, float[] multipliers, int to) {
        if (target.linear()) {
            target.gradient(point, 0, output, gradient); // the same at any point
            System.arraycopy(gradient, 0, multipliers, to * outputs, outputs);
            return;
        }
        double length = 0;
        for (int j = 0; j < outputs; j++) {
            length = Math.max(length, Math.abs((double) z[r * outputs + j] - base[b * outputs + j]));
        }
        int pieces = 1 + (int) Math.min(length / PIECE, 1000);
        Arrays.fill(sums, 0);
        for (int piece = 0; piece < pieces; piece++) {
            for (int node = 0; node < RULE.size(); node++) {
                double alpha = (piece + RULE.nodes()[node]) / pieces;
                for (int j = 0; j < outputs; j++) {
                    double from = base[b * outputs + j];
                    point[j] = (float) (from + alpha * (z[r * outputs + j] - from));
                }
                target.gradient(point, 0, output, gradient);
                for (int j = 0; j < outputs; j++) {
                    sums[j] += RULE.weights()[node] * gradient[j];
                }
            }
        }
        for (int j = 0; j < outputs; j++) {
            multipliers[to * outputs + j] = (float) (sums[j] / pieces);
        }
    }
}
