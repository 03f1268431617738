package io.lanescope.nn.data;

import java.nio.file.Path;
import java.util.List;

/** Values that a table left out, which stand as NaN among its features until {@link Missing} fills them in. */
final class Holes {

    private Holes() {}

    /**
     * Fills them in, where they are not left as they are.
     *
     * @param features {@code [rows, names]}, changed in place
     * @param length   how many of them there are
     */
    static void fill(Missing missing, Path file, float[] features, int length, List<String> names) {
        switch (missing) {
            case Missing.Refused(),Missing.DropRow() -> {
            }
            case Missing.Zero() -> replace(features, length, new float[names.size()]);
            case Missing.Known(float[] values) -> replace(features, length, values);
            case Missing.Mean() -> replace(features, length, means(file, features, length, names));
        }
    }

    private static void replace(float[] features, int length, float[] values) {
        for (int i = 0; i < length; i++) {
            if (Float.isNaN(features[i])) {
                features[i] = values[i % values.length];
            }
        }
    }

    private static float[] means(Path file, float[] features, int length, List<String> names) {
        int width = names.size();
        float[] means = new float[width];
        for (int j = 0; j < width; j++) {
            double sum = 0;
            int count = 0;
            for (int i = j; i < length; i += width) {
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
