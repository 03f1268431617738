package io.lanescope.simd;

/**
 * An elementwise activation function {@code a = f(z)} with its derivative {@code f'(z)}, both taken at the
 * pre-activation {@code z}. {@link Maps} applies them.
 */
public sealed interface Activation {

    /** {@code f(z) = z}. */
    record Identity() implements Activation {}

    /** {@code f(z) = max(z, 0)}; {@code f'(0) = 0}. */
    record Relu() implements Activation {}

    /**
     * {@code f(z) = z} for {@code z > 0}, else {@code slope · z}; {@code f'(0) = slope}.
     *
     * @param slope the factor for negative inputs; PyTorch's default is 0.01
     */
    record LeakyRelu(float slope) implements Activation {}

    /** {@code f(z) = 1 / (1 + exp(−z))}. */
    record Sigmoid() implements Activation {}

    /** {@code f(z) = tanh(z)}. */
    record Tanh() implements Activation {}
}
