package io.lanescope.explain;

import io.lanescope.nn.Mlp;

/**
 * The scalar {@code f} that is explained. An output number may be {@link #PREDICTED}: each row's own predicted class,
 * chosen at the row itself and kept along every path from it.
 *
 * <p>A network with a single logit {@code z} (binary classification) is read as the two classes of logits {@code −z}
 * and {@code z} for {@link Logit}, and of probabilities {@code 1 − σ(z)} and {@code σ(z)} for {@link Probability}.
 */
public sealed interface Target {

    /** In place of an output's number: the class that the network predicts for the row. */
    int PREDICTED = -1;

    /**
     * The output's value before softmax or sigmoid: the default for classifiers.
     *
     * @param output the class
     */
    record Logit(int output) implements Target {}

    /**
     * The class's probability after softmax or sigmoid.
     *
     * @param output the class
     */
    record Probability(int output) implements Target {}

    /**
     * {@code log(p / (1 − p))} of the class's probability, computed without cancellation.
     *
     * @param output the class
     */
    record LogOdds(int output) implements Target {}

    /**
     * The difference of two logits, {@code z_output − z_against}.
     *
     * @param output  the class that is explained
     * @param against the class that it is compared with
     */
    record Margin(int output, int against) implements Target {}

    /**
     * The network's last output as it stands, after whatever activation, softmax or log-softmax ends the network.
     *
     * @param output its number
     */
    record Output(int output) implements Target {}

    /**
     * The output that is explained.
     *
     * @return its number, or {@link #PREDICTED}
     */
    int output();

    /**
     * Refuses a model that does not have this scalar.
     *
     * @param model the network
     * @throws IllegalArgumentException if the model has no such output, or a regressor is asked for probabilities
     */
    default void checkFits(Mlp model) {
        int outputs = model.layers().getLast().out();
        int classes = model.isClassifier() && outputs == 1 && !(this instanceof Output) ? 2 : outputs;
        checkOutput(output(), classes);
        if (this instanceof Margin(int _, int against)) {
            if (against == PREDICTED) {
                throw new IllegalArgumentException("a margin needs the number of the class that it compares with");
            }
            checkOutput(against, classes);
        }
        if (!model.isClassifier() && (this instanceof Probability || this instanceof LogOdds)) {
            throw new IllegalArgumentException("a regressor has no probabilities: explain its output instead");
        }
    }

    private static void checkOutput(int output, int classes) {
        if (output != PREDICTED && (output < 0 || output >= classes)) {
            throw new IllegalArgumentException(
                    "output " + output + " does not exist: the model has outputs 0 to " + (classes - 1));
        }
    }

    /**
     * The same scalar of a certain output, as it is needed where a row's predicted class must be kept while the row is
     * changed.
     *
     * @param output its number
     * @return the scalar of that output
     */
    default Target withOutput(int output) {
        return switch (this) {
            case Logit ignored -> new Logit(output);
            case Probability ignored -> new Probability(output);
            case LogOdds ignored -> new LogOdds(output);
            case Margin(int _, int against) -> new Margin(output, against);
            case Output ignored -> new Output(output);
        };
    }
}
