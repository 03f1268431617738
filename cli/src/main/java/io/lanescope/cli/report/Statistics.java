package io.lanescope.cli.report;

import java.util.Arrays;

/** The few statistics that figures need. */
final class Statistics {

    /** Of the normal distribution: 95 % lie within so many standard deviations. */
    private static final double Z = 1.959964;

    /** Beyond this share of all numbers a heat map has no more colours, or a single pixel would take them all. */
    private static final double CLIP = 0.99;

    private Statistics() {}

    /** Where a heat map's scale ends, given the sizes of its numbers; never 0. */
    static double heatLimit(double[] sizes) {
        if (sizes.length == 0) {
            return 1;
        }
        double limit = quantile(sizes, CLIP);
        double most = Arrays.stream(sizes).max().orElse(0);
        return limit > 0 ? limit : most > 0 ? most : 1;
    }

    /** The value below which a share lies, the nearest rank. */
    static double quantile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[Math.clamp((int) Math.ceil(share * sorted.length) - 1, 0, sorted.length - 1)];
    }

    static double mean(double[] values) {
        return Arrays.stream(values).sum() / values.length;
    }

    static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length);
    }

    /** Half of the 95 % confidence interval of the mean, by the normal approximation; 0 for a single value. */
    static double margin(double[] values) {
        double mean = mean(values);
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        return values.length < 2 ? 0 : Z * Math.sqrt(squares / (values.length - 1) / values.length);
    }

    /** The 95 % confidence interval of a share (Wilson 1927). */
    static double[] interval(long hits, long of) {
        double p = (double) hits / of;
        double z2 = Z * Z;
        double middle = (p + z2 / (2 * of)) / (1 + z2 / of);
        double half = Z / (1 + z2 / of) * Math.sqrt(p * (1 - p) / of + z2 / (4.0 * of * of));
        return new double[]{Math.max(0, middle - half), Math.min(1, middle + half)};
    }
}
