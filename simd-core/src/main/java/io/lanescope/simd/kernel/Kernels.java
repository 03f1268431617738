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

    private Kernels() {}
}
