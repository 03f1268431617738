package io.lanescope.explain.actions;

import java.util.Arrays;
import java.util.List;

import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.simd.Epilogue;
import io.lanescope.simd.MatMul;
import io.lanescope.simd.Team;

/**
 * How much each training row has helped or harmed a prediction (TracInCP of Pruthi, Liu, Kale and Sundararajan, 2020, arXiv
 * 2002.08484): {@code Σ_checkpoints η · ⟨∇ℓ(training row), ∇ℓ(explained row)⟩}, the gradients over all weights and biases.
 * Positive where a step on the training row makes the explained row's loss smaller.
 *
 * <p>No row's gradient is ever written out: with δ the gradient at a layer's pre-activations and a its input, the product of
 * two rows' gradients is {@code Σ_layers (δ·δ′)(a·a′ + 1)}, which is two matrix products a layer.
 *
 * @param checkpoints networks from different times of one training, at least one
 */
public record TracIn(List<Checkpoint> checkpoints) {

    /**
     * A network at some time of its training.
     *
     * @param model        the network
     * @param learningRate η, the learning rate at that time, at least 0
     */
    public record Checkpoint(Mlp model, double learningRate) {
        /**
         * Checks the learning rate.
         *
         * @throws IllegalArgumentException if it is negative or not finite
         */
        public Checkpoint {
            if (!(learningRate >= 0 && Double.isFinite(learningRate))) {
                throw new IllegalArgumentException(
                        "a learning rate must be a number that is not negative, but is " + learningRate);
            }
        }
    }

    /**
     * Refuses an empty list.
     *
     * @throws IllegalArgumentException if there is no checkpoint
     */
    public TracIn {
        checkpoints = List.copyOf(checkpoints);
        if (checkpoints.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one checkpoint");
        }
    }

    /**
     * With the trained network alone, and a learning rate of 1.
     *
     * @param model the network
     */
    public TracIn(Mlp model) {
        this(List.of(new Checkpoint(model, 1)));
    }

    /**
     * The influence of training rows on the losses of other rows.
     *
     * @param training  rows with what belongs to them
     * @param explained rows with what belongs to them, or with the predicted classes to explain predictions as they are
     * @param team      the threads
     * @return {@code [explained rows, training rows]}; the same bits for any number of threads
     * @throws IllegalArgumentException if data does not fit a checkpoint, or has no row or target
     */
    public double[] influence(Dataset training, Dataset explained, Team team) {
        double[] influence = new double[Math.multiplyExact(explained.rows(), training.rows())];
        for (Checkpoint checkpoint : checkpoints) {
            new Products(checkpoint, training, explained, team).addTo(influence);
        }
        return influence;
    }

    /**
     * The influence of rows on themselves: large for rows that the network can only learn by heart, such as rows with a
     * wrong label.
     *
     * @param data rows with what belongs to them
     * @param team the threads
     * @return {@code [rows]}, nowhere negative
     * @throws IllegalArgumentException if the data does not fit a checkpoint, or has no row or target
     */
    public double[] selfInfluence(Dataset data, Team team) {
        double[] influence = new double[data.rows()];
        for (Checkpoint checkpoint : checkpoints) {
            double[] scores = LabelNoise.selfInfluence(checkpoint.model(), data, team);
            for (int i = 0; i < influence.length; i++) {
                influence[i] += checkpoint.learningRate() * scores[i];
            }
        }
        return influence;
    }

    /** Products of gradients at one checkpoint, a block of explained rows with a block of training rows at a time. */
    private static final class Products {

        private static final int BLOCK = LossPasses.BLOCK;

        private final double learningRate;
        private final List<Dense> layers;
        private final int trainingRows;
        private final LossPasses training;
        private final LossPasses explained;
        private final MatMul matMul;
        private final float[] slopes = new float[BLOCK * BLOCK];
        private final float[] inputs = new float[BLOCK * BLOCK];
        private final double[] sums = new double[BLOCK * BLOCK];

        Products(Checkpoint checkpoint, Dataset training, Dataset explained, Team team) {
            learningRate = checkpoint.learningRate();
            layers = checkpoint.model().layers();
            trainingRows = training.rows();
            this.training = new LossPasses(checkpoint.model(), training, team);
            this.explained = new LossPasses(checkpoint.model(), explained, team);
            matMul = new MatMul(team);
        }

        void addTo(double[] influence) {
            explained.backward((first, rows) -> training.backward((other, others) -> {
                multiply(rows, others);
                for (int r = 0; r < rows; r++) {
                    int to = (first + r) * trainingRows + other;
                    for (int i = 0; i < others; i++) {
                        influence[to + i] = Math.fma(learningRate, sums[r * others + i], influence[to + i]);
                    }
                }
            }));
        }

        private void multiply(int rows, int others) {
            Arrays.fill(sums, 0, rows * others, 0);
            for (int l = 0; l < layers.size(); l++) {
                multiply(rows, others, layers.get(l).out(), explained.delta(l), training.delta(l), slopes);
                multiply(rows, others, layers.get(l).in(), explained.input(l), training.input(l), inputs);
                for (int i = 0; i < rows * others; i++) {
                    sums[i] += slopes[i] * (inputs[i] + 1.0);
                }
            }
        }

        private void multiply(int rows, int others, int width, float[] a, float[] b, float[] products) {
            matMul.multiply(rows, others, width, 1, a, 0, width, false, b, 0, width, true, 0, products, 0, others,
                    Epilogue.NONE);
        }
    }
}
