package io.lanescope.simd.kernel.scalar;

import io.lanescope.simd.kernel.MatMulKernels;

/** The textbook triple loop with {@link Math#fma}: the canonical order itself. */
public final class ScalarMatMul implements MatMulKernels {

    @Override
    public void multiply(
            int from, int to, int n, int k,
            float alpha, float[] a, int aOffset, int lda, boolean transposeA,
            float[] b, int bOffset, int ldb, boolean transposeB,
            float beta, float[] c, int cOffset, int ldc) {
        int aRow = transposeA ? 1 : lda;
        int aColumn = transposeA ? lda : 1;
        int bRow = transposeB ? 1 : ldb;
        int bColumn = transposeB ? ldb : 1;
        for (int i = from; i < to; i++) {
            int ci = cOffset + i * ldc;
            for (int j = 0; j < n; j++) {
                c[ci + j] = beta == 0 ? 0 : beta * c[ci + j];
            }
            for (int p = 0; p < k; p++) {
                float scaled = alpha * a[aOffset + i * aRow + p * aColumn];
                int bp = bOffset + p * bRow;
                for (int j = 0; j < n; j++) {
                    c[ci + j] = Math.fma(scaled, b[bp + j * bColumn], c[ci + j]);
                }
            }
        }
    }
}
