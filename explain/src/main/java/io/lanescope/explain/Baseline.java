package io.lanescope.explain;

import java.util.Objects;

/** The input {@code x′} that an explanation compares with, in the data's own units. */
public sealed interface Baseline extends Reference {

    /** Every feature is 0. */
    record Zeros() implements Baseline {}

    /**
     * One number per feature.
     *
     * @param values {@code [features]}
     */
    @SuppressWarnings("ArrayRecordComponent") // a view of the caller's numbers; compared by identity on purpose
    record Values(float[] values) implements Baseline {
        /**
         * Refuses a missing array.
         *
         * @param values {@code [features]}
         */
        public Values {
            Objects.requireNonNull(values, "values");
        }
    }

    /**
     * The mean of some rows.
     *
     * @param x    {@code [rows, features]}
     * @param rows how many rows, at least 1
     * @return the baseline
     * @throws IllegalArgumentException if there is no row, or {@code x} does not divide into rows
     */
    static Baseline mean(float[] x, int rows) {
        if (rows < 1 || x.length % rows != 0) {
            throw new IllegalArgumentException("cannot take the mean of " + rows + " rows of " + x.length + " numbers");
        }
        int features = x.length / rows;
        float[] mean = new float[features];
        for (int j = 0; j < features; j++) {
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                sum += x[i * features + j];
            }
            mean[j] = (float) (sum / rows);
        }
        return new Values(mean);
    }

    @Override
    default float[] toRows(int features) {
        return toArray(features);
    }

    /**
     * The baseline's numbers.
     *
     * @param features how many there must be
     * @return a fresh array {@code [features]}
     * @throws IllegalArgumentException if the baseline has another width or a number that is not finite
     */
    default float[] toArray(int features) {
        return switch (this) {
            case Zeros() -> new float[features];
            case Values(float[] values) -> {
                if (values.length != features) {
                    throw new IllegalArgumentException(
                            "the baseline has " + values.length + " values, but the model has " + features + " inputs");
                }
                for (int j = 0; j < features; j++) {
                    if (!Float.isFinite(values[j])) {
                        throw new IllegalArgumentException("baseline value " + j + " is " + values[j]);
                    }
                }
                yield values.clone();
            }
        };
    }
}
