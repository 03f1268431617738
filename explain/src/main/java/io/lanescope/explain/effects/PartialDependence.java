package io.lanescope.explain.effects;

import java.util.Arrays;

import io.lanescope.explain.Target;
import io.lanescope.nn.Mlp;

/**
 * Partial dependence (Friedman, 2001) with its individual conditional expectations (ICE; Goldstein et al., 2015, arXiv
 * 1309.6392): how f runs when one feature takes the values of a grid and all others stay what they are, row by row and on
 * average. Where features hang together the grid leads to rows that do not occur; {@link AccumulatedEffects} avoids them.
 *
 * @param feature the feature
 * @param grid    {@code [points]}, its values in rising order, in the data's own units
 * @param ice     {@code [rows, points]}, f of each row
 * @param mean    {@code [points]}, the partial dependence, averaged in double
 */
@SuppressWarnings("ArrayRecordComponent") // a result to read, never compared
public record PartialDependence(int feature, float[] grid, float[] ice, double[] mean) {

    /**
     * Over a grid of the feature's quantiles.
     *
     * @param model   the network
     * @param target  f, with the number of an output
     * @param x       {@code [rows, features]} in the data's own units
     * @param rows    how many rows, at least 1
     * @param feature the feature
     * @param points  how many quantiles, at least 2; where values repeat there are fewer
     * @return the curves
     * @throws IllegalArgumentException if an argument does not fit the model, or a number is not finite
     */
    public static PartialDependence of(Mlp model, Target target, float[] x, int rows, int feature, int points) {
        Quantiles.check(x, rows, model.inputs(), feature, target, points);
        return over(model, target, x, rows, feature, Quantiles.of(x, rows, model.inputs(), feature, points));
    }

    /**
     * Over a grid of one's own.
     *
     * @param model   the network
     * @param target  f, with the number of an output
     * @param x       {@code [rows, features]} in the data's own units
     * @param rows    how many rows, at least 1
     * @param feature the feature
     * @param grid    its values, in rising order
     * @return the curves
     * @throws IllegalArgumentException if an argument does not fit the model, a number is not finite, or the grid does not
     *                                  rise
     */
    public static PartialDependence of(
            Mlp model, Target target, float[] x, int rows, int feature, float[] grid) {
        Quantiles.check(x, rows, model.inputs(), feature, target, 2);
        if (grid.length == 0) {
            throw new IllegalArgumentException("the grid has no point");
        }
        for (int p = 0; p < grid.length; p++) {
            if (!Float.isFinite(grid[p]) || p > 0 && grid[p] <= grid[p - 1]) {
                throw new IllegalArgumentException("the grid must rise, but point " + p + " is " + grid[p]);
            }
        }
        return over(model, target, x, rows, feature, grid.clone());
    }

    private static PartialDependence over(
            Mlp model, Target target, float[] x, int rows, int feature, float[] grid) {
        int points = grid.length;
        float[] ice = new float[Math.multiplyExact(rows, points)];
        double[] mean = new double[points];
        ColumnSweep sweep = new ColumnSweep(model, target);
        float[] values = new float[ColumnSweep.BLOCK];
        for (int from = 0; from < rows; from += ColumnSweep.BLOCK) {
            int count = Math.min(ColumnSweep.BLOCK, rows - from);
            sweep.take(x, from, count);
            for (int p = 0; p < points; p++) {
                Arrays.fill(values, grid[p]);
                sweep.replace(feature, values, target.output(), ice, from * points + p, points);
            }
        }
        for (int i = 0; i < ice.length; i++) {
            mean[i % points] += ice[i];
        }
        for (int p = 0; p < points; p++) {
            mean[p] /= rows;
        }
        return new PartialDependence(feature, grid, ice, mean);
    }
}
