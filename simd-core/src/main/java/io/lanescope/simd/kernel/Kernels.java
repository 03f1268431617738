package io.lanescope.simd.kernel;

/**
 * The gate: the one place that picks the kernels. The fields are {@code static final}, so the JIT compiler folds a call
 * through them into a call of the one implementation. {@link Gate} holds the reasons.
 */
public final class Kernels {

    /** What was picked, and why. */
    public static final Gate.Choice CHOICE = Gate.open();

    /** The matrix products in use. */
    public static final MatMulKernels MATMUL = CHOICE.kernels().matMul();

    /** The reductions of {@code float[]} in use. */
    public static final ReductionKernels REDUCTIONS = CHOICE.kernels().reductions();

    /** The elementwise arithmetic in use. */
    public static final ArithmeticKernels ARITHMETIC = CHOICE.kernels().arithmetic();

    /** The kernels in use for native memory. */
    public static final SegmentKernels SEGMENTS = CHOICE.kernels().segments();

    /** The kernels for memory segments of which one at least is on the heap. */
    public static final SegmentKernels HEAP_SEGMENTS = new HeapSegments();

    /** The reductions of {@code double[]} in use. */
    public static final DoubleKernels DOUBLES = CHOICE.kernels().doubles();

    /** The elementwise functions in use. */
    public static final MapKernels MAPS = CHOICE.kernels().maps();

    /** The optimiser steps in use. */
    public static final UpdateKernels UPDATES = CHOICE.kernels().updates();

    /** The reductions of {@code byte[]} in use. */
    public static final ByteKernels BYTES = CHOICE.kernels().bytes();

    /** The reductions of 16-bit floats in use. */
    public static final HalfKernels HALVES = CHOICE.kernels().halves();

    private Kernels() {}
}
