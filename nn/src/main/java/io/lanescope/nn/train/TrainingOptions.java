package io.lanescope.nn.train;

import io.lanescope.nn.Initializer;

/**
 * How to train.
 *
 * @param epochs      passes over the training rows, at least 1
 * @param batchSize   rows a step; 0 for all at once
 * @param optimizer   how gradients change the weights
 * @param initializer how the weights start
 * @param scaling     how features are scaled, fitted on the training rows only
 * @param validation  which rows are held out
 * @param shuffle     whether each epoch has an order of its own
 * @param patience    epochs without a better validation loss after which to stop and take the best weights; 0 for never
 * @param seed        decides everything that chance decides
 */
public record TrainingOptions(
        int epochs,
        int batchSize,
        Optimizer optimizer,
        Initializer initializer,
        Scaling scaling,
        Validation validation,
        boolean shuffle,
        int patience,
        long seed) {

    /** How features are scaled. */
    public enum Scaling {
        /** As they are. */
        NONE,
        /** Mean 0 and standard deviation 1. */
        STANDARD,
        /** Smallest 0 and largest 1. */
        MIN_MAX
    }

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a number is out of its range, or patience has nothing to measure on
     */
    public TrainingOptions {
        check(epochs >= 1, "epochs must be at least 1, but is " + epochs);
        check(batchSize >= 0, "the batch size must not be negative, but is " + batchSize);
        check(patience >= 0, "patience must not be negative, but is " + patience);
        check(patience == 0 || !(validation instanceof Validation.None), "patience needs rows that are held out");
    }

    /**
     * Common settings: 20 epochs of 64 rows, Adam at 0.001, uniform weights after LeCun, standardised features, a tenth held out.
     *
     * @param seed decides everything that chance decides
     */
    public TrainingOptions(long seed) {
        this(20, 64, new Optimizer.Adam(0.001), Initializer.HE_UNIFORM, Scaling.STANDARD,
                new Validation.Stratified(0.1),
                true, 0, seed);
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
