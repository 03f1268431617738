package io.lanescope.nn.train;

import java.util.Arrays;
import java.util.List;

import io.lanescope.nn.data.Dataset;

/**
 * How much each training row counts. The loss of a batch is {@code Σ wᵢ·lossᵢ / Σ wᵢ}, so weights shift importance between
 * rows and leave the size of the gradients as it is. Where labels are smoothed, what a row gives to another class counts as
 * that class does, as in PyTorch: with class weights {@code c} and the smoothed truth t a row's loss is
 * {@code −Σⱼ cⱼ·tⱼ·log pⱼ}, and its {@code w} is that of its label.
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
            case Balanced _,PerClass _ -> spread(classes(data), ofClasses(data, training));
            case PerRow(float[] perRow) -> {
                check(perRow.length == data.rows(), perRow.length + " weights for " + data.rows() + " rows");
                yield perRow;
            }
        };
        check(weights.length == 0 || Arrays.stream(training).anyMatch(row -> weights[row] > 0),
                "all rows to learn from have the weight 0");
        return weights;
    }

    /**
     * The weight of each class.
     *
     * @param data     the data
     * @param training the rows that are learned from
     * @return {@code [classes]}, or nothing if it is not classes that have weights
     * @throws IllegalArgumentException if the weights do not fit the data
     */
    default float[] ofClasses(Dataset data, int[] training) {
        return switch (this) {
            case Equal _,PerRow _ -> new float[0];
            case Balanced() -> balanced(classes(data), training);
            case PerClass(List<Double> perClass) -> {
                int classes = classes(data).names().size();
                check(perClass.size() == classes,
                        "there are " + perClass.size() + " class weights for " + classes + " classes");
                float[] weights = new float[classes];
                for (int c = 0; c < classes; c++) {
                    weights[c] = perClass.get(c).floatValue();
                }
                yield weights;
            }
        };
    }

    private static Dataset.Classes classes(Dataset data) {
        if (data.target() instanceof Dataset.Classes classes) {
            return classes;
        }
        throw new IllegalArgumentException("class weights are for classes, but the data has none");
    }

    private static float[] balanced(Dataset.Classes classes, int[] training) {
        int[] counts = new int[classes.names().size()];
        for (int row : training) {
            counts[classes.labels()[row]]++;
        }
        float[] weights = new float[counts.length];
        for (int c = 0; c < counts.length; c++) {
            weights[c] = counts[c] == 0 ? 0 : (float) (training.length / ((double) counts.length * counts[c]));
        }
        return weights;
    }

    private static float[] spread(Dataset.Classes classes, float[] perClass) {
        float[] weights = new float[classes.labels().length];
        for (int row = 0; row < weights.length; row++) {
            weights[row] = perClass[classes.labels()[row]];
        }
        return weights;
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
