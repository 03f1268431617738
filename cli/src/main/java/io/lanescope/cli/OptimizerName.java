package io.lanescope.cli;

import java.util.Locale;

import io.lanescope.nn.train.Optimizer;
import org.jspecify.annotations.Nullable;

/** Optimisers as typed, with PyTorch's defaults for what was not. */
enum OptimizerName {
    SGD,
    MOMENTUM,
    NESTEROV,
    ADAGRAD,
    RMSPROP,
    ADAM,
    AMSGRAD,
    ADAMW;

    /** The optimiser. What is null takes its default. */
    Optimizer with(@Nullable Double rate, @Nullable Double momentum, @Nullable Double weightDecay) {
        boolean rolls = this == SGD || this == MOMENTUM || this == NESTEROV;
        if (momentum != null && !rolls) {
            throw new UsageException("--momentum is for sgd, momentum and nesterov, not for " + this);
        }
        double decay = weightDecay == null ? 0 : weightDecay;
        double rolling = momentum != null ? momentum : this == SGD ? 0 : 0.9;
        double adaptive = rate == null ? 0.001 : rate;
        return switch (this) {
            case SGD, MOMENTUM -> new Optimizer.Sgd(adaptive, rolling, false, decay);
            case NESTEROV -> new Optimizer.Sgd(adaptive, rolling, true, decay);
            case ADAGRAD -> new Optimizer.Adagrad(rate == null ? 0.01 : rate, 1e-10, decay);
            case RMSPROP -> new Optimizer.RmsProp(rate == null ? 0.01 : rate, 0.99, 1e-8, decay);
            case ADAM -> new Optimizer.Adam(adaptive, 0.9, 0.999, 1e-8, decay, false);
            case AMSGRAD -> new Optimizer.Adam(adaptive, 0.9, 0.999, 1e-8, decay, true);
            case ADAMW ->
                new Optimizer.AdamW(adaptive, 0.9, 0.999, 1e-8, weightDecay == null ? 0.01 : weightDecay);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
