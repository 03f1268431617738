package io.lanescope.explain.metrics;

import java.util.Arrays;

import io.lanescope.explain.Explanation;
import io.lanescope.explain.Rows;
import io.lanescope.simd.Team;

/**
 * Sparseness (Chalasani, Chen, Chowdhury, Jha and Wu, 2020, arXiv 1810.06583): the Gini index of {@code |a|},
 * {@code Σᵢ (2i − d − 1)·|a|₍ᵢ₎ / (d · Σ|a|)} with {@code |a|₍ᵢ₎} in rising order and i from 1. From 0, all alike, to
 * {@code 1 − 1/d}, one feature alone; 0 where all are 0.
 */
public record Sparseness() implements Metric {

    @Override
    public String name() {
        return "sparseness";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public double[] scores(Explanation explanation, Team team) {
        Rows rows = explanation.rows();
        int d = rows.features();
        return Features.scores(explanation, team, () -> {
            double[] sizes = new double[d];
            return row -> {
                double sum = 0;
                for (int j = 0; j < d; j++) {
                    sizes[j] = Math.abs(rows.values()[row * d + j]);
                    sum += sizes[j];
                }
                if (sum == 0) {
                    return 0;
                }
                Arrays.sort(sizes);
                double weighted = 0;
                for (int i = 0; i < d; i++) {
                    weighted += (2.0 * (i + 1) - d - 1) * sizes[i];
                }
                return weighted / (d * sum);
            };
        });
    }
}
