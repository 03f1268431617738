package io.lanescope.explain.perturbation;

import io.lanescope.simd.DoubleVectors;

/** A symmetric positive (semi-)definite system {@code A·y = b}, by Cholesky's decomposition, in double. */
final class SymmetricSystem {

    /** A pivot below this share of the largest diagonal element is rounding. */
    private static final double TINY = 1e-12;

    /** What then is added to the diagonal, as a share of its largest element. */
    private static final double RIDGE = 1e-9;

    private final int n;
    private final double[] lower;

    /**
     * Decomposes A. Where that is singular, a trace of a ridge makes the answer the shortest of all solutions, but for
     * that trace.
     *
     * @param a {@code [n, n]}, of which the lower triangle is read
     */
    SymmetricSystem(double[] a, int n) {
        this.n = n;
        double largest = 0;
        for (int i = 0; i < n; i++) {
            largest = Math.max(largest, a[i * n + i]);
        }
        lower = a.clone();
        if (!decompose(TINY * largest)) {
            System.arraycopy(a, 0, lower, 0, a.length);
            for (int i = 0; i < n; i++) {
                lower[i * n + i] += largest == 0 ? 1 : RIDGE * largest;
            }
            if (!decompose(0)) {
                throw new IllegalArgumentException("the normal equations have no solution: a value is not finite");
            }
        }
    }

    /** Row by row, so that memory is read in its order. */
    private boolean decompose(double least) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = lower[i * n + j] - DoubleVectors.dot(lower, i * n, lower, j * n, j);
                if (j < i) {
                    lower[i * n + j] = sum / lower[j * n + j];
                } else if (sum > least) {
                    lower[i * n + i] = Math.sqrt(sum);
                } else {
                    return false;
                }
            }
        }
        return true;
    }

    /** Replaces b by the solution. */
    void solve(double[] b) {
        for (int i = 0; i < n; i++) {
            b[i] = (b[i] - DoubleVectors.dot(lower, i * n, b, 0, i)) / lower[i * n + i];
        }
        for (int i = n - 1; i >= 0; i--) {
            b[i] /= lower[i * n + i];
            for (int k = 0; k < i; k++) {
                b[k] -= lower[i * n + k] * b[i];
            }
        }
    }
}
