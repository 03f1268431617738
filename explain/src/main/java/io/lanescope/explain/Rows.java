package io.lanescope.explain;

/**
 * The rows that are being explained, and the places that receive their results.
 *
 * @param count      how many rows
 * @param features   how many inputs the model has
 * @param columns    how many numbers a row gets: one per feature, unless the method explains something else
 * @param x          {@code [count, features]}, the inputs in the data's own units
 * @param values     {@code [count, columns]}, receives the attributions
 * @param outputs    {@code [count]}, receives the number of the output that is explained
 * @param value      {@code [count]}, receives {@code f(x)}
 * @param baseValue  {@code [count]}, receives {@code f(x′)}
 */
@SuppressWarnings("ArrayRecordComponent") // a bundle of shared arrays, never compared
public record Rows(
        int count, int features, int columns, float[] x, float[] values, int[] outputs, float[] value,
        float[] baseValue) {}
