package io.lanescope.simd.kernel;

import java.lang.foreign.MemorySegment;

import io.lanescope.simd.kernel.scalar.ScalarSegments;

/**
 * Segments of which at least one is on the heap. Were they to share a body with native ones, C2 would no longer know
 * what it loads from, and both would be ten times slower. A segment over a {@code float[]} goes to the kernels for arrays;
 * the rest is read element by element.
 */
final class HeapSegments implements SegmentKernels {

    private static final SegmentKernels ELEMENTWISE = new ScalarSegments();

    @Override
    public float dot(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
        if (floats(a, aOffset) instanceof float[] as && floats(b, bOffset) instanceof float[] bs) {
            return Kernels.REDUCTIONS.dot(as, index(a, aOffset), bs, index(b, bOffset), n);
        }
        return ELEMENTWISE.dot(a, aOffset, b, bOffset, n);
    }

    @Override
    public float squaredDistance(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
        if (floats(a, aOffset) instanceof float[] as && floats(b, bOffset) instanceof float[] bs) {
            return Kernels.REDUCTIONS.squaredDistance(as, index(a, aOffset), bs, index(b, bOffset), n);
        }
        return ELEMENTWISE.squaredDistance(a, aOffset, b, bOffset, n);
    }

    @Override
    public float cosine(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n) {
        if (floats(a, aOffset) instanceof float[] as && floats(b, bOffset) instanceof float[] bs) {
            return Kernels.REDUCTIONS.cosine(as, index(a, aOffset), bs, index(b, bOffset), n);
        }
        return ELEMENTWISE.cosine(a, aOffset, b, bOffset, n);
    }

    @Override
    public float sum(MemorySegment x, long xOffset, int n) {
        if (floats(x, xOffset) instanceof float[] xs) {
            return Kernels.REDUCTIONS.sum(xs, index(x, xOffset), n);
        }
        return ELEMENTWISE.sum(x, xOffset, n);
    }

    @Override
    public float absoluteSum(MemorySegment x, long xOffset, int n) {
        if (floats(x, xOffset) instanceof float[] xs) {
            return Kernels.REDUCTIONS.absoluteSum(xs, index(x, xOffset), n);
        }
        return ELEMENTWISE.absoluteSum(x, xOffset, n);
    }

    @Override
    public float squaredDeviations(MemorySegment x, long xOffset, int n, float mean) {
        if (floats(x, xOffset) instanceof float[] xs) {
            return Kernels.REDUCTIONS.squaredDeviations(xs, index(x, xOffset), n, mean);
        }
        return ELEMENTWISE.squaredDeviations(x, xOffset, n, mean);
    }

    @Override
    public float min(MemorySegment x, long xOffset, int n) {
        if (floats(x, xOffset) instanceof float[] xs) {
            return Kernels.REDUCTIONS.min(xs, index(x, xOffset), n);
        }
        return ELEMENTWISE.min(x, xOffset, n);
    }

    @Override
    public float max(MemorySegment x, long xOffset, int n) {
        if (floats(x, xOffset) instanceof float[] xs) {
            return Kernels.REDUCTIONS.max(xs, index(x, xOffset), n);
        }
        return ELEMENTWISE.max(x, xOffset, n);
    }

    @Override
    public int indexOf(MemorySegment x, long xOffset, int n, float value) {
        if (floats(x, xOffset) instanceof float[] xs) {
            return Kernels.REDUCTIONS.indexOf(xs, index(x, xOffset), n, value);
        }
        return ELEMENTWISE.indexOf(x, xOffset, n, value);
    }

    @Override
    public void axpy(float alpha, MemorySegment x, long xOffset, MemorySegment y, long yOffset, int n) {
        if (floats(x, xOffset) instanceof float[] xs && floats(y, yOffset) instanceof float[] ys) {
            Kernels.ARITHMETIC.axpy(alpha, xs, index(x, xOffset), ys, index(y, yOffset), n);
        } else {
            ELEMENTWISE.axpy(alpha, x, xOffset, y, yOffset, n);
        }
    }

    @Override
    public void scale(float alpha, MemorySegment x, long xOffset, MemorySegment y, long yOffset, int n) {
        if (floats(x, xOffset) instanceof float[] xs && floats(y, yOffset) instanceof float[] ys) {
            Kernels.ARITHMETIC.scale(alpha, xs, index(x, xOffset), ys, index(y, yOffset), n);
        } else {
            ELEMENTWISE.scale(alpha, x, xOffset, y, yOffset, n);
        }
    }

    @Override
    public void add(MemorySegment x, long xOffset, MemorySegment y, long yOffset, MemorySegment z, long zOffset,
            int n) {
        if (floats(x, xOffset) instanceof float[] xs && floats(y, yOffset) instanceof float[] ys
                && floats(z, zOffset) instanceof float[] zs) {
            Kernels.ARITHMETIC.add(xs, index(x, xOffset), ys, index(y, yOffset), zs, index(z, zOffset), n);
        } else {
            ELEMENTWISE.add(x, xOffset, y, yOffset, z, zOffset, n);
        }
    }

    @Override
    public void multiply(MemorySegment x, long xOffset, MemorySegment y, long yOffset, MemorySegment z, long zOffset,
            int n) {
        if (floats(x, xOffset) instanceof float[] xs && floats(y, yOffset) instanceof float[] ys
                && floats(z, zOffset) instanceof float[] zs) {
            Kernels.ARITHMETIC.multiply(xs, index(x, xOffset), ys, index(y, yOffset), zs, index(z, zOffset), n);
        } else {
            ELEMENTWISE.multiply(x, xOffset, y, yOffset, z, zOffset, n);
        }
    }

    @Override
    public void fma(MemorySegment x, long xOffset, MemorySegment y, long yOffset, MemorySegment z, long zOffset,
            int n) {
        if (floats(x, xOffset) instanceof float[] xs && floats(y, yOffset) instanceof float[] ys
                && floats(z, zOffset) instanceof float[] zs) {
            Kernels.ARITHMETIC.fma(xs, index(x, xOffset), ys, index(y, yOffset), zs, index(z, zOffset), n);
        } else {
            ELEMENTWISE.fma(x, xOffset, y, yOffset, z, zOffset, n);
        }
    }

    @Override
    public void clamp(float low, float high, MemorySegment x, long xOffset, MemorySegment y, long yOffset, int n) {
        if (floats(x, xOffset) instanceof float[] xs && floats(y, yOffset) instanceof float[] ys) {
            Kernels.ARITHMETIC.clamp(low, high, xs, index(x, xOffset), ys, index(y, yOffset), n);
        } else {
            ELEMENTWISE.clamp(low, high, x, xOffset, y, yOffset, n);
        }
    }

    /**
     * The array below a segment; the segment itself where it is none of whole floats, or must not be written to. The optional is
     * asked for only where it is full: an empty one beside it would keep C2 from removing its allocation.
     */
    private static Object floats(MemorySegment segment, long offset) {
        return segment.isNative() || segment.isReadOnly() || (segment.address() + offset) % Float.BYTES != 0
                ? segment
                : segment.heapBase().orElse(segment);
    }

    private static int index(MemorySegment segment, long offset) {
        return (int) ((segment.address() + offset) / Float.BYTES);
    }
}
