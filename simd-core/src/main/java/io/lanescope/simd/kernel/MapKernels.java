package io.lanescope.simd.kernel;

import io.lanescope.simd.Activation;

/** Elementwise functions. Source and destination are the same array at the same offset, or do not overlap. */
public interface MapKernels {

    /** {@code y = f(x)}. */
    void apply(Activation f, float[] x, int xOffset, float[] y, int yOffset, int n);

    /** {@code y *= f'(z)}. */
    void multiplyByDerivative(Activation f, float[] z, int zOffset, float[] y, int yOffset, int n);

    /** {@code y = exp(x − shift)}. */
    void exp(float shift, float[] x, int xOffset, float[] y, int yOffset, int n);
}
