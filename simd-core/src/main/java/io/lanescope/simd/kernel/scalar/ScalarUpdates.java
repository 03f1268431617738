package io.lanescope.simd.kernel.scalar;

import io.lanescope.simd.kernel.UpdateKernels;

/** Optimiser steps one parameter at a time. */
public final class ScalarUpdates implements UpdateKernels {

    @Override
    public void sgd(float[] w, float[] g, int offset, int n, float rate) {
        for (int i = offset; i < offset + n; i++) {
            w[i] = Math.fma(-rate, g[i], w[i]);
        }
    }

    @Override
    public void momentum(float[] w, float[] g, float[] b, int offset, int n, float rate, float momentum) {
        for (int i = offset; i < offset + n; i++) {
            b[i] = Math.fma(momentum, b[i], g[i]);
            w[i] = Math.fma(-rate, b[i], w[i]);
        }
    }

    @Override
    public void nesterov(float[] w, float[] g, float[] b, int offset, int n, float rate, float momentum) {
        for (int i = offset; i < offset + n; i++) {
            b[i] = Math.fma(momentum, b[i], g[i]);
            w[i] = Math.fma(-rate, Math.fma(momentum, b[i], g[i]), w[i]);
        }
    }

    @Override
    public void adagrad(float[] w, float[] g, float[] s, int offset, int n, float rate, float epsilon) {
        for (int i = offset; i < offset + n; i++) {
            s[i] = Math.fma(g[i], g[i], s[i]);
            w[i] = Math.fma(-rate, g[i] / ((float) Math.sqrt(s[i]) + epsilon), w[i]);
        }
    }

    @Override
    public void rmsProp(float[] w, float[] g, float[] v, int offset, int n, float rate, float decay, float gain,
            float epsilon) {
        for (int i = offset; i < offset + n; i++) {
            v[i] = Math.fma(decay, v[i], gain * g[i] * g[i]);
            w[i] = Math.fma(-rate, g[i] / ((float) Math.sqrt(v[i]) + epsilon), w[i]);
        }
    }

    @Override
    public void adam(float[] w, float[] g, float[] m, float[] v, int offset, int n,
            float keep, float gain1, float decay2, float gain2, float step, float correction, float epsilon) {
        for (int i = offset; i < offset + n; i++) {
            m[i] = Math.fma(gain1, g[i] - m[i], m[i]);
            v[i] = Math.fma(decay2, v[i], gain2 * g[i] * g[i]);
            float denominator = Math.fma((float) Math.sqrt(v[i]), correction, epsilon);
            w[i] = Math.fma(-step, m[i] / denominator, w[i] * keep);
        }
    }

    @Override
    public void amsGrad(float[] w, float[] g, float[] m, float[] v, float[] most, int offset, int n,
            float keep, float gain1, float decay2, float gain2, float step, float correction, float epsilon) {
        for (int i = offset; i < offset + n; i++) {
            m[i] = Math.fma(gain1, g[i] - m[i], m[i]);
            v[i] = Math.fma(decay2, v[i], gain2 * g[i] * g[i]);
            most[i] = Math.max(most[i], v[i]);
            float denominator = Math.fma((float) Math.sqrt(most[i]), correction, epsilon);
            w[i] = Math.fma(-step, m[i] / denominator, w[i] * keep);
        }
    }
}
