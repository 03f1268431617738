package io.lanescope.explain.effects;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.InputBounds;
import io.lanescope.explain.Method;
import io.lanescope.explain.Target;
import io.lanescope.explain.layer.HiddenLayer;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset.ImageShape;
import org.jspecify.annotations.Nullable;

/**
 * The input that the network would most like to see (Erhan et al., 2009; Simonyan, Vedaldi and Zisserman, 2013, arXiv
 * 1312.6034; the total variation of Mahendran and Vedaldi, 2015, arXiv 1412.0035): gradient ascent from each row on
 * {@code f(x) − l2·‖u‖² − tv·TV(u)}, with u the scaled input. It is no attribution: the values are the best input found, in
 * the data's own units. {@code value} is f at the row and the base value f at what was found.
 *
 * <p>A step moves u along the gradient by {@code rate} in the root mean square, falling evenly to 0 over the steps, so one
 * rate serves networks of any scale. The best point on the way counts. Nothing is left to chance.
 *
 * @param ascent how to climb
 * @param bounds what the features can be, or null where there are no bounds
 * @param image  how a row is to be seen as a picture, or null if it is none; then there is no total variation
 * @param unit   the hidden unit whose activation is made large instead of the explained scalar, or null
 */
public record ActivationMaximization(
        Ascent ascent, @Nullable InputBounds bounds, @Nullable ImageShape image, @Nullable HiddenUnit unit)
        implements
            Method {

    /**
     * How to climb.
     *
     * @param steps how many steps, at least 1
     * @param rate  length of the first step, in units of the scaled features
     * @param l2    factor of the squared norm
     * @param tv    factor of the total variation: over all pixels, the length of the step to the next one down and right
     */
    public record Ascent(int steps, float rate, float l2, float tv) {

        /**
         * Checks the settings.
         *
         * @param steps how many steps
         * @param rate  length of the first step
         * @param l2    factor of the squared norm
         * @param tv    factor of the total variation
         * @throws IllegalArgumentException if there is no step, the rate is not positive, or a factor is negative
         */
        public Ascent {
            if (steps < 1) {
                throw new IllegalArgumentException("there must be at least 1 step, but steps is " + steps);
            }
            if (!(rate > 0 && Float.isFinite(rate))) {
                throw new IllegalArgumentException("the rate must be positive, but is " + rate);
            }
            if (!(l2 >= 0 && tv >= 0 && Float.isFinite(l2) && Float.isFinite(tv))) {
                throw new IllegalArgumentException(
                        "l2 and tv must be numbers that are not negative, but are " + l2 + " and " + tv);
            }
        }

        /** 200 steps from a rate of 0.1, with an L2 factor of 0.01. */
        public Ascent() {
            this(200, 0.1f, 0.01f, 0);
        }
    }

    /**
     * A hidden unit.
     *
     * @param layer  its layer
     * @param number its number there, from 0
     */
    public record HiddenUnit(HiddenLayer layer, int number) {}

    /**
     * Refuses a total variation without pictures.
     *
     * @throws IllegalArgumentException if {@code tv} is positive and the rows are no pictures
     */
    public ActivationMaximization {
        if (image == null && ascent.tv() > 0) {
            throw new IllegalArgumentException("only pictures have a total variation");
        }
    }

    @Override
    public String name() {
        return "activation-maximization";
    }

    @Override
    public Attributor attributor(Mlp model, Target target) {
        if (image != null && image.height() * image.width() != model.inputs()) {
            throw new IllegalArgumentException(
                    "a picture of " + image + " does not have " + model.inputs() + " pixels");
        }
        if (unit != null) {
            unit.layer().checkUnit(model, unit.number());
        }
        return new AscentWorker(model, target, this);
    }
}
