package io.lanescope.simd;

/**
 * An elementwise activation function {@code a = f(z)} with its derivative {@code f'(z)}, both taken at the
 * pre-activation {@code z}. {@link Maps} applies them. The definitions, and the slopes at kinks, are PyTorch's.
 */
public sealed interface Activation extends ElementwiseFunction {

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

    /**
     * {@code f(z) = z} for {@code z > 0}, else {@code alpha · (exp(z) − 1)}; {@code f'(0) = alpha} (Clevert, Unterthiner and
     * Hochreiter, 2016).
     *
     * @param alpha minus the limit at −∞; PyTorch's default is 1
     */
    record Elu(float alpha) implements Activation {}

    /**
     * {@code f(z) = 1.0507… · z} for {@code z > 0}, else {@code 1.0507… · 1.6732… · (exp(z) − 1)} (Klambauer et al., 2017,
     * self-normalising networks).
     */
    record Selu() implements Activation {}

    /** {@code f(z) = z · Φ(z) = z/2 · (1 + erf(z/√2))} (Hendrycks and Gimpel, 2016). */
    record Gelu() implements Activation {}

    /** {@code f(z) = z/2 · (1 + tanh(√(2/π) · (z + 0.044715 z³)))}, the approximation of {@link Gelu} by its authors. */
    record GeluTanh() implements Activation {}

    /** {@code f(z) = z / (1 + exp(−z))}, also called swish. */
    record Silu() implements Activation {}

    /** {@code f(z) = 1 / (1 + exp(−z))}. */
    record Sigmoid() implements Activation {}

    /** {@code f(z) = min(max(z + 3, 0), 6) / 6}; {@code f'(±3) = 0}. */
    record HardSigmoid() implements Activation {}

    /** {@code f(z) = z · min(max(z + 3, 0), 6) / 6}; {@code f'(−3) = 0} and {@code f'(3) = 1} (Howard et al., 2019). */
    record HardSwish() implements Activation {}

    /** {@code f(z) = −log(1 + exp(−z))}. */
    record LogSigmoid() implements Activation {}

    /** {@code f(z) = log(1 + exp(z))}. */
    record Softplus() implements Activation {}

    /** {@code f(z) = tanh(z)}. */
    record Tanh() implements Activation {}

    /** {@code f(z) = z · tanh(log(1 + exp(z)))} (Misra, 2019). */
    record Mish() implements Activation {}
}
