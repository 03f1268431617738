package io.lanescope.explain.perturbation;

import java.util.Arrays;
import java.util.List;

import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Epilogue;
import io.lanescope.simd.Maps;
import io.lanescope.simd.MatMul;
import io.lanescope.simd.Vectors;

/**
 * The network behind its first layer, for many points at once, each of them a column. With points as columns every
 * product is as wide as the block, however few outputs a layer has.
 */
final class ColumnNetwork {

    /** How many points go through the network at once: the distance between rows of every matrix here. */
    static final int POINTS = 128;

    /** How many rows of the first layer are added up and activated at a time. */
    private static final int LINES = 16;

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

    /**
     * Puts points into columns: what the first layer makes of them is the sum of two matrices {@code [width, POINTS]}.
     *
     * @param column where the points go
     * @param count  how many there are, from the first column of both matrices on
     */
    void enter(float[] x, int xAt, float[] y, int column, int count) {
        float[] first = z[0];
        Activation activation = layers.getFirst().activation();
        boolean whole = count == POINTS;
        // a few lines at a time, which are still in the L1 cache when the activation comes
        int step = whole ? LINES * POINTS : POINTS;
        for (int line = 0; line < first.length; line += step) {
            int n = whole ? Math.min(step, first.length - line) : count;
            Vectors.add(x, xAt + line, y, line, first, line + column, n);
            if (z.length > 1) {
                Maps.apply(activation, first, line + column, first, line + column, n);
            }
        }
    }

    /** Runs the points that were entered through all layers but the last. */
    void run(int points) {
        for (int l = 1; l < z.length - 1; l++) {
            multiply(l, points);
            activate(layers.get(l).activation(), z[l], points);
        }
    }

    /**
     * The last layer's pre-activations after {@link #run}.
     *
     * @param points how many columns count
     * @return {@code [points, outputs]}
     */
    float[] logits(int points) {
        int last = z.length - 1;
        if (last > 0) {
            multiply(last, points);
        }
        int outputs = layers.get(last).out();
        for (int j = 0; j < outputs; j++) {
            for (int p = 0; p < points; p++) {
                logits[p * outputs + j] = z[last][j * POINTS + p];
            }
        }
        return logits;
    }

    /**
     * One of the last layer's pre-activations after {@link #run}, for some points.
     *
     * @param logit which one
     * @param from  the first point's column
     * @param count how many points
     * @return an array with the results from index {@code from} on
     */
    float[] logit(int logit, int from, int count) {
        int last = z.length - 1;
        if (last == 0) {
            System.arraycopy(z[0], logit * POINTS + from, logits, from, count);
            return logits;
        }
        Dense layer = layers.get(last);
        Arrays.fill(logits, from, from + count, layer.bias()[logit]);
        matMul.multiply(1, count, layer.in(), 1, layer.weights(), logit, layer.out(), true,
                z[last - 1], from, POINTS, false, 1, logits, from, POINTS, Epilogue.NONE);
        return logits;
    }

    private void multiply(int l, int points) {
        Dense layer = layers.get(l);
        for (int j = 0; j < layer.out(); j++) {
            Arrays.fill(z[l], j * POINTS, j * POINTS + points, layer.bias()[j]);
        }
        matMul.multiply(layer.out(), points, layer.in(), 1, layer.weights(), 0, layer.out(), true,
                z[l - 1], 0, POINTS, false, 1, z[l], 0, POINTS, Epilogue.NONE);
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
