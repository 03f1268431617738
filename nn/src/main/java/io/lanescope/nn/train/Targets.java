package io.lanescope.nn.train;

import io.lanescope.nn.data.Dataset;

/** What belongs to the rows of a data set, read in a given order. */
@SuppressWarnings("ArrayRecordComponent") // views of the data set, never compared
record Targets(int[] labels, float[] values, int[] order) {

    private static final int[] NO_LABELS = {};
    private static final float[] NO_VALUES = {};

    static Targets of(Dataset data, int[] order) {
        return switch (data.target()) {
            case Dataset.Classes classes -> new Targets(classes.labels(), NO_VALUES, order);
            case Dataset.Values numbers -> new Targets(NO_LABELS, numbers.values(), order);
            case Dataset.None() ->
                throw new IllegalArgumentException("the data has nothing to learn: it has no target");
        };
    }

    int label(int i) {
        return labels[order[i]];
    }

    float value(int i) {
        return values[order[i]];
    }
}
