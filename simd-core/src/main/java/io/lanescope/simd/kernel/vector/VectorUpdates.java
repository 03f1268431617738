package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.UpdateKernels;
import io.lanescope.simd.kernel.scalar.ScalarUpdates;

/**
 * Optimiser steps, a vector of parameters at a time; square root and division are exactly rounded in any lane. No helper takes
 * a vector and none lives across a loop: where the compiler does not inline such a helper, it would put vectors on the heap.
 */
final class VectorUpdates implements UpdateKernels {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;
    private static final UpdateKernels TAIL = new ScalarUpdates();

    @Override
    public void sgd(float[] w, float[] g, int offset, int n, float rate) {
        int end = offset + S.loopBound(n);
        for (int i = offset; i < end; i += LENGTH) {
            FloatVector.fromArray(S, g, i).fma(FloatVector.broadcast(S, -rate), FloatVector.fromArray(S, w, i))
                    .intoArray(w, i);
        }
        TAIL.sgd(w, g, end, offset + n - end, rate);
    }

    @Override
    public void momentum(float[] w, float[] g, float[] b, int offset, int n, float rate, float momentum) {
        int end = offset + S.loopBound(n);
        for (int i = offset; i < end; i += LENGTH) {
            FloatVector buffer = FloatVector.fromArray(S, b, i).fma(FloatVector.broadcast(S, momentum),
                    FloatVector.fromArray(S, g, i));
            buffer.intoArray(b, i);
            buffer.fma(FloatVector.broadcast(S, -rate), FloatVector.fromArray(S, w, i)).intoArray(w, i);
        }
        TAIL.momentum(w, g, b, end, offset + n - end, rate, momentum);
    }

    @Override
    public void nesterov(float[] w, float[] g, float[] b, int offset, int n, float rate, float momentum) {
        int end = offset + S.loopBound(n);
        for (int i = offset; i < end; i += LENGTH) {
            FloatVector gradient = FloatVector.fromArray(S, g, i);
            FloatVector buffer = FloatVector.fromArray(S, b, i).fma(FloatVector.broadcast(S, momentum), gradient);
            buffer.intoArray(b, i);
            buffer.fma(FloatVector.broadcast(S, momentum), gradient)
                    .fma(FloatVector.broadcast(S, -rate), FloatVector.fromArray(S, w, i)).intoArray(w, i);
        }
        TAIL.nesterov(w, g, b, end, offset + n - end, rate, momentum);
    }

    @Override
    public void adagrad(float[] w, float[] g, float[] s, int offset, int n, float rate, float epsilon) {
        int end = offset + S.loopBound(n);
        for (int i = offset; i < end; i += LENGTH) {
            FloatVector gradient = FloatVector.fromArray(S, g, i);
            FloatVector sum = gradient.fma(gradient, FloatVector.fromArray(S, s, i));
            sum.intoArray(s, i);
            gradient.div(sum.lanewise(VectorOperators.SQRT).add(epsilon))
                    .fma(FloatVector.broadcast(S, -rate), FloatVector.fromArray(S, w, i)).intoArray(w, i);
        }
        TAIL.adagrad(w, g, s, end, offset + n - end, rate, epsilon);
    }

    @Override
    public void rmsProp(float[] w, float[] g, float[] v, int offset, int n, float rate, float decay, float gain,
            float epsilon) {
        int end = offset + S.loopBound(n);
        for (int i = offset; i < end; i += LENGTH) {
            FloatVector gradient = FloatVector.fromArray(S, g, i);
            FloatVector second = FloatVector.fromArray(S, v, i)
                    .fma(FloatVector.broadcast(S, decay), gradient.mul(gain).mul(gradient));
            second.intoArray(v, i);
            gradient.div(second.lanewise(VectorOperators.SQRT).add(epsilon))
                    .fma(FloatVector.broadcast(S, -rate), FloatVector.fromArray(S, w, i)).intoArray(w, i);
        }
        TAIL.rmsProp(w, g, v, end, offset + n - end, rate, decay, gain, epsilon);
    }

    @Override
    public void adam(float[] w, float[] g, float[] m, float[] v, int offset, int n,
            float keep, float gain1, float decay2, float gain2, float step, float correction, float epsilon) {
        int end = offset + S.loopBound(n);
        for (int i = offset; i < end; i += LENGTH) {
            FloatVector gradient = FloatVector.fromArray(S, g, i);
            FloatVector old = FloatVector.fromArray(S, m, i);
            FloatVector first = gradient.sub(old).fma(FloatVector.broadcast(S, gain1), old);
            FloatVector second = FloatVector.fromArray(S, v, i)
                    .fma(FloatVector.broadcast(S, decay2), gradient.mul(gain2).mul(gradient));
            first.intoArray(m, i);
            second.intoArray(v, i);
            FloatVector denominator = second.lanewise(VectorOperators.SQRT).fma(FloatVector.broadcast(S, correction),
                    FloatVector.broadcast(S, epsilon));
            first.div(denominator).fma(FloatVector.broadcast(S, -step), FloatVector.fromArray(S, w, i).mul(keep))
                    .intoArray(w, i);
        }
        TAIL.adam(w, g, m, v, end, offset + n - end, keep, gain1, decay2, gain2, step, correction, epsilon);
    }

    @Override
    public void amsGrad(float[] w, float[] g, float[] m, float[] v, float[] most, int offset, int n,
            float keep, float gain1, float decay2, float gain2, float step, float correction, float epsilon) {
        int end = offset + S.loopBound(n);
        for (int i = offset; i < end; i += LENGTH) {
            FloatVector gradient = FloatVector.fromArray(S, g, i);
            FloatVector old = FloatVector.fromArray(S, m, i);
            FloatVector first = gradient.sub(old).fma(FloatVector.broadcast(S, gain1), old);
            FloatVector second = FloatVector.fromArray(S, v, i)
                    .fma(FloatVector.broadcast(S, decay2), gradient.mul(gain2).mul(gradient));
            FloatVector largest = FloatVector.fromArray(S, most, i).max(second);
            first.intoArray(m, i);
            second.intoArray(v, i);
            largest.intoArray(most, i);
            FloatVector denominator = largest.lanewise(VectorOperators.SQRT).fma(FloatVector.broadcast(S, correction),
                    FloatVector.broadcast(S, epsilon));
            first.div(denominator).fma(FloatVector.broadcast(S, -step), FloatVector.fromArray(S, w, i).mul(keep))
                    .intoArray(w, i);
        }
        TAIL.amsGrad(w, g, m, v, most, end, offset + n - end, keep, gain1, decay2, gain2, step, correction, epsilon);
    }
}
