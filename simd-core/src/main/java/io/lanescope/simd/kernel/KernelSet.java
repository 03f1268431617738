package io.lanescope.simd.kernel;

/** One implementation of every kernel. To add a family of kernels: a method here, one in each set, a field in the gate. */
public interface KernelSet {

    /** The name in a sentence: {@code vector} or {@code scalar}. */
    String name();

    /** Width of a vector register in use, in bits; that of one float in scalar code. */
    int laneBits();

    /** The matrix products. */
    MatMulKernels matMul();

    /** Sums, dot products and extremes of {@code float[]}. */
    ReductionKernels reductions();

    /** Elementwise arithmetic on {@code float[]}. */
    ArithmeticKernels arithmetic();

    /** Both on memory segments, fast where these are native. */
    SegmentKernels segments();

    /** Dot products of {@code double[]}. */
    DoubleKernels doubles();

    /** Elementwise functions. */
    MapKernels maps();

    /** Optimiser steps. */
    UpdateKernels updates();

    /** Dot products of {@code byte[]}. */
    ByteKernels bytes();

    /** Dot products of 16-bit floats. */
    HalfKernels halves();
}
