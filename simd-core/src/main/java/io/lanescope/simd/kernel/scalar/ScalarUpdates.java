package io.lanescope.simd.kernel.scalar;

import io.lanescope.simd.kernel.UpdateKernels;

/** Optimiser steps one parameter at a time. */
public final class ScalarUpdates implements UpdateKernels {

    @Override
    public void adam(float[] w, float[] g, float[] m, float[] v, int offset, int n,
            float keep, float gain1, float decay2, float gain2, float step, float correction, float epsilon) {
        for (int i = offset; i < offset + n; i++) {
            m[i] = Math.fma(gain1, g[i] - m[i], m[i]);
            v[i] = Math.fma(decay2, v[i], gain2 * g[i] * g[i]);
            float denominator = (float) Math.sqrt(v[i]) / correction + epsilon;
            w[i] = Math.fma(-step, m[i] / denominator, w[i] * keep);
        }
    }
}
