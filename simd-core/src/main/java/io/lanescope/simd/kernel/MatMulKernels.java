package io.lanescope.simd.kernel;

/** Matrix products of rows {@code [from, to)} of C, in the canonical order. */
public interface MatMulKernels {

    /** {@code C[i, j] = beta·C[i, j] + Σ_p alpha·op(A)[i, p]·op(B)[p, j]} for rows {@code from ≤ i < to}. */
    void multiply(
            int from, int to, int n, int k,
            float alpha, float[] a, int aOffset, int lda, boolean transposeA,
            float[] b, int bOffset, int ldb, boolean transposeB,
            float beta, float[] c, int cOffset, int ldc);
}
