package io.lanescope.explain;

import java.util.List;

import io.lanescope.nn.Mlp;
import org.jspecify.annotations.Nullable;

/**
 * An attribution method with all its settings, as a value. Adding one means adding one file that implements this
 * interface.
 *
 * <p>A method is a record whose components are its settings: they are written with every {@link Explanation}. One that
 * leaves something to chance has the component {@code long seed}, and draws the same for every row.
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
     * Whether an attribution is a slope, per unit of its feature, and no contribution of the feature's value. Metrics
     * multiply slopes with a change of the input before they compare them with a change of the output.
     *
     * @return true for gradients and their averages
     */
    default boolean slope() {
        return false;
    }

    /**
     * What inputs the method is made for. The {@link Explainer} refuses others, and metrics that change inputs stay inside.
     *
     * @return the bounds, null unless the method has such a setting
     */
    default @Nullable InputBounds bounds() {
        return null;
    }

    /**
     * Which columns share one value, so that it counts once where values are added up.
     *
     * @return every column by itself, unless the method has such a setting
     */
    default FeatureGroups groups() {
        return new FeatureGroups.Single();
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
