package io.lanescope.simd;

import io.lanescope.simd.kernel.Kernels;
import io.lanescope.simd.kernel.ReductionKernels;

/**
 * Dot products, distances, sums, extremes and elementwise arithmetic of float32 vectors in {@code float[]}. {@link
 * SegmentVectors} does the same in memory segments.
 *
 * <p><b>Canonical order.</b> A reduction spreads its elements over 64 virtual lanes: element {@code i} belongs to lane
 * {@code i mod 64}. Each lane is one chain, over rising {@code i}, that starts at +0; the lanes are then added up by a tree,
 * {@code s[l] += s[l + w]} for {@code w} = 32, 16, 8, 4, 2, 1. So the result has the same bits at every lane width and in the
 * scalar code; which bits a NaN has is not specified.
 *
 * <p>No method allocates. Source and destination may be the same range, but must not overlap in part.
 */
public final class Vectors {

    /** Of so many elements the extreme is found before one is searched for: they are then still in the nearest cache. */
    private static final int BLOCK = 1024;

    private Vectors() {}

    /**
     * {@code Σ a·b} of two whole arrays.
     *
     * @param a one vector
     * @param b the other vector
     * @return the dot product
     * @throws IllegalArgumentException if the lengths differ
     */
    public static float dot(float[] a, float[] b) {
        Ranges.checkSameLength(a.length, b.length);
        return Kernels.REDUCTIONS.dot(a, 0, b, 0, a.length);
    }

    /**
     * {@code Σ a·b}. Error at most {@code (⌈n/64⌉ + 6) · 2⁻²⁴ · Σ|a·b|} to first order, plus {@code n · 2⁻¹⁵⁰} where products
     * underflow.
     *
     * @param a one vector
     * @param aOffset where it starts
     * @param b the other vector
     * @param bOffset where it starts
     * @param n how many elements
     * @return the dot product; +0 when {@code n} is 0
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
        Ranges.check(a.length, "a", aOffset, n);
        Ranges.check(b.length, "b", bOffset, n);
        return Kernels.REDUCTIONS.dot(a, aOffset, b, bOffset, n);
    }

    /**
     * {@code Σ (a−b)²} of two whole arrays.
     *
     * @param a one vector
     * @param b the other vector
     * @return the squared Euclidean distance
     * @throws IllegalArgumentException if the lengths differ
     */
    public static float squaredDistance(float[] a, float[] b) {
        Ranges.checkSameLength(a.length, b.length);
        return Kernels.REDUCTIONS.squaredDistance(a, 0, b, 0, a.length);
    }

    /**
     * {@code Σ (a−b)²}, the squared Euclidean distance. Relative error at most {@code (⌈n/64⌉ + 8) · 2⁻²⁴} to first order, plus
     * {@code n · 2⁻¹⁵⁰} where squares underflow.
     *
     * @param a one vector
     * @param aOffset where it starts
     * @param b the other vector
     * @param bOffset where it starts
     * @param n how many elements
     * @return the squared distance; +0 when {@code n} is 0
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int n) {
        Ranges.check(a.length, "a", aOffset, n);
        Ranges.check(b.length, "b", bOffset, n);
        return Kernels.REDUCTIONS.squaredDistance(a, aOffset, b, bOffset, n);
    }

    /**
     * The cosine of the angle between two whole arrays.
     *
     * @param a one vector
     * @param b the other vector
     * @return the cosine
     * @throws IllegalArgumentException if the lengths differ
     */
    public static float cosine(float[] a, float[] b) {
        Ranges.checkSameLength(a.length, b.length);
        return Kernels.REDUCTIONS.cosine(a, 0, b, 0, a.length);
    }

