package io.lanescope.nn.train;

/**
 * What training makes small. The loss of a batch is the mean over its rows; gradients are those of that mean.
 */
public sealed interface Loss {

    /** Categorical cross-entropy on logits: {@code log Σⱼ exp(zⱼ) − z_label}. */
    record CrossEntropy() implements Loss {}

    /** Binary cross-entropy on one logit: {@code log(1 + exp(z)) − label · z}. */
    record BinaryCrossEntropy() implements Loss {}

    /** Mean squared error over rows and outputs, as PyTorch's: {@code Σ(z − y)² / outputs}. */
    record MeanSquaredError() implements Loss {}
}
