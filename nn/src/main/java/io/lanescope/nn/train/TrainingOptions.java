package io.lanescope.nn.train;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * How to train. {@link #builder} starts with common settings: 20 epochs of batches of 64 rows, Adam at 0.001, standardised
 * features and numbers to predict, a tenth of the rows held out.
 *
 * @param epochs         passes over the training rows, at least 1
 * @param batchSize      rows a step; 0 for all at once
 * @param loss           what is made small; null for what is usual for the data
 * @param optimizer      how gradients change the weights
 * @param schedule       how the learning rate changes
 * @param clipping       what is done to large gradients
 * @param regularization what keeps weights small
 * @param forbidden      which features must not matter
 * @param weighting      how much each row counts
 * @param scaling        how features are scaled, fitted on the training rows only
 * @param targetScaling  how the numbers to predict are scaled while the network learns, each output by itself and fitted on
 *                       the training rows only; the trained model has the way back in its last layer, and losses are
 *                       measured in the numbers' own units
 * @param validation     which rows are held out
 * @param shuffle        whether each epoch has an order of its own
 * @param patience       epochs without a smaller validation loss after which to stop; 0 for never. If it is not 0, the
 *                       weights of the best epoch are kept
 * @param seed           decides everything that chance decides
 */
public record TrainingOptions(
        int epochs,
        int batchSize,
        @Nullable Loss loss,
        Optimizer optimizer,
        Schedule schedule,
        Clipping clipping,
        Regularization regularization,
        ForbiddenFeatures forbidden,
        Weighting weighting,
        Scaling scaling,
        Scaling targetScaling,
        Validation validation,
        boolean shuffle,
        int patience,
        long seed) {

    /** How features, or numbers to predict, are scaled. */
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
        Objects.requireNonNull(optimizer, "optimizer");
        Objects.requireNonNull(schedule, "schedule");
        Objects.requireNonNull(clipping, "clipping");
        Objects.requireNonNull(regularization, "regularization");
        Objects.requireNonNull(forbidden, "forbidden");
        Objects.requireNonNull(weighting, "weighting");
        Objects.requireNonNull(scaling, "scaling");
        Objects.requireNonNull(targetScaling, "targetScaling");
        Objects.requireNonNull(validation, "validation");
        check(epochs >= 1, "epochs must be at least 1, but is " + epochs);
        check(batchSize >= 0, "the batch size must not be negative, but is " + batchSize);
        check(patience >= 0, "patience must not be negative, but is " + patience);
        check(patience == 0 || !(validation instanceof Validation.None), "patience needs rows that are held out");
    }

    /**
     * The common settings.
     *
     * @param seed decides everything that chance decides
     */
    public TrainingOptions(long seed) {
        this(20, 64, null, new Optimizer.Adam(0.001), new Schedule.Constant(), new Clipping.None(), Regularization.NONE,
                ForbiddenFeatures.NONE, new Weighting.Equal(), Scaling.STANDARD, Scaling.STANDARD,
                new Validation.Stratified(0.1), true, 0, seed);
    }

    /**
     * Options to be changed one by one.
     *
     * @param seed decides everything that chance decides
     * @return a builder that holds the common settings
     */
    public static Builder builder(long seed) {
        return new Builder(new TrainingOptions(seed));
    }

    /**
     * These options, to be changed one by one.
     *
     * @return a builder that holds them
     */
    public Builder toBuilder() {
        return new Builder(this);
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Collects options; each method sets the one of its name and returns the builder. */
    public static final class Builder {

        private int epochs;
        private int batchSize;
        private @Nullable Loss loss;
        private Optimizer optimizer;
        private Schedule schedule;
        private Clipping clipping;
        private Regularization regularization;
        private ForbiddenFeatures forbidden;
        private Weighting weighting;
        private Scaling scaling;
        private Scaling targetScaling;
        private Validation validation;
        private boolean shuffle;
        private int patience;
        private final long seed;

        private Builder(TrainingOptions from) {
            epochs = from.epochs;
            batchSize = from.batchSize;
            loss = from.loss;
            optimizer = from.optimizer;
            schedule = from.schedule;
            clipping = from.clipping;
            regularization = from.regularization;
            forbidden = from.forbidden;
            weighting = from.weighting;
            scaling = from.scaling;
            targetScaling = from.targetScaling;
            validation = from.validation;
            shuffle = from.shuffle;
            patience = from.patience;
            seed = from.seed;
        }

        /**
         * Sets the epochs.
         *
         * @param epochs passes over the training rows, at least 1
         * @return this
         */
        public Builder epochs(int epochs) {
            this.epochs = epochs;
            return this;
        }

        /**
         * Sets the batch size.
         *
         * @param batchSize rows a step; 0 for all at once
         * @return this
         */
        public Builder batchSize(int batchSize) {
            this.batchSize = batchSize;
            return this;
        }

        /**
         * Sets the loss.
         *
         * @param loss what is made small; null for what is usual for the data
         * @return this
         */
        public Builder loss(@Nullable Loss loss) {
            this.loss = loss;
            return this;
        }

        /**
         * Sets the optimizer.
         *
         * @param optimizer how gradients change the weights
         * @return this
         */
        public Builder optimizer(Optimizer optimizer) {
            this.optimizer = optimizer;
            return this;
        }

        /**
         * Sets the schedule.
         *
         * @param schedule how the learning rate changes
         * @return this
         */
        public Builder schedule(Schedule schedule) {
            this.schedule = schedule;
            return this;
        }

        /**
         * Sets the clipping.
         *
         * @param clipping what is done to large gradients
         * @return this
         */
        public Builder clipping(Clipping clipping) {
            this.clipping = clipping;
            return this;
        }

        /**
         * Sets the regularization.
         *
         * @param regularization what keeps weights small
         * @return this
         */
        public Builder regularization(Regularization regularization) {
            this.regularization = regularization;
            return this;
        }

        /**
         * Sets what must not matter.
         *
         * @param forbidden which features must not matter
         * @return this
         */
        public Builder forbidden(ForbiddenFeatures forbidden) {
            this.forbidden = forbidden;
            return this;
        }

        /**
         * Sets the weighting.
         *
         * @param weighting how much each row counts
         * @return this
         */
        public Builder weighting(Weighting weighting) {
            this.weighting = weighting;
            return this;
        }

        /**
         * Sets the scaling.
         *
         * @param scaling how features are scaled
         * @return this
         */
        public Builder scaling(Scaling scaling) {
            this.scaling = scaling;
            return this;
        }

        /**
         * Sets the scaling of the numbers to predict.
         *
         * @param targetScaling how they are scaled while the network learns
         * @return this
         */
        public Builder targetScaling(Scaling targetScaling) {
            this.targetScaling = targetScaling;
            return this;
        }

        /**
         * Sets what is held out.
         *
         * @param validation which rows are held out
         * @return this
         */
        public Builder validation(Validation validation) {
            this.validation = validation;
            return this;
        }

        /**
         * Sets the shuffle.
         *
         * @param shuffle whether each epoch has an order of its own
         * @return this
         */
        public Builder shuffle(boolean shuffle) {
            this.shuffle = shuffle;
            return this;
        }

        /**
         * Sets the patience.
         *
         * @param patience epochs without a smaller validation loss after which to stop; 0 for never
         * @return this
         */
        public Builder patience(int patience) {
            this.patience = patience;
            return this;
        }

        /**
         * The options.
         *
         * @return what was collected
         * @throws IllegalArgumentException if a number is out of its range, or patience has nothing to measure on
         */
        public TrainingOptions build() {
            return new TrainingOptions(epochs, batchSize, loss, optimizer, schedule, clipping, regularization,
                    forbidden, weighting, scaling, targetScaling, validation, shuffle, patience, seed);
        }
    }
}
