package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.FloatProduct;
import io.lanescope.simd.kernel.FloatScratch;

/**
 * The loops around the {@linkplain FloatTiles register tiles} (Goto and van de Geijn, Anatomy of High-Performance Matrix
 * Multiplication, 2008): a panel of B meets one strip of four rows after the other from a block of A, which stays in the L2
 * cache.
 */
final class FloatBlocks {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final TileSizes SIZES = TileSizes.of(Float.BYTES);
    static final int WIDTH = SIZES.vectors() * L;
    static final int ROWS = 4;

    /** Blocks of B, one below the other, that are packed together: meanwhile a block of C stays in L2. */
    private static final int LAYERS = Math.max(1, 1536 / SIZES.k());

    /** So few multiplications are done one by one before any vector is ready, if they do not even fill one. */
    private static final int TINY = 2048;

    /** Where tiles start that do not start from C. */
    private static final float[] ZEROS = new float[WIDTH];

    private FloatBlocks() {}

    static void multiply(FloatProduct x, int top, int bottom, int left, int right, FloatScratch scratch) {
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
        if (bottom - top == 1 && !x.packed && x.bColumn == 1) {
            scale(x, top, left, right);
            FloatRow.multiply(x, top, left, right);
            x.end.finish(top, bottom, left, right);
            return;
        }
        if (!x.packed && right - left < L && (long) (bottom - top) * (right - left) * x.k <= TINY) {
            FloatChains.multiply(x, top, bottom, left, right);
            return;
        }
        if (bottom - top == 1 && x.packed && start(x.n, left) == left && WIDTH >= 3 * L) {
            scratch.tile = FloatScratch.grown(scratch.tile, 2 * WIDTH);
            FloatRow.multiplyPanels(x, top, left, right, scratch.tile);
            x.end.finish(top, bottom, left, right);
            return;
        }
        boolean pack = !x.packed && (x.bColumn != 1 || SIZES.worthPacking(bottom - top, right - left, x.k));
        int depth = depth(x.k);
        scratch.tile = FloatScratch.grown(scratch.tile, ROWS * WIDTH);
        scratch.rows = FloatScratch.grown(scratch.rows,
                (long) depth * Math.min(SIZES.m(), (bottom - top + ROWS - 1) / ROWS * ROWS));
        // the blocks differ by one panel at most
        int start = x.packed ? start(x.n, left) : left;
        long panels = ((long) right - start + WIDTH - 1) / WIDTH;
        int blocks = (int) ((panels * WIDTH + SIZES.n() - 1) / SIZES.n());
        for (int block = 0; block < blocks; block++) {
            int j = (int) Math.max(left, start + panels * block / blocks * WIDTH);
            int end = (int) Math.min(right, start + panels * (block + 1) / blocks * WIDTH);
            int padded = FloatPanels.padded(end - j);
            for (int first = 0; first < x.k; first += LAYERS * depth) {
                int last = Math.min(x.k, first + LAYERS * depth);
                if (pack) {
                    scratch.panels = FloatScratch.grown(scratch.panels, (long) (last - first) * padded);
                    for (int p = first; p < last; p += depth) {
                        FloatPanels.pack(x, p, Math.min(depth, last - p), j, end - j, scratch.panels,
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

    static float[] pack(FloatProduct x) {
        int padded = FloatPanels.padded(x.n);
        int depth = depth(x.k);
        // a row of C reads whole panels, even where the last one is narrower
        float[] panels = new float[Math.addExact(Math.multiplyExact(padded, x.k), WIDTH)];
        for (int p = 0; p < x.k; p += depth) {
            FloatPanels.pack(x, p, Math.min(depth, x.k - p), 0, x.n, panels, p * padded);
        }
        return panels;
    }

    /** Rows of B in a block: all of them, or as many in each. */
    static int depth(int k) {
        int blocks = Math.max(1, Math.ceilDiv(k, SIZES.k()));
        return Math.ceilDiv(k, blocks);
    }

    /** Where in all {@code n} columns of a packed B the panel starts in which column j is. */
    private static int start(int n, int j) {
        int padded = FloatPanels.padded(n);
        int narrow = padded - WIDTH - L;
        if (padded % WIDTH != L || narrow < 0 || j < narrow) {
            return j / WIDTH * WIDTH;
        }
        int last = narrow + FloatPanels.width(WIDTH + L);
        return j < last ? narrow : last;
    }

    /** A block of A times a block of B, which lies from {@code panels} on if it is packed here. */
    private static void block(
            FloatProduct x, int top, int bottom, int left, int right, int p, int k, boolean pack, int panels,
            FloatScratch scratch) {
        // A is read as it lies unless that costs more than a copy; rows that do not fill a strip are always copied
        boolean copy = x.alpha != 1 || x.aColumn != 1 && (pack || x.packed);
        int direct = copy ? 0 : (bottom - top) / ROWS * ROWS;
        FloatPanels.packRows(x, top + direct, bottom - top - direct, p, k, scratch.rows);
        if (p == 0 && x.beta != 0 && x.beta != 1) {
            for (int i = top; i < bottom; i++) {
                scale(x, i, left, right);
            }
        }
        float[] b = pack ? scratch.panels : x.b;
        for (int j = left; j < right;) {
            int columns;
            int bt;
            int bRow;
            if (pack) {
                bRow = FloatPanels.width(right - j);
                columns = Math.min(bRow, right - j);
                bt = panels + (j - left) * k;
            } else if (x.packed) {
                int panel = start(x.n, j);
                bRow = FloatPanels.width(x.n - panel);
                columns = Math.min(panel + bRow, right) - j;
                bt = p * FloatPanels.padded(x.n) + panel * k + j - panel;
            } else if (right - j >= L) {
                columns = FloatPanels.width((right - j) / L * L);
                bRow = x.bRow;
                bt = x.bOffset + p * x.bRow + j;
            } else {
                // vectors would reach past the end of B
                scratch.panels = FloatScratch.grown(scratch.panels, (long) k * L);
                columns = right - j;
                FloatPanels.pack(x, p, k, j, columns, scratch.panels, 0);
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
            FloatProduct x, int top, int bottom, int direct, int j, int columns, int p, int k,
            float[] b, int bt, int bRow, FloatScratch scratch) {
        int vectors = (columns + L - 1) / L;
        boolean zero = p == 0 && x.beta == 0;
        for (int i = top; i < bottom; i += ROWS) {
            boolean copied = i - top >= direct;
            float[] a = copied ? scratch.rows : x.a;
            int at = copied ? (i - top - direct) * k : x.aOffset + i * x.aRow + p * x.aColumn;
            int aRow = copied ? FloatPanels.row(x, k) : x.aRow;
            int aColumn = copied ? FloatPanels.column(x) : x.aColumn;
            int rows = Math.min(ROWS, bottom - i);
            float[] c = x.c;
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
            float[] from = zero ? ZEROS : c;
            int ft = zero ? 0 : ct;
            int fromRow = zero ? 0 : cRow;
            if (bRow == vectors * L && bt <= FloatTiles.FARTHEST) {
                FloatTiles.multiply(vectors, k, a, at, aRow, aColumn, b, bt, from, ft, fromRow, c, ct, cRow);
            } else {
                FloatStridedTiles.multiply(vectors, k, a, at, aRow, aColumn, b, bt, bRow, from, ft, fromRow, c, ct,
                        cRow);
            }
            if (!whole) {
                copy(rows, columns, c, 0, WIDTH, x.c, x.cOffset + i * x.cRow + j, x.cRow);
            }
        }
    }

    private static void copy(
            int rows, int columns, float[] from, int ft, int fromRow, float[] to, int tt, int toRow) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                to[tt + r * toRow + j] = from[ft + r * fromRow + j];
            }
        }
    }

    static void scale(FloatProduct x, int row, int left, int right) {
        int ct = x.cOffset + row * x.cRow;
        for (int j = ct + left; j < ct + right; j++) {
            x.c[j] = x.beta == 0 ? 0 : x.beta * x.c[j];
        }
    }
}
