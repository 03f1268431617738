package io.lanescope.nn.train;

import io.lanescope.nn.data.Dataset;

/**
 * What belongs to the rows of a data set, read in a given order.
 *
 * @param labels       the rows' classes, or nothing
 * @param values       {@code [rows, outputs]}, the rows' numbers, or nothing
 * @param weights      how much each row counts, or nothing if all count 1
 * @param classWeights how much each class counts, or nothing if it is not their classes that weigh the rows
 * @param order        the rows' indices
 */
@SuppressWarnings("ArrayRecordComponent") // views of the data set, never compared
record Targets(int[] labels, float[] values, float[] weights, float[] classWeights, int[] order) {

    private static final int[] NO_LABELS = {};
    private static final float[] NO_VALUES = {};

    /** All rows count the same. */
    static Targets of(Dataset data, int[] order) {
        return of(data, new Weighting.Equal(), order);
    }

    static Targets of(Dataset data, Weighting weighting, int[] order) {
        float[] weights = weighting.of(data, order);
        float[] classWeights = weighting.ofClasses(data, order);
        return switch (data.target()) {
            case Dataset.Classes classes ->
                new Targets(classes.labels(), NO_VALUES, weights, classWeights, order);
            case Dataset.Values numbers -> new Targets(NO_LABELS, numbers.values(), weights, classWeights, order);
            case Dataset.None() ->
                throw new IllegalArgumentException("the data has nothing to learn: it has no target");
        };
    }

    int label(int i) {
        return labels[order[i]];
    }

    float value(int i, int output, int outputs) {
        return values[order[i] * outputs + output];
    }

    float weight(int i) {
        return weights.length == 0 ? 1 : weights[order[i]];
    }

    /** How much a row counts as far as it is taken for a class, as label smoothing does with each row and class. */
    float weight(int i, int label) {
        return classWeights.length == 0 ? weight(i) : classWeights[label];
    }

    /** The sum of the weights of some rows. */
    double totalWeight(int first, int rows) {
        if (weights.length == 0) {
            return rows;
        }
        double sum = 0;
        for (int i = first; i < first + rows; i++) {
            sum += weights[order[i]];
        }
        return sum;
    }
}
