package io.lanescope.simd.kernel;

import io.lanescope.simd.kernel.scalar.ScalarMatMul;

/** The gate: the one place that picks the kernels. */
public final class Kernels {

    /** The matrix products in use. */
    public static final MatMulKernels MATMUL = new ScalarMatMul();

    private Kernels() {}
}
