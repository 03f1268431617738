package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The {@linkplain FloatTiles tiles} for a B that is read as it lies, with any distance from row to row. For that each load
 * of B has a bounds check, so these are a little slower; B is packed where that pays off.
 */
final class FloatStridedTiles {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    private FloatStridedTiles() {}

    /** Four rows of C, {@code vectors} wide. */
    static void multiply(
            int vectors, int k, float[] a, int at, int aRow, int aColumn, float[] b, int bt, int bRow,
            float[] from, int ft, int fromRow, float[] c, int ct, int cRow) {
        switch (vectors) {
            case 4 -> tile4x4(k, a, at, aRow, aColumn, b, bt, bRow, from, ft, fromRow, c, ct, cRow);
            case 3 -> tile4x3(k, a, at, aRow, aColumn, b, bt, bRow, from, ft, fromRow, c, ct, cRow);
            case 2 -> tile4x2(k, a, at, aRow, aColumn, b, bt, bRow, from, ft, fromRow, c, ct, cRow);
            default -> tile4x1(k, a, at, aRow, aColumn, b, bt, bRow, from, ft, fromRow, c, ct, cRow);
        }
    }

    /** Four rows of four vectors. */
    private static void tile4x4(
            int k, float[] a, int at, int aRow, int aColumn, float[] b, int bt, int bRow,
            float[] from, int ft, int fromRow, float[] c, int ct, int cRow) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, from, ft);
        FloatVector c01 = FloatVector.fromArray(SPECIES, from, ft + L);
        FloatVector c02 = FloatVector.fromArray(SPECIES, from, ft + 2 * L);
        FloatVector c03 = FloatVector.fromArray(SPECIES, from, ft + 3 * L);
        FloatVector c10 = FloatVector.fromArray(SPECIES, from, ft + fromRow);
        FloatVector c11 = FloatVector.fromArray(SPECIES, from, ft + fromRow + L);
        FloatVector c12 = FloatVector.fromArray(SPECIES, from, ft + fromRow + 2 * L);
        FloatVector c13 = FloatVector.fromArray(SPECIES, from, ft + fromRow + 3 * L);
        FloatVector c20 = FloatVector.fromArray(SPECIES, from, ft + 2 * fromRow);
        FloatVector c21 = FloatVector.fromArray(SPECIES, from, ft + 2 * fromRow + L);
        FloatVector c22 = FloatVector.fromArray(SPECIES, from, ft + 2 * fromRow + 2 * L);
        FloatVector c23 = FloatVector.fromArray(SPECIES, from, ft + 2 * fromRow + 3 * L);
        FloatVector c30 = FloatVector.fromArray(SPECIES, from, ft + 3 * fromRow);
        FloatVector c31 = FloatVector.fromArray(SPECIES, from, ft + 3 * fromRow + L);
        FloatVector c32 = FloatVector.fromArray(SPECIES, from, ft + 3 * fromRow + 2 * L);
        FloatVector c33 = FloatVector.fromArray(SPECIES, from, ft + 3 * fromRow + 3 * L);
        for (int p = 0, end = Math.min(k, FloatTiles.DEEPEST); p < end; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bt);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bt + L);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, bt + 2 * L);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, bt + 3 * L);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3 * aRow]);
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
            int k, float[] a, int at, int aRow, int aColumn, float[] b, int bt, int bRow,
            float[] from, int ft, int fromRow, float[] c, int ct, int cRow) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, from, ft);
        FloatVector c01 = FloatVector.fromArray(SPECIES, from, ft + L);
        FloatVector c02 = FloatVector.fromArray(SPECIES, from, ft + 2 * L);
        FloatVector c10 = FloatVector.fromArray(SPECIES, from, ft + fromRow);
        FloatVector c11 = FloatVector.fromArray(SPECIES, from, ft + fromRow + L);
        FloatVector c12 = FloatVector.fromArray(SPECIES, from, ft + fromRow + 2 * L);
        FloatVector c20 = FloatVector.fromArray(SPECIES, from, ft + 2 * fromRow);
        FloatVector c21 = FloatVector.fromArray(SPECIES, from, ft + 2 * fromRow + L);
        FloatVector c22 = FloatVector.fromArray(SPECIES, from, ft + 2 * fromRow + 2 * L);
        FloatVector c30 = FloatVector.fromArray(SPECIES, from, ft + 3 * fromRow);
        FloatVector c31 = FloatVector.fromArray(SPECIES, from, ft + 3 * fromRow + L);
        FloatVector c32 = FloatVector.fromArray(SPECIES, from, ft + 3 * fromRow + 2 * L);
        for (int p = 0, end = Math.min(k, FloatTiles.DEEPEST); p < end; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bt);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bt + L);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, bt + 2 * L);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3 * aRow]);
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
            int k, float[] a, int at, int aRow, int aColumn, float[] b, int bt, int bRow,
            float[] from, int ft, int fromRow, float[] c, int ct, int cRow) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, from, ft);
        FloatVector c01 = FloatVector.fromArray(SPECIES, from, ft + L);
        FloatVector c10 = FloatVector.fromArray(SPECIES, from, ft + fromRow);
        FloatVector c11 = FloatVector.fromArray(SPECIES, from, ft + fromRow + L);
        FloatVector c20 = FloatVector.fromArray(SPECIES, from, ft + 2 * fromRow);
        FloatVector c21 = FloatVector.fromArray(SPECIES, from, ft + 2 * fromRow + L);
        FloatVector c30 = FloatVector.fromArray(SPECIES, from, ft + 3 * fromRow);
        FloatVector c31 = FloatVector.fromArray(SPECIES, from, ft + 3 * fromRow + L);
        for (int p = 0, end = Math.min(k, FloatTiles.DEEPEST); p < end; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bt);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, bt + L);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3 * aRow]);
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
            int k, float[] a, int at, int aRow, int aColumn, float[] b, int bt, int bRow,
            float[] from, int ft, int fromRow, float[] c, int ct, int cRow) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, from, ft);
        FloatVector c10 = FloatVector.fromArray(SPECIES, from, ft + fromRow);
        FloatVector c20 = FloatVector.fromArray(SPECIES, from, ft + 2 * fromRow);
        FloatVector c30 = FloatVector.fromArray(SPECIES, from, ft + 3 * fromRow);
        for (int p = 0, end = Math.min(k, FloatTiles.DEEPEST); p < end; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, bt);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + aRow]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3 * aRow]);
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
