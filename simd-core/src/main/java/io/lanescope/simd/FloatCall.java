package io.lanescope.simd;

import java.util.Objects;

import io.lanescope.simd.kernel.FloatProduct;
import io.lanescope.simd.kernel.FloatScratch;
import io.lanescope.simd.kernel.Kernels;
import io.lanescope.simd.kernel.RowEnd;

/** One product at a time: its checked arguments and what every part of it needs, kept so that a call allocates nothing. */
final class FloatCall implements Team.Job, RowEnd {

    final SplitPlan plan = new SplitPlan();

    private final FloatProduct product = new FloatProduct();
    private final FloatScratch[] scratches;
    private Epilogue epilogue = Epilogue.NONE;

    FloatCall(int parts) {
        scratches = new FloatScratch[parts];
        for (int part = 0; part < parts; part++) {
            scratches[part] = new FloatScratch();
        }
    }

    void operands(
            int m, int n, int k, float alpha, float[] a, int aOffset, int lda, boolean transposeA,
            float beta, float[] c, int cOffset, int ldc) {
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(c, "c");
        Matrices.checkSize("m", m);
        Matrices.checkSize("n", n);
        Matrices.checkSize("k", k);
        Matrices.check("a", a.length, aOffset, lda, "lda", transposeA ? k : m, transposeA ? m : k);
        Matrices.check("c", c.length, cOffset, ldc, "ldc", m, n);
        if (a == c) {
            Matrices.checkApart("c", cOffset, ldc, m, n, "a", aOffset, lda, transposeA ? k : m, transposeA ? m : k);
        }
        FloatProduct x = product;
        x.m = m;
        x.n = n;
        x.k = k;
        x.alpha = alpha;
        x.a = a;
        x.aOffset = aOffset;
        x.aRow = transposeA ? 1 : lda;
        x.aColumn = transposeA ? lda : 1;
        x.beta = beta;
        x.c = c;
        x.cOffset = cOffset;
        x.cRow = ldc;
        plan.set(m, n, k);
    }

    void b(float[] b, int bOffset, int ldb, boolean transposeB) {
        Objects.requireNonNull(b, "b");
        FloatProduct x = product;
        int rows = transposeB ? x.n : x.k;
        int columns = transposeB ? x.k : x.n;
        Matrices.check("b", b.length, bOffset, ldb, "ldb", rows, columns);
        if (b == x.c) {
            Matrices.checkApart("c", x.cOffset, x.cRow, x.m, x.n, "b", bOffset, ldb, rows, columns);
        }
        x.b = b;
        x.bOffset = bOffset;
        x.bRow = transposeB ? 1 : ldb;
        x.bColumn = transposeB ? ldb : 1;
        x.packed = false;
    }

    void packed(float[] panels) {
        product.b = panels;
        product.packed = true;
    }

    void epilogue(Epilogue epilogue) {
        FloatProduct x = product;
        switch (Objects.requireNonNull(epilogue, "epilogue")) {
            case Epilogue.None() -> {
            }
            case Epilogue.Bias(float[] bias, int offset) -> checkBias(bias, offset, "offset");
            case Epilogue.BiasActivation e -> {
                checkBias(e.bias(), e.biasOffset(), "biasOffset");
                checkActivated(e);
            }
            case Epilogue.TimesDerivative e -> {
                Matrices.check("z", e.z().length, e.zOffset(), e.zStride(), "zStride", x.m, x.n);
                if (e.z() == x.c) {
                    Matrices.checkApart("c", x.cOffset, x.cRow, x.m, x.n, "z", e.zOffset(), e.zStride(), x.m, x.n);
                }
            }
        }
        this.epilogue = epilogue;
        x.end = epilogue instanceof Epilogue.None ? RowEnd.NOTHING : this;
    }

    private void checkBias(float[] bias, int offset, String name) {
        FloatProduct x = product;
        if (offset < 0 || offset > bias.length - x.n) {
            throw new IndexOutOfBoundsException("the epilogue's bias has " + bias.length + " elements, but " + x.n
                    + " from " + name + " = " + offset + " on are asked for");
        }
        if (bias == x.c) {
            Matrices.checkApart("c", x.cOffset, x.cRow, x.m, x.n, "bias", offset, x.n, 1, x.n);
        }
    }

    private void checkActivated(Epilogue.BiasActivation e) {
        FloatProduct x = product;
        float[] y = e.activated();
        int at = e.activatedOffset();
        int stride = e.activatedStride();
        Matrices.check("activated", y.length, at, stride, "activatedStride", x.m, x.n);
        if (y == x.c && !(at == x.cOffset && stride == x.cRow)) {
            Matrices.checkApart("c", x.cOffset, x.cRow, x.m, x.n, "activated", at, stride, x.m, x.n);
        }
        if (y == x.a) {
            boolean transposed = x.aColumn != 1;
            Matrices.checkApart("activated", at, stride, x.m, x.n, "a", x.aOffset, transposed ? x.aColumn : x.aRow,
                    transposed ? x.k : x.m, transposed ? x.m : x.k);
        }
        if (y == x.b) {
            boolean transposed = x.bColumn != 1;
            Matrices.checkApart("activated", at, stride, x.m, x.n, "b", x.bOffset, transposed ? x.bColumn : x.bRow,
                    transposed ? x.n : x.k, transposed ? x.k : x.n);
        }
        if (y == e.bias()) {
            Matrices.checkApart("activated", at, stride, x.m, x.n, "bias", e.biasOffset(), x.n, 1, x.n);
        }
    }

    @Override
    public void run(int part, int parts) {
        Kernels.MATMUL.multiply(product, plan.top(part, parts), plan.bottom(part, parts), plan.left(part, parts),
                plan.right(part, parts), scratches[part]);
    }

    @Override
    public void finish(int row, int from, int to) {
        FloatProduct x = product;
        float[] c = x.c;
        int at = x.cOffset + row * x.cRow + from;
        int n = to - from;
        switch (epilogue) {
            case Epilogue.None() -> {
            }
            case Epilogue.Bias(float[] bias, int offset) -> add(bias, offset + from, c, at, n);
            case Epilogue.BiasActivation e -> {
                add(e.bias(), e.biasOffset() + from, c, at, n);
                int target = e.activatedOffset() + row * e.activatedStride() + from;
                Maps.apply(e.activation(), c, at, e.activated(), target, n);
            }
            case Epilogue.TimesDerivative e -> {
                int z = e.zOffset() + row * e.zStride() + from;
                Maps.multiplyByDerivative(e.activation(), e.z(), z, c, at, n);
            }
        }
    }

    private static void add(float[] bias, int offset, float[] c, int at, int n) {
        Kernels.ARITHMETIC.add(c, at, bias, offset, c, at, n);
    }
}
