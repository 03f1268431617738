package io.lanescope.simd.kernel.vector;

import io.lanescope.simd.kernel.FloatProduct;

/** Products too small for vectors: four columns of a row at a time, each a chain of fma's in a register. */
final class FloatChains {

    private FloatChains() {}

    static void multiply(FloatProduct x, int top, int bottom, int left, int right) {
        int last = right - 1;
        for (int j = left; j < right; j += 4) {
            // where fewer columns are left, the last one is computed more than once
            fourColumns(x, top, bottom, j, Math.min(j + 1, last), Math.min(j + 2, last), Math.min(j + 3, last));
        }
        x.end.finish(top, bottom, left, right);
    }

    private static void fourColumns(FloatProduct x, int top, int bottom, int j0, int j1, int j2, int j3) {
        float[] a = x.a;
        float[] b = x.b;
        float[] c = x.c;
        float alpha = x.alpha;
        float beta = x.beta;
        int k = x.k;
        int aColumn = x.aColumn;
        int bRow = x.bRow;
        int shift1 = (j1 - j0) * x.bColumn;
        int shift2 = (j2 - j0) * x.bColumn;
        int shift3 = (j3 - j0) * x.bColumn;
        for (int i = top; i < bottom; i++) {
            int ct = x.cOffset + i * x.cRow;
            float c0 = beta == 0 ? 0 : beta * c[ct + j0];
            float c1 = beta == 0 ? 0 : beta * c[ct + j1];
            float c2 = beta == 0 ? 0 : beta * c[ct + j2];
            float c3 = beta == 0 ? 0 : beta * c[ct + j3];
            int at = x.aOffset + i * x.aRow;
            int bt = x.bOffset + j0 * x.bColumn;
            for (int p = 0; p < k; p++) {
                float s = alpha * a[at];
                c0 = Math.fma(s, b[bt], c0);
                c1 = Math.fma(s, b[bt + shift1], c1);
                c2 = Math.fma(s, b[bt + shift2], c2);
                c3 = Math.fma(s, b[bt + shift3], c3);
                at += aColumn;
                bt += bRow;
            }
            c[ct + j0] = c0;
            c[ct + j1] = c1;
            c[ct + j2] = c2;
            c[ct + j3] = c3;
        }
    }
}
