package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.DoubleProduct;

/**
 * One row of C: the rows of B, each times its element of A, are added up four at a time. So B is read once, in the order in
 * which it lies.
 */
final class DoubleRow {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private DoubleRow() {}

    /** Adds row {@code i} of A, times B, to the row of C. */
    static void multiply(DoubleProduct x, int i, int left, int right) {
        int at = x.aOffset + i * x.aRow;
        int bt = x.bOffset + left;
        int ct = x.cOffset + i * x.cRow + left;
        int n = right - left;
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
}
