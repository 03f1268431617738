package io.lanescope.nn.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.Task;

/** What was set for a training, for people to read. What is switched off is not mentioned. */
final class SettingsInWords {

    private SettingsInWords() {}

    static Map<String, String> of(Architecture architecture, Loss loss, TrainingOptions options,
            TrainingOptions.Scaling targetScaling, Validation.Split split) {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("rows", split.training().length + " to learn from" + heldOut(split, options.validation()));
        words.put("features", describe(options.scaling()));
        if (loss.task() == Task.REGRESSION) {
            words.put("numbers to predict", describe(targetScaling));
        }
        words.put("loss", describe(loss));
        words.put("optimiser", describe(options.optimizer()));
        words.put("schedule", describe(options.schedule()));
        words.put("batch size", options.batchSize() == 0 ? "all rows" : String.valueOf(options.batchSize()));
        words.put("epochs", options.patience() == 0
                ? String.valueOf(options.epochs())
                : "at most " + options.epochs() + ", and no more once the held-out loss has not become smaller for "
                        + options.patience());
        words.put("order", options.shuffle() ? "shuffled anew for each epoch" : "the same in each epoch");
        putIfAny("weighting", describe(options.weighting()), words);
        putIfAny("regularisation", describe(options.regularization()), words);
        putIfAny("clipping", describe(options.clipping()), words);
        putIfAny("dropout", dropout(architecture.layers()), words);
        putIfAny("batch normalisation", normalized(architecture.layers()), words);
        if (options.forbidden().matters()) {
            words.put("forbidden features", "punished with strength " + number(options.forbidden().strength()));
        }
        words.put("seed", String.valueOf(options.seed()));
        return words;
    }

    private static String describe(TrainingOptions.Scaling scaling) {
        return switch (scaling) {
            case NONE -> "as they are";
            case STANDARD -> "brought to mean 0 and standard deviation 1";
            case MIN_MAX -> "brought to 0 … 1";
        };
    }

    private static void putIfAny(String name, String words, Map<String, String> to) {
        if (!words.isEmpty()) {
            to.put(name, words);
        }
    }

    private static String heldOut(Validation.Split split, Validation validation) {
        String rows = ", " + split.validation().length;
        return switch (validation) {
            case Validation.None() -> "";
            case Validation.Stratified _ -> rows + " held out by chance";
            case Validation.Last _ -> rows + " held out, the last ones";
        };
    }

    private static String describe(Loss loss) {
        return switch (loss) {
            case Loss.CrossEntropy(double smoothing) -> "cross-entropy" + smoothed(smoothing);
            case Loss.BinaryCrossEntropy(double smoothing) -> "binary cross-entropy" + smoothed(smoothing);
            case Loss.MeanSquaredError() -> "mean squared error";
            case Loss.MeanAbsoluteError() -> "mean absolute error";
            case Loss.Huber(double delta) -> "Huber's, δ " + number(delta);
        };
    }

    private static String smoothed(double smoothing) {
        return smoothing == 0 ? "" : ", labels smoothed by " + number(smoothing);
    }

    private static String describe(Optimizer optimizer) {
        String rate = ", learning rate " + number(optimizer.rate());
        return switch (optimizer) {
            case Optimizer.Sgd(double _, double momentum, boolean nesterov, double decay) -> "SGD" + rate
                    + (momentum == 0 ? "" : (nesterov ? ", Nesterov's momentum " : ", momentum ") + number(momentum))
                    + decay(decay);
            case Optimizer.Adagrad(double _, double epsilon, double decay) ->
                "Adagrad" + rate + epsilon(epsilon) + decay(decay);
            case Optimizer.RmsProp(double _, double alpha, double epsilon, double decay) ->
                "RMSProp" + rate + ", α " + number(alpha) + epsilon(epsilon) + decay(decay);
            case Optimizer.Adam(double _, double beta1, double beta2, double epsilon, double decay, boolean amsgrad) ->
                (amsgrad ? "AMSGrad" : "Adam") + rate + betas(beta1, beta2) + epsilon(epsilon) + decay(decay);
            case Optimizer.AdamW(double _, double beta1, double beta2, double epsilon, double decay) ->
                "AdamW" + rate + betas(beta1, beta2) + epsilon(epsilon) + decay(decay);
        };
    }

    private static String betas(double beta1, double beta2) {
        return ", β₁ " + number(beta1) + ", β₂ " + number(beta2);
    }

    private static String epsilon(double epsilon) {
        return ", ε " + number(epsilon);
    }

    private static String decay(double decay) {
        return decay == 0 ? "" : ", weight decay " + number(decay);
    }

    private static String describe(Schedule schedule) {
        return switch (schedule) {
            case Schedule.Constant() -> "the same learning rate all the time";
            case Schedule.Step(int epochs, double factor) ->
                "times " + number(factor) + " after each " + epochs + " epochs";
            case Schedule.Exponential(double factor) -> "times " + number(factor) + " after each epoch";
            case Schedule.Cosine(double warmUp, double floor) -> "half a cosine down to " + number(floor)
                    + " of the rate" + (warmUp == 0 ? "" : ", after a warm-up of " + number(warmUp) + " of all steps");
            case Schedule.OneCycle(double rise) -> "one cycle, rising for " + number(rise) + " of all steps";
            case Schedule.ReduceOnPlateau(int patience, double factor) ->
                "times " + number(factor) + " once the loss has not become smaller for more than " + patience
                        + " epochs";
        };
    }

    private static String describe(Weighting weighting) {
        return switch (weighting) {
            case Weighting.Equal() -> "";
            case Weighting.Balanced() -> "all classes count the same";
            case Weighting.PerClass(List<Double> weights) -> "of the classes: " + join(weights);
            case Weighting.PerRow _ -> "each row has its own";
        };
    }

    private static String describe(Regularization regularization) {
        Map<String, Double> parts = new LinkedHashMap<>();
        parts.put("L1", regularization.l1());
        parts.put("L2", regularization.l2());
        parts.put("norm of the weights into a unit at most", regularization.maxNorm());
        return parts.entrySet().stream()
                .filter(part -> part.getValue() > 0 && part.getValue() < Double.POSITIVE_INFINITY)
                .map(part -> part.getKey() + " " + number(part.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String describe(Clipping clipping) {
        return switch (clipping) {
            case Clipping.None() -> "";
            case Clipping.Norm(double most) -> "all gradients together to the norm " + number(most);
            case Clipping.Value(double most) -> "each gradient to ±" + number(most);
        };
    }

    private static String dropout(List<Architecture.Layer> layers) {
        return IntStream.range(0, layers.size()).filter(l -> layers.get(l).dropout() > 0)
                .mapToObj(l -> number(layers.get(l).dropout()) + " after dense " + l)
                .collect(Collectors.joining(", "));
    }

    private static String normalized(List<Architecture.Layer> layers) {
        return IntStream.range(0, layers.size()).filter(l -> layers.get(l).batchNorm()).mapToObj(l -> "dense " + l)
                .collect(Collectors.joining(", "));
    }

    private static String join(List<Double> numbers) {
        return numbers.stream().map(SettingsInWords::number).collect(Collectors.joining(", "));
    }

    /** As short as it can be without becoming another number: 0.001, 1e-8, 3. */
    private static String number(double value) {
        return Double.toString(value).replaceFirst("\\.0(?=E|$)", "").replace('E', 'e');
    }
}
