package io.lanescope.explain.effects;

import java.util.Arrays;

import io.lanescope.explain.Target;
import io.lanescope.nn.Mlp;

/**
 * Accumulated local effects of one feature (ALE; Apley and Zhu, 2020, arXiv 1612.08468), of first order: between two
 * neighbouring quantiles, the mean change of f over the rows that lie there, when the feature moves from the one to the
 * other and all else stays; these changes added up from the left, and centred so that their mean over the rows is 0. Unlike
 * {@link PartialDependence} it never looks at rows far from those that occur.
 *
 * @param feature the feature
 * @param edges   {@code [bins + 1]}, the intervals' ends in rising order, in the data's own units
 * @param effect  {@code [bins + 1]}, the accumulated effect at each end
 * @param counts  {@code [bins]}, how many rows lie in each interval; an interval holds its right end, the first one both
 */
@SuppressWarnings("ArrayRecordComponent") // a result to read, never compared
public record AccumulatedEffects(int feature, float[] edges, double[] effect, int[] counts) {

    /**
     * Measures the effects.
     *
     * @param model   the network
     * @param target  f, with the number of an output
     * @param x       {@code [rows, features]} in the data's own units
     * @param rows    how many rows, at least 1
     * @param feature the feature
     * @param bins    how many intervals, at least 1; where values repeat there are fewer, and none if all are equal: then
     *                there is one end with effect 0
     * @return the effects
     * @throws IllegalArgumentException if an argument does not fit the model, or a number is not finite
     */
    public static AccumulatedEffects of(Mlp model, Target target, float[] x, int rows, int feature, int bins) {
        Quantiles.check(x, rows, model.inputs(), feature, target, bins + 1);
        float[] edges = Quantiles.of(x, rows, model.inputs(), feature, bins + 1);
        int[] counts = new int[edges.length - 1];
        double[] effect = new double[edges.length];
        if (counts.length > 0) {
            sum(model, target, x, rows, feature, edges, counts, effect);
            accumulate(counts, effect, rows);
        }
        return new AccumulatedEffects(feature, edges, effect, counts);
    }

    /** Counts the rows of each interval, and sums their changes at its right end. */
    private static void sum(
            Mlp model, Target target, float[] x, int rows, int feature, float[] edges, int[] counts, double[] effect) {
        ColumnSweep sweep = new ColumnSweep(model, target);
        float[] left = new float[ColumnSweep.BLOCK];
        float[] right = new float[ColumnSweep.BLOCK];
        float[] before = new float[ColumnSweep.BLOCK];
        float[] after = new float[ColumnSweep.BLOCK];
        int[] bins = new int[ColumnSweep.BLOCK];
        for (int from = 0; from < rows; from += ColumnSweep.BLOCK) {
            int count = Math.min(ColumnSweep.BLOCK, rows - from);
            for (int r = 0; r < count; r++) {
                int found = Arrays.binarySearch(edges, x[(from + r) * model.inputs() + feature]);
                bins[r] = Math.max(0, (found < 0 ? -found - 1 : found) - 1);
                left[r] = edges[bins[r]];
                right[r] = edges[bins[r] + 1];
            }
            sweep.take(x, from, count);
            sweep.replace(feature, left, target.output(), before, 0, 1);
            sweep.replace(feature, right, target.output(), after, 0, 1);
            for (int r = 0; r < count; r++) {
                counts[bins[r]]++;
                effect[bins[r] + 1] += (double) after[r] - before[r];
            }
        }
    }

    private static void accumulate(int[] counts, double[] effect, int rows) {
        double mean = 0;
        for (int k = 0; k < counts.length; k++) {
            effect[k + 1] = effect[k] + effect[k + 1] / Math.max(1, counts[k]);
            mean += counts[k] * (effect[k] + effect[k + 1]) / 2;
        }
        mean /= rows;
        for (int k = 0; k < effect.length; k++) {
            effect[k] -= mean;
        }
    }
}
