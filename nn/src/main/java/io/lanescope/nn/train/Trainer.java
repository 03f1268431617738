package io.lanescope.nn.train;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.Scaler;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;

/**
 * Trains a network by mini-batch gradient descent. The same data, architecture, options and seed give the same weights,
 * bit for bit, on every machine and with any number of threads.
 */
public final class Trainer {

    private final Architecture architecture;
    private final Task task;
    private final Dataset data;
    private final TrainingOptions options;
    private final TrainingListener listener;
    private final Loss loss;
    private final Validation.Split split;
    private final Dataset heldOut;
    private final Scaler scaler;
    private final int batchSize;
    private final Parameters parameters;
    private final Backpropagation network;
    private final Optimizer.State optimizer;
    private final SplittableRandom shuffling;
    private final int[] order;
    private final float[] batch;
    private final Targets targets;
    private long steps;

    /**
     * What training gives.
     *
     * @param model   the trained network
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
     * @throws IllegalArgumentException if the network does not fit the data
     */
    public Trainer(
            Architecture architecture, Dataset data, TrainingOptions options, Team team, TrainingListener listener) {
        this.architecture = architecture;
        this.data = data;
        this.options = options;
        this.listener = listener;
        task = task(architecture, data);
        loss = switch (task) {
            case MULTICLASS -> new Loss.CrossEntropy();
            case BINARY -> new Loss.BinaryCrossEntropy();
            case REGRESSION -> new Loss.MeanSquaredError();
        };
        // One root, one child a purpose: what one purpose draws never shifts what another gets.
        SplittableRandom root = new SplittableRandom(options.seed());
        SplittableRandom splitting = root.split();
        SplittableRandom initial = root.split();
        shuffling = root.split();
        split = options.validation().split(data, splitting);
        heldOut = data.subset(split.validation());
        scaler = switch (options.scaling()) {
            case NONE -> Scaler.none(data.columns());
            case STANDARD -> Scaler.standard(data.features(), data.columns(), split.training());
            case MIN_MAX -> Scaler.minMax(data.features(), data.columns(), split.training());
        };
        int rows = split.training().length;
        batchSize = options.batchSize() == 0 ? rows : Math.min(options.batchSize(), rows);
        parameters = new Parameters(architecture);
        for (int l = 0; l < architecture.layers().size(); l++) {
            options.initializer().fill(initial.split(), architecture.in(l), architecture.out(l), parameters.values(),
                    parameters.weights(l));
        }
        network = new Backpropagation(architecture, loss, parameters, batchSize, team);
        optimizer = new Optimizer.State(options.optimizer(), parameters.values().length);
        order = split.training().clone();
        batch = new float[Math.multiplyExact(batchSize, data.columns())];
        targets = Targets.of(data, order);
    }

    private static Task task(Architecture architecture, Dataset data) {
        if (architecture.inputs() != data.columns()) {
            throw new IllegalArgumentException("the network takes " + architecture.inputs()
                    + " features, but the data has " + data.columns());
        }
        if (!(architecture.layers().getLast().activation() instanceof Activation.Identity)) {
            throw new IllegalArgumentException("the last layer must give raw outputs: the loss has softmax built in");
        }
        int outputs = architecture.layers().getLast().width();
        int needed = 1;
        if (data.target() instanceof Dataset.Classes(int[] labels, List<String> names)) {
            needed = names.size();
            if (outputs == 1 && needed == 2) {
                return Task.BINARY;
            }
        }
        if (outputs != needed) {
            throw new IllegalArgumentException(
                    "the network has " + outputs + " outputs, but the data needs " + needed);
        }
        return data.target() instanceof Dataset.Classes ? Task.MULTICLASS : Task.REGRESSION;
    }

    /**
     * Trains.
     *
     * @return the model and how it went
     * @throws DivergenceException if the loss is no longer finite
     */
    public Result train() {
        List<History.Epoch> epochs = new ArrayList<>();
        Mlp best = model();
        double bestLoss = Double.POSITIVE_INFINITY;
        int bestEpoch = 0;
        for (int number = 1; number <= options.epochs(); number++) {
            double trainingLoss = trainEpoch(number);
            History.Epoch epoch = measure(number, trainingLoss);
            epochs.add(epoch);
            listener.epoch(epoch);
            if (options.patience() > 0) {
                if (epoch.validationLoss() < bestLoss) {
                    bestLoss = epoch.validationLoss();
                    bestEpoch = number;
                    best = model();
                } else if (number - bestEpoch >= options.patience()) {
                    break;
                }
            }
        }
        return new Result(options.patience() > 0 ? best : model(), new History(epochs));
    }

    private double trainEpoch(int number) {
        if (options.shuffle()) {
            Shuffle.shuffle(order, shuffling);
        }
        double sum = 0;
        for (int first = 0; first < order.length; first += batchSize) {
            int rows = Math.min(batchSize, order.length - first);
            gather(first, rows);
            double stepLoss = network.step(batch, rows, targets, first);
            steps++;
            sum += stepLoss;
            if (!Double.isFinite(stepLoss)) {
                throw diverged(number);
            }
            optimizer.step(parameters.values(), network.gradients().values());
            listener.step(number, first + rows, order.length, sum / (first + rows));
        }
        return sum / order.length;
    }

    private void gather(int first, int rows) {
        int columns = data.columns();
        for (int r = 0; r < rows; r++) {
            System.arraycopy(data.features(), order[first + r] * columns, batch, r * columns, columns);
        }
        scaler.apply(batch, 0, batch, 0, rows);
    }

    private History.Epoch measure(int number, double trainingLoss) {
        if (heldOut.rows() == 0) {
            return new History.Epoch(number, trainingLoss, Double.NaN, Double.NaN);
        }
        Evaluation evaluation = Evaluation.of(model(), heldOut);
        return new History.Epoch(number, trainingLoss, evaluation.loss(), evaluation.score());
    }

    private DivergenceException diverged(int epoch) {
        return new DivergenceException("the loss is no longer finite in epoch " + epoch + ", step " + steps
                + ": try a smaller learning rate, scaled features or clipped gradients");
    }

    private Mlp model() {
        List<String> names = switch (data.target()) {
            case Dataset.Classes classes -> classes.names();
            case Dataset.Values values -> List.of(values.name());
            case Dataset.None() -> List.of();
        };
        return new Mlp(parameters.toLayers(), task, scaler, data.featureNames(), names);
    }
}
