package io.lanescope.jmh.lab;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The mean of logarithms of ratios, with its standard error: a ratio's error is a factor, and 2 and 1/2 are equally far from
 * 1. Intervals and tests are Student's.
 *
 * @param mean    the mean logarithm
 * @param error   its standard error
 * @param degrees of freedom; 0 if one value alone tells nothing of its error
 */
record LogRatio(double mean, double error, double degrees) {

    /** How often an interval holds the true ratio. */
    private static final double CONFIDENCE = 0.95;

    /**
     * Of pairs that were measured together.
     *
     * @param logs one logarithm for each pair, at least one
     */
    static LogRatio paired(double[] logs) {
        int n = logs.length;
        return n == 1
                ? new LogRatio(logs[0], Double.NaN, 0)
                : new LogRatio(StatUtils.mean(logs), Math.sqrt(StatUtils.variance(logs) / n), n - 1);
    }

    /**
     * Of two groups that were measured apart, {@code after − before}, with Welch's degrees of freedom: B. L. Welch, The
     * generalization of Student's problem when several different population variances are involved (1947).
     *
     * @param before logarithms, at least one
     * @param after  logarithms, at least one
     */
    static LogRatio apart(double[] before, double[] after) {
        double mean = StatUtils.mean(after) - StatUtils.mean(before);
        if (before.length == 1 || after.length == 1) {
            return new LogRatio(mean, Double.NaN, 0);
        }
        double a = StatUtils.variance(before) / before.length;
        double b = StatUtils.variance(after) / after.length;
        double degrees = a + b == 0
                ? before.length + after.length - 2
                : (a + b) * (a + b) / (a * a / (before.length - 1) + b * b / (after.length - 1));
        return new LogRatio(mean, Math.sqrt(a + b), degrees);
    }

    double ratio() {
        return Math.exp(mean);
    }

    /** Whether there is an interval. */
    boolean known() {
        return degrees > 0;
    }

    /** The lower end of the 95 % interval of the ratio. */
    double low() {
        return Math.exp(mean - margin());
    }

    /** The upper end. */
    double high() {
        return Math.exp(mean + margin());
    }

    private double margin() {
        return error * student().inverseCumulativeProbability((1 + CONFIDENCE) / 2);
    }

    /** How probable a mean this far from 0 would be if the true one were 0. */
    double twoSided() {
        return Math.min(1, 2 * student().cumulativeProbability(-Math.abs(statistic(0))));
    }

    /** How probable a mean this low would be if the true ratio were the given one. */
    double below(double ratio) {
        return student().cumulativeProbability(statistic(Math.log(ratio)));
    }

    private double statistic(double expected) {
        double distance = mean - expected;
        return error == 0 && distance == 0 ? 0 : distance / error;
    }

    private TDistribution student() {
        return new TDistribution(null, degrees);
    }

    /**
     * Probabilities for many tests at once, by S. Holm, A simple sequentially rejective multiple test procedure (1979): the
     * k-th smallest of n, times n − k + 1, and never less than the one before.
     *
     * @param p one for each test
     * @return as many; those below 0.05 err in at most 5 % of all such experiments
     */
    static double[] holm(double[] p) {
        int[] order = IntStream.range(0, p.length).boxed().sorted((i, j) -> Double.compare(p[i], p[j]))
                .mapToInt(Integer::intValue).toArray();
        double[] adjusted = Arrays.copyOf(p, p.length);
        double least = 0;
        for (int k = 0; k < order.length; k++) {
            least = Math.max(least, Math.min(1, (p.length - k) * p[order[k]]));
            adjusted[order[k]] = least;
        }
        return adjusted;
    }
}
