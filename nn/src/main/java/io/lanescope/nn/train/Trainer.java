package io.lanescope.nn.train;

import java.util.ArrayList;
import java.util.List;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.simd.Team;

/**
 * Trains a network by mini-batch gradient descent. The same data, architecture, options and seed give the same weights,
 * bit for bit, on every machine and with any number of threads.
 */
public final class Trainer {

    private final Dataset data;
    private final TrainingOptions options;
    private final TrainingListener listener;
    private final Learner learner;
    private final Plateau plateau;
    private final List<History.Epoch> epochs = new ArrayList<>();
    private List<Dense> best = List.of();
    private double bestLoss = Double.POSITIVE_INFINITY;
    private int bestEpoch;
    private double factor = 1;

    /**
     * What training gives.
     *
     * @param model   the trained network: of the best epoch if the options have patience, else of the last one
     * @param history how it went
     */
    public record Result(Mlp model, History history) {}

    /**
     * Prepares training.
     *
     * @param architecture the network's shape; it ends in raw outputs, without an activation
     * @param data         what to learn from, classes or values
     * @param options      how
     * @param team         the threads
     * @param listener     hears how it goes
     * @throws IllegalArgumentException if the network, the loss or the weights of rows do not fit the data
     */
    public Trainer(
            Architecture architecture, Dataset data, TrainingOptions options, Team team, TrainingListener listener) {
        this.data = data;
        this.options = options;
        this.listener = listener;
        learner = new Learner(architecture, data, options, team);
        plateau = new Plateau(options.schedule());
    }

    /**
     * Starts from a model's weights and biases instead of random ones, and with its scaler unless the options say that
     * features are not scaled.
     *
     * @param model the model, of the network's shape
     * @return this
     * @throws IllegalArgumentException if it has another shape
     */
    public Trainer startFrom(Mlp model) {
        learner.startFrom(model);
        return this;
    }

    /**
     * Trains.
     *
     * @return the model and how it went
     * @throws DivergenceException if the loss is no longer finite
     */
    public Result train() {
        while (epochs.size() < options.epochs() && !isPatienceOver()) {
            int number = epochs.size() + 1;
            History.Epoch epoch = measure(number, trainEpoch(number));
            epochs.add(epoch);
            plateau.epoch(Double.isNaN(epoch.validationLoss()) ? epoch.loss() : epoch.validationLoss());
            if (options.patience() > 0 && epoch.validationLoss() < bestLoss) {
                bestLoss = epoch.validationLoss();
                bestEpoch = number;
                best = learner.network().toLayers();
            }
            listener.epoch(epoch);
        }
        return new Result(learner.model(best.isEmpty() ? learner.network().toLayers() : best), new History(epochs));
    }

    private boolean isPatienceOver() {
        return options.patience() > 0 && epochs.size() - bestEpoch >= options.patience();
    }

    private double trainEpoch(int number) {
        learner.begin(number);
        double sum = 0;
        double weight = 0;
        int all = learner.rows();
        for (int first = 0; first < all; first += learner.batchSize()) {
            int rows = Math.min(learner.batchSize(), all - first);
            factor = factor();
            sum += learner.step(first, rows, factor);
            weight += learner.totalWeight(first, rows);
            listener.step(number, first + rows, all, sum / weight);
        }
        if (!learner.isFinite()) {
            throw learner.divergence(1);
        }
        return sum / weight;
    }

    private double factor() {
        long perEpoch = learner.stepsPerEpoch();
        return plateau.factor()
                * options.schedule().factor(learner.optimizer().steps(), perEpoch, perEpoch * options.epochs());
    }

    private History.Epoch measure(int number, double trainingLoss) {
        double rate = options.optimizer().rate() * factor;
        int[] heldOut = learner.split().validation();
        if (heldOut.length == 0) {
            return new History.Epoch(number, trainingLoss, Double.NaN, Double.NaN, rate);
        }
        Evaluation evaluation = Evaluation.of(learner.model(learner.network().toLayers()), data, heldOut,
                learner.loss());
        return new History.Epoch(number, trainingLoss, evaluation.loss(), evaluation.score(), rate);
    }
}
