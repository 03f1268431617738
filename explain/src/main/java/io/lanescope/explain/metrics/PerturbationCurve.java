package io.lanescope.explain.metrics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;

import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.Rows;
import io.lanescope.simd.Team;

/**
 * Deletion and insertion (Petsiuk, Das and Saenko, 2018, arXiv 1806.07421): f while the features go to their baseline one
 * after the other, those of the largest attributions first, or come back from there. The score is the area under the
 * curve over the share of features in [0, 1], by the trapezoid rule, in f's unit: a good map makes f fall soon under
 * deletion, and rise soon under insertion. Of equal attributions the first feature goes first.
 *
 * @param insertion whether features come instead of going
 * @param baseline  what stands for a feature that is away
 * @param steps     how many steps at most, at least 1; with fewer features each is a step
 */
public record PerturbationCurve(boolean insertion, Baseline baseline, int steps) implements Metric {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if there is no step
     */
    public PerturbationCurve {
        Objects.requireNonNull(baseline, "baseline");
        if (steps < 1) {
            throw new IllegalArgumentException("a curve needs at least one step, but has " + steps);
        }
    }

    /**
     * In 100 steps at most.
     *
     * @param insertion whether features come instead of going
     * @param baseline  what stands for a feature that is away
     */
    public PerturbationCurve(boolean insertion, Baseline baseline) {
        this(insertion, baseline, 100);
    }

    @Override
    public String name() {
        return insertion ? "insertion" : "deletion";
    }

    @Override
    public Better better() {
        return insertion ? Better.HIGHER : Better.LOWER;
    }

    @Override
    public double[] scores(Explanation explanation, Team team) {
        int[] changed = changed(explanation.rows().features());
        return Arrays.stream(curves(explanation, team)).mapToDouble(curve -> area(changed, curve)).toArray();
    }

    /**
     * How many features are changed at each point of a curve.
     *
     * @param features how many there are
     * @return from 0 to all of them, both included
     */
    public int[] changed(int features) {
        int points = Math.min(steps, features);
        int[] changed = new int[points + 1];
        for (int i = 0; i <= points; i++) {
            changed[i] = (int) (((long) i * features + points / 2) / points);
        }
        return changed;
    }

    /**
     * Each row's curve, along its attributions.
     *
     * @param explanation attributions of features
     * @param team        the threads
     * @return {@code [rows][points]}: f at each of the {@link #changed} numbers of features
     * @throws IllegalArgumentException if the explanation's columns are not the features, or the baseline does not fit it
     */
    public double[][] curves(Explanation explanation, Team team) {
        Rows rows = explanation.rows();
        return curves(explanation, team, row -> order(rows.values(), row * rows.features(), rows.features()));
    }

    /** Which features are changed first. */
    @FunctionalInterface
    public interface Order {

        /**
         * A row's order.
         *
         * @param row the row
         * @return every feature once
         */
        int[] of(int row);
    }

    /**
     * Each row's curve, along any order: a random one shows what a curve is worth.
     *
     * @param explanation attributions of features, of which only the rows, outputs and model count
     * @param team        the threads
     * @param order       which features are changed first
     * @return {@code [rows][points]}: f at each of the {@link #changed} numbers of features
     * @throws IllegalArgumentException if the explanation's columns are not the features, or the baseline does not fit it
     */
    public double[][] curves(Explanation explanation, Team team, Order order) {
        Rows rows = explanation.rows();
        int[] changed = changed(rows.features());
        float[] away = baseline.toArray(rows.features());
        double[][] curves = new double[rows.count()][changed.length];
        Features.scores(explanation, team, () -> {
            Probe probe = new Probe(explanation);
            return row -> {
                int[] features = order.of(row);
                probe.evaluate(row, changed.length, (point, x, offset) -> {
                    int from = insertion ? changed[point] : 0;
                    int to = insertion ? features.length : changed[point];
                    for (int i = from; i < to; i++) {
                        x[offset + features[i]] = away[features[i]];
                    }
                }, curves[row]);
                return 0;
            };
        });
        return curves;
    }

    private static int[] order(float[] values, int first, int features) {
        Integer[] order = new Integer[features];
        Arrays.setAll(order, j -> j);
        Arrays.sort(order, Comparator.comparing(j -> 0 - values[first + j]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    private static double area(int[] changed, double[] curve) {
        double area = 0;
        for (int i = 1; i < curve.length; i++) {
            area += (changed[i] - changed[i - 1]) * (curve[i] + curve[i - 1]) / 2;
        }
        return area / changed[changed.length - 1];
    }
}
