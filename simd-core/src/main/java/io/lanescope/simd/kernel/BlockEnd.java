package io.lanescope.simd.kernel;

/** What is done to rows and columns of C as soon as they are finished, while they are in the cache. */
@FunctionalInterface
public interface BlockEnd {

    /** Leaves them as they are. */
    BlockEnd NOTHING = (top, bottom, left, right) -> {};

    /** Ends rows {@code [top, bottom)}, in them columns {@code [left, right)}. */
    void finish(int top, int bottom, int left, int right);
}
