package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The {@linkplain DoubleTiles tiles} for a B that is read as it lies, with any distance from row to row. For that each load
 * of B has a bounds check, so these are a little slower; B is packed where that pays off.
 */
final class DoubleStridedTiles {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private DoubleStridedTiles() {}

    /** Four rows of C, {@code vectors} wide. */
    static void multiply(
            int vectors, int k, double[] a, int at, int aRow, int aColumn, double[] b, int bt, int bRow,
            double[] from, int ft, int fromRow, double[] c, int ct, int cRow) {
        switch (vectors) {
            case 4 -> tile4x4(k, a, at, aRow, aColumn, b, bt, bRow, from, ft, fromRow, c, ct, cRow);
            case 3 -> tile4x3(k, a, at, aRow, aColumn, b, bt, bRow, from, ft, fromRow, c, ct, cRow);
            case 2 -> tile4x2(k, a, at, aRow, aColumn, b, bt, bRow, from, ft, fromRow, c, ct, cRow);
            default -> tile4x1(k, a, at, aRow, aColumn, b, bt, bRow, from, ft, fromRow, c, ct, cRow);
        }
    }

    /** Four rows of four vectors. */
    private static void tile4x4(
            int k, double[] a, int at, int aRow, int aColumn, double[] b, int bt, int bRow,
            double[] from, int ft, int fromRow, double[] c, int ct, int cRow) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, from, ft);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, from, ft + L);
        DoubleVector c02 = DoubleVector.fromArray(SPECIES, from, ft + 2 * L);
        DoubleVector c03 = DoubleVector.fromArray(SPECIES, from, ft + 3 * L);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, from, ft + fromRow);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, from, ft + fromRow + L);
        DoubleVector c12 = DoubleVector.fromArray(SPECIES, from, ft + fromRow + 2 * L);
        DoubleVector c13 = DoubleVector.fromArray(SPECIES, from, ft + fromRow + 3 * L);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, from, ft + 2 * fromRow);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, from, ft + 2 * fromRow + L);
        DoubleVector c22 = DoubleVector.fromArray(SPECIES, from, ft + 2 * fromRow + 2 * L);
        DoubleVector c23 = DoubleVector.fromArray(SPECIES, from, ft + 2 * fromRow + 3 * L);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, from, ft + 3 * fromRow);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, from, ft + 3 * fromRow + L);
        DoubleVector c32 = DoubleVector.fromArray(SPECIES, from, ft + 3 * fromRow + 2 * L);
        DoubleVector c33 = DoubleVector.fromArray(SPECIES, from, ft + 3 * fromRow + 3 * L);
        for (int p = 0, end = Math.min(k, DoubleTiles.DEEPEST); p < end; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bt);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bt + L);
            DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, bt + 2 * L);
            DoubleVector b3 = DoubleVector.fromArray(SPECIES, b, bt + 3 * L);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[at + aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[at + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[at + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            at += aColumn;
            bt += bRow;
        }
        c00.intoArray(c, ct);
        c01.intoArray(c, ct + L);
        c02.intoArray(c, ct + 2 * L);
        c03.intoArray(c, ct + 3 * L);
        c10.intoArray(c, ct + cRow);
        c11.intoArray(c, ct + cRow + L);
        c12.intoArray(c, ct + cRow + 2 * L);
        c13.intoArray(c, ct + cRow + 3 * L);
        c20.intoArray(c, ct + 2 * cRow);
        c21.intoArray(c, ct + 2 * cRow + L);
        c22.intoArray(c, ct + 2 * cRow + 2 * L);
        c23.intoArray(c, ct + 2 * cRow + 3 * L);
        c30.intoArray(c, ct + 3 * cRow);
        c31.intoArray(c, ct + 3 * cRow + L);
        c32.intoArray(c, ct + 3 * cRow + 2 * L);
        c33.intoArray(c, ct + 3 * cRow + 3 * L);
    }

    /** Four rows of three vectors. */
    private static void tile4x3(
            int k, double[] a, int at, int aRow, int aColumn, double[] b, int bt, int bRow,
            double[] from, int ft, int fromRow, double[] c, int ct, int cRow) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, from, ft);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, from, ft + L);
        DoubleVector c02 = DoubleVector.fromArray(SPECIES, from, ft + 2 * L);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, from, ft + fromRow);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, from, ft + fromRow + L);
        DoubleVector c12 = DoubleVector.fromArray(SPECIES, from, ft + fromRow + 2 * L);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, from, ft + 2 * fromRow);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, from, ft + 2 * fromRow + L);
        DoubleVector c22 = DoubleVector.fromArray(SPECIES, from, ft + 2 * fromRow + 2 * L);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, from, ft + 3 * fromRow);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, from, ft + 3 * fromRow + L);
        DoubleVector c32 = DoubleVector.fromArray(SPECIES, from, ft + 3 * fromRow + 2 * L);
        for (int p = 0, end = Math.min(k, DoubleTiles.DEEPEST); p < end; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bt);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bt + L);
            DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, bt + 2 * L);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[at + aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[at + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[at + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            at += aColumn;
            bt += bRow;
        }
        c00.intoArray(c, ct);
        c01.intoArray(c, ct + L);
        c02.intoArray(c, ct + 2 * L);
        c10.intoArray(c, ct + cRow);
        c11.intoArray(c, ct + cRow + L);
        c12.intoArray(c, ct + cRow + 2 * L);
        c20.intoArray(c, ct + 2 * cRow);
        c21.intoArray(c, ct + 2 * cRow + L);
        c22.intoArray(c, ct + 2 * cRow + 2 * L);
        c30.intoArray(c, ct + 3 * cRow);
        c31.intoArray(c, ct + 3 * cRow + L);
        c32.intoArray(c, ct + 3 * cRow + 2 * L);
    }

    /** Four rows of two vectors. */
    private static void tile4x2(
            int k, double[] a, int at, int aRow, int aColumn, double[] b, int bt, int bRow,
            double[] from, int ft, int fromRow, double[] c, int ct, int cRow) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, from, ft);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, from, ft + L);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, from, ft + fromRow);
        DoubleVector c11 = DoubleVector.fromArray(SPECIES, from, ft + fromRow + L);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, from, ft + 2 * fromRow);
        DoubleVector c21 = DoubleVector.fromArray(SPECIES, from, ft + 2 * fromRow + L);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, from, ft + 3 * fromRow);
        DoubleVector c31 = DoubleVector.fromArray(SPECIES, from, ft + 3 * fromRow + L);
        for (int p = 0, end = Math.min(k, DoubleTiles.DEEPEST); p < end; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bt);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bt + L);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[at + aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[at + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[at + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            at += aColumn;
            bt += bRow;
        }
        c00.intoArray(c, ct);
        c01.intoArray(c, ct + L);
        c10.intoArray(c, ct + cRow);
        c11.intoArray(c, ct + cRow + L);
        c20.intoArray(c, ct + 2 * cRow);
        c21.intoArray(c, ct + 2 * cRow + L);
        c30.intoArray(c, ct + 3 * cRow);
        c31.intoArray(c, ct + 3 * cRow + L);
    }

    /** Four rows of one vector. */
    private static void tile4x1(
            int k, double[] a, int at, int aRow, int aColumn, double[] b, int bt, int bRow,
            double[] from, int ft, int fromRow, double[] c, int ct, int cRow) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, from, ft);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, from, ft + fromRow);
        DoubleVector c20 = DoubleVector.fromArray(SPECIES, from, ft + 2 * fromRow);
        DoubleVector c30 = DoubleVector.fromArray(SPECIES, from, ft + 3 * fromRow);
        for (int p = 0, end = Math.min(k, DoubleTiles.DEEPEST); p < end; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bt);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[at + aRow]);
            c10 = a1.fma(b0, c10);
            DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[at + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[at + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            at += aColumn;
            bt += bRow;
        }
        c00.intoArray(c, ct);
        c10.intoArray(c, ct + cRow);
        c20.intoArray(c, ct + 2 * cRow);
        c30.intoArray(c, ct + 3 * cRow);
    }
}
