package io.lanescope.simd;

import java.lang.foreign.MemorySegment;

import io.lanescope.simd.kernel.Kernels;
import io.lanescope.simd.kernel.SegmentKernels;

/**
 * {@link Vectors} on memory segments: float32 in the machine's byte order, offsets in bytes, no alignment asked for. Fast in
 * native memory (mapped files too) and in writable segments over a {@code float[]} whose offset is a multiple of 4; other
 * segments on the heap are read one element at a time.
 *
 * <p><b>Canonical order.</b> A reduction spreads its elements over 64 virtual lanes: element {@code i} belongs to lane
 * {@code i mod 64}. Each lane is one chain, over rising {@code i}, that starts at +0; the lanes are then added up by a tree,
 * {@code s[l] += s[l + w]} for {@code w} = 32, 16, 8, 4, 2, 1. So the result has the same bits at every lane width and in the
 * scalar code; which bits a NaN has is not specified.
 *
 * <p>Nothing is allocated for native memory; for a segment on the heap a call may cost the 16 bytes of an {@code Optional}. Source
 * and destination may be the same range, but must not overlap in part. A segment that is closed or belongs to another thread is
 * refused as {@link MemorySegment} does.
 */
public final class SegmentVectors {

    /** Of so many elements the extreme is found before one is searched for: they are then still in the nearest cache. */
    private static final int BLOCK = 1024;

    private SegmentVectors() {}

    /**
     * {@code Σ a·b}. Error at most {@code (⌈n/64⌉ + 6) · 2⁻²⁴ · Σ|a·b|} to first order, plus {@code n · 2⁻¹⁵⁰} where products
     * underflow.
     *
     * @param a one vector
     * @param aOffset the byte where it starts
     * @param b the other vector
     * @param bOffset the byte where it starts
     * @param n how many elements
     * @return the dot product; +0 when {@code n} is 0
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its segment
     */
    public static float dot(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
        Ranges.checkBytes(a.byteSize(), "a", aOffset, n);
        Ranges.checkBytes(b.byteSize(), "b", bOffset, n);
        return kernels(a, b).dot(a, aOffset, b, bOffset, n);
    }

    /**
     * {@code Σ (a−b)²}, the squared Euclidean distance. Relative error at most {@code (⌈n/64⌉ + 8) · 2⁻²⁴} to first order, plus
     * {@code n · 2⁻¹⁵⁰} where squares underflow.
     *
     * @param a one vector
     * @param aOffset the byte where it starts
     * @param b the other vector
     * @param bOffset the byte where it starts
     * @param n how many elements
     * @return the squared distance; +0 when {@code n} is 0
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its segment
     */
    public static float squaredDistance(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
        Ranges.checkBytes(a.byteSize(), "a", aOffset, n);
        Ranges.checkBytes(b.byteSize(), "b", bOffset, n);
        return kernels(a, b).squaredDistance(a, aOffset, b, bOffset, n);
    }

    /**
     * The cosine of the angle between two vectors: {@code Σab / √(Σa²·Σb²)}, the three sums as {@link #dot} gives them, the
     * rest in double precision. NaN when a vector is zero or empty, and where a sum of squares overflows (norms beyond 1.8e19);
     * no result is clamped to [−1, 1].
     *
     * @param a one vector
     * @param aOffset the byte where it starts
     * @param b the other vector
     * @param bOffset the byte where it starts
     * @param n how many elements
     * @return the cosine
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its segment
     */
    public static float cosine(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
        Ranges.checkBytes(a.byteSize(), "a", aOffset, n);
        Ranges.checkBytes(b.byteSize(), "b", bOffset, n);
        return kernels(a, b).cosine(a, aOffset, b, bOffset, n);
    }

    /**
     * {@code Σ x}. Error at most {@code (⌈n/64⌉ + 5) · 2⁻²⁴ · Σ|x|} to first order.
     *
     * @param x the elements
     * @param xOffset the byte where it starts
     * @param n how many elements
     * @return the sum; +0 when {@code n} is 0
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its segment
     */
    public static float sum(MemorySegment x, long xOffset, int n) {
        Ranges.checkBytes(x.byteSize(), "x", xOffset, n);
        return kernels(x).sum(x, xOffset, n);
    }

