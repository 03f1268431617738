package io.lanescope.explain.metrics;

import java.util.Arrays;
import java.util.List;

import io.lanescope.explain.Explanation;
import io.lanescope.simd.Team;

/**
 * Several explanations of the same rows, measured by the same metrics.
 *
 * @param explanations one per method
 * @param metrics      the metrics
 * @param scores       {@code [explanations][metrics]}, means over the rows
 */
@SuppressWarnings("ArrayRecordComponent") // a result to read, never compared
public record Comparison(List<Explanation> explanations, List<Metric> metrics, double[][] scores) {

    /**
     * Measures explanations.
     *
     * @param explanations one per method, all of the same rows
     * @param metrics      the metrics
     * @param team         the threads
     * @return their mean scores
     * @throws IllegalArgumentException if a metric does not fit an explanation
     */
    public static Comparison of(List<Explanation> explanations, List<Metric> metrics, Team team) {
        double[][] scores = new double[explanations.size()][metrics.size()];
        for (int e = 0; e < scores.length; e++) {
            for (int m = 0; m < metrics.size(); m++) {
                scores[e][m] = mean(metrics.get(m).scores(explanations.get(e), team));
            }
        }
        return new Comparison(List.copyOf(explanations), List.copyOf(metrics), scores);
    }

    /**
     * Puts comparisons by the same metrics side by side.
     *
     * @param parts comparisons, at least one
     * @return one of all their explanations
     * @throws IllegalArgumentException if their metrics differ
     */
    public static Comparison of(List<Comparison> parts) {
        List<Metric> metrics = parts.getFirst().metrics();
        if (parts.stream().anyMatch(part -> !part.metrics().equals(metrics))) {
            throw new IllegalArgumentException("comparisons by different metrics cannot stand side by side");
        }
        return new Comparison(parts.stream().flatMap(part -> part.explanations().stream()).toList(), metrics,
                parts.stream().flatMap(part -> Arrays.stream(part.scores())).toArray(double[][]::new));
    }

    /**
     * The place of each explanation by each metric: 1 for the best; equals share the mean of their places.
     *
     * @return {@code [explanations][metrics]}
     */
    public double[][] ranks() {
        double[][] ranks = new double[explanations.size()][metrics.size()];
        for (int m = 0; m < metrics.size(); m++) {
            double sign = metrics.get(m).better() == Metric.Better.LOWER ? 1 : -1;
            double[] column = new double[explanations.size()];
            for (int e = 0; e < column.length; e++) {
                // what is no number is worst, by whatever metric
                column[e] = Double.isNaN(scores[e][m]) ? Double.POSITIVE_INFINITY : sign * scores[e][m];
            }
            double[] places = Correlation.ranks(column);
            for (int e = 0; e < column.length; e++) {
                ranks[e][m] = places[e];
            }
        }
        return ranks;
    }

    /**
     * The mean place of each explanation over all metrics.
     *
     * @return {@code [explanations]}
     */
    public double[] meanRanks() {
        double[][] ranks = ranks();
        double[] means = new double[ranks.length];
        for (int e = 0; e < means.length; e++) {
            means[e] = mean(ranks[e]);
        }
        return means;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
