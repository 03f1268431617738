package io.lanescope.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lanescope.cli.report.Counted;
import io.lanescope.explain.actions.Diagnosis;
import io.lanescope.explain.actions.HiddenUnit;
import io.lanescope.explain.actions.HiddenUnit.State;
import io.lanescope.explain.actions.LabelTrial;
import io.lanescope.explain.actions.LayerGradients;
import io.lanescope.explain.actions.Pruning;
import io.lanescope.explain.actions.Remedy;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.train.Evaluation;
import org.jspecify.annotations.Nullable;

/**
 * A diagnosis for people and for programs.
 *
 * @param loaded    the model and the rows
 * @param diagnosis what was found
 * @param trial     how many labels made wrong on purpose were found, or null
 * @param remedy    what was done about it, or null
 * @param effect    what came of that, or null
 */
record DiagnosisText(LoadedModel loaded, Diagnosis diagnosis, @Nullable LabelTrial trial, @Nullable Remedy remedy,
        Remedy.@Nullable Effect effect) {

    private static final int NAMED = 20;

    /** Gradients that differ by more between layers keep a network from learning. */
    private static final double UNEVEN = 1000;

    String toText() {
        StringBuilder text = new StringBuilder();
        line(text, "rows       %,d, %s, loss %.4g", loaded.data().rows(), score(diagnosis.evaluation()),
                diagnosis.evaluation().loss());
        line(text, "units      %d hidden: %d dead, %d constant, %d unheard, %d saturated", diagnosis.units().size(),
                count(State.DEAD), count(State.CONSTANT), count(State.UNHEARD), count(State.SATURATED));
        for (State state : List.of(State.DEAD, State.CONSTANT, State.UNHEARD, State.SATURATED)) {
            if (count(state) > 0) {
                line(text, "           %-9s  %s", state.name().toLowerCase(Locale.ROOT),
                        some(diagnosis.units(state).stream().map(unit -> unit.layer() + ":" + unit.unit()).toList()));
            }
        }
        for (LayerGradients layer : diagnosis.gradients()) {
            line(text, "%s  layer %d: weights %.4g, gradient of the mean loss %.4g, of a row's loss at z %.4g",
                    layer.layer() == 0 ? "gradients" : "         ", layer.layer(), layer.weights(), layer.gradient(),
                    layer.signal());
        }
        int[] suspects = diagnosis.suspects();
        line(text, "labels     %s suspicious%s", are(suspects.length, "row"), suspects.length == 0
                ? ""
                : ": " + some(Arrays.stream(suspects).mapToObj(row -> row + truth(row)).toList()));
        if (trial != null) {
            line(text,
                    "           of %,d labels made wrong on purpose %,d are among the first %,d suspects (%.1f by chance)",
                    trial.wrong(), trial.found(), trial.wrong(), trial.byChance());
        }
        line(text, "pruning    units  parameters  by relevance  at random");
        for (int i = 0; i < diagnosis.pruned().size(); i += 2) {
            Pruning.Point point = diagnosis.pruned().get(i);
            line(text, "           %5d  %,10d  %12s  %9s", point.units(), point.parameters(),
                    number(point.evaluation()), number(diagnosis.atRandom().get(i).evaluation()));
        }
        line(text, "%nWhat to do");
        for (String advice : advice()) {
            line(text, "- %s", advice);
        }
        if (remedy != null && effect != null) {
            line(text, "%nWhat %s did%n- %s", RemedyConverter.name(remedy), told(remedy, effect));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }

    private List<String> advice() {
        List<String> advice = new ArrayList<>();
        int useless = count(State.DEAD) + count(State.CONSTANT) + count(State.UNHEARD);
        if (useless > 0) {
            advice.add(String.format(Locale.ROOT, "Of %d hidden units %d %s the same on every row or not heard by"
                    + " any other: --apply remove-units makes the model smaller and changes no prediction on these rows.",
                    diagnosis.units().size(), useless, useless == 1 ? "is" : "are"));
        }
        if (useless + count(State.SATURATED) > 0) {
            advice.add(String.format(Locale.ROOT, "%s hardly learning any more: --apply reset-units gives a new"
                    + " start. A smaller learning rate or scaled features keep units from dying.",
                    are(useless + count(State.SATURATED), "unit")));
        }
        double least = diagnosis.gradients().stream().mapToDouble(LayerGradients::signal).min().orElse(0);
        double most = diagnosis.gradients().stream().mapToDouble(LayerGradients::signal).max().orElse(0);
        if (most > UNEVEN * least) {
            advice.add(String.format(Locale.ROOT, "The gradient at a layer's units differs from %.2g to %.2g between"
                    + " layers: fewer layers, batch normalisation or an activation of the ReLU family would help.",
                    least,
                    most));
        }
        int suspects = diagnosis.suspects().length;
        if (suspects > 0) {
            advice.add(String.format(Locale.ROOT, "Look at the labels of %s (%.2g %%), or train"
                    + " without: --apply drop-suspects.", Counted.of(suspects, "suspicious row"),
                    100.0 * suspects / loaded.data().rows()));
        }
        Pruning.Point prunable = diagnosis.prunable();
        Pruning.Point whole = diagnosis.pruned().getFirst();
        if (prunable.units() < whole.units()) {
            advice.add(String.format(Locale.ROOT,
                    "Of %d hidden units %d would hardly be missed: --apply prune makes the"
                            + " model %.0f %% smaller at %s instead of %s.",
                    whole.units(), whole.units() - prunable.units(),
                    100 - 100.0 * prunable.parameters() / whole.parameters(), score(prunable.evaluation()),
                    number(whole.evaluation())));
        }
        if (advice.isEmpty()) {
            advice.add("Nothing stands out.");
        }
        return advice;
    }

    private String told(Remedy remedy, Remedy.Effect effect) {
        String change = switch (remedy) {
            case REMOVE_UNITS, PRUNE ->
                String.format(Locale.ROOT, "removed %s, so that %,d of %,d parameters"
                        + " are left", Counted.of(effect.changed(), "hidden unit"), effect.model().parameters(),
                        loaded.model().parameters());
            case RESET_UNITS -> Counted.of(effect.changed(), "hidden unit") + " started anew, and training went on";
            case DROP_SUSPECTS -> Counted.of(effect.changed(), "suspicious row") + " left out of training";
        };
        String compared = switch (remedy) {
            case REMOVE_UNITS, PRUNE -> "before it was";
            case RESET_UNITS -> "as much training without the new start gives";
            case DROP_SUSPECTS -> "the same training with them gives";
        };
        return String.format(Locale.ROOT, "%s: %s, loss %.4g on %s; %s %s, loss %.4g.", change,
                score(effect.after()), effect.after().loss(), Counted.of(effect.rows(), "row"), compared,
                score(effect.before()),
                effect.before().loss());
    }

    String toJson() {
        return Json.object(true, json -> {
            json.writeNumberField("rows", loaded.data().rows());
            writeEvaluation(json, "evaluation", diagnosis.evaluation());
            json.writeArrayFieldStart("units");
            for (HiddenUnit unit : diagnosis.units()) {
                writeUnit(json, unit);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("gradients");
            for (LayerGradients layer : diagnosis.gradients()) {
                json.writeStartObject();
                json.writeNumberField("layer", layer.layer());
                Json.finite(json, "weights", layer.weights());
                Json.finite(json, "gradient", layer.gradient());
                Json.finite(json, "signal", layer.signal());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("suspects");
            for (int row : diagnosis.suspects()) {
                json.writeStartObject();
                json.writeNumberField("row", row);
                Json.finite(json, "unseenLoss", diagnosis.unseenLosses()[row]);
                json.writeEndObject();
            }
            json.writeEndArray();
            if (trial != null) {
                json.writeObjectFieldStart("wrongLabels");
                json.writeNumberField("made", trial.wrong());
                json.writeNumberField("found", trial.found());
                Json.finite(json, "byChance", trial.byChance());
                json.writeEndObject();
            }
            json.writeArrayFieldStart("pruning");
            for (int i = 0; i < diagnosis.pruned().size(); i++) {
                json.writeStartObject();
                json.writeNumberField("units", diagnosis.pruned().get(i).units());
                json.writeNumberField("parameters", diagnosis.pruned().get(i).parameters());
                Json.finite(json, "byRelevance", diagnosis.pruned().get(i).evaluation().score());
                Json.finite(json, "atRandom", diagnosis.atRandom().get(i).evaluation().score());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("advice");
            for (String advice : advice()) {
                json.writeString(advice);
            }
            json.writeEndArray();
            if (remedy != null && effect != null) {
                json.writeObjectFieldStart("applied");
                json.writeStringField("action", RemedyConverter.name(remedy));
                json.writeNumberField("changed", effect.changed());
                json.writeNumberField("parameters", effect.model().parameters());
                json.writeNumberField("rows", effect.rows());
                writeEvaluation(json, "before", effect.before());
                writeEvaluation(json, "after", effect.after());
                json.writeEndObject();
            }
        }) + System.lineSeparator();
    }

    private static void writeUnit(JsonGenerator json, HiddenUnit unit) throws IOException {
        json.writeStartObject();
        json.writeNumberField("layer", unit.layer());
        json.writeNumberField("unit", unit.unit());
        json.writeStringField("state", unit.state().name().toLowerCase(Locale.ROOT));
        Json.finite(json, "least", unit.least());
        Json.finite(json, "greatest", unit.greatest());
        Json.finite(json, "mean", unit.mean());
        json.writeNumberField("flat", unit.flat());
        json.writeEndObject();
    }

    private static void writeEvaluation(JsonGenerator json, String name, Evaluation evaluation) throws IOException {
        json.writeObjectFieldStart(name);
        Json.finite(json, evaluation instanceof Evaluation.Classification ? "accuracy" : "r2", evaluation.score());
        Json.finite(json, "loss", evaluation.loss());
        json.writeEndObject();
    }

    private static String are(int count, String thing) {
        return Counted.of(count, thing) + (count == 1 ? " is" : " are");
    }

    private int count(State state) {
        return diagnosis.units(state).size();
    }

    /** A row's class, in brackets. */
    private String truth(int row) {
        return loaded.data().target() instanceof Dataset.Classes classes
                ? " (" + classes.names().get(classes.labels()[row]) + ")"
                : "";
    }

    private static String some(List<String> entries) {
        return entries.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (entries.size() > NAMED ? ", … (--json has all " + entries.size() + ")" : "");
    }

    private static String score(Evaluation evaluation) {
        return (evaluation instanceof Evaluation.Classification ? "accuracy " : "R² ") + number(evaluation);
    }

    private static String number(Evaluation evaluation) {
        return evaluation instanceof Evaluation.Classification
                ? String.format(Locale.ROOT, "%.2f %%", 100 * evaluation.score())
                : String.format(Locale.ROOT, "%.4f", evaluation.score());
    }
}
