package io.lanescope.explain;

/** One thread's worker for one method, model and target. */
@FunctionalInterface
public interface Attributor {

    /**
     * Attributes some rows. What a row gets never depends on the other rows.
     *
     * @param rows the inputs, and where the results go
     * @param from first row
     * @param to   one past the last row
     */
    void attribute(Rows rows, int from, int to);
}
