package io.lanescope.simd.kernel.vector;

import java.util.Arrays;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.FloatProduct;

/**
 * Blocks of A and B in the order in which tiles read them. A block of B is cut into panels: as many columns as a tile is
 * wide, one row of the panel after the other; the last panel is as wide as the remaining columns, rounded up to whole
 * vectors, and padded with zeros. A block of A keeps its rows, one {@link FloatBlocks#DEPTH} after the other.
 */
final class FloatPanels {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    /** Rows of B, or columns of a transposed A, that are copied together: a cache line that is touched is used whole. */
    private static final int GROUP = 16;

    private FloatPanels() {}

    /** Columns rounded up to whole vectors. */
    static int padded(int columns) {
        return (columns + L - 1) / L * L;
    }

    /** Rows {@code [p, p + k)} and columns {@code [left, left + n)} of B, in panels of {@code width} columns. */
    static void pack(FloatProduct x, int p, int k, int left, int n, int width, float[] panels, int to) {
        int at = x.bOffset + p * x.bRow + left * x.bColumn;
        if (x.bColumn != 1) {
            for (int j = 0; j < n; j += width) {
                int columns = Math.min(width, n - j);
                int padded = padded(columns);
                transpose(1, x.b, at + j * x.bColumn, x.bColumn, columns, k, panels, to + j * k, padded);
                for (int q = 0; q < k && columns < padded; q++) {
                    Arrays.fill(panels, to + j * k + q * padded + columns, to + j * k + (q + 1) * padded, 0);
                }
            }
            return;
        }
        for (int first = 0; first < k; first += GROUP) {
            int end = Math.min(k, first + GROUP);
            for (int j = 0; j < n; j += width) {
                int columns = Math.min(width, n - j);
                int padded = padded(columns);
                for (int q = first; q < end; q++) {
                    int target = to + j * k + q * padded;
                    copy(1, x.b, at + q * x.bRow + j, panels, target, columns);
                    for (int c = columns; c < padded; c++) {
                        panels[target + c] = 0;
                    }
                }
            }
        }
    }

    /**
     * {@code rows} rows of A from row i on, {@code k} columns from p on, times alpha; then rows of zeros, to fill the last
     * strip.
     */
    static void packRows(FloatProduct x, int i, int rows, int p, int k, float[] to) {
        int at = x.aOffset + i * x.aRow + p * x.aColumn;
        if (x.aColumn == 1) {
            for (int r = 0; r < rows; r++) {
                copy(x.alpha, x.a, at + r * x.aRow, to, r * FloatBlocks.DEPTH, k);
            }
        } else {
            for (int r = 0; r < rows; r += GROUP) {
                transpose(x.alpha, x.a, at + r, x.aColumn, k, Math.min(GROUP, rows - r), to, r * FloatBlocks.DEPTH,
                        FloatBlocks.DEPTH);
            }
        }
        for (int r = rows; r % FloatBlocks.ROWS != 0; r++) {
            Arrays.fill(to, r * FloatBlocks.DEPTH, r * FloatBlocks.DEPTH + k, 0);
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
            float factor, float[] from, int at, int fromRow, int rows, int columns, float[] to, int tt, int toRow) {
        int r = 0;
        for (; r < rows - 3; r += 4) {
            int a0 = at + r * fromRow;
            int a1 = a0 + fromRow;
            int a2 = a1 + fromRow;
            int a3 = a2 + fromRow;
            int t = tt + r;
            for (int j = 0; j < columns; j++) {
                to[t] = factor * from[a0 + j];
                to[t + 1] = factor * from[a1 + j];
                to[t + 2] = factor * from[a2 + j];
                to[t + 3] = factor * from[a3 + j];
                t += toRow;
            }
        }
        for (; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                to[tt + j * toRow + r] = factor * from[at + r * fromRow + j];
            }
        }
    }
}
