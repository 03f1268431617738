package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.DoubleProduct;
import io.lanescope.simd.kernel.DoubleScratch;

/**
 * The loops around the {@linkplain DoubleTiles register tiles} (Goto and van de Geijn, Anatomy of High-Performance Matrix
 * Multiplication, 2008): a panel of B meets one strip of four rows after the other from a block of A, which stays in the L2
 * cache.
 */
final class DoubleBlocks {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final TileSizes SIZES = TileSizes.of(Double.BYTES);
    static final int WIDTH = SIZES.vectors() * L;
    static final int ROWS = 4;

    /** Blocks of B, one below the other, that are packed together: meanwhile a block of C stays in L2. */
    private static final int LAYERS = Math.max(1, 768 / SIZES.k());

    /** Where tiles start that do not start from C. */
    private static final double[] ZEROS = new double[WIDTH];

    private DoubleBlocks() {}

    static void multiply(DoubleProduct x, int top, int bottom, int left, int right, DoubleScratch scratch) {
        if (top >= bottom || left >= right) {
            return;
        }
        if (x.k == 0) {
            for (int i = top; i < bottom; i++) {
                scale(x, i, left, right);
            }
            x.end.finish(top, bottom, left, right);
            return;
        }
        if (bottom - top == 1 && x.bColumn == 1) {
            scale(x, top, left, right);
            DoubleRow.multiply(x, top, left, right);
            x.end.finish(top, bottom, left, right);
            return;
        }
        boolean pack = x.bColumn != 1 || SIZES.worthPacking(bottom - top, right - left, x.k);
        int depth = depth(x.k);
        scratch.tile = DoubleScratch.grown(scratch.tile, ROWS * WIDTH);
        scratch.rows = DoubleScratch.grown(scratch.rows,
                (long) depth * Math.min(SIZES.m(), (bottom - top + ROWS - 1) / ROWS * ROWS));
        // the blocks differ by one panel at most
        long panels = ((long) right - left + WIDTH - 1) / WIDTH;
        int blocks = (int) ((panels * WIDTH + SIZES.n() - 1) / SIZES.n());
        for (int block = 0; block < blocks; block++) {
            int j = (int) (left + panels * block / blocks * WIDTH);
            int end = (int) Math.min(right, left + panels * (block + 1) / blocks * WIDTH);
            int padded = DoublePanels.padded(end - j);
            for (int first = 0; first < x.k; first += LAYERS * depth) {
                int last = Math.min(x.k, first + LAYERS * depth);
                if (pack) {
                    scratch.panels = DoubleScratch.grown(scratch.panels, (long) (last - first) * padded);
                    for (int p = first; p < last; p += depth) {
                        DoublePanels.pack(x, p, Math.min(depth, last - p), j, end - j, scratch.panels,
                                (p - first) * padded);
                    }
                }
                for (int i = top; i < bottom; i += SIZES.m()) {
                    for (int p = first; p < last; p += depth) {
                        block(x, i, Math.min(bottom, i + SIZES.m()), j, end, p, Math.min(depth, last - p), pack,
                                (p - first) * padded, scratch);
                    }
                }
            }
        }
    }

    /** Rows of B in a block: all of them, or as many in each. */
    static int depth(int k) {
        int blocks = Math.max(1, Math.ceilDiv(k, SIZES.k()));
        return Math.ceilDiv(k, blocks);
    }

    /** A block of A times a block of B, which lies from {@code panels} on if it is packed here. */
    private static void block(
            DoubleProduct x, int top, int bottom, int left, int right, int p, int k, boolean pack, int panels,
            DoubleScratch scratch) {
        // A is read as it lies unless that costs more than a copy; rows that do not fill a strip are always copied
        boolean copy = x.alpha != 1 || x.aColumn != 1 && pack;
        int direct = copy ? 0 : (bottom - top) / ROWS * ROWS;
        DoublePanels.packRows(x, top + direct, bottom - top - direct, p, k, scratch.rows);
        if (p == 0 && x.beta != 0 && x.beta != 1) {
            for (int i = top; i < bottom; i++) {
                scale(x, i, left, right);
            }
        }
        double[] b = pack ? scratch.panels : x.b;
        for (int j = left; j < right;) {
            int columns;
            int bt;
            int bRow;
            if (pack) {
                bRow = DoublePanels.width(right - j);
                columns = Math.min(bRow, right - j);
                bt = panels + (j - left) * k;
            } else if (right - j >= L) {
                columns = DoublePanels.width((right - j) / L * L);
                bRow = x.bRow;
                bt = x.bOffset + p * x.bRow + j;
            } else {
                // vectors would reach past the end of B
                scratch.panels = DoubleScratch.grown(scratch.panels, (long) k * L);
                columns = right - j;
                DoublePanels.pack(x, p, k, j, columns, scratch.panels, 0);
                b = scratch.panels;
                bRow = L;
                bt = 0;
            }
            panel(x, top, bottom, direct, j, columns, p, k, b, bt, bRow, scratch);
            j += columns;
        }
        if (p + k == x.k) {
            x.end.finish(top, bottom, left, right);
        }
    }

    /** A block of A times a panel of B, one strip of rows after the other. */
    private static void panel(
            DoubleProduct x, int top, int bottom, int direct, int j, int columns, int p, int k,
            double[] b, int bt, int bRow, DoubleScratch scratch) {
        int vectors = (columns + L - 1) / L;
        boolean zero = p == 0 && x.beta == 0;
        for (int i = top; i < bottom; i += ROWS) {
            boolean copied = i - top >= direct;
            double[] a = copied ? scratch.rows : x.a;
            int at = copied ? (i - top - direct) * k : x.aOffset + i * x.aRow + p * x.aColumn;
            int aRow = copied ? DoublePanels.row(x, k) : x.aRow;
            int aColumn = copied ? DoublePanels.column(x) : x.aColumn;
            int rows = Math.min(ROWS, bottom - i);
            double[] c = x.c;
            int ct = x.cOffset + i * x.cRow + j;
            int cRow = x.cRow;
            boolean whole = rows == ROWS && columns == vectors * L;
            if (!whole) {
                // a tile that reaches past C is computed beside it
                c = scratch.tile;
                ct = 0;
                cRow = WIDTH;
                if (!zero) {
                    copy(rows, columns, x.c, x.cOffset + i * x.cRow + j, x.cRow, c, 0, WIDTH);
                }
            }
            double[] from = zero ? ZEROS : c;
            int ft = zero ? 0 : ct;
            int fromRow = zero ? 0 : cRow;
            if (bRow == vectors * L && bt <= DoubleTiles.FARTHEST) {
                DoubleTiles.multiply(vectors, k, a, at, aRow, aColumn, b, bt, from, ft, fromRow, c, ct, cRow);
            } else {
                DoubleStridedTiles.multiply(vectors, k, a, at, aRow, aColumn, b, bt, bRow, from, ft, fromRow, c, ct,
                        cRow);
            }
            if (!whole) {
                copy(rows, columns, c, 0, WIDTH, x.c, x.cOffset + i * x.cRow + j, x.cRow);
            }
        }
    }

    private static void copy(
            int rows, int columns, double[] from, int ft, int fromRow, double[] to, int tt, int toRow) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                to[tt + r * toRow + j] = from[ft + r * fromRow + j];
            }
        }
    }

    static void scale(DoubleProduct x, int row, int left, int right) {
        int ct = x.cOffset + row * x.cRow;
        for (int j = ct + left; j < ct + right; j++) {
            x.c[j] = x.beta == 0 ? 0 : x.beta * x.c[j];
        }
    }
}
