package io.lanescope.simd;

import java.util.Objects;

import io.lanescope.simd.kernel.FloatProduct;
import io.lanescope.simd.kernel.Kernels;

/**
 * A matrix B {@code [k, n]} in the order in which {@link MatMul} reads it. Immutable: it holds a copy, and any number of
 * threads may use it. Products have the same bits as with the matrix that it was made from.
 */
public final class PackedMatrix {

    private final int rows;
    private final int columns;
    private final float[] panels;

    private PackedMatrix(int rows, int columns, float[] panels) {
        this.rows = rows;
        this.columns = columns;
        this.panels = panels;
    }

    /**
     * Packs {@code op(B)}.
     *
     * @param k          rows of op(B)
     * @param n          columns of op(B)
     * @param b          {@code [k, n]}, or {@code [n, k]} when transposed
     * @param bOffset    where B starts
     * @param ldb        distance between the rows of B as stored
     * @param transposeB whether op(B) is the transpose of what is stored
     * @return the packed copy
     * @throws IllegalArgumentException  if a dimension is negative or {@code ldb} too small
     * @throws IndexOutOfBoundsException if B reaches past its array
     * @throws ArithmeticException       if the copy, rounded up to whole vectors, would not fit into an array
     */
    public static PackedMatrix of(int k, int n, float[] b, int bOffset, int ldb, boolean transposeB) {
        Objects.requireNonNull(b, "b");
        Matrices.checkSize("k", k);
        Matrices.checkSize("n", n);
        Matrices.check("b", b.length, bOffset, ldb, "ldb", transposeB ? n : k, transposeB ? k : n);
        FloatProduct x = new FloatProduct();
        x.k = k;
        x.n = n;
        x.b = b;
        x.bOffset = bOffset;
        x.bRow = transposeB ? 1 : ldb;
        x.bColumn = transposeB ? ldb : 1;
        return new PackedMatrix(k, n, Kernels.MATMUL.pack(x));
    }

    /**
     * Rows of B.
     *
     * @return k
     */
    public int rows() {
        return rows;
    }

    /**
     * Columns of B.
     *
     * @return n
     */
    public int columns() {
        return columns;
    }

    float[] panels() {
        return panels;
    }
}
