package io.lanescope.nn.train;

import io.lanescope.simd.Vectors;

/** What is done to gradients that are too large. It follows the penalties of {@link Regularization}, and precedes the optimiser. */
public sealed interface Clipping {

    /** Nothing. */
    record None() implements Clipping {}

    /**
     * All gradients together, as one vector, are made no longer than this (Pascanu, Mikolov and Bengio, 2013), as
     * PyTorch does: {@code g *= min(1, most / (‖g‖₂ + 10⁻⁶))}.
     *
     * @param most the largest norm, positive
     */
    record Norm(double most) implements Clipping {
        /**
         * Checks the norm.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Norm {
            check(most);
        }
    }

    /**
     * Each gradient is brought into {@code [−most, most]}.
     *
     * @param most the largest size, positive
     */
    record Value(double most) implements Clipping {
        /**
         * Checks the size.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Value {
            check(most);
        }
    }

    /**
     * Clips gradients in place.
     *
     * @param gradients of all parameters
     */
    default void apply(float[] gradients) {
        switch (this) {
            case None() -> {
            }
            case Norm(double most) -> {
                double factor = most / (norm(gradients) + 1e-6);
                if (factor < 1) {
                    Vectors.scale((float) factor, gradients, 0, gradients, 0, gradients.length);
                }
            }
            case Value(double most) ->
                Vectors.clamp((float) -most, (float) most, gradients, 0, gradients, 0, gradients.length);
        }
    }

    /** In float where that suffices; squares of large gradients are no floats. */
    private static double norm(float[] gradients) {
        float norm = Vectors.l2Norm(gradients, 0, gradients.length);
        if (Float.isFinite(norm)) {
            return norm;
        }
        double squares = 0;
        for (float g : gradients) {
            squares += (double) g * g;
        }
        return Math.sqrt(squares);
    }

    private static void check(double most) {
        if (!(most > 0 && Double.isFinite(most))) {
            throw new IllegalArgumentException(
                    "gradients cannot be clipped to " + most + ", only to a positive number");
        }
    }
}
