package io.lanescope.simd;

import io.lanescope.simd.kernel.Kernels;

/** Optimiser steps on flat parameter arrays, each in one pass over memory. */
public final class Updates {

    private Updates() {}

    /**
     * One step of AdamW (Loshchilov and Hutter, 2019), which is Adam (Kingma and Ba, 2015) at {@code weightDecay = 0}, with PyTorch's
     * formulas: {@code w −= rate·weightDecay·w}, {@code m += (1−β₁)(g−m)}, {@code v = β₂v + (1−β₂)g²},
     * {@code w −= rate/(1−β₁ᵗ) · m / (√v/√(1−β₂ᵗ) + ε)}.
     *
     * @param w           the weights, changed
     * @param g           their gradients
     * @param m           first moments, changed
     * @param v           second moments, changed
     * @param offset      where the range starts in all four arrays
     * @param n           how many
     * @param step        the step's number t, from 1
     * @param rate        learning rate
     * @param beta1       decay of the first moment
     * @param beta2       decay of the second moment
     * @param epsilon     added to the denominator
     * @param weightDecay decoupled weight decay
     * @throws IndexOutOfBoundsException if the range reaches past an array
     */
    public static void adam(
            float[] w, float[] g, float[] m, float[] v, int offset, int n,
            long step, double rate, double beta1, double beta2, double epsilon, double weightDecay) {
        Ranges.check(w.length, "w", offset, n);
        Ranges.check(g.length, "g", offset, n);
        Ranges.check(m.length, "m", offset, n);
        Ranges.check(v.length, "v", offset, n);
        float keep = (float) (1 - rate * weightDecay);
        float oneMinusBeta1 = (float) (1 - beta1);
        float decay = (float) beta2;
        float oneMinusBeta2 = (float) (1 - beta2);
        float stepSize = (float) (rate / (1 - StrictMath.pow(beta1, step)));
        float correction = (float) Math.sqrt(1 - StrictMath.pow(beta2, step));
        float eps = (float) epsilon;
        Kernels.UPDATES.adam(w, g, m, v, offset, n, keep, oneMinusBeta1, decay, oneMinusBeta2, stepSize, correction,
                eps);
    }
}
