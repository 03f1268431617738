package io.lanescope.simd;

/** How C is cut into parts for a team: rows or columns, never k. */
final class SplitPlan {

    /** Fewer multiplications than this are done before another thread has taken notice. */
    private static final long WORTH_SPLITTING = 1 << 17;

    /** Whole cache lines, and a whole number of vectors at every lane width. */
    private static final int COLUMNS = 64;

    /** Rows of a register tile. */
    private static final int ROWS = 4;

    private int m;
    private int n;
    private int k;

    void set(int m, int n, int k) {
        this.m = m;
        this.n = n;
        this.k = k;
    }

    boolean worthSplitting() {
        return (long) m * n * k >= WORTH_SPLITTING;
    }

    int top(int part, int parts) {
        return byColumns(parts) ? 0 : bound(m, ROWS, part, parts);
    }

    int bottom(int part, int parts) {
        return byColumns(parts) ? m : bound(m, ROWS, part + 1, parts);
    }

    int left(int part, int parts) {
        return byColumns(parts) ? bound(n, COLUMNS, part, parts) : 0;
    }

    int right(int part, int parts) {
        return byColumns(parts) ? bound(n, COLUMNS, part + 1, parts) : n;
    }

    /** With columns apart no thread packs what another has packed; but the parts should be about equal. */
    private boolean byColumns(int parts) {
        return (double) n / largest(n, COLUMNS, parts) >= 0.9 * m / largest(m, ROWS, parts);
    }

    private static int largest(int size, int grain, int parts) {
        int grains = size / grain + 1;
        return Math.max(1, Math.min(size, (grains + parts - 1) / parts * grain));
    }

    private static int bound(int size, int grain, int part, int parts) {
        long grains = ((long) size + grain - 1) / grain;
        return (int) Math.min(size, grains * part / parts * grain);
    }
}
