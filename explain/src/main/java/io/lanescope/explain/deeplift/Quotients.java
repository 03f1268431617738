package io.lanescope.explain.deeplift;

import java.util.Arrays;

import io.lanescope.simd.Activation;
import io.lanescope.simd.Maps;

/**
 * What an activation makes of a change, {@code Δout/Δin}, unit by unit. Where rounding could have spoilt the quotient, the
 * mean slope on the way takes its place, if both agree up to that rounding.
 */
final class Quotients {

    /** What an activation's change can be wrong by, as a share of its values: one ULP of each, and an absolute floor. */
    private static final float ROUNDING = 0x1p-22f;
    /** The first of the two nodes of the Gauss–Legendre rule on [0, 1], (1 − 1/√3) / 2. */
    private static final float FIRST_NODE = 0.21132487f;

    private final float[] values;
    private final float[] nodes;
    private final float[] slopes;

    Quotients(int widest) {
        values = new float[widest];
        nodes = new float[2 * widest];
        slopes = new float[nodes.length];
    }

    /**
     * Finds the quotients of some units that follow one another.
     *
     * @param z     their pre-activations, from {@code at} on
     * @param a     what the activation makes of those
     * @param baseZ the pre-activations to compare with, from {@code baseAt} on
     * @param baseA what the activation makes of those
     * @param units how many
     * @return the quotients, which stay until the next call
     */
    float[] of(Activation activation, float[] z, float[] a, int at, float[] baseZ, float[] baseA, int baseAt,
            int units) {
        if (activation instanceof Activation.Relu) {
            findExact(z, a, at, baseZ, baseA, baseAt, units);
            return values;
        }
        findMeanSlopes(activation, z, at, baseZ, baseAt, units);
        for (int j = 0; j < units; j++) {
            float change = z[at + j] - baseZ[baseAt + j];
            float quotient = (a[at + j] - baseA[baseAt + j]) / change;
            float rounding = (Math.max(Math.abs(a[at + j]), Math.abs(baseA[baseAt + j])) + 0.25f) * ROUNDING
                    / Math.abs(change);
            // also where nothing changes, and the quotient is no number
            values[j] = Math.abs(quotient - slopes[j]) > rounding ? quotient : slopes[j];
        }
        return values;
    }

    /** Of ReLU, whose change is its input's, nothing or one value: it cannot be spoilt. Where nothing changes, the slope. */
    private void findExact(float[] z, float[] a, int at, float[] baseZ, float[] baseA, int baseAt, int units) {
        for (int j = 0; j < units; j++) {
            float change = z[at + j] - baseZ[baseAt + j];
            float slope = z[at + j] > 0 ? 1 : 0;
            values[j] = change == 0 ? slope : (a[at + j] - baseA[baseAt + j]) / change;
        }
    }

    /** By the Gauss–Legendre rule with two nodes, exact to the fourth power of the change. */
    private void findMeanSlopes(Activation activation, float[] z, int at, float[] baseZ, int baseAt, int units) {
        for (int j = 0; j < units; j++) {
            nodes[j] = Math.fma(z[at + j] - baseZ[baseAt + j], FIRST_NODE, baseZ[baseAt + j]);
            nodes[units + j] = Math.fma(baseZ[baseAt + j] - z[at + j], FIRST_NODE, z[at + j]);
        }
        Arrays.fill(slopes, 0, 2 * units, 0.5f);
        Maps.multiplyByDerivative(activation, nodes, 0, slopes, 0, 2 * units);
        for (int j = 0; j < units; j++) {
            slopes[j] += slopes[units + j];
        }
    }
}