    /**
     * {@code Σ |x|}, the L1 norm. Relative error at most {@code (⌈n/64⌉ + 5) · 2⁻²⁴} to first order.
     *
     * @param x the elements
     * @param xOffset the byte where it starts
     * @param n how many elements
     * @return the norm; +0 when {@code n} is 0
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its segment
     */
    public static float l1Norm(MemorySegment x, long xOffset, int n) {
        Ranges.checkBytes(x.byteSize(), "x", xOffset, n);
        return kernels(x).absoluteSum(x, xOffset, n);
    }

    /**
     * {@code √Σx²}, the L2 norm: the correctly rounded root of {@code dot(x, x)}. Not scaled, so it overflows to infinity beyond
     * some 1.8e19 and loses accuracy below some 1e-16.
     *
     * @param x the elements
     * @param xOffset the byte where it starts
     * @param n how many elements
     * @return the norm; +0 when {@code n} is 0
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its segment
     */
    public static float l2Norm(MemorySegment x, long xOffset, int n) {
        Ranges.checkBytes(x.byteSize(), "x", xOffset, n);
        return (float) Math.sqrt(kernels(x).dot(x, xOffset, x, xOffset, n));
    }

    /**
     * {@code Σx / n}, the sum as {@link #sum} gives it, divided in double precision and rounded once.
     *
     * @param x the elements
     * @param xOffset the byte where it starts
     * @param n how many elements
     * @return the mean
     * @throws IllegalArgumentException  if {@code n} is negative or 0
     * @throws IndexOutOfBoundsException if a range reaches past its segment
     */
    public static float mean(MemorySegment x, long xOffset, int n) {
        Ranges.checkSome(n);
        Ranges.checkBytes(x.byteSize(), "x", xOffset, n);
        return (float) (kernels(x).sum(x, xOffset, n) / (double) n);
    }

    /**
     * {@code Σ(x−mean)² / n}, the variance of the elements as a whole population, in a second pass over them after
     * {@link #mean}. For the unbiased estimate from a sample multiply by {@code n / (n − 1)}.
     *
     * @param x the elements
     * @param xOffset the byte where it starts
     * @param n how many elements
     * @return the variance, not negative
     * @throws IllegalArgumentException  if {@code n} is negative or 0
     * @throws IndexOutOfBoundsException if a range reaches past its segment
     */
    public static float variance(MemorySegment x, long xOffset, int n) {
        Ranges.checkSome(n);
        Ranges.checkBytes(x.byteSize(), "x", xOffset, n);
        SegmentKernels kernels = kernels(x);
        float mean = (float) (kernels.sum(x, xOffset, n) / (double) n);
        return (float) (kernels.squaredDeviations(x, xOffset, n, mean) / (double) n);
    }

    /**
     * The least element as {@link Math#min(float, float)} has it: NaN if any element is NaN, and −0 is less than +0.
     *
     * @param x the elements
     * @param xOffset the byte where it starts
     * @param n how many elements
     * @return the least element
     * @throws IllegalArgumentException  if {@code n} is negative or 0
     * @throws IndexOutOfBoundsException if a range reaches past its segment
     */
    public static float min(MemorySegment x, long xOffset, int n) {
        Ranges.checkSome(n);
        Ranges.checkBytes(x.byteSize(), "x", xOffset, n);
        return kernels(x).min(x, xOffset, n);
    }

    /**
     * The greatest element as {@link Math#max(float, float)} has it: NaN if any element is NaN, and +0 is greater than −0.
     *
     * @param x the elements
     * @param xOffset the byte where it starts
     * @param n how many elements
     * @return the greatest element
     * @throws IllegalArgumentException  if {@code n} is negative or 0
     * @throws IndexOutOfBoundsException if a range reaches past its segment
     */
    public static float max(MemorySegment x, long xOffset, int n) {
        Ranges.checkSome(n);
        Ranges.checkBytes(x.byteSize(), "x", xOffset, n);
        return kernels(x).max(x, xOffset, n);
    }

