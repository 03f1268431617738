package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.FloatProduct;
import io.lanescope.simd.kernel.FloatScratch;

/**
 * The loops around the {@linkplain FloatTiles register tiles} (Goto and van de Geijn, 2008, but with A unpacked): a block
 * of B that stays in the L2 cache is multiplied with one strip of A's rows after the other; the strip stays in L1.
 */
final class FloatBlocks {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();
    private static final TileSizes SIZES = TileSizes.of(Float.BYTES);
    private static final int WIDTH = SIZES.vectors() * L;
    private static final int ROWS = 4;

    /** Where tiles start that do not start from C. */
    private static final float[] ZEROS = new float[8 * L];

    private FloatBlocks() {}

    static void multiply(FloatProduct x, int top, int bottom, int left, int right, FloatScratch scratch) {
        if (top >= bottom || left >= right) {
            return;
        }
        if (scratch.tile.length == 0) {
            scratch.tile = new float[ROWS * L];
        }
        if (x.k == 0) {
            for (int i = top; i < bottom; i++) {
                scale(x, i, left, right);
                x.end.finish(i, left, right);
            }
            return;
        }
        boolean pack = !x.packed && (x.bColumn != 1 || SIZES.worthPacking(bottom - top, right - left, x.k));
        // with one strip of rows nothing of B is used twice, and blocks would only load C again and again
        boolean blocks = x.packed || pack || bottom - top > ROWS;
        int depth = blocks ? SIZES.k() : x.k;
        int columns = blocks ? SIZES.n() : right - left;
        for (int j = left; j < right; j += columns) {
            int end = Math.min(right, j + columns);
            for (int p = 0; p < x.k; p += depth) {
                int k = Math.min(depth, x.k - p);
                if (pack) {
                    scratch.panels = FloatScratch.grown(scratch.panels, (long) k * FloatPanels.padded(end - j));
                    FloatPanels.pack(x, p, k, j, end - j, WIDTH, scratch.panels, 0);
                }
                for (int i = top; i < bottom;) {
                    int rows = bottom - i >= ROWS ? ROWS : bottom - i >= 2 ? 2 : 1;
                    strip(x, i, rows, j, end, p, k, pack, scratch);
                    i += rows;
                }
            }
        }
    }

    static float[] pack(FloatProduct x) {
        int padded = FloatPanels.padded(x.n);
        float[] panels = new float[Math.multiplyExact(padded, x.k)];
        for (int p = 0; p < x.k; p += SIZES.k()) {
            FloatPanels.pack(x, p, Math.min(SIZES.k(), x.k - p), 0, x.n, WIDTH, panels, p * padded);
        }
        return panels;
    }

    /** {@code rows} rows of C times one block of B. */
    private static void strip(
            FloatProduct x, int i, int rows, int left, int right, int p, int k, boolean packed, FloatScratch scratch) {
        boolean first = p == 0;
        boolean zero = first && x.beta == 0;
        if (first && !zero && x.beta != 1) {
            for (int r = i; r < i + rows; r++) {
                scale(x, r, left, right);
            }
        }
        float[] a = x.a;
        int at = x.aOffset + i * x.aRow + p * x.aColumn;
        int aRow = x.aRow;
        int aColumn = x.aColumn;
        if (x.alpha != 1) {
            scratch.rows = FloatScratch.grown(scratch.rows, (long) ROWS * k);
            for (int r = 0; r < rows; r++) {
                for (int q = 0; q < k; q++) {
                    scratch.rows[r * k + q] = x.alpha * a[at + r * aRow + q * aColumn];
                }
            }
            a = scratch.rows;
            at = 0;
            aRow = k;
            aColumn = 1;
        }
        float[] c = x.c;
        int ct = x.cOffset + i * x.cRow;
        float[] from = zero ? ZEROS : c;
        int fromRow = zero ? 0 : x.cRow;
        boolean direct = !x.packed && !packed;
        int width = direct && rows == 1 ? 8 * L : WIDTH;
        float[] b = packed ? scratch.panels : x.b;
        for (int j = left; j < right;) {
            int columns = Math.min(width, right - j);
            int bt;
            int bRow;
            if (direct) {
                bt = x.bOffset + p * x.bRow + j;
                bRow = x.bRow;
            } else if (packed) {
                int in = (j - left) / WIDTH * WIDTH;
                bRow = Math.min(WIDTH, FloatPanels.padded(right - left - in));
                bt = in * k + j - left - in;
            } else {
                int in = j / WIDTH * WIDTH;
                bRow = Math.min(WIDTH, FloatPanels.padded(x.n - in));
                bt = p * FloatPanels.padded(x.n) + in * k + j - in;
                columns = Math.min(columns, in + WIDTH - j);
            }
            int vectors = columns / L;
            if (vectors > 4 && vectors < 8) {
                vectors = 4;
            }
            if (vectors > 0) {
                columns = vectors * L;
                FloatTiles.multiply(rows, vectors, k, a, at, aRow, aColumn, b, bt, bRow,
                        from, zero ? 0 : ct + j, fromRow, c, ct + j, x.cRow);
            } else {
                edge(rows, columns, k, a, at, aRow, aColumn, b, bt, bRow, zero, c, ct + j, x.cRow, scratch.tile);
            }
            j += columns;
        }
        if (p + k == x.k) {
            for (int r = i; r < i + rows; r++) {
                x.end.finish(r, left, right);
            }
        }
    }

    /**
     * Fewer columns than a vector has, in a tile beside C. Where B lies as it was given, the vectors reach into the next
     * row of B, which does no harm; what would reach past its end is left to scalar code.
     */
    private static void edge(
            int rows, int columns, int k, float[] a, int at, int aRow, int aColumn, float[] b, int bt, int bRow,
            boolean zero, float[] c, int ct, int cRow, float[] tile) {
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                tile[r * L + j] = zero ? 0 : c[ct + r * cRow + j];
            }
        }
        int room = b.length - L - bt;
        int safe = room < 0 ? 0 : bRow == 0 ? k : (int) Math.min(k, room / (long) bRow + 1);
        if (safe > 0) {
            FloatTiles.multiply(rows, 1, safe, a, at, aRow, aColumn, b, bt, bRow, tile, 0, L, tile, 0, L);
        }
        for (int p = safe; p < k; p++) {
            for (int r = 0; r < rows; r++) {
                float s = a[at + r * aRow + p * aColumn];
                for (int j = 0; j < columns; j++) {
                    tile[r * L + j] = Math.fma(s, b[bt + p * bRow + j], tile[r * L + j]);
                }
            }
        }
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < columns; j++) {
                c[ct + r * cRow + j] = tile[r * L + j];
            }
        }
    }

    private static void scale(FloatProduct x, int row, int left, int right) {
        int ct = x.cOffset + row * x.cRow;
        for (int j = ct + left; j < ct + right; j++) {
            x.c[j] = x.beta == 0 ? 0 : x.beta * x.c[j];
        }
    }
}
