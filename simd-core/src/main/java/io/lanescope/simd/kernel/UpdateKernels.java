package io.lanescope.simd.kernel;

/** Optimiser steps. */
public interface UpdateKernels {

    /**
     * {@code w *= keep}, {@code m = fma(gain1, g − m, m)}, {@code v = fma(decay2, v, gain2·g·g)},
     * {@code w = fma(−step, m / (√v / correction + epsilon), w)}.
     */
    void adam(float[] w, float[] g, float[] m, float[] v, int offset, int n,
            float keep, float gain1, float decay2, float gain2, float step, float correction, float epsilon);
}
