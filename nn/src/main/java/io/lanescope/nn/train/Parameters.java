package io.lanescope.nn.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.Dense;

/**
 * All weights and biases of a network in one array, so that an optimiser step is one pass over memory: layer by layer,
 * first the weights {@code [in, out]}, then the bias.
 */
final class Parameters {

    private final Architecture architecture;
    private final int[] weights;
    private final int[] biases;
    private final float[] values;

    Parameters(Architecture architecture) {
        this.architecture = architecture;
        int depth = architecture.layers().size();
        weights = new int[depth];
        biases = new int[depth];
        int size = 0;
        for (int l = 0; l < depth; l++) {
            weights[l] = size;
            biases[l] = Math.addExact(size, Math.multiplyExact(architecture.in(l), architecture.out(l)));
            size = Math.addExact(biases[l], architecture.out(l));
        }
        values = new float[size];
    }

    float[] values() {
        return values;
    }

    int weights(int layer) {
        return weights[layer];
    }

    int bias(int layer) {
        return biases[layer];
    }

    /** A copy as layers of their own. */
    List<Dense> toLayers() {
        List<Dense> layers = new ArrayList<>();
        for (int l = 0; l < weights.length; l++) {
            int end = biases[l] + architecture.out(l);
            layers.add(new Dense(architecture.in(l), architecture.out(l),
                    Arrays.copyOfRange(values, weights[l], biases[l]), Arrays.copyOfRange(values, biases[l], end),
                    architecture.layers().get(l).activation()));
        }
        return layers;
    }
}
