package io.lanescope.explain.effects;

import java.util.Arrays;

import io.lanescope.explain.Target;

/** Points of a feature's range between which lie about as many rows each. */
final class Quantiles {

    private Quantiles() {}

    /**
     * Empirical quantiles at equal steps from the smallest value to the largest, each of them a value that occurs.
     *
     * @param x      {@code [rows, features]}
     * @param points how many, at least 2; fewer come back where values repeat
     * @return different values in rising order, at least one
     */
    static float[] of(float[] x, int rows, int features, int feature, int points) {
        float[] column = new float[rows];
        for (int i = 0; i < rows; i++) {
            column[i] = x[i * features + feature];
        }
        Arrays.sort(column);
        float[] grid = new float[points];
        int size = 0;
        for (int p = 0; p < points; p++) {
            float value = column[(int) ((rows - 1) * (long) p / (points - 1))];
            if (size == 0 || value > grid[size - 1]) {
                grid[size++] = value;
            }
        }
        return Arrays.copyOf(grid, size);
    }

    /** Checks what the effects of a feature are measured on. */
    static void check(float[] x, int rows, int features, int feature, Target target, int points) {
        if (rows < 1 || x.length != (long) rows * features) {
            throw new IllegalArgumentException("x must hold " + rows + " rows of " + features
                    + " features, at least one, but has " + x.length + " numbers");
        }
        for (int i = 0; i < x.length; i++) {
            if (!Float.isFinite(x[i])) {
                throw new IllegalArgumentException(
                        "row " + i / features + ", feature " + i % features + " of x is " + x[i]);
            }
        }
        if (feature < 0 || feature >= features) {
            throw new IllegalArgumentException(
                    "feature " + feature + " does not exist: the model has features 0 to " + (features - 1));
        }
        if (target.output() == Target.PREDICTED) {
            throw new IllegalArgumentException(
                    "the effect of a feature over many rows needs one output for all of them");
        }
        if (points < 2) {
            throw new IllegalArgumentException("a grid needs at least 2 points, but has " + points);
        }
    }
}
