package io.lanescope.explain.effects;

import java.util.Objects;

import io.lanescope.nn.Mlp;

/**
 * Counterfactuals (Wachter, Mittelstadt and Russell, 2018, arXiv 1711.00399): how little of a row must change for the model
 * to decide otherwise.
 *
 * <p>The search has three parts. <b>Reach</b>: steps of length {@code step}, in units of each feature's scale, along the
 * gradient of what is lacking to the goal, kept inside the bounds, until the goal is met; first from the row itself, then
 * from points around it, further away with every attempt. <b>Sparsify</b>: features are set back to the row's values one
 * after the other, the least changed first, where the goal stays met. <b>Shrink</b>: bisection on the straight line from
 * the row. Of all attempts the one that changed least counts: {@code Σ|δᵢ|/scaleᵢ}. The search is local, so a smaller change
 * may exist; and where no attempt arrives, that is said, with the point that came nearest to the goal.
 *
 * @param goal      what the model shall say
 * @param low       {@code [features]}, the smallest value that each feature may take; the row itself may lie outside
 * @param high      {@code [features]}, the largest
 * @param immutable {@code [features]}, which features must stay what they are
 * @param scale     {@code [features]}, what counts as one step of each feature, positive
 * @param step      the length of a step, positive
 * @param steps     how many steps an attempt may take, at least 1
 * @param attempts  how many attempts, at least 1
 * @param seed      what the starting points are drawn from
 */
@SuppressWarnings("ArrayRecordComponent") // views of the caller's numbers; compared by identity on purpose
public record Counterfactuals(
        Goal goal, float[] low, float[] high, boolean[] immutable, float[] scale, double step, int steps, int attempts,
        long seed) {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if the arrays have different lengths or a number is out of its range
     */
    public Counterfactuals {
        Objects.requireNonNull(goal, "goal");
        if (high.length != low.length || immutable.length != low.length || scale.length != low.length) {
            throw new IllegalArgumentException("bounds, immutability and scale must be of the same length, but are of "
                    + low.length + ", " + high.length + ", " + immutable.length + " and " + scale.length);
        }
        for (int j = 0; j < low.length; j++) {
            if (!(low[j] <= high[j])) {
                throw new IllegalArgumentException("feature " + j + " is bounded by " + low[j] + " and " + high[j]);
            }
            if (!(scale[j] > 0) || !Float.isFinite(scale[j])) {
                throw new IllegalArgumentException("the scale of feature " + j + " is " + scale[j]);
            }
        }
        if (!(step > 0) || !Double.isFinite(step) || steps < 1 || attempts < 1) {
            throw new IllegalArgumentException(
                    "step, steps and attempts must be positive, but are " + step + ", " + steps
                            + " and " + attempts);
        }
    }

    /** What the model shall say. */
    public sealed interface Goal {}

    /**
     * A class shall be the likeliest.
     *
     * @param output the class
     */
    public record Decision(int output) implements Goal {}

    /**
     * An output, as it stands, shall lie in a range.
     *
     * @param output the output
     * @param low    the smallest value that will do, −∞ for none
     * @param high   the largest value that will do, +∞ for none
     */
    public record Range(int output, double low, double high) implements Goal {
        /**
         * Checks the ends.
         *
         * @throws IllegalArgumentException if there is nothing between them
         */
        public Range {
            if (!(low <= high)) {
                throw new IllegalArgumentException("nothing lies between " + low + " and " + high);
            }
        }
    }

    /**
     * With bounds and scales (standard deviations) of some rows, no feature immutable, steps of 0.1, 200 of them, and 10
     * attempts.
     *
     * @param goal     what the model shall say
     * @param x        {@code [rows, features]}, rows as they occur
     * @param rows     how many, at least 1
     * @param features how many features
     * @param seed     what the starting points are drawn from
     * @return the settings
     * @throws IllegalArgumentException if {@code x} does not hold such rows
     */
    public static Counterfactuals within(Goal goal, float[] x, int rows, int features, long seed) {
        if (rows < 1 || features < 1 || x.length != (long) rows * features) {
            throw new IllegalArgumentException("x must hold " + rows + " rows of " + features
                    + " features, at least one, but has " + x.length + " numbers");
        }
        float[] low = new float[features];
        float[] high = new float[features];
        float[] scale = new float[features];
        for (int j = 0; j < features; j++) {
            double mean = 0;
            double squares = 0;
            low[j] = x[j];
            high[j] = x[j];
            for (int i = 0; i < rows; i++) {
                float value = x[i * features + j];
                low[j] = Math.min(low[j], value);
                high[j] = Math.max(high[j], value);
                double distance = value - mean;
                mean += distance / (i + 1);
                squares += distance * (value - mean);
            }
            float deviation = (float) Math.sqrt(squares / rows);
            scale[j] = deviation > 0 ? deviation : 1;
        }
        return new Counterfactuals(goal, low, high, new boolean[features], scale, 0.1, 200, 10, seed);
    }

    /**
     * The same search with features that must stay.
     *
     * @param features the features' numbers
     * @return other settings
     * @throws IndexOutOfBoundsException if there is no such feature
     */
    public Counterfactuals keeping(int... features) {
        boolean[] kept = immutable.clone();
        for (int j : features) {
            kept[Objects.checkIndex(j, kept.length)] = true;
        }
        return new Counterfactuals(goal, low, high, kept, scale, step, steps, attempts, seed);
    }

    /**
     * What was found for a row.
     *
     * @param found     whether the goal is met
     * @param point     {@code [features]}: the counterfactual, or, if none was found, the point that came nearest
     * @param shortfall what is lacking to the goal, in units of the logits or of the output; not positive if found
     * @param distance  {@code Σ|δᵢ|/scaleᵢ} from the row
     * @param changed   how many features differ from the row
     */
    @SuppressWarnings("ArrayRecordComponent") // a result to read, never compared
    public record Result(boolean found, float[] point, double shortfall, double distance, int changed) {}

    /**
     * Searches for one row.
     *
     * @param model the network
     * @param x     {@code [features]} in the data's own units
     * @return what was found; the row itself if it meets the goal
     * @throws IllegalArgumentException if the settings or the row do not fit the model, or a number is not finite
     */
    public Result search(Mlp model, float[] x) {
        if (low.length != model.inputs() || x.length != model.inputs()) {
            throw new IllegalArgumentException("the model has " + model.inputs() + " inputs, but the search is for "
                    + low.length + " features and the row has " + x.length);
        }
        for (int j = 0; j < x.length; j++) {
            if (!Float.isFinite(x[j])) {
                throw new IllegalArgumentException("feature " + j + " of x is " + x[j]);
            }
        }
        return new CounterfactualSearch(model, this, x).run();
    }
}
