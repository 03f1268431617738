package io.lanescope.cli;

import java.util.List;
import java.util.Locale;

import io.lanescope.cli.report.Counted;
import io.lanescope.nn.ActivationNames;
import io.lanescope.nn.Architecture;
import io.lanescope.nn.History;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.train.TrainingListener;
import io.lanescope.nn.train.Validation;
import io.lanescope.simd.Activation;

/** Shows how training goes: the epoch, the loss and, once there is one, the score on the rows held out. */
final class TrainingProgress implements TrainingListener {

    private final Progress progress;
    private final int epochs;
    private final Dataset.Target target;
    private String score = "";

    TrainingProgress(Progress progress, int epochs, Dataset.Target target) {
        this.progress = progress;
        this.epochs = epochs;
        this.target = target;
    }

    @Override
    public void step(int epoch, int done, int rows, double loss) {
        progress.show((epoch - 1L) * rows + done,
                String.format(Locale.ROOT, "epoch %d of %d, loss %.4g%s", epoch, epochs,
                        loss, score));
    }

    @Override
    public void epoch(History.Epoch epoch) {
        if (!Double.isNaN(epoch.validationScore())) {
            score = ", " + score(target, epoch.validationScore());
        }
    }

    /** A score with its name. */
    static String score(Dataset.Target target, double score) {
        return target instanceof Dataset.Classes
                ? String.format(Locale.ROOT, "accuracy %.1f %%", 100 * score)
                : String.format(Locale.ROOT, "R² %.3f", score);
    }

    /** What is learned from. */
    static String describe(Dataset rows, Validation.Split split) {
        String target = switch (rows.target()) {
            case Dataset.Classes(int[] _, List<String> names) -> names.size() + " classes";
            case Dataset.Values values -> Counted.of(values.names().size(), "number")
                    + " (" + String.join(", ", values.names()) + ")";
            case Dataset.None() -> "nothing";
        };
        return String.format(Locale.ROOT, "%s of %s to learn %s from%s", Counted.of(split.training().length, "row"),
                Counted.of(rows.columns(), "feature"), target, split.validation().length == 0
                        ? ""
                        : ", " + Counted.of(split.validation().length, "row") + " held out");
    }

    /** The network in a line. */
    static String describe(Architecture architecture) {
        StringBuilder text = new StringBuilder("a network of ").append(architecture.inputs());
        long parameters = 0;
        for (int l = 0; l < architecture.layers().size(); l++) {
            Architecture.Layer layer = architecture.layers().get(l);
            parameters += (long) architecture.in(l) * architecture.out(l) + architecture.out(l);
            text.append(" → ").append(layer.width());
            if (!(layer.activation() instanceof Activation.Identity)) {
                text.append(' ').append(ActivationNames.format(layer.activation()));
            }
        }
        return text.append(String.format(Locale.ROOT, " (%,d parameters)", parameters)).toString();
    }
}
