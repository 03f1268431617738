package io.lanescope.nn.data;

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
}
