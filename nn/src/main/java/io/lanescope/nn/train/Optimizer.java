package io.lanescope.nn.train;

/**
 * How gradients change the parameters, with PyTorch's formulas and defaults. Weight decay is coupled, {@code g += decay·w}
 * before anything else, except in {@link AdamW}; it takes all parameters, biases too, as PyTorch's does. Penalties on weights
 * alone are {@link Regularization}'s.
 */
public sealed interface Optimizer {

    /**
     * Its learning rate, which a {@link Schedule} multiplies.
     *
     * @return the rate, positive
     */
    double rate();

    /**
     * How much of the past stays in the direction of a step.
     *
     * @return momentum, or Adam's β₁, in [0, 1); 0 if there is none
     */
    default double momentum() {
        return switch (this) {
            case Sgd sgd -> sgd.momentum;
            case Adagrad _,RmsProp _ -> 0;
            case Adam adam -> adam.beta1;
            case AdamW adam -> adam.beta1;
        };
    }

    /**
     * Gradient descent, plain, with momentum (Polyak, 1964) or with Nesterov's (Sutskever and others, 2013).
     * With {@code b = momentum·b + g}: {@code w −= rate·b}, or {@code w −= rate·(g + momentum·b)} after Nesterov.
     *
     * @param rate        learning rate
     * @param momentum    in [0, 1); 0 for none
     * @param nesterov    whether the momentum is Nesterov's
     * @param weightDecay coupled
     */
    record Sgd(double rate, double momentum, boolean nesterov, double weightDecay) implements Optimizer {
        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if a number is out of its range, or Nesterov's momentum is none
         */
        public Sgd {
            checkRate(rate);
            checkShare("momentum", momentum);
            check(!nesterov || momentum > 0, "Nesterov's momentum must be positive, but is " + momentum);
            checkDecay(weightDecay);
        }

        /**
         * Plain gradient descent.
         *
         * @param rate learning rate; 0.001 in PyTorch
         */
        public Sgd(double rate) {
            this(rate, 0, false, 0);
        }
    }

    /**
     * Adagrad (Duchi, Hazan and Singer, 2011): {@code s += g²}, {@code w −= rate·g / (√s + ε)}.
     *
     * @param rate        learning rate
     * @param epsilon     ε
     * @param weightDecay coupled
     */
    record Adagrad(double rate, double epsilon, double weightDecay) implements Optimizer {
        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if a number is out of its range
         */
        public Adagrad {
            checkRate(rate);
            checkEpsilon(epsilon);
            checkDecay(weightDecay);
        }

        /**
         * Adagrad with PyTorch's ε.
         *
         * @param rate learning rate; 0.01 in PyTorch
         */
        public Adagrad(double rate) {
            this(rate, 1e-10, 0);
        }
    }

    /**
     * RMSProp (Tieleman and Hinton, 2012): {@code v = α·v + (1 − α)·g²}, {@code w −= rate·g / (√v + ε)}.
     *
     * @param rate        learning rate
     * @param alpha       α, in [0, 1)
     * @param epsilon     ε
     * @param weightDecay coupled
     */
    record RmsProp(double rate, double alpha, double epsilon, double weightDecay) implements Optimizer {
        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if a number is out of its range
         */
        public RmsProp {
            checkRate(rate);
            checkShare("alpha", alpha);
            checkEpsilon(epsilon);
            checkDecay(weightDecay);
        }

        /**
         * RMSProp with PyTorch's α and ε.
         *
         * @param rate learning rate; 0.01 in PyTorch
         */
        public RmsProp(double rate) {
            this(rate, 0.99, 1e-8, 0);
        }
    }

    /**
     * Adam (Kingma and Ba, 2015): {@code m = β₁·m + (1 − β₁)·g}, {@code v = β₂·v + (1 − β₂)·g²},
     * {@code w −= rate/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε)}. AMSGrad (Reddi, Kale and Kumar, 2018) divides by the largest
     * v so far.
     *
     * @param rate        learning rate
     * @param beta1       β₁, in [0, 1)
     * @param beta2       β₂, in [0, 1)
     * @param epsilon     ε
     * @param weightDecay coupled
     * @param amsgrad     whether it is AMSGrad
     */
    record Adam(double rate, double beta1, double beta2, double epsilon, double weightDecay, boolean amsgrad)
            implements
                Optimizer {
        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if a number is out of its range
         */
        public Adam {
            checkRate(rate);
            checkShare("beta1", beta1);
            checkShare("beta2", beta2);
            checkEpsilon(epsilon);
            checkDecay(weightDecay);
        }

        /**
         * Adam with PyTorch's decays.
         *
         * @param rate learning rate; 0.001 in PyTorch
         */
        public Adam(double rate) {
            this(rate, 0.9, 0.999, 1e-8, 0, false);
        }
    }

    /**
     * Adam with decoupled weight decay (Loshchilov and Hutter, 2019): before Adam's step {@code w −= rate·decay·w}.
     *
     * @param rate        learning rate
     * @param beta1       β₁, in [0, 1)
     * @param beta2       β₂, in [0, 1)
     * @param epsilon     ε
     * @param weightDecay decoupled
     */
    record AdamW(double rate, double beta1, double beta2, double epsilon, double weightDecay) implements Optimizer {
        /**
         * Checks the ranges.
         *
         * @throws IllegalArgumentException if a number is out of its range
         */
        public AdamW {
            checkRate(rate);
            checkShare("beta1", beta1);
            checkShare("beta2", beta2);
            checkEpsilon(epsilon);
            checkDecay(weightDecay);
        }

        /**
         * AdamW with PyTorch's decays, of weights 0.01.
         *
         * @param rate learning rate; 0.001 in PyTorch
         */
        public AdamW(double rate) {
            this(rate, 0.9, 0.999, 1e-8, 0.01);
        }
    }

    private static void checkRate(double rate) {
        check(rate > 0 && Double.isFinite(rate), "the learning rate must be positive, but is " + rate);
    }

    private static void checkShare(String name, double share) {
        check(share >= 0 && share < 1, name + " must be in [0, 1), but is " + share);
    }

    private static void checkEpsilon(double epsilon) {
        check(epsilon > 0 && Double.isFinite(epsilon), "epsilon must be positive, but is " + epsilon);
    }

    private static void checkDecay(double decay) {
        check(decay >= 0 && Double.isFinite(decay), "the weight decay must not be negative, but is " + decay);
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
