package io.lanescope.nn;

import java.util.Objects;

import io.lanescope.simd.Activation;
import io.lanescope.simd.PackedMatrix;
import org.jspecify.annotations.Nullable;

/**
 * A fully connected layer {@code a = f(x · W + b)}. The arrays are shared, not copied: nothing may change them once the
 * layer is part of a model. Two layers are equal only if they are the same object; models are compared by their files.
 */
public final class Dense {

    private final int in;
    private final int out;
    private final float[] weights;
    private final float[] bias;
    private final Activation activation;

    // Made when first asked for. Threads that race for it make the same one, and its fields are final.
    private @Nullable PackedMatrix packed;
    private @Nullable PackedMatrix packedTranspose;

    /**
     * Checks the shapes.
     *
     * @param in         width of the input
     * @param out        width of the output
     * @param weights    W, {@code [in, out]}, row-major
     * @param bias       b, {@code [out]}
     * @param activation f
     * @throws IllegalArgumentException if an array does not have the layer's shape
     */
    public Dense(int in, int out, float[] weights, float[] bias, Activation activation) {
        this.activation = Objects.requireNonNull(activation, "activation");
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
        this.in = in;
        this.out = out;
        this.weights = weights;
        this.bias = bias;
    }

    /**
     * Width of the input.
     *
     * @return at least 1
     */
    public int in() {
        return in;
    }

    /**
     * Width of the output.
     *
     * @return at least 1
     */
    public int out() {
        return out;
    }

    /**
     * The weights W, not to be changed.
     *
     * @return {@code [in, out]}, row-major
     */
    public float[] weights() {
        return weights;
    }

    /**
     * The bias b, not to be changed.
     *
     * @return {@code [out]}
     */
    public float[] bias() {
        return bias;
    }

    /**
     * The function f.
     *
     * @return the activation
     */
    public Activation activation() {
        return activation;
    }

    /**
     * W as a matrix product reads it, for passes from the input to the output. Kept after the first call.
     *
     * @return {@code [in, out]}
     */
    public PackedMatrix packed() {
        PackedMatrix w = packed;
        if (w == null) {
            w = PackedMatrix.of(in, out, weights, 0, out, false);
            packed = w;
        }
        return w;
    }

    /**
     * Wᵀ as a matrix product reads it, for passes from the output to the input. Kept after the first call.
     *
     * @return {@code [out, in]}
     */
    public PackedMatrix packedTranspose() {
        PackedMatrix w = packedTranspose;
        if (w == null) {
            w = PackedMatrix.of(out, in, weights, 0, out, true);
            packedTranspose = w;
        }
        return w;
    }
}
