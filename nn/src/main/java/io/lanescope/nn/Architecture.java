package io.lanescope.nn;

import java.util.ArrayList;
import java.util.List;

import io.lanescope.simd.Activation;

/**
 * The shape of a network: how wide its input is, and each layer's width and activation. A layer's input is as wide as
 * the output of the one before.
 *
 * @param inputs how many numbers a row has, at least 1
 * @param layers from the input to the output
 */
public record Architecture(int inputs, List<Layer> layers) {

    /**
     * One layer.
     *
     * @param width      how many outputs it has, at least 1
     * @param activation what follows the affine map
     */
    public record Layer(int width, Activation activation) {
        /**
         * Checks the width.
         *
         * @throws IllegalArgumentException if the width is not positive
         */
        public Layer {
            if (width < 1) {
                throw new IllegalArgumentException("a layer cannot have " + width + " outputs");
            }
        }
    }

    /**
     * Checks the width and copies the layers.
     *
     * @throws IllegalArgumentException if the width is not positive
     */
    public Architecture {
        layers = List.copyOf(layers);
        if (inputs < 1) {
            throw new IllegalArgumentException("a network cannot have " + inputs + " inputs");
        }
    }

    /**
     * A network without a layer yet.
     *
     * @param inputs how many numbers a row has
     * @return the beginning of an architecture
     */
    public static Architecture of(int inputs) {
        return new Architecture(inputs, List.of());
    }

    /**
     * This with one more layer on top.
     *
     * @param width      how many outputs it has
     * @param activation what follows its affine map
     * @return the larger architecture
     */
    public Architecture dense(int width, Activation activation) {
        List<Layer> more = new ArrayList<>(layers);
        more.add(new Layer(width, activation));
        return new Architecture(inputs, more);
    }

    /**
     * This with one more affine layer on top, as classifiers and regressions end.
     *
     * @param width how many outputs it has
     * @return the larger architecture
     */
    public Architecture dense(int width) {
        return dense(width, new Activation.Identity());
    }

    /**
     * Width of a layer's input.
     *
     * @param layer its number, from 0
     * @return how many numbers it takes
     */
    public int in(int layer) {
        return layer == 0 ? inputs : layers.get(layer - 1).width();
    }

    /**
     * Width of a layer's output.
     *
     * @param layer its number, from 0
     * @return how many numbers it gives
     */
    public int out(int layer) {
        return layers.get(layer).width();
    }
}
