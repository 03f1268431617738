package io.lanescope.simd.kernel.scalar;

import io.lanescope.simd.kernel.DoubleProduct;
import io.lanescope.simd.kernel.DoubleScratch;
import io.lanescope.simd.kernel.FloatProduct;
import io.lanescope.simd.kernel.FloatScratch;
import io.lanescope.simd.kernel.MatMulKernels;

/** The textbook triple loop with {@link Math#fma}: the canonical order itself. */
public final class ScalarMatMul implements MatMulKernels {

    @Override
    public void multiply(FloatProduct x, int top, int bottom, int left, int right, FloatScratch scratch) {
        if (left >= right) {
            return;
        }
        float[] b = x.b;
        float[] c = x.c;
        int bColumn = x.packed ? 1 : x.bColumn;
        for (int i = top; i < bottom; i++) {
            int ct = x.cOffset + i * x.cRow;
            for (int j = ct + left; j < ct + right; j++) {
                c[j] = x.beta == 0 ? 0 : x.beta * c[j];
            }
            for (int p = 0; p < x.k; p++) {
                float scaled = x.alpha * x.a[x.aOffset + i * x.aRow + p * x.aColumn];
                int bt = x.packed ? p * x.n : x.bOffset + p * x.bRow;
                if (bColumn == 1) {
                    for (int j = left; j < right; j++) {
                        c[ct + j] = Math.fma(scaled, b[bt + j], c[ct + j]);
                    }
                } else {
                    for (int j = left; j < right; j++) {
                        c[ct + j] = Math.fma(scaled, b[bt + j * bColumn], c[ct + j]);
                    }
                }
            }
        }
        x.end.finish(top, bottom, left, right);
    }

    /** Row after row. */
    @Override
    public float[] pack(FloatProduct x) {
        float[] packed = new float[Math.multiplyExact(x.k, x.n)];
        for (int p = 0; p < x.k; p++) {
            for (int j = 0; j < x.n; j++) {
                packed[p * x.n + j] = x.b[x.bOffset + p * x.bRow + j * x.bColumn];
            }
        }
        return packed;
    }

    @Override
    public void multiply(DoubleProduct x, int top, int bottom, int left, int right, DoubleScratch scratch) {
        double[] b = x.b;
        double[] c = x.c;
        int bColumn = x.bColumn;
        for (int i = top; i < bottom; i++) {
            int ct = x.cOffset + i * x.cRow;
            for (int j = ct + left; j < ct + right; j++) {
                c[j] = x.beta == 0 ? 0 : x.beta * c[j];
            }
            for (int p = 0; p < x.k; p++) {
                double scaled = x.alpha * x.a[x.aOffset + i * x.aRow + p * x.aColumn];
                int bt = x.bOffset + p * x.bRow;
                if (bColumn == 1) {
                    for (int j = left; j < right; j++) {
                        c[ct + j] = Math.fma(scaled, b[bt + j], c[ct + j]);
                    }
                } else {
                    for (int j = left; j < right; j++) {
                        c[ct + j] = Math.fma(scaled, b[bt + j * bColumn], c[ct + j]);
                    }
                }
            }
        }
        x.end.finish(top, bottom, left, right);
    }
}
