package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;

import io.lanescope.simd.kernel.KernelSet;
import io.lanescope.simd.kernel.MatMulKernels;

/** The kernels on the Vector API. Loaded by name alone, so that nothing links to the module when it is absent. */
public final class VectorKernelSet implements KernelSet {

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public int laneBits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }

    @Override
    public MatMulKernels matMul() {
        return new VectorMatMul();
    }
}
