package io.lanescope.nn;

import java.util.Locale;

import io.lanescope.simd.Maps;

/** What a model makes of a row of its last layer's outputs, all of them together. */
public enum OutputFunction {
    /** Nothing: the outputs stay what they are. */
    NONE,
    /** {@code y_c = exp(z_c) / Σ_j exp(z_j)}. */
    SOFTMAX,
    /** {@code y_c = z_c − log Σ_j exp(z_j)}. */
    LOG_SOFTMAX;

    /**
     * The name in model files and tables.
     *
     * @return such as {@code log_softmax}
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Applies it to rows in place.
     *
     * @param rows    how many rows
     * @param columns how many outputs, at least 1
     * @param y       {@code [rows, columns]}
     * @param offset  where they start
     * @param scratch at least {@code columns} numbers, which are overwritten
     * @throws IndexOutOfBoundsException if an array is too short
     */
    public void apply(int rows, int columns, float[] y, int offset, float[] scratch) {
        switch (this) {
            case NONE -> {
            }
            case SOFTMAX -> Maps.softmax(rows, columns, y, offset, columns, y, offset, columns);
            case LOG_SOFTMAX ->
                Maps.logSoftmax(rows, columns, y, offset, columns, y, offset, columns, scratch);
        }
    }
}
