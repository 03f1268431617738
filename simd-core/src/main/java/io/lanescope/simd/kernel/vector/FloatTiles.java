package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Register tiles: four rows of one to four vectors of C, each a chain of fma's that stays in a register while k runs. A
 * tile takes its first values from one array and leaves its results in another, so that beta, edges and later blocks of k
 * need no code of their own. B is a panel as wide as the tile, one row after the other.
 *
 * <p>What C2 makes of the loop is as important as the tile's shape. The panel's rows are a constant distance apart and the
 * loop counts by it, so no load of B has a bounds check and no index is computed; each check that is saved leaves the
 * processor time to run ahead, and so to hide that a panel comes from L2. A, in contrast, is read through a running index
 * with strides that the compiler does not know. So one tile serves rows as they lie, transposed or packed. That costs a check
 * for each load of A, and pays twice: checks cut the loop's body into small blocks, so that C2 cannot hoist all loads until
 * the accumulators spill (with constant strides that happens, and three quarters of the speed are gone), and no pointers per
 * row are kept, which C2 would spill into vector registers, taking the ports of the fma's.
 *
 * <p>C2 cuts a loop that may run for long in two, one around the other, so that threads can be stopped (loop strip mining, with
 * the G1 collector and most others). The outer one takes registers that the tile needs. {@code Math.min} and {@code Math.max}
 * tell C2 what is known anyway: that there are at most {@link #DEEPEST} rounds, which need no cutting, and that no index
 * overflows.
 */
final class FloatTiles {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    /** The most rows of B, and the last place where a panel may start. */
    static final int DEEPEST = 1000;
    static final int FARTHEST = Integer.MAX_VALUE - DEEPEST * 4 * L;

    private FloatTiles() {}

    /** Four rows of C, {@code vectors} wide. */
    static void multiply(
            int vectors, int k, float[] a, int at, int aRow, int aColumn, float[] b, int bt,
            float[] from, int ft, int fromRow, float[] c, int ct, int cRow) {
        switch (vectors) {
            case 4 -> tile4x4(k, a, at, aRow, aColumn, b, bt, from, ft, fromRow, c, ct, cRow);
            case 3 -> tile4x3(k, a, at, aRow, aColumn, b, bt, from, ft, fromRow, c, ct, cRow);
            case 2 -> tile4x2(k, a, at, aRow, aColumn, b, bt, from, ft, fromRow, c, ct, cRow);
            default -> tile4x1(k, a, at, aRow, aColumn, b, bt, from, ft, fromRow, c, ct, cRow);
        }
    }

    /** Four rows of four vectors. */
    private static void tile4x4(
            int k, float[] a, int at, int aRow, int aColumn, float[] b, int bt,
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
        int base = Math.max(0, Math.min(bt, FARTHEST));
        int end = Math.max(0, Math.min(k, DEEPEST)) * 4 * L;
        for (int q = 0; q < end; q += 4 * L) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, base + q);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, base + q + L);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, base + q + 2 * L);
            FloatVector b3 = FloatVector.fromArray(SPECIES, b, base + q + 3 * L);
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
            int k, float[] a, int at, int aRow, int aColumn, float[] b, int bt,
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
        int base = Math.max(0, Math.min(bt, FARTHEST));
        int end = Math.max(0, Math.min(k, DEEPEST)) * 3 * L;
        for (int q = 0; q < end; q += 3 * L) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, base + q);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, base + q + L);
            FloatVector b2 = FloatVector.fromArray(SPECIES, b, base + q + 2 * L);
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
            int k, float[] a, int at, int aRow, int aColumn, float[] b, int bt,
            float[] from, int ft, int fromRow, float[] c, int ct, int cRow) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, from, ft);
        FloatVector c01 = FloatVector.fromArray(SPECIES, from, ft + L);
        FloatVector c10 = FloatVector.fromArray(SPECIES, from, ft + fromRow);
        FloatVector c11 = FloatVector.fromArray(SPECIES, from, ft + fromRow + L);
        FloatVector c20 = FloatVector.fromArray(SPECIES, from, ft + 2 * fromRow);
        FloatVector c21 = FloatVector.fromArray(SPECIES, from, ft + 2 * fromRow + L);
        FloatVector c30 = FloatVector.fromArray(SPECIES, from, ft + 3 * fromRow);
        FloatVector c31 = FloatVector.fromArray(SPECIES, from, ft + 3 * fromRow + L);
        int base = Math.max(0, Math.min(bt, FARTHEST));
        int end = Math.max(0, Math.min(k, DEEPEST)) * 2 * L;
        for (int q = 0; q < end; q += 2 * L) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, base + q);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, base + q + L);
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
            int k, float[] a, int at, int aRow, int aColumn, float[] b, int bt,
            float[] from, int ft, int fromRow, float[] c, int ct, int cRow) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, from, ft);
        FloatVector c10 = FloatVector.fromArray(SPECIES, from, ft + fromRow);
        FloatVector c20 = FloatVector.fromArray(SPECIES, from, ft + 2 * fromRow);
        FloatVector c30 = FloatVector.fromArray(SPECIES, from, ft + 3 * fromRow);
        int base = Math.max(0, Math.min(bt, FARTHEST));
        int end = Math.max(0, Math.min(k, DEEPEST)) * L;
        for (int q = 0; q < end; q += L) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, base + q);
            FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + aRow]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            at += aColumn;
        }
        c00.intoArray(c, ct);
        c10.intoArray(c, ct + cRow);
        c20.intoArray(c, ct + 2 * cRow);
        c30.intoArray(c, ct + 3 * cRow);
    }
}
