package io.lanescope.explain.layer;

import java.util.List;
import java.util.stream.IntStream;

import io.lanescope.nn.Mlp;

/**
 * A hidden layer of a network, seen by its activations h. It is numbered as in the network's summary: the layer that reads
 * the inputs is 0, and the last one gives the outputs and is not hidden.
 *
 * @param number the layer's number, or {@link #LAST}
 */
public record HiddenLayer(int number) {

    /** In place of a number: the hidden layer nearest to the outputs. */
    public static final int LAST = -1;

    /** The hidden layer nearest to the outputs. */
    public HiddenLayer() {
        this(LAST);
    }

    /**
     * The layer's number in a model.
     *
     * @param model the network
     * @return its number
     * @throws IllegalArgumentException if the model has no such hidden layer
     */
    public int in(Mlp model) {
        int hidden = model.layers().size() - 1;
        if (hidden == 0) {
            throw new IllegalArgumentException("the model has no hidden layer");
        }
        if (number != LAST && (number < 0 || number >= hidden)) {
            throw new IllegalArgumentException(
                    "layer " + number + " is not hidden: the model's hidden layers are 0 to " + (hidden - 1));
        }
        return number == LAST ? hidden - 1 : number;
    }

    /**
     * How many units it has.
     *
     * @param model the network
     * @return the layer's width
     * @throws IllegalArgumentException if the model has no such hidden layer
     */
    public int units(Mlp model) {
        return model.layers().get(in(model)).out();
    }

    /** A name for each unit, such as {@code h0.12}. */
    List<String> unitNames(Mlp model) {
        int layer = in(model);
        return IntStream.range(0, units(model)).mapToObj(k -> "h" + layer + "." + k).toList();
    }

    /**
     * Refuses a unit that the layer does not have.
     *
     * @param model the network
     * @param unit  the unit's number
     * @throws IllegalArgumentException if the model has no such layer, or the layer no such unit
     */
    public void checkUnit(Mlp model, int unit) {
        if (unit < 0 || unit >= units(model)) {
            throw new IllegalArgumentException("layer " + in(model) + " has the units 0 to " + (units(model) - 1)
                    + ", but the unit is " + unit);
        }
    }
}
