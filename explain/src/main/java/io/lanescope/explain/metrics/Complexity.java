package io.lanescope.explain.metrics;

import io.lanescope.explain.Explanation;
import io.lanescope.explain.Rows;
import io.lanescope.simd.Team;

/**
 * Complexity (Bhatt, Weller and Moura, 2020, arXiv 2005.00631): the entropy {@code −Σ p ln p} of
 * {@code pᵢ = |aᵢ| / Σ|a|}. From 0, one feature alone, to {@code ln d}, all alike; 0 where all are 0.
 */
public record Complexity() implements Metric {

    @Override
    public String name() {
        return "complexity";
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public double[] scores(Explanation explanation, Team team) {
        Rows rows = explanation.rows();
        int d = rows.features();
        return Features.scores(explanation, team, () -> row -> {
            double sum = 0;
            for (int j = 0; j < d; j++) {
                sum += Math.abs(rows.values()[row * d + j]);
            }
            double entropy = 0;
            for (int j = 0; j < d; j++) {
                double p = Math.abs(rows.values()[row * d + j]) / sum;
                entropy -= p > 0 ? p * StrictMath.log(p) : 0; // the limit at 0, and 0 / 0 where there is nothing
            }
            return entropy;
        });
    }
}
