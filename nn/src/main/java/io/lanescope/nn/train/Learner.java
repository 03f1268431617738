package io.lanescope.nn.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.Scaler;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;

/** A network that learns from the training rows of a data set, batch by batch. A step allocates nothing. */
final class Learner {

    private final Architecture architecture;
    private final Task task;
    private final Dataset data;
    private final TrainingOptions options;
    private final Loss loss;
    private final Validation.Split split;
    private final Parameters parameters;
    private final Backpropagation network;
    private final OptimizerState optimizer;
    private final SplittableRandom shuffling;
    private final int batchSize;
    private final int[] order;
    private final float[] batch;
    private final double[] norms;
    private final Targets targets;
    private Scaler scaler;
    private Scaler targetScaler;
    private int epoch;

    Learner(Architecture architecture, Dataset data, TrainingOptions options, Team team) {
        this.architecture = architecture;
        this.data = data;
        this.options = options;
        task = task(architecture, data);
        loss = options.loss() == null ? Loss.usual(task) : options.loss();
        if (loss.task() != task) {
            throw new IllegalArgumentException(loss + " cannot train this network on these data: "
                    + Loss.usual(task).getClass().getSimpleName() + " could");
        }
        // One root, one child a purpose: what one purpose draws never shifts what another gets.
        SplittableRandom root = new SplittableRandom(options.seed());
        SplittableRandom splitting = root.split();
        SplittableRandom initial = root.split();
        shuffling = root.split();
        split = options.validation().split(data, splitting);
        order = split.training().clone();
        scaler = fit(options.scaling(), data.features(), data.columns());
        targetScaler = data.target() instanceof Dataset.Values(float[] values, List<String> names)
                ? fit(options.targetScaling(), values, names.size())
                : Scaler.none(0);
        batchSize = options.batchSize() == 0 ? order.length : Math.min(options.batchSize(), order.length);
        if (architecture.normalizes() && batchSize < 2) {
            throw new IllegalArgumentException("batch normalisation needs batches of at least 2 rows");
        }
        ForbiddenFeatures forbidden = options.forbidden();
        if (forbidden.matters()) {
            forbidden.checkFits(architecture, task, data);
        }
        parameters = new Parameters(architecture);
        parameters.initialize(initial);
        network = new Backpropagation(architecture, loss, forbidden, parameters, batchSize, root.nextLong(), team);
        targetScaler(targetScaler);
        optimizer = new OptimizerState(options.optimizer(), parameters.values().length, team);
        batch = new float[Math.multiplyExact(batchSize, data.columns())];
        norms = new double[architecture.layers().stream().mapToInt(Architecture.Layer::width).max().orElseThrow()];
        targets = Targets.of(data, options.weighting(), order);
    }

    private Scaler fit(TrainingOptions.Scaling scaling, float[] values, int columns) {
        return switch (scaling) {
            case NONE -> Scaler.none(columns);
            case STANDARD -> Scaler.standard(values, columns, order);
            case MIN_MAX -> Scaler.minMax(values, columns, order);
        };
    }

    private static Task task(Architecture architecture, Dataset data) {
        if (architecture.inputs() != data.columns()) {
            throw new IllegalArgumentException("the network takes " + architecture.inputs()
                    + " features, but the data has " + data.columns());
        }
        if (architecture.layers().isEmpty()) {
            throw new IllegalArgumentException("the network has no layer");
        }
        Architecture.Layer last = architecture.layers().getLast();
        if (!(last.activation() instanceof Activation.Identity) || last.batchNorm() || last.dropout() > 0) {
            throw new IllegalArgumentException("the last layer must give raw outputs, without activation, batch "
                    + "normalisation and dropout: the loss has softmax or sigmoid built in");
        }
        int needed = data.target().outputs();
        if (data.target() instanceof Dataset.Classes && last.width() == 1 && needed == 2) {
            return Task.BINARY;
        }
        if (last.width() != needed) {
            throw new IllegalArgumentException(
                    "the network has " + last.width() + " outputs, but the data needs " + needed);
        }
        return data.target() instanceof Dataset.Classes ? Task.MULTICLASS : Task.REGRESSION;
    }

    Validation.Split split() {
        return split;
    }

    Loss loss() {
        return loss;
    }

    Backpropagation network() {
        return network;
    }

    OptimizerState optimizer() {
        return optimizer;
    }

    Scaler scaler() {
        return scaler;
    }

    void scaler(Scaler scaler) {
        this.scaler = scaler;
    }

    /** Of the numbers to predict; of no width where there are classes. */
    Scaler targetScaler() {
        return targetScaler;
    }

    void targetScaler(Scaler scaler) {
        targetScaler = scaler;
        if (task == Task.REGRESSION) {
            network.targetScaler(scaler);
        }
    }

