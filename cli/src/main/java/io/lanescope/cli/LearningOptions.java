package io.lanescope.cli;

import io.lanescope.nn.train.Clipping;
import io.lanescope.nn.train.Loss;
import io.lanescope.nn.train.Regularization;
import io.lanescope.nn.train.Schedule;
import io.lanescope.nn.train.TrainingOptions;
import io.lanescope.nn.train.Weighting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is made small, and by what steps. */
final class LearningOptions {

    @Option(names = "--loss", paramLabel = "NAME", converter = LossConverter.class, description = "What is made small: "
            + LossConverter.NAMES
            + " (default: cross-entropy for classes, mse for numbers).")
    private @Nullable Loss loss;

    @Option(names = "--label-smoothing", paramLabel = "X", defaultValue = "0", description = "How much of the truth is spread over all classes (default: ${DEFAULT-VALUE}).")
    private double labelSmoothing;

    @Option(names = "--class-weights", paramLabel = "W,W…", converter = WeightingConverter.class, description = "How much each class counts, in the classes' order; or balanced, so that all count the same (default: each row counts 1).")
    private Weighting classWeights = new Weighting.Equal();

    @Option(names = "--optimizer", paramLabel = "NAME", defaultValue = "adam", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private OptimizerName optimizer = OptimizerName.ADAM;

    @Option(names = "--learning-rate", paramLabel = "X", description = "Step size (default: PyTorch's, 0.01 for adagrad and rmsprop and 0.001 for the others).")
    private @Nullable Double learningRate;

    @Option(names = "--schedule", paramLabel = "NAME", defaultValue = "constant", converter = ScheduleConverter.class, description = "How the learning rate changes: "
            + ScheduleConverter.NAMES
            + ". Warm-up and rise are shares of all steps, the floor a share of the rate (default: ${DEFAULT-VALUE}).")
    private Schedule schedule = new Schedule.Constant();

    @Option(names = "--momentum", paramLabel = "X", description = "Of sgd (default: 0), momentum and nesterov (default: 0.9).")
    private @Nullable Double momentum;

    @Option(names = "--weight-decay", paramLabel = "X", description = "Of all parameters, as in PyTorch: decoupled with adamw (default: 0.01), else added to the gradients "
            + "(default: 0).")
    private @Nullable Double weightDecay;

    @Option(names = "--l1", paramLabel = "X", defaultValue = "0", description = "Adds X · Σ|w| over all weights, not biases, to the loss (default: ${DEFAULT-VALUE}).")
    private double l1;

    @Option(names = "--l2", paramLabel = "X", defaultValue = "0", description = "Adds X · Σw² over all weights, not biases, to the loss (default: ${DEFAULT-VALUE}).")
    private double l2;

    @Option(names = "--max-norm", paramLabel = "X", defaultValue = "0", description = "Scales the weights into each unit down to this norm after each step; 0 for never (default: ${DEFAULT-VALUE}).")
    private double maxNorm;

    @Option(names = "--clip-norm", paramLabel = "X", defaultValue = "0", description = "Scales all gradients together down to this norm; 0 for never (default: ${DEFAULT-VALUE}).")
    private double clipNorm;

    @Option(names = "--clip-value", paramLabel = "X", defaultValue = "0", description = "Brings each gradient into [-X, X]; 0 for never (default: ${DEFAULT-VALUE}).")
    private double clipValue;

    /** The loss that was asked for, or null. */
    @Nullable
    Loss loss() {
        if (labelSmoothing == 0) {
            return loss;
        }
        return switch (loss) {
            case null -> new Loss.CrossEntropy(labelSmoothing);
            case Loss.CrossEntropy _ -> new Loss.CrossEntropy(labelSmoothing);
            case Loss.BinaryCrossEntropy _ -> new Loss.BinaryCrossEntropy(labelSmoothing);
            case Loss.MeanSquaredError _,Loss.MeanAbsoluteError _,Loss.Huber _ ->
                throw new UsageException("--label-smoothing is for classes");
        };
    }

    void addTo(TrainingOptions.Builder options) {
        if (clipNorm != 0 && clipValue != 0) {
            throw new UsageException("--clip-norm and --clip-value do not go together");
        }
        options.loss(loss())
                .optimizer(optimizer.with(learningRate, momentum, weightDecay))
                .schedule(schedule)
                .weighting(classWeights)
                .regularization(new Regularization(l1, l2, maxNorm == 0 ? Double.POSITIVE_INFINITY : maxNorm))
                .clipping(clipNorm != 0
                        ? new Clipping.Norm(clipNorm)
                        : clipValue != 0 ? new Clipping.Value(clipValue) : new Clipping.None());
    }
}
