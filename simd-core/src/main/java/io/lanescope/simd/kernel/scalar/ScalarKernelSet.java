package io.lanescope.simd.kernel.scalar;

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

    @Override
    public ReductionKernels reductions() {
        return new ScalarReductions();
    }

    @Override
    public ArithmeticKernels arithmetic() {
        return new ScalarArithmetic();
    }

    @Override
    public SegmentKernels segments() {
        return new ScalarSegments();
    }

    @Override
    public DoubleKernels doubles() {
        return new ScalarDoubles();
    }

    @Override
    public MapKernels maps() {
        return new ScalarMaps();
    }

    @Override
    public UpdateKernels updates() {
        return new ScalarUpdates();
    }

    @Override
    public ByteKernels bytes() {
        return new ScalarBytes();
    }

    @Override
    public HalfKernels halves() {
        return new ScalarHalves();
    }
}
