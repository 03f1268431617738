package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.UpdateKernels;
import io.lanescope.simd.kernel.scalar.ScalarUpdates;

/** Optimiser steps, a vector of parameters at a time; square root and division are exactly rounded in any lane. */
final class VectorUpdates implements UpdateKernels {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;
    private static final UpdateKernels TAIL = new ScalarUpdates();

    @Override
    public void sgd(float[] w, float[] g, int offset, int n, float rate) {
        FloatVector minusRate = FloatVector.broadcast(S, -rate);
        int end = offset + S.loopBound(n);
        for (int i = offset; i < end; i += LENGTH) {
            load(g, i).fma(minusRate, load(w, i)).intoArray(w, i);
        }
        TAIL.sgd(w, g, end, offset + n - end, rate);
    }

    @Override
    public void momentum(float[] w, float[] g, float[] b, int offset, int n, float rate, float momentum) {
        FloatVector minusRate = FloatVector.broadcast(S, -rate);
        FloatVector decay = FloatVector.broadcast(S, momentum);
        int end = offset + S.loopBound(n);
        for (int i = offset; i < end; i += LENGTH) {
            FloatVector buffer = load(b, i).fma(decay, load(g, i));
            buffer.intoArray(b, i);
            buffer.fma(minusRate, load(w, i)).intoArray(w, i);
        }
        TAIL.momentum(w, g, b, end, offset + n - end, rate, momentum);
    }

    @Override
    public void nesterov(float[] w, float[] g, float[] b, int offset, int n, float rate, float momentum) {
        FloatVector minusRate = FloatVector.broadcast(S, -rate);
        FloatVector decay = FloatVector.broadcast(S, momentum);
        int end = offset + S.loopBound(n);
        for (int i = offset; i < end; i += LENGTH) {
            FloatVector gradient = load(g, i);
            FloatVector buffer = load(b, i).fma(decay, gradient);
            buffer.intoArray(b, i);
            buffer.fma(decay, gradient).fma(minusRate, load(w, i)).intoArray(w, i);
        }
        TAIL.nesterov(w, g, b, end, offset + n - end, rate, momentum);
    }

    @Override
    public void adagrad(float[] w, float[] g, float[] s, int offset, int n, float rate, float epsilon) {
        FloatVector minusRate = FloatVector.broadcast(S, -rate);
        int end = offset + S.loopBound(n);
        for (int i = offset; i < end; i += LENGTH) {
            FloatVector gradient = load(g, i);
            FloatVector sum = gradient.fma(gradient, load(s, i));
            sum.intoArray(s, i);
            gradient.div(root(sum).add(epsilon)).fma(minusRate, load(w, i)).intoArray(w, i);
        }
        TAIL.adagrad(w, g, s, end, offset + n - end, rate, epsilon);
    }

    @Override
    public void rmsProp(float[] w, float[] g, float[] v, int offset, int n, float rate, float decay, float gain,
            float epsilon) {
        FloatVector minusRate = FloatVector.broadcast(S, -rate);
        int end = offset + S.loopBound(n);
        for (int i = offset; i < end; i += LENGTH) {
            FloatVector gradient = load(g, i);
            FloatVector second = secondMoment(load(v, i), gradient, decay, gain);
            second.intoArray(v, i);
            gradient.div(root(second).add(epsilon)).fma(minusRate, load(w, i)).intoArray(w, i);
        }
        TAIL.rmsProp(w, g, v, end, offset + n - end, rate, decay, gain, epsilon);
    }

    @Override
    public void adam(float[] w, float[] g, float[] m, float[] v, int offset, int n,
            float keep, float gain1, float decay2, float gain2, float step, float correction, float epsilon) {
        FloatVector minusStep = FloatVector.broadcast(S, -step);
        FloatVector scale = FloatVector.broadcast(S, correction);
        FloatVector smallest = FloatVector.broadcast(S, epsilon);
        int end = offset + S.loopBound(n);
        for (int i = offset; i < end; i += LENGTH) {
            FloatVector gradient = load(g, i);
            FloatVector first = firstMoment(load(m, i), gradient, gain1);
            FloatVector second = secondMoment(load(v, i), gradient, decay2, gain2);
            first.intoArray(m, i);
            second.intoArray(v, i);
            FloatVector denominator = root(second).fma(scale, smallest);
            first.div(denominator).fma(minusStep, load(w, i).mul(keep)).intoArray(w, i);
        }
        TAIL.adam(w, g, m, v, end, offset + n - end, keep, gain1, decay2, gain2, step, correction, epsilon);
    }

    @Override
    public void amsGrad(float[] w, float[] g, float[] m, float[] v, float[] most, int offset, int n,
            float keep, float gain1, float decay2, float gain2, float step, float correction, float epsilon) {
        FloatVector minusStep = FloatVector.broadcast(S, -step);
        FloatVector scale = FloatVector.broadcast(S, correction);
        FloatVector smallest = FloatVector.broadcast(S, epsilon);
        int end = offset + S.loopBound(n);
        for (int i = offset; i < end; i += LENGTH) {
            FloatVector gradient = load(g, i);
            FloatVector first = firstMoment(load(m, i), gradient, gain1);
            FloatVector second = secondMoment(load(v, i), gradient, decay2, gain2);
            FloatVector largest = load(most, i).max(second);
            first.intoArray(m, i);
            second.intoArray(v, i);
            largest.intoArray(most, i);
            FloatVector denominator = root(largest).fma(scale, smallest);
            first.div(denominator).fma(minusStep, load(w, i).mul(keep)).intoArray(w, i);
        }
        TAIL.amsGrad(w, g, m, v, most, end, offset + n - end, keep, gain1, decay2, gain2, step, correction, epsilon);
    }

    private static FloatVector load(float[] x, int i) {
        return FloatVector.fromArray(S, x, i);
    }

    private static FloatVector root(FloatVector x) {
        return x.lanewise(VectorOperators.SQRT);
    }

    private static FloatVector firstMoment(FloatVector m, FloatVector g, float gain) {
        return g.sub(m).fma(FloatVector.broadcast(S, gain), m);
    }

    private static FloatVector secondMoment(FloatVector v, FloatVector g, float decay, float gain) {
        return v.fma(FloatVector.broadcast(S, decay), g.mul(gain).mul(g));
    }
}
