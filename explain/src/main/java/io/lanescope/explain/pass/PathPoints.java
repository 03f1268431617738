package io.lanescope.explain.pass;

import io.lanescope.explain.PathRule;
import io.lanescope.explain.Quadrature;
import io.lanescope.explain.Target;

import io.lanescope.nn.Mlp;

/** The points at which the gradient is taken for a row, and how often each of them counts. */
public interface PathPoints {

    /**
     * Finds the points of a row.
     *
     * @return how many there are
     */
    int find(Lines lines, int row);

    /** Writes a point of the row that was asked for last, at the first layer's pre-activations. */
    void place(Lines lines, int row, int i, float[] z, int at);

    /** Its weight; the weights sum to 1. */
    double weight(int i);

    /**
     * One thread's points by a rule.
     *
     * @throws IllegalArgumentException if the rule does not fit the network or the target
     */
    static PathPoints of(PathRule rule, Mlp model, Target target) {
        return switch (rule) {
            case PathRule.Steps(int steps, Quadrature quadrature) -> new Nodes(quadrature.nodes(steps));
            case PathRule.Exact() -> ExactPoints.of(model, target);
        };
    }

    /**
     * The nodes of a quadrature, the same for every row.
     *
     * @param rule the nodes and weights
     */
    record Nodes(Quadrature.Rule rule) implements PathPoints {

        @Override
        public int find(Lines lines, int row) {
            return rule.size();
        }

        @Override
        public void place(Lines lines, int row, int i, float[] z, int at) {
            lines.place(row, (float) rule.nodes()[i], z, at);
        }

        @Override
        public double weight(int i) {
            return rule.weights()[i];
        }
    }
}
