package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.DoubleProduct;

/**
 * Blocks of B in panels: as many columns as a tile is wide, one row of the panel after the other. The last panel is as
 * wide as the remaining columns, rounded up to whole vectors, and padded with zeros.
 */
final class DoublePanels {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private DoublePanels() {}

    /** Columns rounded up to whole vectors. */
    static int padded(int columns) {
        return (columns + L - 1) / L * L;
    }

    /** Rows {@code [p, p + k)} and columns {@code [left, left + n)} of B, in panels of {@code width} columns. */
    static void pack(DoubleProduct x, int p, int k, int left, int n, int width, double[] panels, int to) {
        for (int j = 0; j < n; j += width) {
            int columns = Math.min(width, n - j);
            int at = x.bOffset + p * x.bRow + (left + j) * x.bColumn;
            int target = to + j * k;
            if (x.bColumn != 1) {
                packColumns(x.b, at, x.bRow, x.bColumn, k, columns, padded(columns), panels, target);
            } else if (columns == 4 * L) {
                packFour(x.b, at, x.bRow, k, panels, target);
            } else {
                packRows(x.b, at, x.bRow, k, columns, padded(columns), panels, target);
            }
        }
    }

    private static void packFour(double[] b, int at, int bRow, int k, double[] panel, int to) {
        for (int p = 0; p < k; p++) {
            DoubleVector.fromArray(SPECIES, b, at).intoArray(panel, to);
            DoubleVector.fromArray(SPECIES, b, at + L).intoArray(panel, to + L);
            DoubleVector.fromArray(SPECIES, b, at + 2 * L).intoArray(panel, to + 2 * L);
            DoubleVector.fromArray(SPECIES, b, at + 3 * L).intoArray(panel, to + 3 * L);
            at += bRow;
            to += 4 * L;
        }
    }

    private static void packRows(
            double[] b, int at, int bRow, int k, int columns, int padded, double[] panel, int to) {
        for (int p = 0; p < k; p++) {
            for (int j = 0; j < columns; j++) {
                panel[to + j] = b[at + j];
            }
            for (int j = columns; j < padded; j++) {
                panel[to + j] = 0;
            }
            at += bRow;
            to += padded;
        }
    }

    /** B transposed: a column of op(B) lies in one piece. */
    private static void packColumns(
            double[] b, int at, int bRow, int bColumn, int k, int columns, int padded, double[] panel, int to) {
        for (int j = 0; j < padded; j++) {
            for (int p = 0; p < k; p++) {
                panel[to + p * padded + j] = j < columns ? b[at + p * bRow + j * bColumn] : 0;
            }
        }
    }
}
