package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.UpdateKernels;
import io.lanescope.simd.kernel.scalar.ScalarUpdates;

/** Optimiser steps, a vector of parameters at a time; square root and division are exactly rounded in any lane. */
public final class VectorUpdates implements UpdateKernels {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final UpdateKernels TAIL = new ScalarUpdates();

    @Override
    public void adam(float[] w, float[] g, float[] m, float[] v, int offset, int n,
            float keep, float gain1, float decay2, float gain2, float step, float correction, float epsilon) {
        int bound = SPECIES.loopBound(n);
        for (int i = offset; i < offset + bound; i += SPECIES.length()) {
            FloatVector gradient = FloatVector.fromArray(SPECIES, g, i);
            FloatVector first = FloatVector.fromArray(SPECIES, m, i);
            FloatVector second = FloatVector.fromArray(SPECIES, v, i);
            first = gradient.sub(first).fma(FloatVector.broadcast(SPECIES, gain1), first);
            second = second.fma(FloatVector.broadcast(SPECIES, decay2), gradient.mul(gain2).mul(gradient));
            FloatVector denominator = second.lanewise(VectorOperators.SQRT).div(correction).add(epsilon);
            FloatVector weight = FloatVector.fromArray(SPECIES, w, i).mul(keep);
            first.intoArray(m, i);
            second.intoArray(v, i);
            first.div(denominator).fma(FloatVector.broadcast(SPECIES, -step), weight).intoArray(w, i);
        }
        TAIL.adam(w, g, m, v, offset + bound, n - bound, keep, gain1, decay2, gain2, step, correction, epsilon);
    }
}
