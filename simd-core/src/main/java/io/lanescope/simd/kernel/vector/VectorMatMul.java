package io.lanescope.simd.kernel.vector;

import java.util.Arrays;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.MatMulKernels;

/**
 * Outer products on tiles of C that stay in registers, over panels of B that are packed first, so that B is read in order
 * whether it is transposed or not. Each element of C is one chain of fma over rising k, as in the textbook loop.
 */
public final class VectorMatMul implements MatMulKernels {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int L = SPECIES.length();

    /** Columns of a panel: two vectors. */
    private static final int WIDTH = 2 * L;

    /** Rows of the large tile. Of 16 registers, 4 rows leave room for B and the broadcast of A. */
    private static final int ROWS = 4;

    /** A panel of B, and behind it a tile of C for the columns that do not fill one. */
    private static final ThreadLocal<float[]> SCRATCH = ThreadLocal.withInitial(() -> new float[0]);

    @Override
    public void multiply(
            int from, int to, int n, int k,
            float alpha, float[] a, int aOffset, int lda, boolean transposeA,
            float[] b, int bOffset, int ldb, boolean transposeB,
            float beta, float[] c, int cOffset, int ldc) {
        int aRow = transposeA ? 1 : lda;
        int aColumn = transposeA ? lda : 1;
        float[] scratch = scratch(k);
        int tile = k * WIDTH;
        for (int i = from; i < to; i++) {
            scale(beta, c, cOffset + i * ldc, n);
        }
        for (int j = 0; j < n; j += WIDTH) {
            int columns = Math.min(WIDTH, n - j);
            pack(b, bOffset + (transposeB ? j * ldb : j), ldb, transposeB, k, columns, scratch);
            for (int i = from; i < to; i += ROWS) {
                int rows = Math.min(ROWS, to - i);
                int at = aOffset + i * aRow;
                int ci = cOffset + i * ldc + j;
                if (columns == WIDTH) {
                    tiles(rows, k, alpha, a, at, aRow, aColumn, scratch, c, ci, ldc);
                } else {
                    copy(c, ci, ldc, scratch, tile, WIDTH, rows, columns);
                    tiles(rows, k, alpha, a, at, aRow, aColumn, scratch, scratch, tile, WIDTH);
                    copy(scratch, tile, WIDTH, c, ci, ldc, rows, columns);
                }
            }
        }
    }

    private static float[] scratch(int k) {
        int size = Math.addExact(Math.multiplyExact(k, WIDTH), ROWS * WIDTH);
        float[] scratch = SCRATCH.get();
        if (scratch.length < size) {
            scratch = new float[size];
            SCRATCH.set(scratch);
        }
        return scratch;
    }

    /** Rows of op(B) from its columns on, side by side, with zeros behind the last column. */
    private static void pack(
            float[] b, int at, int ldb, boolean transposed, int k, int columns, float[] panel) {
        for (int p = 0; p < k; p++) {
            int to = p * WIDTH;
            if (transposed) {
                for (int j = 0; j < columns; j++) {
                    panel[to + j] = b[at + p + j * ldb];
                }
            } else {
                System.arraycopy(b, at + p * ldb, panel, to, columns);
            }
            for (int j = columns; j < WIDTH; j++) {
                panel[to + j] = 0;
            }
        }
    }

    private static void copy(
            float[] x, int at, int stride, float[] y, int to, int yStride, int rows, int columns) {
        for (int r = 0; r < rows; r++) {
            System.arraycopy(x, at + r * stride, y, to + r * yStride, columns);
        }
    }

    private static void tiles(
            int rows, int k, float alpha, float[] a, int at, int aRow, int aColumn, float[] b, float[] c,
            int to, int ldc) {
        if (rows == ROWS) {
            tile4(k, alpha, a, at, aRow, aColumn, b, c, to, ldc);
            return;
        }
        for (int r = 0; r < rows; r++) {
            tile1(k, alpha, a, at + r * aRow, aColumn, b, c, to + r * ldc);
        }
    }

    /** Each chain starts as beta·c; a choice between vectors inside the tiles would keep them out of registers. */
    private static void scale(float beta, float[] c, int at, int n) {
        if (beta == 0) {
            Arrays.fill(c, at, at + n, 0);
        } else if (beta != 1) {
            for (int j = 0; j < n; j++) {
                c[at + j] *= beta;
            }
        }
    }

    /** Four rows of two vectors: eight chains in registers. */
    private static void tile4(
            int k, float alpha, float[] a, int at, int aRow, int aColumn, float[] b, float[] c, int to,
            int ldc) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, c, to);
        FloatVector c01 = FloatVector.fromArray(SPECIES, c, to + L);
        FloatVector c10 = FloatVector.fromArray(SPECIES, c, to + ldc);
        FloatVector c11 = FloatVector.fromArray(SPECIES, c, to + ldc + L);
        FloatVector c20 = FloatVector.fromArray(SPECIES, c, to + 2 * ldc);
        FloatVector c21 = FloatVector.fromArray(SPECIES, c, to + 2 * ldc + L);
        FloatVector c30 = FloatVector.fromArray(SPECIES, c, to + 3 * ldc);
        FloatVector c31 = FloatVector.fromArray(SPECIES, c, to + 3 * ldc + L);
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, p * WIDTH);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, p * WIDTH + L);
            int from = at + p * aColumn;
            FloatVector a0 = FloatVector.broadcast(SPECIES, alpha * a[from]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            FloatVector a1 = FloatVector.broadcast(SPECIES, alpha * a[from + aRow]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            FloatVector a2 = FloatVector.broadcast(SPECIES, alpha * a[from + 2 * aRow]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            FloatVector a3 = FloatVector.broadcast(SPECIES, alpha * a[from + 3 * aRow]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
        }
        c00.intoArray(c, to);
        c01.intoArray(c, to + L);
        c10.intoArray(c, to + ldc);
        c11.intoArray(c, to + ldc + L);
        c20.intoArray(c, to + 2 * ldc);
        c21.intoArray(c, to + 2 * ldc + L);
        c30.intoArray(c, to + 3 * ldc);
        c31.intoArray(c, to + 3 * ldc + L);
    }

    /** One row of two vectors. */
    private static void tile1(
            int k, float alpha, float[] a, int at, int aColumn, float[] b, float[] c, int to) {
        FloatVector c00 = FloatVector.fromArray(SPECIES, c, to);
        FloatVector c01 = FloatVector.fromArray(SPECIES, c, to + L);
        for (int p = 0; p < k; p++) {
            FloatVector b0 = FloatVector.fromArray(SPECIES, b, p * WIDTH);
            FloatVector b1 = FloatVector.fromArray(SPECIES, b, p * WIDTH + L);
            int from = at + p * aColumn;
            FloatVector a0 = FloatVector.broadcast(SPECIES, alpha * a[from]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
        }
        c00.intoArray(c, to);
        c01.intoArray(c, to + L);
    }
}
