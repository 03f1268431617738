package io.lanescope.nn.data;

import java.nio.file.Path;
import java.util.List;

/**
 * What becomes of values that a CSV file leaves out: cells that are empty or say NA, N/A, NaN or null. A missing category
 * is treated as each of its zeros and ones would be.
 */
public sealed interface Missing {

    /** They are errors, which name the line and the column. */
    record Refused() implements Missing {}

    /** They are 0. */
    record Zero() implements Missing {}

    /** They are the mean of the values that the file has of the feature. */
    record Mean() implements Missing {}

    /**
     * They are known numbers, such as the means of the rows that a model was trained on.
     *
     * @param values one for each feature; not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Known(float[] values) implements Missing {}

    /** Rows with one of them are left out, also where the label is missing. */
    record DropRow() implements Missing {}

    /** Fills in what is NaN. */
    default void fill(Path file, float[] features, List<String> names) {
        switch (this) {
            case Refused(),DropRow() -> {
            }
            case Zero() -> replace(features, new float[names.size()]);
            case Known(float[] values) -> replace(features, values);
            case Mean() -> replace(features, means(file, features, names));
        }
    }

    private static void replace(float[] features, float[] values) {
        for (int i = 0; i < features.length; i++) {
            if (Float.isNaN(features[i])) {
                features[i] = values[i % values.length];
            }
        }
    }

    private static float[] means(Path file, float[] features, List<String> names) {
        int width = names.size();
        float[] means = new float[width];
        for (int j = 0; j < width; j++) {
            double sum = 0;
            int count = 0;
            for (int i = j; i < features.length; i += width) {
                if (!Float.isNaN(features[i])) {
                    sum += features[i];
                    count++;
                }
            }
            if (count == 0) {
                throw InputException.in(file, "the column " + InputException.quote(names.get(j))
                        + " has no value to take the mean of");
            }
            means[j] = (float) (sum / count);
        }
        return means;
    }
}
