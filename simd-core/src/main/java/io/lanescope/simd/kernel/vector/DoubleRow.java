package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.DoubleProduct;

/**
 * One row of C: the rows of B, each times its element of A, are added up. B is read once, so what counts is the order of
 * its cache lines: short rows are read in columns of eight vectors, long ones whole, four at a time.
 */
final class DoubleRow {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    /** In bytes: rows farther apart lie in pages of their own. */
    private static final int SHORT_ROW = 2048;

    private DoubleRow() {}

    /** Adds row {@code i} of A, times B, to the row of C. */
    static void multiply(DoubleProduct x, int i, int left, int right) {
        int at = x.aOffset + i * x.aRow;
        int bt = x.bOffset + left;
        int ct = x.cOffset + i * x.cRow + left;
        int n = right - left;
        while (n >= 8 * L && x.bRow <= SHORT_ROW / Double.BYTES) {
            eightVectors(x.alpha, x.a, at, x.aColumn, x.b, bt, x.bRow, x.k, x.c, ct);
            bt += 8 * L;
            ct += 8 * L;
            n -= 8 * L;
        }
        if (n > 0) {
            wholeRows(x, at, bt, ct, n);
        }
    }

    private static void wholeRows(DoubleProduct x, int at, int bt, int ct, int n) {
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
            double s0, double s1, double s2, double s3, double[] b, int bt, int bRow, double[] c, int ct, int n) {
        DoubleVector a0 = DoubleVector.broadcast(SPECIES, s0);
        DoubleVector a1 = DoubleVector.broadcast(SPECIES, s1);
        DoubleVector a2 = DoubleVector.broadcast(SPECIES, s2);
        DoubleVector a3 = DoubleVector.broadcast(SPECIES, s3);
        int b1 = bt + bRow;
        int b2 = b1 + bRow;
        int b3 = b2 + bRow;
        int j = 0;
        for (; j < n - L + 1; j += L) {
            DoubleVector v = DoubleVector.fromArray(SPECIES, c, ct + j);
            v = a0.fma(DoubleVector.fromArray(SPECIES, b, bt + j), v);
            v = a1.fma(DoubleVector.fromArray(SPECIES, b, b1 + j), v);
            v = a2.fma(DoubleVector.fromArray(SPECIES, b, b2 + j), v);
            v = a3.fma(DoubleVector.fromArray(SPECIES, b, b3 + j), v);
            v.intoArray(c, ct + j);
        }
        for (; j < n; j++) {
            double v = Math.fma(s0, b[bt + j], c[ct + j]);
            v = Math.fma(s1, b[b1 + j], v);
            v = Math.fma(s2, b[b2 + j], v);
            c[ct + j] = Math.fma(s3, b[b3 + j], v);
        }
    }

    private static void add(double s, double[] b, int bt, double[] c, int ct, int n) {
        DoubleVector a = DoubleVector.broadcast(SPECIES, s);
        int j = 0;
        for (; j < n - L + 1; j += L) {
            a.fma(DoubleVector.fromArray(SPECIES, b, bt + j), DoubleVector.fromArray(SPECIES, c, ct + j))
                    .intoArray(c, ct + j);
        }
        for (; j < n; j++) {
            c[ct + j] = Math.fma(s, b[bt + j], c[ct + j]);
        }
    }

    /** Eight vectors of C stay in registers while all rows of B pass; for rows so short that the next one is near. */
    private static void eightVectors(
            double alpha, double[] a, int at, int aColumn, double[] b, int bt, int bRow, int k, double[] c, int ct) {
        DoubleVector c0 = DoubleVector.fromArray(SPECIES, c, ct);
        DoubleVector c1 = DoubleVector.fromArray(SPECIES, c, ct + L);
        DoubleVector c2 = DoubleVector.fromArray(SPECIES, c, ct + 2 * L);
        DoubleVector c3 = DoubleVector.fromArray(SPECIES, c, ct + 3 * L);
        DoubleVector c4 = DoubleVector.fromArray(SPECIES, c, ct + 4 * L);
        DoubleVector c5 = DoubleVector.fromArray(SPECIES, c, ct + 5 * L);
        DoubleVector c6 = DoubleVector.fromArray(SPECIES, c, ct + 6 * L);
        DoubleVector c7 = DoubleVector.fromArray(SPECIES, c, ct + 7 * L);
        for (int p = 0; p < k; p++) {
            DoubleVector s = DoubleVector.broadcast(SPECIES, alpha * a[at]);
            c0 = s.fma(DoubleVector.fromArray(SPECIES, b, bt), c0);
            c1 = s.fma(DoubleVector.fromArray(SPECIES, b, bt + L), c1);
            c2 = s.fma(DoubleVector.fromArray(SPECIES, b, bt + 2 * L), c2);
            c3 = s.fma(DoubleVector.fromArray(SPECIES, b, bt + 3 * L), c3);
            c4 = s.fma(DoubleVector.fromArray(SPECIES, b, bt + 4 * L), c4);
            c5 = s.fma(DoubleVector.fromArray(SPECIES, b, bt + 5 * L), c5);
            c6 = s.fma(DoubleVector.fromArray(SPECIES, b, bt + 6 * L), c6);
            c7 = s.fma(DoubleVector.fromArray(SPECIES, b, bt + 7 * L), c7);
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
