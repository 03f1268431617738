package io.lanescope.simd;

import java.util.Objects;

/**
 * Matrix multiplication {@code C = alpha · op(A) · op(B) + beta · C} on row-major arrays, with {@code op(A)} of shape
 * {@code [m, k]}, {@code op(B)} of shape {@code [k, n]} and {@code C} of shape {@code [m, n]}. Any of them may be empty.
 *
 * <p><b>Canonical order.</b> Each element is one chain: it starts as {@code beta · c} ({@code +0} when {@code beta} is
 * 0, and {@code C} is then not read), then takes {@code c = fma(alpha · a[i, p], b[p, j], c)} for rising {@code p}. The
 * result has the same bits at every lane width, for every number of threads and in the scalar code. Its error is at most
 * {@code k · 2⁻²⁴ · Σ|a·b|} to first order ({@code k · 2⁻⁵³ · Σ|a·b|} in double precision).
 *
 * <p>An instance owns the packing buffers and is not safe to share between threads; a call allocates nothing once the
 * buffers have grown to the shapes in use. Small products run on the calling thread alone.
 */
public final class MatMul {

    private final Team team;
    private final FloatCall call;
    private final DoubleCall doubleCall;

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
        call = new FloatCall(team.size());
        doubleCall = new DoubleCall(team.size());
    }

    /**
     * {@code C = A · B} on dense arrays without gaps.
     *
     * @param m rows of A and C
     * @param n columns of B and C
     * @param k columns of A, rows of B
     * @param a {@code [m, k]}
     * @param b {@code [k, n]}
     * @param c {@code [m, n]}, overwritten; must not overlap A or B
     * @throws IllegalArgumentException  if a dimension is negative, a leading dimension too small, or C overlaps what is
     *                                   read
     * @throws IndexOutOfBoundsException if a matrix reaches past its array
     */
    public void multiply(int m, int n, int k, float[] a, float[] b, float[] c) {
        multiply(m, n, k, 1, a, 0, k, false, b, 0, n, false, 0, c, 0, n, Epilogue.NONE);
    }

    /**
     * {@code C = A · B} on dense arrays without gaps, in double precision.
     *
     * @param m rows of A and C
     * @param n columns of B and C
     * @param k columns of A, rows of B
     * @param a {@code [m, k]}
     * @param b {@code [k, n]}
     * @param c {@code [m, n]}, overwritten; must not overlap A or B
     * @throws IllegalArgumentException  if a dimension is negative, a leading dimension too small, or C overlaps what is
     *                                   read
     * @throws IndexOutOfBoundsException if a matrix reaches past its array
     */
    public void multiply(int m, int n, int k, double[] a, double[] b, double[] c) {
        multiply(m, n, k, 1, a, 0, k, false, b, 0, n, false, 0, c, 0, n);
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
     * @param epilogue   what follows on each finished part of C
     * @throws IllegalArgumentException  if a dimension is negative, a leading dimension too small, or C overlaps what is
     *                                   read
     * @throws IndexOutOfBoundsException if a matrix reaches past its array
     */
    public void multiply(
            int m, int n, int k,
            float alpha, float[] a, int aOffset, int lda, boolean transposeA,
            float[] b, int bOffset, int ldb, boolean transposeB,
            float beta, float[] c, int cOffset, int ldc,
            Epilogue epilogue) {
        call.operands(m, n, k, alpha, a, aOffset, lda, transposeA, beta, c, cOffset, ldc);
        call.b(b, bOffset, ldb, transposeB);
        call.epilogue(epilogue);
        run(call, call.plan);
    }

    /**
     * {@code C = alpha · op(A) · B + beta · C} with a B that has been packed before, then the epilogue. Saves the packing
     * where the same B, such as a layer's weights, meets one A after the other.
     *
     * @param m          rows of op(A) and C
     * @param alpha      factor of the product
     * @param a          {@code [m, k]}, or {@code [k, m]} when transposed, with the rows of B as {@code k}
     * @param aOffset    where A starts
     * @param lda        distance between the rows of A as stored
     * @param transposeA whether op(A) is the transpose of what is stored
     * @param b          {@code [k, n]}
     * @param beta       factor of the old C; 0 means that C is only written
     * @param c          {@code [m, n]}; must not overlap A
     * @param cOffset    where C starts
     * @param ldc        distance between the rows of C
     * @param epilogue   what follows on each finished part of C
     * @throws IllegalArgumentException  if a dimension is negative, a leading dimension too small, or C overlaps what is
     *                                   read
     * @throws IndexOutOfBoundsException if a matrix reaches past its array
     */
    public void multiply(
            int m, float alpha, float[] a, int aOffset, int lda, boolean transposeA, PackedMatrix b,
            float beta, float[] c, int cOffset, int ldc, Epilogue epilogue) {
        call.operands(m, b.columns(), b.rows(), alpha, a, aOffset, lda, transposeA, beta, c, cOffset, ldc);
        call.packed(b.panels());
        call.epilogue(epilogue);
        run(call, call.plan);
    }

    /**
     * {@code C = alpha · op(A) · op(B) + beta · C} in double precision.
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
     * @throws IllegalArgumentException  if a dimension is negative, a leading dimension too small, or C overlaps what is
     *                                   read
     * @throws IndexOutOfBoundsException if a matrix reaches past its array
     */
    public void multiply(
            int m, int n, int k,
            double alpha, double[] a, int aOffset, int lda, boolean transposeA,
            double[] b, int bOffset, int ldb, boolean transposeB,
            double beta, double[] c, int cOffset, int ldc) {
        doubleCall.set(m, n, k, alpha, a, aOffset, lda, transposeA, b, bOffset, ldb, transposeB, beta, c, cOffset, ldc);
        run(doubleCall, doubleCall.plan);
    }

    private void run(Team.Job job, SplitPlan plan) {
        if (plan.worthSplitting()) {
            team.run(job);
        } else {
            job.run(0, 1);
        }
    }
}
