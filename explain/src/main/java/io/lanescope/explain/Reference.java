package io.lanescope.explain;

/**
 * What an input is compared with: one {@link Baseline}, or a {@link Background} of many rows, over which the explained
 * scalar is averaged. In the data's own units.
 */
public sealed interface Reference permits Baseline, Background {

    /**
     * The rows to compare with.
     *
     * @param features how many inputs the model has
     * @return a fresh array {@code [rows, features]} of at least one row
     * @throws IllegalArgumentException if the width is another, or a number is not finite
     */
    float[] toRows(int features);
}
