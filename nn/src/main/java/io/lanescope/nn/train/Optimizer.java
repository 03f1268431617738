package io.lanescope.nn.train;

import io.lanescope.simd.Updates;

/** How gradients change the weights, with PyTorch's formulas and defaults. */
public sealed interface Optimizer {

    /**
     * Adam (Kingma and Ba, 2015); with weight decay AdamW (Loshchilov and Hutter, 2019).
     *
     * @param rate        learning rate
     * @param beta1       decay of the first moment
     * @param beta2       decay of the second moment
     * @param epsilon     added to the denominator
     * @param weightDecay decoupled weight decay, on weights and biases alike, as PyTorch does
     */
    record Adam(double rate, double beta1, double beta2, double epsilon, double weightDecay) implements Optimizer {

        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if a number is out of its range
         */
        public Adam {
            check(rate > 0 && Double.isFinite(rate), "the learning rate must be positive, but is " + rate);
            check(beta1 >= 0 && beta1 < 1, "beta1 must be in [0, 1), but is " + beta1);
            check(beta2 >= 0 && beta2 < 1, "beta2 must be in [0, 1), but is " + beta2);
            check(epsilon > 0 && Double.isFinite(epsilon), "epsilon must be positive, but is " + epsilon);
            check(weightDecay >= 0 && Double.isFinite(weightDecay),
                    "the weight decay must not be negative, but is " + weightDecay);
        }

        /**
         * Adam with the usual decays.
         *
         * @param rate learning rate; 0.001 is usual
         */
        public Adam(double rate) {
            this(rate, 0.9, 0.999, 1e-8, 0);
        }

        private static void check(boolean holds, String message) {
            if (!holds) {
                throw new IllegalArgumentException(message);
            }
        }
    }

    /** What an optimiser remembers between steps. */
    final class State {

        private final Optimizer optimizer;
        private final float[] firstMoment;
        private final float[] secondMoment;
        private long steps;

        State(Optimizer optimizer, int size) {
            this.optimizer = optimizer;
            this.firstMoment = new float[size];
            this.secondMoment = new float[size];
        }

        void step(float[] weights, float[] gradients) {
            steps++;
            switch (optimizer) {
                case Adam(double rate, double beta1, double beta2, double epsilon, double weightDecay) ->
                    Updates.adam(weights, gradients, firstMoment, secondMoment, 0, weights.length, steps, rate, beta1,
                            beta2, epsilon, weightDecay);
            }
        }
    }
}