    /**
     * The cosine of the angle between two vectors: {@code Σab / √(Σa²·Σb²)}, the three sums as {@link #dot} gives them, the
     * rest in double precision. NaN when a vector is zero or empty, and where a sum of squares overflows (norms beyond 1.8e19);
     * no result is clamped to [−1, 1].
     *
     * @param a one vector
     * @param aOffset where it starts
     * @param b the other vector
     * @param bOffset where it starts
     * @param n how many elements
     * @return the cosine
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static float cosine(float[] a, int aOffset, float[] b, int bOffset, int n) {
        Ranges.check(a.length, "a", aOffset, n);
        Ranges.check(b.length, "b", bOffset, n);
        return Kernels.REDUCTIONS.cosine(a, aOffset, b, bOffset, n);
    }

    /**
     * {@code Σ x}. Error at most {@code (⌈n/64⌉ + 5) · 2⁻²⁴ · Σ|x|} to first order.
     *
     * @param x the elements
     * @param xOffset where it starts
     * @param n how many elements
     * @return the sum; +0 when {@code n} is 0
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static float sum(float[] x, int xOffset, int n) {
        Ranges.check(x.length, "x", xOffset, n);
        return Kernels.REDUCTIONS.sum(x, xOffset, n);
    }

    /**
     * {@code Σ |x|}, the L1 norm. Relative error at most {@code (⌈n/64⌉ + 5) · 2⁻²⁴} to first order.
     *
     * @param x the elements
     * @param xOffset where it starts
     * @param n how many elements
     * @return the norm; +0 when {@code n} is 0
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static float l1Norm(float[] x, int xOffset, int n) {
        Ranges.check(x.length, "x", xOffset, n);
        return Kernels.REDUCTIONS.absoluteSum(x, xOffset, n);
    }

    /**
     * {@code √Σx²}, the L2 norm: the correctly rounded root of {@code dot(x, x)}. Not scaled, so it overflows to infinity beyond
     * some 1.8e19 and loses accuracy below some 1e-16.
     *
     * @param x the elements
     * @param xOffset where it starts
     * @param n how many elements
     * @return the norm; +0 when {@code n} is 0
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static float l2Norm(float[] x, int xOffset, int n) {
        Ranges.check(x.length, "x", xOffset, n);
        return (float) Math.sqrt(Kernels.REDUCTIONS.dot(x, xOffset, x, xOffset, n));
    }

    /**
     * {@code Σx / n}, the sum as {@link #sum} gives it, divided in double precision and rounded once.
     *
     * @param x the elements
     * @param xOffset where it starts
     * @param n how many elements
     * @return the mean
     * @throws IllegalArgumentException  if {@code n} is negative or 0
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static float mean(float[] x, int xOffset, int n) {
        Ranges.checkSome(n);
        Ranges.check(x.length, "x", xOffset, n);
        return (float) (Kernels.REDUCTIONS.sum(x, xOffset, n) / (double) n);
    }

    /**
     * {@code Σ(x−mean)² / n}, the variance of the elements as a whole population, in a second pass over them after
     * {@link #mean}. For the unbiased estimate from a sample multiply by {@code n / (n − 1)}.
     *
     * @param x the elements
     * @param xOffset where it starts
     * @param n how many elements
     * @return the variance, not negative
     * @throws IllegalArgumentException  if {@code n} is negative or 0
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static float variance(float[] x, int xOffset, int n) {
        Ranges.checkSome(n);
        Ranges.check(x.length, "x", xOffset, n);
        ReductionKernels kernels = Kernels.REDUCTIONS;
        float mean = (float) (kernels.sum(x, xOffset, n) / (double) n);
        return (float) (kernels.squaredDeviations(x, xOffset, n, mean) / (double) n);
    }

    /**
     * The least element as {@link Math#min(float, float)} has it: NaN if any element is NaN, and −0 is less than +0.
     *
     * @param x the elements
     * @param xOffset where it starts
     * @param n how many elements
     * @return the least element
     * @throws IllegalArgumentException  if {@code n} is negative or 0
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static float min(float[] x, int xOffset, int n) {
        Ranges.checkSome(n);
        Ranges.check(x.length, "x", xOffset, n);
        return Kernels.REDUCTIONS.min(x, xOffset, n);
    }

    /**
     * The greatest element as {@link Math#max(float, float)} has it: NaN if any element is NaN, and +0 is greater than −0.
     *
     * @param x the elements
     * @param xOffset where it starts
     * @param n how many elements
     * @return the greatest element
     * @throws IllegalArgumentException  if {@code n} is negative or 0
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static float max(float[] x, int xOffset, int n) {
        Ranges.checkSome(n);
        Ranges.check(x.length, "x", xOffset, n);
        return Kernels.REDUCTIONS.max(x, xOffset, n);
    }

    /**
     * The index of the least element, counted from the offset: the first of several equal ones ({@code −0 == +0}), and the
     * first NaN if there is one.
     *
     * @param x the elements
     * @param xOffset where it starts
     * @param n how many elements
     * @return the index, from 0
     * @throws IllegalArgumentException  if {@code n} is negative or 0
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static int argMin(float[] x, int xOffset, int n) {
        Ranges.checkSome(n);
        Ranges.check(x.length, "x", xOffset, n);
        ReductionKernels kernels = Kernels.REDUCTIONS;
        int block = 0;
        float best = kernels.min(x, xOffset, Math.min(BLOCK, n));
        for (int from = BLOCK; from < n && !Float.isNaN(best); from += BLOCK) {
            float candidate = kernels.min(x, xOffset + from, Math.min(BLOCK, n - from));
            if (candidate < best || Float.isNaN(candidate)) {
                best = candidate;
                block = from;
            }
            if (from > n - BLOCK) {
                break;
            }
        }
        return block + kernels.indexOf(x, xOffset + block, Math.min(BLOCK, n - block), best);
    }

    /**
     * The index of the greatest element, counted from the offset: the first of several equal ones ({@code −0 == +0}), and the
     * first NaN if there is one.
     *
     * @param x the elements
     * @param xOffset where it starts
     * @param n how many elements
     * @return the index, from 0
     * @throws IllegalArgumentException  if {@code n} is negative or 0
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static int argMax(float[] x, int xOffset, int n) {
        Ranges.checkSome(n);
        Ranges.check(x.length, "x", xOffset, n);
        ReductionKernels kernels = Kernels.REDUCTIONS;
        int block = 0;
        float best = kernels.max(x, xOffset, Math.min(BLOCK, n));
        for (int from = BLOCK; from < n && !Float.isNaN(best); from += BLOCK) {
            float candidate = kernels.max(x, xOffset + from, Math.min(BLOCK, n - from));
            if (candidate > best || Float.isNaN(candidate)) {
                best = candidate;
                block = from;
            }
            if (from > n - BLOCK) {
                break;
            }
        }
        return block + kernels.indexOf(x, xOffset + block, Math.min(BLOCK, n - block), best);
    }

    /**
     * {@code y = fma(alpha, x, y)}.
     *
     * @param alpha the factor
     * @param x the elements
     * @param xOffset where it starts
     * @param y added to, in place
     * @param yOffset where it starts
     * @param n how many elements
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static void axpy(float alpha, float[] x, int xOffset, float[] y, int yOffset, int n) {
        Ranges.check(x.length, "x", xOffset, n);
        Ranges.check(y.length, "y", yOffset, n);
        Kernels.ARITHMETIC.axpy(alpha, x, xOffset, y, yOffset, n);
    }

    /**
     * {@code y = alpha · x}.
     *
     * @param alpha the factor
     * @param x the elements
     * @param xOffset where it starts
     * @param y receives the products; may be {@code x} at the same offset
     * @param yOffset where it starts
     * @param n how many elements
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static void scale(float alpha, float[] x, int xOffset, float[] y, int yOffset, int n) {
        Ranges.check(x.length, "x", xOffset, n);
        Ranges.check(y.length, "y", yOffset, n);
        Kernels.ARITHMETIC.scale(alpha, x, xOffset, y, yOffset, n);
    }

    /**
     * {@code z = x + y}.
     *
     * @param x the first operand
     * @param xOffset where it starts
     * @param y the second operand
     * @param yOffset where it starts
     * @param z receives the sums; may be an operand at the same offset
     * @param zOffset where it starts
     * @param n how many elements
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static void add(float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n) {
        Ranges.check(x.length, "x", xOffset, n);
        Ranges.check(y.length, "y", yOffset, n);
        Ranges.check(z.length, "z", zOffset, n);
        Kernels.ARITHMETIC.add(x, xOffset, y, yOffset, z, zOffset, n);
    }

    /**
     * {@code z = x · y}, element by element.
     *
     * @param x the first operand
     * @param xOffset where it starts
     * @param y the second operand
     * @param yOffset where it starts
     * @param z receives the products; may be an operand at the same offset
     * @param zOffset where it starts
     * @param n how many elements
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static void multiply(float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n) {
        Ranges.check(x.length, "x", xOffset, n);
        Ranges.check(y.length, "y", yOffset, n);
        Ranges.check(z.length, "z", zOffset, n);
        Kernels.ARITHMETIC.multiply(x, xOffset, y, yOffset, z, zOffset, n);
    }

    /**
     * {@code z = fma(x, y, z)}, element by element.
     *
     * @param x the first factor
     * @param xOffset where it starts
     * @param y the second factor
     * @param yOffset where it starts
     * @param z added to, in place
     * @param zOffset where it starts
     * @param n how many elements
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static void fma(float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n) {
        Ranges.check(x.length, "x", xOffset, n);
        Ranges.check(y.length, "y", yOffset, n);
        Ranges.check(z.length, "z", zOffset, n);
        Kernels.ARITHMETIC.fma(x, xOffset, y, yOffset, z, zOffset, n);
    }

    /**
     * {@code y = min(max(x, low), high)} as {@link Math} has them; NaN stays NaN.
     *
     * @param low the least result
     * @param high the greatest result
     * @param x the elements
     * @param xOffset where it starts
     * @param y receives the results; may be {@code x} at the same offset
     * @param yOffset where it starts
     * @param n how many elements
     * @throws IllegalArgumentException  if {@code n} is negative, or {@code low <= high} does not hold
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static void clamp(float low, float high, float[] x, int xOffset, float[] y, int yOffset, int n) {
        if (!(low <= high)) {
            throw new IllegalArgumentException("low must be at most high, but low = " + low + " and high = " + high);
        }
        Ranges.check(x.length, "x", xOffset, n);
        Ranges.check(y.length, "y", yOffset, n);
        Kernels.ARITHMETIC.clamp(low, high, x, xOffset, y, yOffset, n);
    }

    /**
     * {@code out[r] = Σ query·row r} for many rows: similarity search. The same bits as {@link #dot} row by row, sooner.
     *
     * @param query       the vector that all rows are multiplied with
     * @param queryOffset where it starts
     * @param rows        the rows, row-major
     * @param rowsOffset  where the first row starts
     * @param stride      distance between the starts of two rows
     * @param count       how many rows
     * @param n           how many elements in a row
     * @param out         receives the dot products
     * @param outOffset   where they start
     * @throws IllegalArgumentException  if {@code stride}, {@code count} or {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static void dotRows(
            float[] query, int queryOffset, float[] rows, int rowsOffset, int stride, int count, int n,
            float[] out, int outOffset) {
        Ranges.check(query.length, "query", queryOffset, n);
        Ranges.checkRows(rows.length, "rows", rowsOffset, stride, count, n);
        Ranges.check(out.length, "out", outOffset, count);
        Kernels.REDUCTIONS.dotRows(query, queryOffset, rows, rowsOffset, stride, count, n, out, outOffset);
    }

    /**
     * {@code y[j] = Σ x[i, j]}, the sums of the columns of a matrix: each starts at +0 and takes its elements by plain additions
     * for rising {@code i}.
     *
     * @param rows    how many rows
     * @param columns how many columns
     * @param x       {@code [rows, columns]}, row-major
     * @param xOffset where it starts
     * @param stride  distance between the starts of two rows
     * @param y       receives the sums; must not overlap {@code x}
     * @param yOffset where they start
     * @throws IllegalArgumentException  if {@code rows}, {@code columns} or {@code stride} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its array
     */
    public static void addRows(int rows, int columns, float[] x, int xOffset, int stride, float[] y, int yOffset) {
        Ranges.checkRows(x.length, "x", xOffset, stride, rows, columns);
        Ranges.check(y.length, "y", yOffset, columns);
        Kernels.REDUCTIONS.addRows(rows, columns, x, xOffset, stride, y, yOffset);
    }
}
