package io.lanescope.nn;

import java.util.Objects;

import io.lanescope.simd.Activation;

/**
 * A fully connected layer {@code a = f(x · W + b)}. The arrays are shared, not copied: nothing may change them once the
 * layer is part of a model.
 *
 * @param in         width of the input
 * @param out        width of the output
 * @param weights    W, {@code [in, out]}, row-major
 * @param bias       b, {@code [out]}
 * @param activation f
 */
@SuppressWarnings("ArrayRecordComponent") // large and shared; models are compared by their files
public record Dense(int in, int out, float[] weights, float[] bias, Activation activation) {

    /**
     * Checks the shapes.
     *
     * @throws IllegalArgumentException if an array does not have the layer's shape
     */
    public Dense {
        Objects.requireNonNull(activation, "activation");
        if (in < 1 || out < 1) {
            throw new IllegalArgumentException("a layer cannot map " + in + " inputs to " + out + " outputs");
        }
        if (weights.length != (long) in * out) {
            throw new IllegalArgumentException(
                    "weights must hold " + in + " × " + out + " numbers, but hold " + weights.length);
        }
        if (bias.length != out) {
            throw new IllegalArgumentException("bias must hold " + out + " numbers, but holds " + bias.length);
        }
    }
}
