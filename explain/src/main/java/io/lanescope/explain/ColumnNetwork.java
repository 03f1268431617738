package io.lanescope.explain;

import java.util.Arrays;
import java.util.List;

import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Epilogue;
import io.lanescope.simd.Maps;
import io.lanescope.simd.MatMul;

/**
 * The network behind its first layer, for many points at once, each of them a column. With points as columns every
 * product is as wide as the block, however few outputs a layer has.
 */
final class ColumnNetwork {

    /** How many points go through the network at once: the distance between rows of every matrix here. */
    static final int POINTS = 128;

    private final List<Dense> layers;
    private final MatMul matMul = new MatMul();
    private final float[][] z;
    private final float[] logits;

    ColumnNetwork(Mlp model) {
        layers = model.layers();
        z = new float[layers.size()][];
        for (int l = 0; l < z.length; l++) {
            z[l] = new float[layers.get(l).out() * POINTS];
        }
        logits = new float[POINTS * model.outputs()];
    }

    /** Where the first layer's pre-activations go: {@code [width, POINTS]}. */
    float[] start() {
        return z[0];
    }

    /**
     * Runs the network from the pre-activations in {@link #start}, which are lost.
     *
     * @param points how many columns count
     * @return the last layer's pre-activations, {@code [points, outputs]}
     */
    float[] run(int points) {
        for (int l = 1; l < z.length; l++) {
            activate(layers.get(l - 1).activation(), z[l - 1], points);
            Dense layer = layers.get(l);
            for (int j = 0; j < layer.out(); j++) {
                Arrays.fill(z[l], j * POINTS, j * POINTS + points, layer.bias()[j]);
            }
            matMul.multiply(layer.out(), points, layer.in(), 1, layer.weights(), 0, layer.out(), true,
                    z[l - 1], 0, POINTS, false, 1, z[l], 0, POINTS, Epilogue.NONE);
        }
        float[] last = z[z.length - 1];
        int outputs = layers.getLast().out();
        for (int j = 0; j < outputs; j++) {
            for (int p = 0; p < points; p++) {
                logits[p * outputs + j] = last[j * POINTS + p];
            }
        }
        return logits;
    }

    private static void activate(Activation activation, float[] z, int points) {
        if (points == POINTS) {
            Maps.apply(activation, z, 0, z, 0, z.length);
            return;
        }
        for (int row = 0; row < z.length; row += POINTS) {
            Maps.apply(activation, z, row, z, row, points);
        }
    }
}
