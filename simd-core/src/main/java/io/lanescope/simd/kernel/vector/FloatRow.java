package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.FloatProduct;

/**
 * One row of C: the rows of B, each times its element of A, are added up. B is read once, so what counts is the order of
 * its cache lines: short rows are read in columns of eight vectors, long ones whole, four at a time.
 */
final class FloatRow {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    /** In bytes: rows farther apart lie in pages of their own. */
    private static final int SHORT_ROW = 2048;

    private FloatRow() {}

    /** Adds row {@code i} of A, times B, to the row of C. */
    static void multiply(FloatProduct x, int i, int left, int right) {
        int at = x.aOffset + i * x.aRow;
        int bt = x.bOffset + left;
        int ct = x.cOffset + i * x.cRow + left;
        int n = right - left;
        while (n >= 8 * L && x.bRow <= SHORT_ROW / Float.BYTES) {
            eightVectors(x.alpha, x.a, at, x.aColumn, x.b, bt, x.bRow, x.k, x.c, ct);
            bt += 8 * L;
            ct += 8 * L;
            n -= 8 * L;
        }
        if (n > 0) {
            wholeRows(x, at, bt, ct, n);
        }
    }

    /**
     * A row of C from B in panels of three or four vectors, from where a panel starts, two panels at a time: with one alone
     * the chains of fma's would wait for each other. Where less is left, the tile takes what is computed beside C.
     */
    static void multiplyPanels(FloatProduct x, int i, int left, int right, float[] tile) {
        int padded = FloatPanels.padded(x.n);
        int depth = FloatBlocks.depth(x.k);
        FloatBlocks.scale(x, i, left, right);
        for (int p = 0; p < x.k; p += depth) {
            int k = Math.min(depth, x.k - p);
            int at = x.aOffset + i * x.aRow + p * x.aColumn;
            for (int j = left; j < right;) {
                int bRow = FloatPanels.width(x.n - j);
                int bt = p * padded + j * k;
                // what is not wanted of a second panel may be anything
                boolean second = j + bRow < right;
                int next = second ? bt + bRow * k : bt;
                int nextRow = second ? FloatPanels.width(x.n - j - bRow) : bRow;
                int ct = x.cOffset + i * x.cRow + j;
                if (j + 2 * FloatBlocks.WIDTH <= right && bRow + nextRow == 2 * FloatBlocks.WIDTH) {
                    twoPanels(x.alpha, x.a, at, x.aColumn, x.b, bt, bRow, next, nextRow, k, x.c, ct);
                } else {
                    int columns = Math.min(bRow, right - j);
                    int others = second ? Math.min(nextRow, right - j - bRow) : 0;
                    System.arraycopy(x.c, ct, tile, 0, columns);
                    System.arraycopy(x.c, ct + columns, tile, FloatBlocks.WIDTH, others);
                    twoPanels(x.alpha, x.a, at, x.aColumn, x.b, bt, bRow, next, nextRow, k, tile, 0);
                    System.arraycopy(tile, 0, x.c, ct, columns);
                    System.arraycopy(tile, FloatBlocks.WIDTH, x.c, ct + columns, others);
                }
                j += second ? bRow + nextRow : bRow;
            }
        }
    }

    private static void twoPanels(
            float alpha, float[] a, int at, int aColumn, float[] b, int bt, int bRow, int next, int nextRow, int k,
            float[] c, int ct) {
        if (FloatBlocks.WIDTH == 4 * L) {
            fourVectors(alpha, a, at, aColumn, b, bt, bRow, next, nextRow, k, c, ct);
        } else {
            threeVectors(alpha, a, at, aColumn, b, bt, bRow, next, nextRow, k, c, ct);
        }
    }

