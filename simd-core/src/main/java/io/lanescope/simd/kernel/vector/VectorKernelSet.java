package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.VectorShape;

import io.lanescope.simd.kernel.ArithmeticKernels;
import io.lanescope.simd.kernel.ByteKernels;
import io.lanescope.simd.kernel.DoubleKernels;
import io.lanescope.simd.kernel.HalfKernels;
import io.lanescope.simd.kernel.KernelSet;
import io.lanescope.simd.kernel.MapKernels;
import io.lanescope.simd.kernel.MatMulKernels;
import io.lanescope.simd.kernel.ReductionKernels;
import io.lanescope.simd.kernel.SegmentKernels;
import io.lanescope.simd.kernel.UpdateKernels;

/** The kernels on the Vector API. Loaded by name alone, so that nothing links to the module when it is absent. */
public final class VectorKernelSet implements KernelSet {

    @Override
    public String name() {
        return "vector";
    }

    @Override
    public int laneBits() {
        return VectorShape.preferredShape().vectorBitSize();
    }

    @Override
    public MatMulKernels matMul() {
        return new VectorMatMul();
    }

    @Override
    public ReductionKernels reductions() {
        return new VectorReductions();
    }

    @Override
    public ArithmeticKernels arithmetic() {
        return new VectorArithmetic();
    }

    @Override
    public SegmentKernels segments() {
        return new VectorSegments();
    }

    @Override
    public DoubleKernels doubles() {
        return new VectorDoubles();
    }

    @Override
    public MapKernels maps() {
        return new VectorMaps();
    }

    @Override
    public UpdateKernels updates() {
        return new VectorUpdates();
    }

    @Override
    public ByteKernels bytes() {
        return new VectorBytes();
    }

    @Override
    public HalfKernels halves() {
        return new VectorHalves();
    }
}
