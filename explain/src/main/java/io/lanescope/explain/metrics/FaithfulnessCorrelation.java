package io.lanescope.explain.metrics;

import java.util.Objects;
import java.util.SplittableRandom;

import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.Rows;
import io.lanescope.explain.pass.Deck;
import io.lanescope.simd.Team;

/**
 * Faithfulness correlation (Bhatt, Weller and Moura, 2020, arXiv 2005.00631): Pearson's correlation, over random subsets
 * S of one size, of {@code Σ_{i∈S} aᵢ} with {@code f(x) − f(x_S→b)}, the row with the features of S at their baseline.
 * A slope counts times the change of its feature, {@code aᵢ·(xᵢ − bᵢ)}. From −1 to 1; 0 where one of the two does not vary, as with a single feature.
 *
 * @param baseline what stands for the features of a subset
 * @param subsets  how many subsets, at least 2
 * @param share    size of a subset as a share of all features, in (0, 1]; rounded, and at least one feature
 * @param seed     decides which subsets
 */
public record FaithfulnessCorrelation(Baseline baseline, int subsets, double share, long seed) implements Metric {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if there are fewer than two subsets, or the share is out of its range
     */
    public FaithfulnessCorrelation {
        Objects.requireNonNull(baseline, "baseline");
        if (subsets < 2) {
            throw new IllegalArgumentException("a correlation needs at least 2 subsets, but there are " + subsets);
        }
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("the share of a subset must be in (0, 1], but is " + share);
        }
    }

    /**
     * With 100 subsets of a fifth of the features.
     *
     * @param baseline what stands for the features of a subset
     * @param seed     decides which subsets
     */
    public FaithfulnessCorrelation(Baseline baseline, long seed) {
        this(baseline, 100, 0.2, seed);
    }

    @Override
    public String name() {
        return "faithfulness";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public double[] scores(Explanation explanation, Team team) {
        Rows rows = explanation.rows();
        int features = rows.features();
        float[] target = baseline.toArray(features);
        boolean slope = explanation.method().slope();
        int size = (int) Math.max(1, Math.round(share * features));
        int[][] drawn = draw(features, size);
        return Features.scores(explanation, team, () -> {
            Probe probe = new Probe(explanation);
            double[] sums = new double[subsets];
            double[] f = new double[subsets];
            return row -> {
                probe.evaluate(row, subsets, (copy, x, offset) -> {
                    double sum = 0;
                    for (int j : drawn[copy]) {
                        double a = rows.values()[row * features + j];
                        sum += slope ? a * ((double) x[offset + j] - target[j]) : a;
                        x[offset + j] = target[j];
                    }
                    sums[copy] = sum;
                }, f);
                for (int i = 0; i < subsets; i++) {
                    f[i] = rows.value()[row] - f[i];
                }
                return Correlation.pearson(sums, f);
            };
        });
    }

    /** The first ones of shuffled features. */
    private int[][] draw(int features, int size) {
        SplittableRandom random = new SplittableRandom(seed);
        int[][] drawn = new int[subsets][size];
        Deck deck = new Deck(features);
        for (int[] subset : drawn) {
            for (int i = 0; i < size; i++) {
                subset[i] = deck.draw(random, i);
            }
        }
        return drawn;
    }
}
