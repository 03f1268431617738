package io.lanescope.cli;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import io.lanescope.cli.report.Counted;
import io.lanescope.nn.History;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.InputException;
import io.lanescope.nn.data.Scaler;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what a model is made of. */
@Command(name = "summary", sortOptions = false, description = "Shows a model's layers, parameters, scaler, features and classes, and how long it was trained.")
final class SummaryCommand implements Callable<Integer> {

    private static final int NAMES = 12;

    private final Terminal terminal;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Mixin
    private QuietOption quiet = new QuietOption();

    @Mixin
    private HelpOptions help = new HelpOptions();

    SummaryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        terminal.print(text(model.load()));
        return 0;
    }

    private static String text(Mlp model) {
        String task = switch (model.task()) {
            case MULTICLASS -> "classification, one output per class";
            case BINARY -> "classification, one output for the second of two classes";
            case REGRESSION -> "regression";
        };
        return String.format(Locale.ROOT, "%s%n%n%-9s %s%n%-9s %s%n%-9s %s%n%-9s %s%n%-9s %s%n", model.summary(),
                "task", task,
                model.isClassifier() ? "classes" : "outputs", some(model.outputNames()),
                "features", some(model.featureNames()),
                "scaler", scaler(model.scaler()),
                "training", training(model.history()));
    }

    private static String training(@Nullable History history) {
        if (history == null) {
            return "not written in the file";
        }
        int epochs = history.length();
        String measured = Double.isFinite(history.keptEpoch().validationLoss())
                ? String.format(Locale.ROOT, ", loss %.4g on rows held out", history.keptEpoch().validationLoss())
                : "";
        return Counted.of(epochs, "epoch")
                + (history.kept() == epochs ? "" : ", weights of epoch " + history.kept()) + measured;
    }

    private static String some(List<String> names) {
        return names.size() + ": " + names.stream().limit(NAMES).map(InputException::quote)
                .collect(Collectors.joining(", ", "", names.size() > NAMES ? ", …" : ""));
    }

    private static String scaler(Scaler scaler) {
        return scaler.isNone() ? "none" : "(x − shift) · scale, one shift and one scale per feature";
    }
}