    /**
     * The index of the least element, counted from the offset: the first of several equal ones ({@code −0 == +0}), and the
     * first NaN if there is one.
     *
     * @param x the elements
     * @param xOffset the byte where it starts
     * @param n how many elements
     * @return the index, from 0
     * @throws IllegalArgumentException  if {@code n} is negative or 0
     * @throws IndexOutOfBoundsException if a range reaches past its segment
     */
    public static int argMin(MemorySegment x, long xOffset, int n) {
        Ranges.checkSome(n);
        Ranges.checkBytes(x.byteSize(), "x", xOffset, n);
        SegmentKernels kernels = kernels(x);
        int block = 0;
        float best = kernels.min(x, xOffset, Math.min(BLOCK, n));
        for (int from = BLOCK; from < n && !Float.isNaN(best); from += BLOCK) {
            float candidate = kernels.min(x, xOffset + 4L * from, Math.min(BLOCK, n - from));
            if (candidate < best || Float.isNaN(candidate)) {
                best = candidate;
                block = from;
            }
            if (from > n - BLOCK) {
                break;
            }
        }
        return block + kernels.indexOf(x, xOffset + 4L * block, Math.min(BLOCK, n - block), best);
    }

    /**
     * The index of the greatest element, counted from the offset: the first of several equal ones ({@code −0 == +0}), and the
     * first NaN if there is one.
     *
     * @param x the elements
     * @param xOffset the byte where it starts
     * @param n how many elements
     * @return the index, from 0
     * @throws IllegalArgumentException  if {@code n} is negative or 0
     * @throws IndexOutOfBoundsException if a range reaches past its segment
     */
    public static int argMax(MemorySegment x, long xOffset, int n) {
        Ranges.checkSome(n);
        Ranges.checkBytes(x.byteSize(), "x", xOffset, n);
        SegmentKernels kernels = kernels(x);
        int block = 0;
        float best = kernels.max(x, xOffset, Math.min(BLOCK, n));
        for (int from = BLOCK; from < n && !Float.isNaN(best); from += BLOCK) {
            float candidate = kernels.max(x, xOffset + 4L * from, Math.min(BLOCK, n - from));
            if (candidate > best || Float.isNaN(candidate)) {
                best = candidate;
                block = from;
            }
            if (from > n - BLOCK) {
                break;
            }
        }
        return block + kernels.indexOf(x, xOffset + 4L * block, Math.min(BLOCK, n - block), best);
    }

    /**
     * {@code y = fma(alpha, x, y)}.
     *
     * @param alpha the factor
     * @param x the elements
     * @param xOffset the byte where it starts
     * @param y added to, in place
     * @param yOffset the byte where it starts
     * @param n how many elements
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its segment
     */
    public static void axpy(float alpha, MemorySegment x, long xOffset, MemorySegment y, long yOffset, int n) {
        Ranges.checkBytes(x.byteSize(), "x", xOffset, n);
        Ranges.checkBytes(y.byteSize(), "y", yOffset, n);
        kernels(x, y).axpy(alpha, x, xOffset, y, yOffset, n);
    }

    /**
     * {@code y = alpha · x}.
     *
     * @param alpha the factor
     * @param x the elements
     * @param xOffset the byte where it starts
     * @param y receives the products; may be {@code x} at the same offset
     * @param yOffset the byte where it starts
     * @param n how many elements
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its segment
     */
    public static void scale(float alpha, MemorySegment x, long xOffset, MemorySegment y, long yOffset, int n) {
        Ranges.checkBytes(x.byteSize(), "x", xOffset, n);
        Ranges.checkBytes(y.byteSize(), "y", yOffset, n);
        kernels(x, y).scale(alpha, x, xOffset, y, yOffset, n);
    }

