package io.lanescope.simd.kernel;

/** Optimiser steps; each formula is one sequence of roundings, and {@code −rate} is a factor of an fma. */
public interface UpdateKernels {

    /** {@code w = fma(−rate, g, w)}. */
    void sgd(float[] w, float[] g, int offset, int n, float rate);

    /** {@code b = fma(momentum, b, g)}, {@code w = fma(−rate, b, w)}. */
    void momentum(float[] w, float[] g, float[] b, int offset, int n, float rate, float momentum);

    /** {@code b = fma(momentum, b, g)}, {@code w = fma(−rate, fma(momentum, b, g), w)}. */
    void nesterov(float[] w, float[] g, float[] b, int offset, int n, float rate, float momentum);

    /** {@code s = fma(g, g, s)}, {@code w = fma(−rate, g / (√s + epsilon), w)}. */
    void adagrad(float[] w, float[] g, float[] s, int offset, int n, float rate, float epsilon);

    /** {@code v = fma(decay, v, gain·g·g)}, {@code w = fma(−rate, g / (√v + epsilon), w)}. */
    void rmsProp(float[] w, float[] g, float[] v, int offset, int n, float rate, float decay, float gain,
            float epsilon);

    /**
     * {@code w *= keep}, {@code m = fma(gain1, g − m, m)}, {@code v = fma(decay2, v, gain2·g·g)},
     * {@code w = fma(−step, m / fma(√v, correction, epsilon), w)}.
     */
    void adam(float[] w, float[] g, float[] m, float[] v, int offset, int n,
            float keep, float gain1, float decay2, float gain2, float step, float correction, float epsilon);

    /** As {@link #adam}, but with {@code most = max(most, v)} in place of {@code v} under the root. */
    void amsGrad(float[] w, float[] g, float[] m, float[] v, float[] most, int offset, int n,
            float keep, float gain1, float decay2, float gain2, float step, float correction, float epsilon);
}