    /** Two panels of three vectors. */
    private static void threeVectors(
            float alpha, float[] a, int at, int aColumn, float[] b, int bt, int bRow, int next, int nextRow, int k,
            float[] c, int ct) {
        FloatVector c0 = FloatVector.fromArray(SPECIES, c, ct);
        FloatVector c1 = FloatVector.fromArray(SPECIES, c, ct + L);
        FloatVector c2 = FloatVector.fromArray(SPECIES, c, ct + 2 * L);
        FloatVector c3 = FloatVector.fromArray(SPECIES, c, ct + 3 * L);
        FloatVector c4 = FloatVector.fromArray(SPECIES, c, ct + 4 * L);
        FloatVector c5 = FloatVector.fromArray(SPECIES, c, ct + 5 * L);
        for (int p = 0; p < k; p++) {
            FloatVector s = FloatVector.broadcast(SPECIES, alpha * a[at]);
            c0 = s.fma(FloatVector.fromArray(SPECIES, b, bt), c0);
            c1 = s.fma(FloatVector.fromArray(SPECIES, b, bt + L), c1);
            c2 = s.fma(FloatVector.fromArray(SPECIES, b, bt + 2 * L), c2);
            c3 = s.fma(FloatVector.fromArray(SPECIES, b, next), c3);
            c4 = s.fma(FloatVector.fromArray(SPECIES, b, next + L), c4);
            c5 = s.fma(FloatVector.fromArray(SPECIES, b, next + 2 * L), c5);
            at += aColumn;
            bt += bRow;
            next += nextRow;
        }
        c0.intoArray(c, ct);
        c1.intoArray(c, ct + L);
        c2.intoArray(c, ct + 2 * L);
        c3.intoArray(c, ct + 3 * L);
        c4.intoArray(c, ct + 4 * L);
        c5.intoArray(c, ct + 5 * L);
    }

    /** Two panels of four vectors. */
    private static void fourVectors(
            float alpha, float[] a, int at, int aColumn, float[] b, int bt, int bRow, int next, int nextRow, int k,
            float[] c, int ct) {
        FloatVector c0 = FloatVector.fromArray(SPECIES, c, ct);
        FloatVector c1 = FloatVector.fromArray(SPECIES, c, ct + L);
        FloatVector c2 = FloatVector.fromArray(SPECIES, c, ct + 2 * L);
        FloatVector c3 = FloatVector.fromArray(SPECIES, c, ct + 3 * L);
        FloatVector c4 = FloatVector.fromArray(SPECIES, c, ct + 4 * L);
        FloatVector c5 = FloatVector.fromArray(SPECIES, c, ct + 5 * L);
        FloatVector c6 = FloatVector.fromArray(SPECIES, c, ct + 6 * L);
        FloatVector c7 = FloatVector.fromArray(SPECIES, c, ct + 7 * L);
        for (int p = 0; p < k; p++) {
            FloatVector s = FloatVector.broadcast(SPECIES, alpha * a[at]);
            c0 = s.fma(FloatVector.fromArray(SPECIES, b, bt), c0);
            c1 = s.fma(FloatVector.fromArray(SPECIES, b, bt + L), c1);
            c2 = s.fma(FloatVector.fromArray(SPECIES, b, bt + 2 * L), c2);
            c3 = s.fma(FloatVector.fromArray(SPECIES, b, bt + 3 * L), c3);
            c4 = s.fma(FloatVector.fromArray(SPECIES, b, next), c4);
            c5 = s.fma(FloatVector.fromArray(SPECIES, b, next + L), c5);
            c6 = s.fma(FloatVector.fromArray(SPECIES, b, next + 2 * L), c6);
            c7 = s.fma(FloatVector.fromArray(SPECIES, b, next + 3 * L), c7);
            at += aColumn;
            bt += bRow;
            next += nextRow;
        }
        c0.intoArray(c, ct);
        c1.intoArray(c, ct + L);
        c2.intoArray(c, ct + 2 * L);
        c3.intoArray(c, ct + 3 * L);
        c4.intoArray(c, ct + 4 * L);
        c5.intoArray(c, ct + 5 * L);
        c6.intoArray(c, ct + 6 * L);
        c7.intoArray(c, ct + 7 * L);
    }

    private static void wholeRows(FloatProduct x, int at, int bt, int ct, int n) {
        int p = 0;
        for (; p < x.k - 3; p += 4) {
            addFour(x.alpha * x.a[at], x.alpha * x.a[at + x.aColumn], x.alpha * x.a[at + 2 * x.aColumn],
                    x.alpha * x.a[at + 3 * x.aColumn], x.b, bt, x.bRow, x.c, ct, n);
            at += 4 * x.aColumn;
            bt += 4 * x.bRow;
        }
        for (; p < x.k; p++) {
            add(x.alpha * x.a[at], x.b, bt, x.c, ct, n);
            at += x.aColumn;
            bt += x.bRow;
        }
    }

