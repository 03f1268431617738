package io.lanescope.simd;

import java.util.Objects;

import io.lanescope.simd.kernel.Kernels;

/**
 * Matrix multiplication {@code C = alpha · op(A) · op(B) + beta · C} on row-major arrays, with {@code op(A)} of shape
 * {@code [m, k]}, {@code op(B)} of shape {@code [k, n]} and {@code C} of shape {@code [m, n]}.
 *
 * <p><b>Canonical order.</b> Each element is one chain: it starts as {@code beta · c} ({@code +0} when {@code beta} is
 * 0, and {@code C} is then not read), then takes {@code c = fma(alpha · a[i, p], b[p, j], c)} for rising {@code p}. The
 * result has the same bits at every lane width, for every number of threads and in the scalar code. Its error is at most
 * {@code k · 2⁻²⁴ · Σ|a·b|} to first order.
 *
 * <p>An instance owns the packing buffers and is not safe to share between threads; a call allocates nothing once the
 * buffers have grown to the shapes in use.
 */
public final class MatMul {

    private final Team team;
    private final Call call = new Call();

    /** A multiplication on the calling thread alone. */
    public MatMul() {
        this(Team.single());
    }

    /**
     * A multiplication that splits rows and columns over a team.
     *
     * @param team the threads
     */
    public MatMul(Team team) {
        this.team = Objects.requireNonNull(team, "team");
    }

    /**
     * {@code C = A · B} on dense arrays without gaps.
     *
     * @param m rows of A and C
     * @param n columns of B and C
     * @param k columns of A, rows of B
     * @param a {@code [m, k]}
     * @param b {@code [k, n]}
     * @param c {@code [m, n]}, overwritten
     */
    public void multiply(int m, int n, int k, float[] a, float[] b, float[] c) {
        multiply(m, n, k, 1, a, 0, k, false, b, 0, n, false, 0, c, 0, n, Epilogue.NONE);
    }

    /**
     * {@code C = alpha · op(A) · op(B) + beta · C}, then the epilogue.
     *
     * @param m          rows of op(A) and C
     * @param n          columns of op(B) and C
     * @param k          columns of op(A), rows of op(B)
     * @param alpha      factor of the product
     * @param a          {@code [m, k]}, or {@code [k, m]} when transposed
     * @param aOffset    where A starts
     * @param lda        distance between the rows of A as stored
     * @param transposeA whether op(A) is the transpose of what is stored
     * @param b          {@code [k, n]}, or {@code [n, k]} when transposed
     * @param bOffset    where B starts
     * @param ldb        distance between the rows of B as stored
     * @param transposeB whether op(B) is the transpose of what is stored
     * @param beta       factor of the old C; 0 means that C is only written
     * @param c          {@code [m, n]}; must not overlap A or B
     * @param cOffset    where C starts
     * @param ldc        distance between the rows of C
     * @param epilogue   what follows on each finished tile
     * @throws IllegalArgumentException  if a dimension is negative or a leading dimension too small
     * @throws IndexOutOfBoundsException if a matrix reaches past its array
     */
    public void multiply(
            int m, int n, int k,
            float alpha, float[] a, int aOffset, int lda, boolean transposeA,
            float[] b, int bOffset, int ldb, boolean transposeB,
            float beta, float[] c, int cOffset, int ldc,
            Epilogue epilogue) {
        call.set(m, n, k, alpha, a, aOffset, lda, transposeA, b, bOffset, ldb, transposeB, beta, c, cOffset, ldc,
                epilogue);
        team.run(call);
    }

    /** The arguments of the running call, kept in one object so that handing them to the team allocates nothing. */
    private static final class Call implements Team.Job {

        private static final float[] NONE = {};

        private int m;
        private int n;
        private int k;
        private float alpha;
        private float[] a = NONE;
        private int aOffset;
        private int lda;
        private boolean transposeA;
        private float[] b = NONE;
        private int bOffset;
        private int ldb;
        private boolean transposeB;
        private float beta;
        private float[] c = NONE;
        private int cOffset;
        private int ldc;
        private Epilogue epilogue = Epilogue.NONE;

        void set(
                int m, int n, int k,
                float alpha, float[] a, int aOffset, int lda, boolean transposeA,
                float[] b, int bOffset, int ldb, boolean transposeB,
                float beta, float[] c, int cOffset, int ldc,
                Epilogue epilogue) {
            this.m = m;
            this.n = n;
            this.k = k;
            this.alpha = alpha;
            this.a = a;
            this.aOffset = aOffset;
            this.lda = lda;
            this.transposeA = transposeA;
            this.b = b;
            this.bOffset = bOffset;
            this.ldb = ldb;
            this.transposeB = transposeB;
            this.beta = beta;
            this.c = c;
            this.cOffset = cOffset;
            this.ldc = ldc;
            this.epilogue = epilogue;
        }

        @Override
        public void run(int part, int parts) {
            int from = (int) ((long) m * part / parts);
            int to = (int) ((long) m * (part + 1) / parts);
            Kernels.MATMUL.multiply(from, to, n, k, alpha, a, aOffset, lda, transposeA,
                    b, bOffset, ldb, transposeB, beta, c, cOffset, ldc);
            for (int i = from; i < to; i++) {
                finishRow(epilogue, c, cOffset + i * ldc, i, n);
            }
        }
    }

    private static void finishRow(Epilogue epilogue, float[] c, int at, int row, int n) {
        switch (epilogue) {
            case Epilogue.None() -> {
            }
            case Epilogue.Bias e -> addBias(e.bias(), e.offset(), c, at, n);
            case Epilogue.BiasActivation e -> {
                addBias(e.bias(), e.biasOffset(), c, at, n);
                int to = e.activatedOffset() + row * e.activatedStride();
                Maps.apply(e.activation(), c, at, e.activated(), to, n);
            }
            case Epilogue.TimesDerivative e ->
                Maps.multiplyByDerivative(e.activation(), e.z(), e.zOffset() + row * e.zStride(), c, at, n);
        }
    }

    private static void addBias(float[] bias, int offset, float[] c, int at, int n) {
        for (int j = 0; j < n; j++) {
            c[at + j] += bias[offset + j];
        }
    }
}
