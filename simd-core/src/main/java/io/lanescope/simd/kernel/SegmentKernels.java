package io.lanescope.simd.kernel;

import java.lang.foreign.MemorySegment;

/**
 * {@link ReductionKernels} and {@link ArithmeticKernels} on memory segments that hold floats in the machine's byte order.
 * Offsets count bytes.
 */
public interface SegmentKernels {

    /** As {@link ReductionKernels#dot}. */
    float dot(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n);

    /** As {@link ReductionKernels#squaredDistance}. */
    float squaredDistance(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n);

    /** As {@link ReductionKernels#cosine}. */
    float cosine(MemorySegment a, long aOffset, MemorySegment b, long bOffset, int n);

    /** As {@link ReductionKernels#sum}. */
    float sum(MemorySegment x, long xOffset, int n);

    /** As {@link ReductionKernels#absoluteSum}. */
    float absoluteSum(MemorySegment x, long xOffset, int n);

    /** As {@link ReductionKernels#squaredDeviations}. */
    float squaredDeviations(MemorySegment x, long xOffset, int n, float mean);

    /** As {@link ReductionKernels#min}. */
    float min(MemorySegment x, long xOffset, int n);

    /** As {@link ReductionKernels#max}. */
    float max(MemorySegment x, long xOffset, int n);

    /** As {@link ReductionKernels#indexOf}. */
    int indexOf(MemorySegment x, long xOffset, int n, float value);

    /** As {@link ArithmeticKernels#axpy}. */
    void axpy(float alpha, MemorySegment x, long xOffset, MemorySegment y, long yOffset, int n);

    /** As {@link ArithmeticKernels#scale}. */
    void scale(float alpha, MemorySegment x, long xOffset, MemorySegment y, long yOffset, int n);

    /** As {@link ArithmeticKernels#add}. */
    void add(MemorySegment x, long xOffset, MemorySegment y, long yOffset, MemorySegment z, long zOffset, int n);

    /** As {@link ArithmeticKernels#multiply}. */
    void multiply(MemorySegment x, long xOffset, MemorySegment y, long yOffset, MemorySegment z, long zOffset, int n);

    /** As {@link ArithmeticKernels#fma}. */
    void fma(MemorySegment x, long xOffset, MemorySegment y, long yOffset, MemorySegment z, long zOffset, int n);

    /** As {@link ArithmeticKernels#clamp}. */
    void clamp(float low, float high, MemorySegment x, long xOffset, MemorySegment y, long yOffset, int n);
}
