package io.lanescope.explain;

/** Hears how an explanation of many rows goes, on the thread that asked for it, and may end it. */
@FunctionalInterface
public interface ExplanationListener {

    /** Hears nothing and never ends anything. */
    ExplanationListener NONE = (done, rows) -> true;

    /**
     * Some more rows are done.
     *
     * @param done how many are
     * @param rows how many there are
     * @return whether to go on
     */
    boolean explained(int done, int rows);
}
