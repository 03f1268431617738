package io.lanescope.jmh.lab;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What one forked JVM measured.
 *
 * @param round   the round, from 1
 * @param variant the variant's name
 * @param subject the subject's id
 * @param scores  one for each iteration; none if it failed
 * @param unit    of the scores, such as {@code us/op}
 * @param peers   what the peers ran on, as they said
 * @param failure what went wrong, or null
 */
record Fork(
        int round,
        String variant,
        String subject,
        List<Double> scores,
        String unit,
        List<String> peers,
        @Nullable String failure) {

    Fork {
        scores = List.copyOf(scores);
        peers = List.copyOf(peers);
        if (failure == null && !isPositive(median(scores))) {
            throw new IllegalArgumentException("a fork that did not fail has a score above 0, not " + scores);
        }
    }

    boolean failed() {
        return failure != null;
    }

    /** The median of the iterations, which one disturbed iteration does not move. */
    double score() {
        return median(scores);
    }

    /** The median, or NaN of nothing. */
    static double median(List<Double> scores) {
        double[] sorted = scores.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** Whether it has a logarithm, as all that is compared must. */
    static boolean isPositive(double score) {
        return score > 0 && Double.isFinite(score);
    }

    /** Whether a larger score means more speed: a number of operations per time, not a time per operation. */
    static boolean throughput(String unit) {
        return unit.startsWith("ops/");
    }
}