    private static void addFour(
            float s0, float s1, float s2, float s3, float[] b, int bt, int bRow, float[] c, int ct, int n) {
        FloatVector a0 = FloatVector.broadcast(SPECIES, s0);
        FloatVector a1 = FloatVector.broadcast(SPECIES, s1);
        FloatVector a2 = FloatVector.broadcast(SPECIES, s2);
        FloatVector a3 = FloatVector.broadcast(SPECIES, s3);
        int b1 = bt + bRow;
        int b2 = b1 + bRow;
        int b3 = b2 + bRow;
        int j = 0;
        for (; j < n - L + 1; j += L) {
            FloatVector v = FloatVector.fromArray(SPECIES, c, ct + j);
            v = a0.fma(FloatVector.fromArray(SPECIES, b, bt + j), v);
            v = a1.fma(FloatVector.fromArray(SPECIES, b, b1 + j), v);
            v = a2.fma(FloatVector.fromArray(SPECIES, b, b2 + j), v);
            v = a3.fma(FloatVector.fromArray(SPECIES, b, b3 + j), v);
            v.intoArray(c, ct + j);
        }
        for (; j < n; j++) {
            float v = Math.fma(s0, b[bt + j], c[ct + j]);
            v = Math.fma(s1, b[b1 + j], v);
            v = Math.fma(s2, b[b2 + j], v);
            c[ct + j] = Math.fma(s3, b[b3 + j], v);
        }
    }

    private static void add(float s, float[] b, int bt, float[] c, int ct, int n) {
        FloatVector a = FloatVector.broadcast(SPECIES, s);
        int j = 0;
        for (; j < n - L + 1; j += L) {
            a.fma(FloatVector.fromArray(SPECIES, b, bt + j), FloatVector.fromArray(SPECIES, c, ct + j))
                    .intoArray(c, ct + j);
        }
        for (; j < n; j++) {
            c[ct + j] = Math.fma(s, b[bt + j], c[ct + j]);
        }
    }

    /** Eight vectors of C stay in registers while all rows of B pass; for rows so short that the next one is near. */
    private static void eightVectors(
            float alpha, float[] a, int at, int aColumn, float[] b, int bt, int bRow, int k, float[] c, int ct) {
        FloatVector c0 = FloatVector.fromArray(SPECIES, c, ct);
        FloatVector c1 = FloatVector.fromArray(SPECIES, c, ct + L);
        FloatVector c2 = FloatVector.fromArray(SPECIES, c, ct + 2 * L);
        FloatVector c3 = FloatVector.fromArray(SPECIES, c, ct + 3 * L);
        FloatVector c4 = FloatVector.fromArray(SPECIES, c, ct + 4 * L);
        FloatVector c5 = FloatVector.fromArray(SPECIES, c, ct + 5 * L);
        FloatVector c6 = FloatVector.fromArray(SPECIES, c, ct + 6 * L);
        FloatVector c7 = FloatVector.fromArray(SPECIES, c, ct + 7 * L);
        for (int p = 0; p < k; p++) {
            FloatVector s = FloatVector.broadcast(SPECIES, alpha * a[at]);
            c0 = s.fma(FloatVector.fromArray(SPECIES, b, bt), c0);
            c1 = s.fma(FloatVector.fromArray(SPECIES, b, bt + L), c1);
            c2 = s.fma(FloatVector.fromArray(SPECIES, b, bt + 2 * L), c2);
            c3 = s.fma(FloatVector.fromArray(SPECIES, b, bt + 3 * L), c3);
            c4 = s.fma(FloatVector.fromArray(SPECIES, b, bt + 4 * L), c4);
            c5 = s.fma(FloatVector.fromArray(SPECIES, b, bt + 5 * L), c5);
            c6 = s.fma(FloatVector.fromArray(SPECIES, b, bt + 6 * L), c6);
            c7 = s.fma(FloatVector.fromArray(SPECIES, b, bt + 7 * L), c7);
            at += aColumn;
            bt += bRow;
        }
        c0.intoArray(c, ct);
        c1.intoArray(c, ct + L);
        c2.intoArray(c, ct + 2 * L);
        c3.intoArray(c, ct + 3 * L);
        c4.intoArray(c, ct + 4 * L);
        c5.intoArray(c, ct + 5 * L);
        c6.intoArray(c, ct + 6 * L);
        c7.intoArray(c, ct + 7 * L);
    }
}
