package io.lanescope.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.lanescope.simd.Activation;

/**
 * The shape of a network, and what its layers do while they learn. A layer's input is as wide as the output of the one
 * before.
 *
 * <pre>{@code
 * Architecture.of(784)
 *         .dense(128, new Activation.Relu()).batchNorm().dropout(0.2)
 *         .dense(10);
 * }</pre>
 *
 * @param inputs how many numbers a row has, at least 1
 * @param layers from the input to the output
 */
public record Architecture(int inputs, List<Layer> layers) {

    /**
     * One layer: an affine map, batch normalisation if wanted, an activation, dropout if wanted.
     *
     * @param width       how many outputs it has, at least 1
     * @param activation  what follows the affine map
     * @param initializer how its weights start
     * @param batchNorm   whether the affine map's outputs are normalised over each batch while training (Ioffe and
     *                    Szegedy, 2015); the trained model has the normalisation folded into its weights
     * @param dropout     the probability with which an output is set to 0 while training, in [0, 1); the others are
     *                    divided by the probability to stay (Srivastava and others, 2014)
     */
    public record Layer(int width, Activation activation, Initializer initializer, boolean batchNorm, double dropout) {

        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if the width is not positive, or dropout no probability below 1
         */
        public Layer {
            Objects.requireNonNull(activation, "activation");
            Objects.requireNonNull(initializer, "initializer");
            if (width < 1) {
                throw new IllegalArgumentException("a layer cannot have " + width + " outputs");
            }
            if (!(dropout >= 0 && dropout < 1)) {
                throw new IllegalArgumentException("dropout must be in [0, 1), but is " + dropout);
            }
        }

        /**
         * A layer with the activation's usual initialiser.
         *
         * @param width      how many outputs it has, at least 1
         * @param activation what follows the affine map
         */
        public Layer(int width, Activation activation) {
            this(width, activation, Initializer.usual(activation), false, 0);
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
     * The shape of a model.
     *
     * @param model the model
     * @return its widths and activations
     */
    public static Architecture of(Mlp model) {
        return new Architecture(model.inputs(), model.layers().stream()
                .map(layer -> new Layer(layer.out(), layer.activation()))
                .toList());
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
     * This with another start for the weights of the last layer so far.
     *
     * @param initializer how they start
     * @return the changed architecture
     * @throws IllegalStateException if there is no layer yet
     */
    public Architecture initializer(Initializer initializer) {
        Layer top = top();
        return withTop(new Layer(top.width, top.activation, initializer, top.batchNorm, top.dropout));
    }

    /**
     * This with batch normalisation between the affine map and the activation of the last layer so far.
     *
     * @return the changed architecture
     * @throws IllegalStateException if there is no layer yet
     */
    public Architecture batchNorm() {
        Layer top = top();
        return withTop(new Layer(top.width, top.activation, top.initializer, true, top.dropout));
    }

    /**
     * This with dropout after the activation of the last layer so far.
     *
     * @param probability with which an output is set to 0 while training
     * @return the changed architecture
     * @throws IllegalStateException    if there is no layer yet
     * @throws IllegalArgumentException if the probability is not in [0, 1)
     */
    public Architecture dropout(double probability) {
        Layer top = top();
        return withTop(new Layer(top.width, top.activation, top.initializer, top.batchNorm, probability));
    }

    private Layer top() {
        if (layers.isEmpty()) {
            throw new IllegalStateException("there is no layer yet");
        }
        return layers.getLast();
    }

    private Architecture withTop(Layer top) {
        List<Layer> changed = new ArrayList<>(layers);
        changed.set(changed.size() - 1, top);
        return new Architecture(inputs, changed);
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

    /**
     * Whether any layer normalises over batches.
     *
     * @return true if one does
     */
    public boolean normalizes() {
        return layers.stream().anyMatch(Layer::batchNorm);
    }
}
