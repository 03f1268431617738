package io.lanescope.nn.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.Dense;
import io.lanescope.nn.History;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.Scaler;
import io.lanescope.simd.Team;
import org.jspecify.annotations.Nullable;

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
    private @Nullable Saving saving;

    /** Where checkpoints go, every so many epochs, and what else they say. */
    private record Saving(Path file, int every, Map<String, String> settings, Map<String, String> notes) {}

    /**
     * What training gives.
     *
     * @param model   the trained network: of the best epoch if the options have patience, else of the last one; it remembers
     *                its history
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
     * features are not scaled. Numbers to predict are then not scaled, so that the weights stay what they are. Features and
     * classes are matched by their names; if the data knows none of the model's, in their order.
     *
     * @param model the model, of the network's shape
     * @return this
     * @throws IllegalArgumentException if it has another shape, or some of the data's names but not all
     */
    public Trainer startFrom(Mlp model) {
        learner.startFrom(model);
        return this;
    }

    /**
     * Writes checkpoints while training: one before the first step, one each time so many epochs are done, and one at the
     * end. Each replaces the one before as a whole or not at all, so whenever the process is killed, there is one.
     *
     * @param file  the file, which may exist
     * @param every how many epochs, at least 1
     * @param notes texts by name, which {@link Checkpoint#notes} gives back
     * @return this
     * @throws IllegalArgumentException if the number of epochs is not positive
     */
    public Trainer checkpoint(Path file, int every, Map<String, String> notes) {
        if (every < 1) {
            throw new IllegalArgumentException("there must be at least 1 epoch from checkpoint to checkpoint, not "
                    + every);
        }
        saving = new Saving(file, every, learner.settings(), new LinkedHashMap<>(notes));
        return this;
    }

    /**
     * Takes up a training where a checkpoint left it. It ends with the same bytes as one that was not interrupted.
     *
     * @param checkpoint of a training of the same network on the same data with the same options, except the number of
     *                   epochs where the schedule does not depend on it
     * @return this
     * @throws io.lanescope.nn.data.InputException if it is the checkpoint of another training, or damaged
     */
    public Trainer resume(Checkpoint checkpoint) {
        checkpoint.checkSettings(learner.settings());
        learner.memory().forEach(checkpoint::copy);
        Scaler scaler = Scaler.none(data.columns());
        checkpoint.copy("scaler.shift", scaler.shift());
        checkpoint.copy("scaler.scale", scaler.scale());
        learner.scaler(scaler);
        Scaler targets = Scaler.none(learner.targetScaler().width());
        if (targets.width() > 0) {
            checkpoint.copy("targets.shift", targets.shift());
            checkpoint.copy("targets.scale", targets.scale());
            learner.targetScaler(targets);
        }
        plateau.restore(checkpoint.numbers("plateau", 3));
        epochs.clear();
        epochs.addAll(checkpoint.history());
        learner.optimizer().restore((long) epochs.size() * learner.stepsPerEpoch());
        double[] numbers = checkpoint.numbers("best", 2);
        bestEpoch = (int) numbers[0];
        bestLoss = numbers[1];
        best = bestEpoch == 0 ? List.of() : learner.network().toLayers();
        for (int l = 0; l < best.size(); l++) {
            checkpoint.copy("best." + l + ".weight", best.get(l).weights());
            checkpoint.copy("best." + l + ".bias", best.get(l).bias());
        }
        return this;
    }

    private void save(Saving to) {
        Checkpoint.Draft draft = new Checkpoint.Draft()
                .settings(to.settings)
                .notes(to.notes)
                .history(epochs)
                .numbers("plateau", plateau.state())
                .numbers("best", bestEpoch, bestLoss);
        learner.memory().forEach(draft::tensor);
        draft.tensor("scaler.shift", learner.scaler().shift());
        draft.tensor("scaler.scale", learner.scaler().scale());
        Scaler targets = learner.targetScaler();
        if (targets.width() > 0) {
            draft.tensor("targets.shift", targets.shift());
            draft.tensor("targets.scale", targets.scale());
        }
        for (int l = 0; l < best.size(); l++) {
            draft.tensor("best." + l + ".weight", best.get(l).weights());
            draft.tensor("best." + l + ".bias", best.get(l).bias());
        }
        draft.write(to.file);
    }

    /**
     * Trains.
     *
     * @return the model and how it went
     * @throws DivergenceException                 if the loss is no longer finite
     * @throws io.lanescope.nn.data.InputException if a checkpoint cannot be written there
     * @throws java.io.UncheckedIOException        if writing a checkpoint fails
     */
    public Result train() {
        if (saving != null && epochs.isEmpty()) {
            save(saving);
        }
        while (!isOver()) {
            int number = epochs.size() + 1;
            History.Epoch epoch = measure(number, trainEpoch(number));
            epochs.add(epoch);
            plateau.epoch(Double.isNaN(epoch.validationLoss()) ? epoch.loss() : epoch.validationLoss());
            if (options.patience() > 0 && epoch.validationLoss() < bestLoss) {
                bestLoss = epoch.validationLoss();
                bestEpoch = number;
                best = learner.network().toLayers();
            }
            if (saving != null && (number % saving.every == 0 || isOver())) {
                save(saving);
            }
            listener.epoch(epoch);
        }
        boolean last = best.isEmpty();
        History history = new History(learner.describe(), epochs, last ? epochs.size() : bestEpoch);
        Mlp model = learner.model(last ? learner.network().toLayers() : best);
        return new Result(model.withHistory(history), history);
    }

    private boolean isOver() {
        return epochs.size() >= options.epochs()
                || options.patience() > 0 && epochs.size() - bestEpoch >= options.patience();
    }

    private double trainEpoch(int number) {
        learner.begin(number);
        double sum = 0;
        double weight = 0;
        int all = learner.rows();
        for (int first = 0; first < all; first += learner.batchSize()) {
            int rows = Math.min(learner.batchSize(), all - first);
            sum += step(first, rows);
            weight += learner.totalWeight(first, rows);
            listener.step(number, first + rows, all, sum / weight);
        }
        learner.checkFinite();
        return sum / weight;
    }

    private double step(int first, int rows) {
        long number = learner.optimizer().steps();
        long perEpoch = learner.stepsPerEpoch();
        long all = perEpoch * options.epochs();
        factor = plateau.factor() * options.schedule().factor(number, perEpoch, all);
        double momentum = options.schedule().momentum(options.optimizer().momentum(), number, all);
        return learner.step(first, rows, factor, momentum);
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
