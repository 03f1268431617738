package io.lanescope.nn.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.Dense;

/**
 * All that a network learns in one array, so that an optimiser step is one pass over memory: layer by layer, first the
 * weights {@code [in, out]}, then the bias, then what batch normalisation learns, its scale and its shift.
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
            int out = architecture.out(l);
            weights[l] = size;
            biases[l] = Math.addExact(size, Math.multiplyExact(architecture.in(l), out));
            size = Math.addExact(biases[l], architecture.layers().get(l).batchNorm() ? 3 * out : out);
        }
        values = new float[size];
    }

    float[] values() {
        return values;
    }

    int depth() {
        return weights.length;
    }

    int out(int layer) {
        return architecture.out(layer);
    }

    int weights(int layer) {
        return weights[layer];
    }

    int bias(int layer) {
        return biases[layer];
    }

    /** Where the scale of a layer's batch normalisation is. */
    int scale(int layer) {
        return biases[layer] + architecture.out(layer);
    }

    /** Where the shift of a layer's batch normalisation is. */
    int shift(int layer) {
        return biases[layer] + 2 * architecture.out(layer);
    }

    /** The start of training: weights as each layer's initialiser draws them, biases 0, scales 1, shifts 0. */
    void initialize(RandomGenerator.SplittableGenerator random) {
        for (int l = 0; l < weights.length; l++) {
            Architecture.Layer layer = architecture.layers().get(l);
            layer.initializer().fill(random.split(), architecture.in(l), layer.width(), values, weights[l]);
            if (layer.batchNorm()) {
                Arrays.fill(values, scale(l), shift(l), 1);
            }
        }
    }

    /** Takes over the weights and biases of a model's layers. */
    void copyFrom(List<Dense> layers) {
        for (int l = 0; l < weights.length; l++) {
            Dense layer = layers.get(l);
            System.arraycopy(layer.weights(), 0, values, weights[l], layer.weights().length);
            System.arraycopy(layer.bias(), 0, values, biases[l], layer.bias().length);
        }
    }

    /** A copy as layers of their own. */
    List<Dense> toLayers() {
        List<Dense> layers = new ArrayList<>();
        for (int l = 0; l < weights.length; l++) {
            layers.add(new Dense(architecture.in(l), architecture.out(l),
                    Arrays.copyOfRange(values, weights[l], biases[l]),
                    Arrays.copyOfRange(values, biases[l], biases[l] + architecture.out(l)),
                    architecture.layers().get(l).activation()));
        }
        return layers;
    }
}