    /**
     * {@code z = x + y}.
     *
     * @param x the first operand
     * @param xOffset the byte where it starts
     * @param y the second operand
     * @param yOffset the byte where it starts
     * @param z receives the sums; may be an operand at the same offset
     * @param zOffset the byte where it starts
     * @param n how many elements
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its segment
     */
    public static void add(MemorySegment x, long xOffset, MemorySegment y, long yOffset, MemorySegment z, long zOffset,
            int n) {
        Ranges.checkBytes(x.byteSize(), "x", xOffset, n);
        Ranges.checkBytes(y.byteSize(), "y", yOffset, n);
        Ranges.checkBytes(z.byteSize(), "z", zOffset, n);
        kernels(x, y, z).add(x, xOffset, y, yOffset, z, zOffset, n);
    }

    /**
     * {@code z = x · y}, element by element.
     *
     * @param x the first operand
     * @param xOffset the byte where it starts
     * @param y the second operand
     * @param yOffset the byte where it starts
     * @param z receives the products; may be an operand at the same offset
     * @param zOffset the byte where it starts
     * @param n how many elements
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its segment
     */
    public static void multiply(MemorySegment x, long xOffset, MemorySegment y, long yOffset, MemorySegment z,
            long zOffset, int n) {
        Ranges.checkBytes(x.byteSize(), "x", xOffset, n);
        Ranges.checkBytes(y.byteSize(), "y", yOffset, n);
        Ranges.checkBytes(z.byteSize(), "z", zOffset, n);
        kernels(x, y, z).multiply(x, xOffset, y, yOffset, z, zOffset, n);
    }

    /**
     * {@code z = fma(x, y, z)}, element by element.
     *
     * @param x the first factor
     * @param xOffset the byte where it starts
     * @param y the second factor
     * @param yOffset the byte where it starts
     * @param z added to, in place
     * @param zOffset the byte where it starts
     * @param n how many elements
     * @throws IllegalArgumentException  if {@code n} is negative
     * @throws IndexOutOfBoundsException if a range reaches past its segment
     */
    public static void fma(MemorySegment x, long xOffset, MemorySegment y, long yOffset, MemorySegment z, long zOffset,
            int n) {
        Ranges.checkBytes(x.byteSize(), "x", xOffset, n);
        Ranges.checkBytes(y.byteSize(), "y", yOffset, n);
        Ranges.checkBytes(z.byteSize(), "z", zOffset, n);
        kernels(x, y, z).fma(x, xOffset, y, yOffset, z, zOffset, n);
    }

    /**
     * {@code y = min(max(x, low), high)} as {@link Math} has them; NaN stays NaN.
     *
     * @param low the least result
     * @param high the greatest result
     * @param x the elements
     * @param xOffset the byte where it starts
     * @param y receives the results; may be {@code x} at the same offset
     * @param yOffset the byte where it starts
     * @param n how many elements
     * @throws IllegalArgumentException  if {@code n} is negative, or {@code low <= high} does not hold
     * @throws IndexOutOfBoundsException if a range reaches past its segment
     */
    public static void clamp(float low, float high, MemorySegment x, long xOffset, MemorySegment y, long yOffset,
            int n) {
        if (!(low <= high)) {
            throw new IllegalArgumentException("low must be at most high, but low = " + low + " and high = " + high);
        }
        Ranges.checkBytes(x.byteSize(), "x", xOffset, n);
        Ranges.checkBytes(y.byteSize(), "y", yOffset, n);
        kernels(x, y).clamp(low, high, x, xOffset, y, yOffset, n);
    }

    private static SegmentKernels kernels(MemorySegment x) {
        return x.isNative() ? Kernels.SEGMENTS : Kernels.HEAP_SEGMENTS;
    }

    private static SegmentKernels kernels(MemorySegment x, MemorySegment y) {
        return x.isNative() && y.isNative() ? Kernels.SEGMENTS : Kernels.HEAP_SEGMENTS;
    }

    private static SegmentKernels kernels(MemorySegment x, MemorySegment y, MemorySegment z) {
        return x.isNative() && y.isNative() && z.isNative() ? Kernels.SEGMENTS : Kernels.HEAP_SEGMENTS;
    }
}
