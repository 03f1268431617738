package io.lanescope.simd.kernel;

/** What is done to columns {@code [from, to)} of a row of C as soon as they are finished, while they are in the cache. */
@FunctionalInterface
public interface RowEnd {

    /** Leaves them as they are. */
    RowEnd NOTHING = (row, from, to) -> {};

    /** Ends a part of a row. */
    void finish(int row, int from, int to);
}
