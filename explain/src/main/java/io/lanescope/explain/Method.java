package io.lanescope.explain;

import java.util.List;

import io.lanescope.nn.Mlp;

/**
 * An attribution method with all its settings, as a value. Adding one means adding one file that implements this
 * interface.
 */
public interface Method {

    /**
     * The method's name as users type it.
     *
     * @return such as {@code integrated-gradients}
     */
    String name();

    /**
     * What the columns of the result stand for.
     *
     * @param model the network
     * @return the model's features, unless the method looks at something else, such as the units of a layer
     * @throws IllegalArgumentException if a setting does not fit the model
     */
    default List<String> columns(Mlp model) {
        return model.featureNames();
    }

    /**
     * Makes what one thread needs to attribute rows of a model.
     *
     * @param model  the network
     * @param target the explained scalar
     * @return a worker with its own workspace
     * @throws IllegalArgumentException if a setting does not fit the model
     */
    Attributor attributor(Mlp model, Target target);
}
