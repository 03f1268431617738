package io.lanescope.simd.kernel.vector;

import java.util.Arrays;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.FloatProduct;

/**
 * Blocks of A and B in the order in which tiles read them. A block of B is cut into panels: as many columns as a tile is
 * wide, one row of the panel after the other. The last panels are narrower, rounded up to whole vectors and padded with
 * zeros. A block of A keeps its rows, one after the other; a transposed one is cut into strips of four rows, one column of
 * the strip after the other, so that in both what lies together stays together.
 */
final class FloatPanels {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    /** Whole strips, or half of one. */
    private static final VectorSpecies<Float> STRIP = VectorSpecies.of(float.class,
            VectorShape.forBitSize(Math.min(FloatBlocks.ROWS * Float.SIZE, SPECIES.vectorBitSize())));
    private static final int PART = STRIP.length();

    /** Rows of B that are copied together: a page that is touched is used for a while. */
    private static final int GROUP = 16;

    private FloatPanels() {}

    /** Columns rounded up to whole vectors. */
    static int padded(int columns) {
        return (columns + L - 1) / L * L;
    }

    /**
     * How wide the next panel is where {@code columns} are left. Where one vector would be left for itself, whose chains of
     * fma's would wait for each other, the panel before it gives it one of its own, if it has three.
     */
    static int width(int columns) {
        int left = padded(columns);
        return left == FloatBlocks.WIDTH + L ? (left / L + 1) / 2 * L : Math.min(FloatBlocks.WIDTH, left);
    }

    /** Rows {@code [p, p + k)} and {@code n} columns of B from {@code left} on, in panels. */
    static void pack(FloatProduct x, int p, int k, int left, int n, float[] panels, int to) {
        int at = x.bOffset + p * x.bRow + left * x.bColumn;
        if (x.bColumn != 1) {
            for (int j = 0; j < n;) {
                int padded = width(n - j);
                int columns = Math.min(padded, n - j);
                transpose(x.b, at + j * x.bColumn, x.bColumn, columns, k, panels, to + j * k, padded);
                for (int q = 0; q < k && columns < padded; q++) {
                    Arrays.fill(panels, to + j * k + q * padded + columns, to + j * k + (q + 1) * padded, 0);
                }
                j += padded;
            }
            return;
        }
        for (int first = 0; first < k; first += GROUP) {
            int end = Math.min(k, first + GROUP);
            for (int j = 0; j < n;) {
                int padded = width(n - j);
                int columns = Math.min(padded, n - j);
                for (int q = first; q < end; q++) {
                    int target = to + j * k + q * padded;
                    copy(1, x.b, at + q * x.bRow + j, panels, target, columns);
                    for (int c = columns; c < padded; c++) {
                        panels[target + c] = 0;
                    }
                }
                j += padded;
            }
        }
    }

    /**
     * {@code rows} rows of A from row i on, {@code k} columns from p on, times alpha; then rows of zeros, to fill the last
     * strip.
     */
    static void packRows(FloatProduct x, int i, int rows, int p, int k, float[] to) {
        if (rows == 0) {
            return;
        }
        int at = x.aOffset + i * x.aRow + p * x.aColumn;
        if (x.aColumn != 1) {
            packStrips(x, at, rows, k, to);
            return;
        }
        for (int r = 0; r < rows; r++) {
            copy(x.alpha, x.a, at + r * x.aRow, to, r * k, k);
        }
        for (int r = rows; r % FloatBlocks.ROWS != 0; r++) {
            Arrays.fill(to, r * k, (r + 1) * k, 0);
        }
    }

    /** From one row to the next in a packed strip of A. */
    static int row(FloatProduct x, int k) {
        return x.aColumn == 1 ? k : 1;
    }

    /** From one column to the next in a packed strip of A. */
    static int column(FloatProduct x) {
        return x.aColumn == 1 ? 1 : FloatBlocks.ROWS;
    }

    private static void packStrips(FloatProduct x, int at, int rows, int k, float[] to) {
        int r = 0;
        for (; r < rows - 4 * PART + 1; r += 4 * PART) {
            copyColumns(x.alpha, x.a, at + r, x.aColumn, k, to, strip(r, k), strip(r + PART, k), strip(r + 2 * PART, k),
                    strip(r + 3 * PART, k));
        }
        for (; r < rows || r % FloatBlocks.ROWS != 0; r++) {
            int target = strip(r, k);
            for (int q = 0; q < k; q++) {
                to[target + q * FloatBlocks.ROWS] = r < rows ? x.alpha * x.a[at + q * x.aColumn + r] : 0;
            }
        }
    }

    /** Where in packed strips a row starts. */
    private static int strip(int r, int k) {
        return r / FloatBlocks.ROWS * FloatBlocks.ROWS * k + r % FloatBlocks.ROWS;
    }

    /** Four parts of strips at a time, so that a cache line that is read is used whole. */
    private static void copyColumns(
            float factor, float[] from, int at, int fromColumn, int k, float[] to, int t0, int t1, int t2, int t3) {
        for (int q = 0; q < FloatBlocks.ROWS * k; q += FloatBlocks.ROWS) {
            FloatVector.fromArray(STRIP, from, at).mul(factor).intoArray(to, t0 + q);
            FloatVector.fromArray(STRIP, from, at + PART).mul(factor).intoArray(to, t1 + q);
            FloatVector.fromArray(STRIP, from, at + 2 * PART).mul(factor).intoArray(to, t2 + q);
            FloatVector.fromArray(STRIP, from, at + 3 * PART).mul(factor).intoArray(to, t3 + q);
            at += fromColumn;
        }
    }

    private static void copy(float factor, float[] from, int at, float[] to, int tt, int n) {
        int j = 0;
        for (; j < n - L + 1; j += L) {
            FloatVector.fromArray(SPECIES, from, at + j).mul(factor).intoArray(to, tt + j);
        }
        for (; j < n; j++) {
            to[tt + j] = factor * from[at + j];
        }
    }

    /** Four rows at a time, so that what is written together lies together. */
    private static void transpose(
            float[] from, int at, int fromRow, int rows, int columns, float[] to, int tt, int toRow) {
        int r = 0;
        for (; r < rows - 3; r += 4) {
            int a0 = at + r * fromRow;
            int a1 = a0 + fromRow;
            int a2 = a1 + fromRow;
            int a3 = a2 + fromRow;
            int t = tt + r;
            for (int j = 0; j < columns; j++) {
                to[t] = from[a0 + j];
                to[t + 1] = from[a1 + j];
                to[t + 2] = from[a2 + j];
                to[t + 3] = from[a3 + j];
                t += toRow;
            }
        }
        for (; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                to[tt + j * toRow + r] = from[at + r * fromRow + j];
            }
        }
    }
}
