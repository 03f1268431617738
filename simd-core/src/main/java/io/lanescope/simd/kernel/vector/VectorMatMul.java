package io.lanescope.simd.kernel.vector;

import io.lanescope.simd.kernel.DoubleProduct;
import io.lanescope.simd.kernel.DoubleScratch;
import io.lanescope.simd.kernel.FloatProduct;
import io.lanescope.simd.kernel.FloatScratch;
import io.lanescope.simd.kernel.MatMulKernels;

/** Matrix products on the Vector API: packed blocks of B, tiles of C in registers. */
public final class VectorMatMul implements MatMulKernels {

    @Override
    public void multiply(FloatProduct x, int top, int bottom, int left, int right, FloatScratch scratch) {
        FloatBlocks.multiply(x, top, bottom, left, right, scratch);
    }

    @Override
    public float[] pack(FloatProduct x) {
        return FloatBlocks.pack(x);
    }

    @Override
    public void multiply(DoubleProduct x, int top, int bottom, int left, int right, DoubleScratch scratch) {
        DoubleBlocks.multiply(x, top, bottom, left, right, scratch);
    }
}
