package io.lanescope.simd;

import java.util.Objects;

/**
 * What {@link MatMul} does to each finished part of {@code C[m, n]} while it is still in the L1 cache. An epilogue holds
 * references only; make it once and use it for every call.
 */
public sealed interface Epilogue {

    /** Nothing: {@code C} stays the product. */
    Epilogue NONE = new None();

    /** Leaves the product as it is. */
    record None() implements Epilogue {}

    /**
     * {@code C[i, j] += bias[offset + j]}.
     *
     * @param bias   one number per column of {@code C}; must not overlap it
     * @param offset where the bias starts
     */
    record Bias(float[] bias, int offset) implements Epilogue {
        /**
         * Checks that the bias is there.
         *
         * @param bias   the bias
         * @param offset where it starts
         */
        public Bias {
            Objects.requireNonNull(bias, "bias");
        }
    }

    /**
     * {@code C[i, j] += bias[biasOffset + j]}, and {@code activated[i, j] = f(C[i, j])}. {@code activated} may be
     * {@code C} itself (same array, offset and leading dimension); then only the activation remains. Otherwise it must
     * not overlap A, B, C or the bias.
     *
     * @param bias            one number per column of {@code C}; must not overlap it
     * @param biasOffset      where the bias starts
     * @param activation      the function {@code f}
     * @param activated       receives {@code f(C)}, shape {@code [m, n]}
     * @param activatedOffset where {@code activated} starts
     * @param activatedStride the distance between its rows
     */
    record BiasActivation(
            float[] bias,
            int biasOffset,
            Activation activation,
            float[] activated,
            int activatedOffset,
            int activatedStride) implements Epilogue {
        /**
         * Checks that everything is there.
         *
         * @param bias            the bias
         * @param biasOffset      where it starts
         * @param activation      the function
         * @param activated       receives its values
         * @param activatedOffset where they start
         * @param activatedStride the distance between their rows
         */
        public BiasActivation {
            Objects.requireNonNull(bias, "bias");
            Objects.requireNonNull(activation, "activation");
            Objects.requireNonNull(activated, "activated");
        }
    }

    /**
     * {@code C[i, j] *= f'(z[i, j])}: the step of backpropagation through an activation.
     *
     * @param activation the function {@code f}
     * @param z          the pre-activations, shape {@code [m, n]}; must not overlap {@code C}
     * @param zOffset    where they start
     * @param zStride    the distance between their rows
     */
    record TimesDerivative(Activation activation, float[] z, int zOffset, int zStride) implements Epilogue {
        /**
         * Checks that everything is there.
         *
         * @param activation the function
         * @param z          the pre-activations
         * @param zOffset    where they start
         * @param zStride    the distance between their rows
         */
        public TimesDerivative {
            Objects.requireNonNull(activation, "activation");
            Objects.requireNonNull(z, "z");
        }
    }
}
