package io.lanescope.nn;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

import io.lanescope.nn.data.Scaler;
import io.lanescope.simd.Activation;
import org.jspecify.annotations.Nullable;

/**
 * A multi-layer perceptron: dense layers in a row, and what is needed to use them on data (the scaler, names, and how to
 * read the outputs). What a classifier's last layer computes before its activation are the logits. A model does not change once it is made and may be shared between threads; {@link Predictor} runs
 * it.
 *
 * @param layers         from the input to the output, at least one; each as wide as the next one expects
 * @param outputFunction applied to every row after the last layer; something else than none only where there are several
 *                       classes and the last layer gives their logits
 * @param task           how to read the outputs
 * @param scaler         applied to every row before the first layer
 * @param featureNames   one per input
 * @param outputNames    one per class, or per output of a regression
 * @param history        how it was trained, or null if nobody knows
 */
public record Mlp(List<Dense> layers, OutputFunction outputFunction, Task task, Scaler scaler,
        List<String> featureNames, List<String> outputNames, @Nullable History history) {

    /**
     * A model of which nobody knows how it was trained.
     *
     * @param layers         as above
     * @param outputFunction as above
     * @param task           as above
     * @param scaler         as above
     * @param featureNames   as above
     * @param outputNames    as above
     */
    public Mlp(List<Dense> layers, OutputFunction outputFunction, Task task, Scaler scaler, List<String> featureNames,
            List<String> outputNames) {
        this(layers, outputFunction, task, scaler, featureNames, outputNames, null);
    }

    /**
     * A model that ends with its last layer, and of which nobody knows how it was trained.
     *
     * @param layers       as above
     * @param task         as above
     * @param scaler       as above
     * @param featureNames as above
     * @param outputNames  as above
     */
    public Mlp(List<Dense> layers, Task task, Scaler scaler, List<String> featureNames, List<String> outputNames) {
        this(layers, OutputFunction.NONE, task, scaler, featureNames, outputNames);
    }

    /**
     * Checks that the parts fit together.
     *
     * @throws IllegalArgumentException if two layers do not fit, or a name or a scale is missing
     */
    public Mlp {
        layers = List.copyOf(layers);
        featureNames = List.copyOf(featureNames);
        outputNames = List.copyOf(outputNames);
        Objects.requireNonNull(outputFunction, "outputFunction");
        Objects.requireNonNull(task, "task");
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("a model needs at least one layer");
        }
        for (int l = 1; l < layers.size(); l++) {
            if (layers.get(l).in() != layers.get(l - 1).out()) {
                throw new IllegalArgumentException("layer " + l + " expects " + layers.get(l).in()
                        + " inputs, but layer " + (l - 1) + " has " + layers.get(l - 1).out() + " outputs");
            }
        }
        checkNames("feature", featureNames.size(), layers.getFirst().in());
        int outputs = layers.getLast().out();
        checkNames("output", outputNames.size(), task == Task.BINARY ? 2 : outputs);
        if (task == Task.BINARY && outputs != 1) {
            throw new IllegalArgumentException("a binary classifier has one output, but this one has " + outputs);
        }
        if (outputFunction != OutputFunction.NONE && (task != Task.MULTICLASS
                || !(layers.getLast().activation() instanceof Activation.Identity))) {
            throw new IllegalArgumentException(
                    "a " + outputFunction.label() + " needs the logits of several classes, without an activation");
        }
        if (scaler.width() != layers.getFirst().in()) {
            throw new IllegalArgumentException("the scaler is for " + scaler.width() + " features, but the model has "
                    + layers.getFirst().in() + " inputs");
        }
    }

    private static void checkNames(String what, int names, int expected) {
        if (names != expected) {
            throw new IllegalArgumentException(
                    "there are " + names + " " + what + " names, but the model has " + expected + " " + what + "s");
        }
    }

    /**
     * The same model with other layers, which no training has made.
     *
     * @param others from the input to the output, with as many inputs and outputs in all
     * @return the other model
     * @throws IllegalArgumentException if they do not fit together, or the rest of the model
     */
    public Mlp withLayers(List<Dense> others) {
        return new Mlp(others, outputFunction, task, scaler, featureNames, outputNames);
    }

    /**
     * How many numbers a row has.
     *
     * @return the width of the input
     */
    public int inputs() {
        return layers.getFirst().in();
    }

    /**
     * How many numbers the model gives for a row.
     *
     * @return the width of the output
     */
    public int outputs() {
        return layers.getLast().out();
    }

    /**
     * Whether the outputs tell classes apart.
     *
     * @return false for a regression
     */
    public boolean isClassifier() {
        return task != Task.REGRESSION;
    }

    /**
     * The same network with other names.
     *
     * @param features one per input
     * @param outputs  one per class, or per output of a regression
     * @return a model that shares the layers with this one
     */
    public Mlp named(List<String> features, List<String> outputs) {
        return new Mlp(layers, outputFunction, task, scaler, features, outputs, history);
    }

    /**
     * The same model, which remembers how it was trained.
     *
     * @param training how, or null if nobody knows
     * @return a model that shares the layers with this one
     */
    public Mlp withHistory(@Nullable History training) {
        return new Mlp(layers, outputFunction, task, scaler, featureNames, outputNames, training);
    }

    /**
     * How many numbers were learned.
     *
     * @return weights and biases of all layers
     */
    public long parameters() {
        return layers.stream().mapToLong(l -> l.weights().length + (long) l.bias().length).sum();
    }

    /**
     * A table of the layers for people.
     *
     * @return some lines of text
     */
    public String summary() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-10s %14s %-12s %12s%n", "layer", "shape",
                "activation", "parameters"));
        for (int l = 0; l < layers.size(); l++) {
            Dense layer = layers.get(l);
            text.append(String.format(Locale.ROOT, "%-10s %14s %-12s %,12d%n", "dense " + l,
                    layer.in() + " → " + layer.out(), ActivationNames.format(layer.activation()),
                    layer.weights().length + (long) layer.bias().length));
        }
        if (outputFunction != OutputFunction.NONE) {
            text.append(String.format(Locale.ROOT, "%-38s %,12d%n", outputFunction.label(), 0));
        }
        return text.append(String.format(Locale.ROOT, "%-38s %,12d", "total", parameters())).toString();
    }
}
