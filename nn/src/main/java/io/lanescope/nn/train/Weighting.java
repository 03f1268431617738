package io.lanescope.nn.train;

import java.util.Arrays;
import java.util.List;

import io.lanescope.nn.data.Dataset;

/**
 * How much each training row counts. The loss of a batch is {@code Σ wᵢ·lossᵢ / Σ wᵢ}, so weights shift importance between
 * rows and leave the size of the gradients as it is.
 */
public sealed interface Weighting {

    /** All rows count the same. */
    record Equal() implements Weighting {}

    /** All classes count the same: {@code w = rows / (classes · rows of the class)}, counted on the training rows. */
    record Balanced() implements Weighting {}

    /**
     * A row counts as its class does.
     *
     * @param weights one for each class, none negative
     */
    record PerClass(List<Double> weights) implements Weighting {
        /**
         * Checks the weights.
         *
         * @throws IllegalArgumentException if one is negative or not finite
         */
        public PerClass {
            weights = List.copyOf(weights);
            weights.forEach(w -> check(w >= 0 && Double.isFinite(w), "a class cannot have the weight " + w));
        }
    }

    /**
     * Each row has a weight of its own.
     *
     * @param weights {@code [rows of the data]}, none negative; not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // as long as the data, never compared
    record PerRow(float[] weights) implements Weighting {
        /**
         * Checks the weights.
         *
         * @throws IllegalArgumentException if one is negative or not finite
         */
        public PerRow {
            for (float w : weights) {
                check(w >= 0 && Float.isFinite(w), "a row cannot have the weight " + w);
            }
        }
    }

    /**
     * The weight of each row.
     *
     * @param data     the data
     * @param training the rows that are learned from
     * @return {@code [rows of the data]}, or nothing if all are 1
     * @throws IllegalArgumentException if the weights do not fit the data, or all training rows have none
     */
    default float[] of(Dataset data, int[] training) {
        float[] weights = switch (this) {
            case Equal() -> new float[0];
            case Balanced() -> balanced(classes(data), training);
            case PerClass(List<Double> perClass) -> {
                Dataset.Classes classes = classes(data);
                check(perClass.size() == classes.names().size(),
                        "there are " + perClass.size() + " class weights for " + classes.names().size() + " classes");
                yield spread(classes, perClass.stream().mapToDouble(w -> w).toArray());
            }
            case PerRow(float[] perRow) -> {
                check(perRow.length == data.rows(), perRow.length + " weights for " + data.rows() + " rows");
                yield perRow;
            }
        };
        check(weights.length == 0 || Arrays.stream(training).anyMatch(row -> weights[row] > 0),
                "all rows to learn from have the weight 0");
        return weights;
    }

    private static Dataset.Classes classes(Dataset data) {
        if (data.target() instanceof Dataset.Classes classes) {
            return classes;
        }
        throw new IllegalArgumentException("class weights are for classes, but the data has none");
    }

    private static float[] balanced(Dataset.Classes classes, int[] training) {
        double[] perClass = new double[classes.names().size()];
        for (int row : training) {
            perClass[classes.labels()[row]]++;
        }
        for (int c = 0; c < perClass.length; c++) {
            perClass[c] = perClass[c] == 0 ? 0 : training.length / (perClass.length * perClass[c]);
        }
        return spread(classes, perClass);
    }

    private static float[] spread(Dataset.Classes classes, double[] perClass) {
        float[] weights = new float[classes.labels().length];
        for (int row = 0; row < weights.length; row++) {
            weights[row] = (float) perClass[classes.labels()[row]];
        }
        return weights;
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
