package io.lanescope.explain;

import java.util.Objects;

/**
 * Rows that stand for the data at large: a feature that is unknown takes its values from them, one row after the other
 * (the interventional expectation of Janzing, Minorics and Blöbaum, 2020, arXiv 1910.13413). One row is the same as a
 * {@link Baseline}.
 *
 * @param values {@code [rows, features]} in the data's own units
 * @param rows   how many rows, at least 1
 */
@SuppressWarnings("ArrayRecordComponent") // a view of the caller's numbers; compared by identity on purpose
public record Background(float[] values, int rows) implements Reference {

    /**
     * Checks that there is a row.
     *
     * @throws IllegalArgumentException if there is none, or the values do not divide into rows
     */
    public Background {
        Objects.requireNonNull(values, "values");
        if (rows < 1 || values.length == 0 || values.length % rows != 0) {
            throw new IllegalArgumentException(
                    "a background of " + rows + " rows cannot have " + values.length + " numbers");
        }
    }

    @Override
    public float[] toRows(int features) {
        if (values.length != (long) rows * features) {
            throw new IllegalArgumentException("the background has " + values.length / rows
                    + " features, but the model has " + features + " inputs");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("feature " + i % features + " of background row " + i / features
                        + " is " + values[i]);
            }
        }
        return values.clone();
    }
}
