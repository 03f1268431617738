package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles: {@code rows × vectors} chains of fma that stay in registers while k runs. A tile takes its first values
 * from one array and leaves its results in another, so that beta, edges and later blocks of k need no code of their own.
 *
 * <p>A and B are read through running indices with strides that the compiler does not know. So one tile serves A as it
 * lies, transposed or not, and B packed or not. That costs a bounds check for each load, which is free beside the fma's,
 * and pays twice: checks cut the loop's body into small blocks, so that C2 cannot hoist the loads until the accumulators
 * spill, and no pointers per row are kept, which C2 would spill into vector registers, taking the ports of the fma's.
 */
final class DoubleTiles {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private DoubleTiles() {}

    /** {@code rows} of 1, 2 or 4 and 1 to 4 vectors; 8 for one row. */
    static void multiply(
            int rows, int vectors, int k, double[] a, int at, int aRow, int aColumn, double[] b, int bt, int bRow,
            double[] from, int ft, int fromRow, double[] c, int ct, int cRow) {
        switch (rows * 10 + vectors) {
            case 44 -> tile4x4(k, a, at, aRow, aColumn, b, bt, bRow, from, ft, fromRow, c, ct, cRow);
            case 43 -> tile4x3(k, a, at, aRow, aColumn, b, bt, bRow, from, ft, fromRow, c, ct, cRow);
            case 42 -> tile4x2(k, a, at, aRow, aColumn, b, bt, bRow, from, ft, fromRow, c, ct, cRow);
            case 41 -> tile4x1(k, a, at, aRow, aColumn, b, bt, bRow, from, ft, fromRow, c, ct, cRow);
            case 24 -> tile2x4(k, a, at, aRow, aColumn, b, bt, bRow, from, ft, fromRow, c, ct, cRow);
            case 18 -> tile1x8(k, a, at, aColumn, b, bt, bRow, from, ft, c, ct);
            case 14 -> tile1x4(k, a, at, aColumn, b, bt, bRow, from, ft, c, ct);
            default -> narrow(rows, vectors, k, a, at, aRow, aColumn, b, bt, bRow, from, ft, fromRow, c, ct, cRow);
        }
    }

    /** One or two rows at the right edge, vector by vector. */
    private static void narrow(
            int rows, int vectors, int k, double[] a, int at, int aRow, int aColumn, double[] b, int bt, int bRow,
            double[] from, int ft, int fromRow, double[] c, int ct, int cRow) {
        for (int v = 0; v < vectors; v++) {
            int j = v * L;
            if (rows == 2) {
                tile2x1(k, a, at, aRow, aColumn, b, bt + j, bRow, from, ft + j, fromRow, c, ct + j, cRow);
            } else {
                tile1x1(k, a, at, aColumn, b, bt + j, bRow, from, ft + j, c, ct + j);
            }
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
        for (int p = 0; p < k; p++) {
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
        for (int p = 0; p < k; p++) {
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
        for (int p = 0; p < k; p++) {
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
        for (int p = 0; p < k; p++) {
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

    /** Two rows of four vectors. */
    private static void tile2x4(
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
        for (int p = 0; p < k; p++) {
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
    }

    /** Two rows of one vector. */
    private static void tile2x1(
            int k, double[] a, int at, int aRow, int aColumn, double[] b, int bt, int bRow,
            double[] from, int ft, int fromRow, double[] c, int ct, int cRow) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, from, ft);
        DoubleVector c10 = DoubleVector.fromArray(SPECIES, from, ft + fromRow);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bt);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[at + aRow]);
            c10 = a1.fma(b0, c10);
            at += aColumn;
            bt += bRow;
        }
        c00.intoArray(c, ct);
        c10.intoArray(c, ct + cRow);
    }

    /** One row of eight vectors. */
    private static void tile1x8(
            int k, double[] a, int at, int aColumn, double[] b, int bt, int bRow,
            double[] from, int ft, double[] c, int ct) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, from, ft);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, from, ft + L);
        DoubleVector c02 = DoubleVector.fromArray(SPECIES, from, ft + 2 * L);
        DoubleVector c03 = DoubleVector.fromArray(SPECIES, from, ft + 3 * L);
        DoubleVector c04 = DoubleVector.fromArray(SPECIES, from, ft + 4 * L);
        DoubleVector c05 = DoubleVector.fromArray(SPECIES, from, ft + 5 * L);
        DoubleVector c06 = DoubleVector.fromArray(SPECIES, from, ft + 6 * L);
        DoubleVector c07 = DoubleVector.fromArray(SPECIES, from, ft + 7 * L);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bt);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bt + L);
            DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, bt + 2 * L);
            DoubleVector b3 = DoubleVector.fromArray(SPECIES, b, bt + 3 * L);
            DoubleVector b4 = DoubleVector.fromArray(SPECIES, b, bt + 4 * L);
            DoubleVector b5 = DoubleVector.fromArray(SPECIES, b, bt + 5 * L);
            DoubleVector b6 = DoubleVector.fromArray(SPECIES, b, bt + 6 * L);
            DoubleVector b7 = DoubleVector.fromArray(SPECIES, b, bt + 7 * L);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            c04 = a0.fma(b4, c04);
            c05 = a0.fma(b5, c05);
            c06 = a0.fma(b6, c06);
            c07 = a0.fma(b7, c07);
            at += aColumn;
            bt += bRow;
        }
        c00.intoArray(c, ct);
        c01.intoArray(c, ct + L);
        c02.intoArray(c, ct + 2 * L);
        c03.intoArray(c, ct + 3 * L);
        c04.intoArray(c, ct + 4 * L);
        c05.intoArray(c, ct + 5 * L);
        c06.intoArray(c, ct + 6 * L);
        c07.intoArray(c, ct + 7 * L);
    }

    /** One row of four vectors. */
    private static void tile1x4(
            int k, double[] a, int at, int aColumn, double[] b, int bt, int bRow,
            double[] from, int ft, double[] c, int ct) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, from, ft);
        DoubleVector c01 = DoubleVector.fromArray(SPECIES, from, ft + L);
        DoubleVector c02 = DoubleVector.fromArray(SPECIES, from, ft + 2 * L);
        DoubleVector c03 = DoubleVector.fromArray(SPECIES, from, ft + 3 * L);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bt);
            DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, bt + L);
            DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, bt + 2 * L);
            DoubleVector b3 = DoubleVector.fromArray(SPECIES, b, bt + 3 * L);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            at += aColumn;
            bt += bRow;
        }
        c00.intoArray(c, ct);
        c01.intoArray(c, ct + L);
        c02.intoArray(c, ct + 2 * L);
        c03.intoArray(c, ct + 3 * L);
    }

    /** One row of one vector. */
    private static void tile1x1(
            int k, double[] a, int at, int aColumn, double[] b, int bt, int bRow,
            double[] from, int ft, double[] c, int ct) {
        DoubleVector c00 = DoubleVector.fromArray(SPECIES, from, ft);
        for (int p = 0; p < k; p++) {
            DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, bt);
            DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            at += aColumn;
            bt += bRow;
        }
        c00.intoArray(c, ct);
    }
}
