package io.lanescope.nn.train;

import io.lanescope.nn.Task;

/**
 * What training makes small. The loss of a batch is the mean over its rows, weighted if the rows have weights; gradients
 * are those of that mean. Losses of classifiers take logits: sigmoid and softmax are inside, where they cannot overflow.
 */
public sealed interface Loss {

    /**
     * Categorical cross-entropy on logits: {@code log Σⱼ exp(zⱼ) − Σⱼ tⱼ·zⱼ}, with {@code tⱼ = (1 − s)·[j = label] +
     * s/classes}.
     *
     * @param smoothing s, in [0, 1): how much of the truth is spread over all classes (Szegedy and others, 2016)
     */
    record CrossEntropy(double smoothing) implements Loss {
        /**
         * Checks the smoothing.
         *
         * @throws IllegalArgumentException if it is not in [0, 1)
         */
        public CrossEntropy {
            checkSmoothing(smoothing);
        }

        /** Without smoothing. */
        public CrossEntropy() {
            this(0);
        }
    }

    /**
     * Binary cross-entropy on one logit: {@code log(1 + exp(z)) − t·z}, with {@code t = (1 − s)·label + s/2}.
     *
     * @param smoothing s, in [0, 1)
     */
    record BinaryCrossEntropy(double smoothing) implements Loss {
        /**
         * Checks the smoothing.
         *
         * @throws IllegalArgumentException if it is not in [0, 1)
         */
        public BinaryCrossEntropy {
            checkSmoothing(smoothing);
        }

        /** Without smoothing. */
        public BinaryCrossEntropy() {
            this(0);
        }
    }

    /** Mean squared error over rows and outputs, as PyTorch's: {@code Σ(z − y)² / outputs}. */
    record MeanSquaredError() implements Loss {}

    /** Mean absolute error over rows and outputs: {@code Σ|z − y| / outputs}; the gradient is 0 where they are equal. */
    record MeanAbsoluteError() implements Loss {}

    /**
     * Huber's loss (1964), as PyTorch's: with {@code e = z − y} the mean over the outputs of {@code e²/2} where
     * {@code |e| ≤ δ}, and of {@code δ·(|e| − δ/2)} elsewhere.
     *
     * @param delta δ, positive
     */
    record Huber(double delta) implements Loss {
        /**
         * Checks the threshold.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Huber {
            if (!(delta > 0 && Double.isFinite(delta))) {
                throw new IllegalArgumentException("Huber's delta must be positive, but is " + delta);
            }
        }

        /** With PyTorch's δ of 1. */
        public Huber() {
            this(1);
        }
    }

    /**
     * What a task is usually trained with.
     *
     * @param task how the outputs are to be read
     * @return cross-entropy for classes, the squared error for numbers
     */
    static Loss usual(Task task) {
        return switch (task) {
            case MULTICLASS -> new CrossEntropy();
            case BINARY -> new BinaryCrossEntropy();
            case REGRESSION -> new MeanSquaredError();
        };
    }

    /**
     * What this can train.
     *
     * @return how the outputs are to be read
     */
    default Task task() {
        return switch (this) {
            case CrossEntropy _ -> Task.MULTICLASS;
            case BinaryCrossEntropy _ -> Task.BINARY;
            case MeanSquaredError _,MeanAbsoluteError _,Huber _ -> Task.REGRESSION;
        };
    }

    /**
     * This with the labels as they are.
     *
     * @return the same loss without smoothing
     */
    default Loss unsmoothed() {
        return switch (this) {
            case CrossEntropy _ -> new CrossEntropy();
            case BinaryCrossEntropy _ -> new BinaryCrossEntropy();
            case MeanSquaredError _,MeanAbsoluteError _,Huber _ -> this;
        };
    }

    private static void checkSmoothing(double smoothing) {
        if (!(smoothing >= 0 && smoothing < 1)) {
            throw new IllegalArgumentException("label smoothing must be in [0, 1), but is " + smoothing);
        }
    }
}
