package io.lanescope.simd.kernel.scalar;

import io.lanescope.simd.kernel.KernelSet;
import io.lanescope.simd.kernel.MatMulKernels;

/** The canonical orders of arithmetic written down in plain Java: what every other set must equal bit by bit. */
public final class ScalarKernelSet implements KernelSet {

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public int laneBits() {
        return Float.SIZE;
    }

    @Override
    public MatMulKernels matMul() {
        return new ScalarMatMul();
    }
}
