package io.lanescope.simd;

import java.util.Objects;

import io.lanescope.simd.kernel.BlockEnd;
import io.lanescope.simd.kernel.FloatProduct;
import io.lanescope.simd.kernel.FloatScratch;
import io.lanescope.simd.kernel.Kernels;

/** One product at a time: its checked arguments and what every part of it needs, kept so that a call allocates nothing. */
final class FloatCall implements Team.Job, BlockEnd {

    /** Floats of C, and as many beside them, in half of a small L1 cache. */
    private static final int IN_CACHE = 2048;

    /** Columns that are no vector. */
    private static final int FEW = 8;

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
        x.end = epilogue instanceof Epilogue.None ? BlockEnd.NOTHING : this;
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

    /** As many rows at a time as stay in the L1 cache. */
    @Override
    public void finish(int top, int bottom, int left, int right) {
        int rows = Math.max(1, IN_CACHE / (right - left));
        for (int row = top; row < bottom; row += rows) {
            end(row, Math.min(rows, bottom - row), left, right - left);
        }
    }

    private void end(int row, int rows, int from, int n) {
        FloatProduct x = product;
        int at = x.cOffset + row * x.cRow + from;
        switch (epilogue) {
            case Epilogue.None() -> {
            }
            case Epilogue.Bias(float[] bias, int offset) -> addBias(bias, offset + from, at, rows, n);
            case Epilogue.BiasActivation e -> {
                addBias(e.bias(), e.biasOffset() + from, at, rows, n);
                int stride = e.activatedStride();
                int target = e.activatedOffset() + row * stride + from;
                // rows without gaps are one row
                boolean dense = n == x.cRow && n == stride;
                for (int r = 0; r < (dense ? 1 : rows); r++) {
                    Maps.apply(e.activation(), x.c, at + r * x.cRow, e.activated(), target + r * stride,
                            dense ? rows * n : n);
                }
            }
            case Epilogue.TimesDerivative e -> {
                int stride = e.zStride();
                int z = e.zOffset() + row * stride + from;
                boolean dense = n == x.cRow && n == stride;
                for (int r = 0; r < (dense ? 1 : rows); r++) {
                    Maps.multiplyByDerivative(e.activation(), e.z(), z + r * stride, x.c, at + r * x.cRow,
                            dense ? rows * n : n);
                }
            }
        }
    }

    private void addBias(float[] bias, int offset, int at, int rows, int n) {
        float[] c = product.c;
        if (n < FEW) {
            for (int j = 0; j < n; j++) {
                float shift = bias[offset + j];
                int to = at + j;
                for (int r = 0; r < rows; r++) {
                    c[to] += shift;
                    to += product.cRow;
                }
            }
            return;
        }
        for (int r = 0; r < rows; r++) {
            int to = at + r * product.cRow;
            Kernels.ARITHMETIC.add(c, to, bias, offset, c, to, n);
        }
    }
}
