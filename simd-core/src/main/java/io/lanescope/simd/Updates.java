package io.lanescope.simd;

import io.lanescope.simd.kernel.Kernels;

/**
 * Optimiser steps on flat parameter arrays, each in one pass over memory, with PyTorch's formulas. {@code w} holds the
 * weights, {@code g} their gradients; what an optimiser remembers starts as zeros. All arrays of a call are different ones and
 * use the same range. Hyperparameters are rounded to float after what can be computed ahead in double. Same bits at every lane
 * width and in the scalar code.
 */
public final class Updates {

    private Updates() {}

    /**
     * One step of gradient descent: {@code w −= rate·g}.
     *
     * @param w      the weights, changed
     * @param g      their gradients
     * @param offset where the range starts in both arrays
     * @param n      how many
     * @param rate   learning rate
     * @throws IndexOutOfBoundsException if the range reaches past an array
     */
    public static void sgd(float[] w, float[] g, int offset, int n, double rate) {
        check(w, g, offset, n);
        Kernels.UPDATES.sgd(w, g, offset, n, (float) rate);
    }

    /**
     * One step of gradient descent with momentum (Polyak, 1964): {@code b = momentum·b + g}, {@code w −= rate·b}.
     *
     * @param w        the weights, changed
     * @param g        their gradients
     * @param b        the momentum buffer, changed
     * @param offset   where the range starts in all arrays
     * @param n        how many
     * @param rate     learning rate
     * @param momentum how much of the buffer stays
     * @throws IndexOutOfBoundsException if the range reaches past an array
     */
    public static void momentum(float[] w, float[] g, float[] b, int offset, int n, double rate, double momentum) {
        check(w, g, offset, n);
        Ranges.check(b.length, "b", offset, n);
        Kernels.UPDATES.momentum(w, g, b, offset, n, (float) rate, (float) momentum);
    }

    /**
     * One step of gradient descent with Nesterov's momentum (Sutskever et al., 2013): {@code b = momentum·b + g},
     * {@code w −= rate·(g + momentum·b)}.
     *
     * @param w        the weights, changed
     * @param g        their gradients
     * @param b        the momentum buffer, changed
     * @param offset   where the range starts in all arrays
     * @param n        how many
     * @param rate     learning rate
     * @param momentum how much of the buffer stays
     * @throws IndexOutOfBoundsException if the range reaches past an array
     */
    public static void nesterov(float[] w, float[] g, float[] b, int offset, int n, double rate, double momentum) {
        check(w, g, offset, n);
        Ranges.check(b.length, "b", offset, n);
        Kernels.UPDATES.nesterov(w, g, b, offset, n, (float) rate, (float) momentum);
    }

    /**
     * One step of Adagrad (Duchi, Hazan and Singer, 2011): {@code s += g²}, {@code w −= rate·g / (√s + ε)}.
     *
     * @param w       the weights, changed
     * @param g       their gradients
     * @param s       the sums of squared gradients, changed
     * @param offset  where the range starts in all arrays
     * @param n       how many
     * @param rate    learning rate
     * @param epsilon added to the denominator
     * @throws IndexOutOfBoundsException if the range reaches past an array
     */
    public static void adagrad(float[] w, float[] g, float[] s, int offset, int n, double rate, double epsilon) {
        check(w, g, offset, n);
        Ranges.check(s.length, "s", offset, n);
        Kernels.UPDATES.adagrad(w, g, s, offset, n, (float) rate, (float) epsilon);
    }

    /**
     * One step of RMSProp (Tieleman and Hinton, 2012): {@code v = decay·v + (1−decay)·g²},
     * {@code w −= rate·g / (√v + ε)}.
     *
     * @param w       the weights, changed
     * @param g       their gradients
     * @param v       the running mean of squared gradients, changed
     * @param offset  where the range starts in all arrays
     * @param n       how many
     * @param rate    learning rate
     * @param decay   how much of the mean stays; PyTorch's alpha
     * @param epsilon added to the denominator
     * @throws IndexOutOfBoundsException if the range reaches past an array
     */
    public static void rmsProp(
            float[] w, float[] g, float[] v, int offset, int n, double rate, double decay, double epsilon) {
        check(w, g, offset, n);
        Ranges.check(v.length, "v", offset, n);
        Kernels.UPDATES.rmsProp(w, g, v, offset, n, (float) rate, (float) decay, (float) (1 - decay),
                (float) epsilon);
    }

