package io.lanescope.simd;

import java.util.Objects;

import io.lanescope.simd.kernel.DoubleProduct;
import io.lanescope.simd.kernel.DoubleScratch;
import io.lanescope.simd.kernel.Kernels;

/** {@link FloatCall} in double precision, without epilogues. */
final class DoubleCall implements Team.Job {

    final SplitPlan plan = new SplitPlan();

    private final DoubleProduct product = new DoubleProduct();
    private final DoubleScratch[] scratches;

    DoubleCall(int parts) {
        scratches = new DoubleScratch[parts];
        for (int part = 0; part < parts; part++) {
            scratches[part] = new DoubleScratch();
        }
    }

    void set(
            int m, int n, int k, double alpha, double[] a, int aOffset, int lda, boolean transposeA,
            double[] b, int bOffset, int ldb, boolean transposeB, double beta, double[] c, int cOffset, int ldc) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        Objects.requireNonNull(c, "c");
        Matrices.checkSize("m", m);
        Matrices.checkSize("n", n);
        Matrices.checkSize("k", k);
        int aRows = transposeA ? k : m;
        int aColumns = transposeA ? m : k;
        int bRows = transposeB ? n : k;
        int bColumns = transposeB ? k : n;
        Matrices.check("a", a.length, aOffset, lda, "lda", aRows, aColumns);
        Matrices.check("b", b.length, bOffset, ldb, "ldb", bRows, bColumns);
        Matrices.check("c", c.length, cOffset, ldc, "ldc", m, n);
        if (a == c) {
            Matrices.checkApart("c", cOffset, ldc, m, n, "a", aOffset, lda, aRows, aColumns);
        }
        if (b == c) {
            Matrices.checkApart("c", cOffset, ldc, m, n, "b", bOffset, ldb, bRows, bColumns);
        }
        DoubleProduct x = product;
        x.m = m;
        x.n = n;
        x.k = k;
        x.alpha = alpha;
        x.a = a;
        x.aOffset = aOffset;
        x.aRow = transposeA ? 1 : lda;
        x.aColumn = transposeA ? lda : 1;
        x.b = b;
        x.bOffset = bOffset;
        x.bRow = transposeB ? 1 : ldb;
        x.bColumn = transposeB ? ldb : 1;
        x.beta = beta;
        x.c = c;
        x.cOffset = cOffset;
        x.cRow = ldc;
        plan.set(m, n, k);
    }

    @Override
    public void run(int part, int parts) {
        Kernels.MATMUL.multiply(product, plan.top(part, parts), plan.bottom(part, parts), plan.left(part, parts),
                plan.right(part, parts), scratches[part]);
    }
}
