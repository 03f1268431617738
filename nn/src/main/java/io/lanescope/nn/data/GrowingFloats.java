package io.lanescope.nn.data;

import java.nio.file.Path;
import java.util.Arrays;

/**
 * Numbers from a file, as many as there really are: the array doubles as they come, so that a header that announces more
 * than the file holds costs nothing.
 */
final class GrowingFloats {

    private static final int FIRST = 4096;
    private static final int MOST = Integer.MAX_VALUE - 8;

    private final Path file;
    private final int limit;
    private float[] values;
    private int size;

    /** For at most {@code limit} values from a file. */
    GrowingFloats(Path file, int limit) {
        this.file = file;
        this.limit = Math.min(limit, MOST);
        this.values = new float[Math.min(this.limit, FIRST)];
    }

    /** For as many values as an array can hold. */
    GrowingFloats(Path file) {
        this(file, MOST);
    }

    int size() {
        return size;
    }

    void add(float value) {
        if (size == values.length) {
            grow();
        }
        values[size++] = value;
    }

    private void grow() {
        if (size == limit) {
            throw InputException.in(file, "the file has more than " + limit + " values, more than fit");
        }
        long longer = Math.min(2L * size, limit);
        if ((size + longer) * Float.BYTES > Runtime.getRuntime().maxMemory()) {
            throw InputException.in(file, "the data does not fit into this program's memory of "
                    + (Runtime.getRuntime().maxMemory() >> 20) + " MiB; java's option -Xmx gives it more");
        }
        values = Arrays.copyOf(values, (int) longer);
    }

    /** The values, in an array of just their number. */
    float[] toArray() {
        return size == values.length ? values : Arrays.copyOf(values, size);
    }
}
