package io.lanescope.explain;

import java.util.Arrays;

import io.lanescope.nn.data.Scaler;

/**
 * The least and the greatest value that each feature can take, in the data's own units.
 *
 * @param low  {@code [features]}
 * @param high {@code [features]}, nowhere below {@code low}
 */
@SuppressWarnings("ArrayRecordComponent") // a view of the caller's numbers; compared by identity on purpose
public record InputBounds(float[] low, float[] high) {

    /**
     * Checks the numbers.
     *
     * @param low  {@code [features]}
     * @param high {@code [features]}
     * @throws IllegalArgumentException if the widths differ, a number is not finite, or an upper bound is below its lower
     *                                  one
     */
    public InputBounds {
        if (low.length != high.length) {
            throw new IllegalArgumentException(low.length + " lower bounds for " + high.length + " upper bounds");
        }
        for (int j = 0; j < low.length; j++) {
            if (!(Float.isFinite(low[j]) && Float.isFinite(high[j]) && low[j] <= high[j])) {
                throw new IllegalArgumentException("feature " + j + " has the bounds " + low[j] + " and " + high[j]);
            }
        }
    }

    /**
     * The same bounds for every feature, such as 0 and 1 for the pixels of an image.
     *
     * @param features how many features
     * @param low      the least value
     * @param high     the greatest value
     * @return the bounds
     * @throws IllegalArgumentException if they are not finite or the wrong way round
     */
    public static InputBounds uniform(int features, float low, float high) {
        float[] lows = new float[features];
        float[] highs = new float[features];
        Arrays.fill(lows, low);
        Arrays.fill(highs, high);
        return new InputBounds(lows, highs);
    }

    /**
     * The extremes of some rows.
     *
     * @param x    {@code [rows, features]}
     * @param rows how many rows, at least 1
     * @return the bounds
     * @throws IllegalArgumentException if there is no row, {@code x} does not divide into rows, or a number is not finite
     */
    public static InputBounds of(float[] x, int rows) {
        if (rows < 1 || x.length % rows != 0) {
            throw new IllegalArgumentException(
                    "cannot take the bounds of " + rows + " rows of " + x.length + " numbers");
        }
        int features = x.length / rows;
        float[] low = Arrays.copyOf(x, features);
        float[] high = low.clone();
        for (int i = features; i < x.length; i++) {
            low[i % features] = Math.min(low[i % features], x[i]);
            high[i % features] = Math.max(high[i % features], x[i]);
        }
        return new InputBounds(low, high);
    }

    /**
     * The bounds behind a scaler, which may turn a feature round.
     *
     * @param scaler the scaler of a model
     * @return the bounds of the scaled features
     * @throws IllegalArgumentException if the widths differ
     */
    public InputBounds scaled(Scaler scaler) {
        checkWidth(scaler.width());
        float[] a = new float[low.length];
        float[] b = new float[low.length];
        scaler.apply(low, 0, a, 0, 1);
        scaler.apply(high, 0, b, 0, 1);
        for (int j = 0; j < a.length; j++) {
            float least = Math.min(a[j], b[j]);
            b[j] = Math.max(a[j], b[j]);
            a[j] = least;
        }
        return new InputBounds(a, b);
    }

    /**
     * Moves what lies outside the bounds to the nearest of them.
     *
     * @param x {@code [rows, features]}
     */
    public void clamp(float[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.clamp(x[i], low[i % low.length], high[i % low.length]);
        }
    }

    /** Refuses rows that leave the bounds. */
    void check(float[] x, int features) {
        checkWidth(features);
        for (int i = 0; i < x.length; i++) {
            int j = i % features;
            if (x[i] < low[j] || x[i] > high[j]) {
                throw new IllegalArgumentException("row " + i / features + ", feature " + j + " of x is " + x[i]
                        + ", outside its bounds " + low[j] + " and " + high[j]);
            }
        }
    }

    private void checkWidth(int features) {
        if (low.length != features) {
            throw new IllegalArgumentException(
                    "there are bounds for " + low.length + " features, but the model has " + features + " inputs");
        }
    }
}