    /** All arrays that change while training, by the names that a checkpoint gives them. */
    Map<String, float[]> memory() {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        arrays.put("parameters", parameters.values());
        for (float[] memory : optimizer.memory()) {
            arrays.put("optimizer." + (arrays.size() - 1), memory);
        }
        int layer = 0;
        for (float[] running : network.running()) {
            arrays.put("running." + layer++, running);
        }
        return arrays;
    }

    Map<String, String> settings() {
        return Fingerprint.of(architecture, loss, options, data, targets.weights());
    }

    /** What was set, in words. */
    Map<String, String> describe() {
        return SettingsInWords.of(architecture, loss, options,
                targetScaler.isNone() ? TrainingOptions.Scaling.NONE : options.targetScaling(), split);
    }

    /** How many rows a step takes. */
    int batchSize() {
        return batchSize;
    }

    /** How many rows are learned from in an epoch; a last batch of one row has no variance that could normalise it. */
    int rows() {
        boolean lonely = architecture.normalizes() && order.length % batchSize == 1;
        return lonely ? order.length - 1 : order.length;
    }

    /** How many steps an epoch has. */
    int stepsPerEpoch() {
        return Math.ceilDiv(rows(), batchSize);
    }

    /** Goes to the beginning of an epoch, numbered from 1, and puts its rows in order; each epoch's order depends on its number alone. */
    void begin(int number) {
        if (options.shuffle()) {
            while (epoch < number - 1) {
                shuffling.split();
                epoch++;
            }
            System.arraycopy(split.training(), 0, order, 0, order.length);
            Shuffle.shuffle(order, shuffling.split());
        }
        epoch = number;
    }

    /**
     * One step.
     *
     * @param first    its first row in the epoch's order
     * @param rows     how many rows it takes
     * @param factor   multiplies the learning rate
     * @param momentum takes the place of the optimiser's own
     * @return the sum of the weighted losses of the rows
     * @throws DivergenceException if that is not finite
     */
    double step(int first, int rows, double factor, double momentum) {
        gather(first, rows);
        double sum = network.step(batch, rows, targets, first, optimizer.steps());
        if (!Double.isFinite(sum)) {
            throw divergence(rows, optimizer.steps() + 1);
        }
        Parameters gradients = network.gradients();
        options.regularization().addGradient(parameters, gradients);
        options.clipping().apply(gradients.values());
        optimizer.step(parameters.values(), gradients.values(), factor, momentum);
        options.regularization().constrain(parameters, norms);
        return sum;
    }

    /** The weights of the rows of a step together. */
    double totalWeight(int first, int rows) {
        return targets.totalWeight(first, rows);
    }

    private void gather(int first, int rows) {
        int columns = data.columns();
        for (int r = 0; r < rows; r++) {
            scaler.apply(data.features(), order[first + r] * columns, batch, r * columns, 1);
        }
    }

    /**
     * Makes sure that all that was learned are numbers.
     *
     * @throws DivergenceException if not
     */
    void checkFinite() {
        for (float value : parameters.values()) {
            if (!Float.isFinite(value)) {
                throw divergence(1, optimizer.steps());
            }
        }
    }

    /** What went wrong where, of the batch that is in the workspace. */
    private DivergenceException divergence(int rows, long step) {
        return new Diagnosis(architecture, data, options, parameters, network).of(batch, rows, epoch, step);
    }

    Mlp model(List<Dense> layers) {
        return new Mlp(layers, task, scaler, data.featureNames(), outputNames());
    }

    private List<String> outputNames() {
        return switch (data.target()) {
            case Dataset.Classes classes -> classes.names();
            case Dataset.Values values -> values.names();
            case Dataset.None() -> List.of();
        };
    }

    /**
     * Takes over weights, biases and, unless features are to stay as they are, the scaler of a model of the same shape, matched
     * by names. The numbers to predict are then not scaled: the model's last layer knows their units.
     */
    void startFrom(Mlp model) {
        Architecture shape = Architecture.of(model);
        boolean fits = shape.inputs() == architecture.inputs()
                && Arrays.equals(shape.layers().stream().mapToInt(Architecture.Layer::width).toArray(),
                        architecture.layers().stream().mapToInt(Architecture.Layer::width).toArray());
        if (!fits) {
            throw new IllegalArgumentException("the model to start from is " + widths(shape)
                    + ", but the network is " + widths(architecture));
        }
        Mlp matched = NameMatching.match(model, data.featureNames(), outputNames());
        parameters.copyFrom(matched.layers());
        targetScaler(Scaler.none(targetScaler.width()));
        if (options.scaling() != TrainingOptions.Scaling.NONE) {
            scaler = matched.scaler();
        }
    }

    private static String widths(Architecture architecture) {
        StringBuilder text = new StringBuilder().append(architecture.inputs());
        architecture.layers().forEach(layer -> text.append(" → ").append(layer.width()));
        return text.toString();
    }
}
