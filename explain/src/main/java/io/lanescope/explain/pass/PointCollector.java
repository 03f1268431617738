package io.lanescope.explain.pass;

import io.lanescope.explain.Rows;

/** What becomes of the gradients at the points of a group of rows. */
public interface PointCollector {

    /** Begins with a group of rows. */
    void begin(int rows);

    /**
     * Takes in some points, those of a row in their order. The forward pass through them is done, and their gradients of the
     * explained scalar with respect to the logits are in {@link Passes#logitGradient}.
     */
    void add(Lines lines, PointBlock points);

    /** Writes what the rows get. */
    void finish(Lines lines, Rows rows, int first, int count);
}