    /**
     * One step of AdamW (Loshchilov and Hutter, 2019), which is Adam (Kingma and Ba, 2015) at {@code weightDecay = 0}:
     * {@code w −= rate·weightDecay·w}, {@code m += (1−β₁)(g−m)}, {@code v = β₂v + (1−β₂)g²},
     * {@code w −= rate/(1−β₁ᵗ) · m / (√v/√(1−β₂ᵗ) + ε)}.
     *
     * @param w           the weights, changed
     * @param g           their gradients
     * @param m           first moments, changed
     * @param v           second moments, changed
     * @param offset      where the range starts in all arrays
     * @param n           how many
     * @param step        the step's number t, from 1
     * @param rate        learning rate
     * @param beta1       decay of the first moment
     * @param beta2       decay of the second moment
     * @param epsilon     added to the denominator
     * @param weightDecay decoupled weight decay
     * @throws IllegalArgumentException  if the step is less than 1
     * @throws IndexOutOfBoundsException if the range reaches past an array
     */
    public static void adam(
            float[] w, float[] g, float[] m, float[] v, int offset, int n,
            long step, double rate, double beta1, double beta2, double epsilon, double weightDecay) {
        check(w, g, offset, n);
        Ranges.check(m.length, "m", offset, n);
        Ranges.check(v.length, "v", offset, n);
        Kernels.UPDATES.adam(w, g, m, v, offset, n, keep(rate, weightDecay), (float) (1 - beta1), (float) beta2,
                (float) (1 - beta2), stepSize(rate, beta1, step), correction(beta2, step), (float) epsilon);
    }

    /**
     * One step of AMSGrad (Reddi, Kale and Kumar, 2018): {@link #adam} with the largest second moment so far in its
     * denominator.
     *
     * @param w           the weights, changed
     * @param g           their gradients
     * @param m           first moments, changed
     * @param v           second moments, changed
     * @param most        the largest second moments, changed
     * @param offset      where the range starts in all arrays
     * @param n           how many
     * @param step        the step's number t, from 1
     * @param rate        learning rate
     * @param beta1       decay of the first moment
     * @param beta2       decay of the second moment
     * @param epsilon     added to the denominator
     * @param weightDecay decoupled weight decay
     * @throws IllegalArgumentException  if the step is less than 1
     * @throws IndexOutOfBoundsException if the range reaches past an array
     */
    public static void amsGrad(
            float[] w, float[] g, float[] m, float[] v, float[] most, int offset, int n,
            long step, double rate, double beta1, double beta2, double epsilon, double weightDecay) {
        check(w, g, offset, n);
        Ranges.check(m.length, "m", offset, n);
        Ranges.check(v.length, "v", offset, n);
        Ranges.check(most.length, "most", offset, n);
        Kernels.UPDATES.amsGrad(w, g, m, v, most, offset, n, keep(rate, weightDecay), (float) (1 - beta1),
                (float) beta2, (float) (1 - beta2), stepSize(rate, beta1, step), correction(beta2, step),
                (float) epsilon);
    }

    private static float keep(double rate, double weightDecay) {
        return (float) (1 - rate * weightDecay);
    }

    private static float stepSize(double rate, double beta1, long step) {
        if (step < 1) {
            throw new IllegalArgumentException("step must be at least 1, but is " + step);
        }
        return (float) (rate / (1 - power(beta1, step)));
    }

    private static float correction(double beta2, long step) {
        return (float) (1 / Math.sqrt(1 - power(beta2, step)));
    }

    /** By squaring: StrictMath.pow, whose bits are the same everywhere as well, makes arrays. */
    private static double power(double base, long exponent) {
        double result = 1;
        double square = base;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                result *= square;
            }
            square *= square;
        }
        return result;
    }

    private static void check(float[] w, float[] g, int offset, int n) {
        Ranges.check(w.length, "w", offset, n);
        Ranges.check(g.length, "g", offset, n);
    }
}
