package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.VectorShape;

/** How wide the vectors of these kernels are. */
final class LaneBits {

    /** The JVM's choice, within what the canonical order of 64 virtual lanes has code for. */
    static final int BITS = Math.clamp(VectorShape.preferredShape().vectorBitSize(), 128, 512);

    /** From element 8 − k on, k lanes that are there, and none behind them. */
    static final float[] ONES = {1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0};

    private LaneBits() {}
}
