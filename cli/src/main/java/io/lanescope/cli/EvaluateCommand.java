package io.lanescope.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lanescope.nn.train.Evaluation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures a model on rows whose truth is known. */
@Command(name = "evaluate", sortOptions = false, description = "Measures a model: loss, accuracy, confusion matrix, precision, recall and F1, or R² of a regression.")
final class EvaluateCommand implements Callable<Integer> {

    private static final int WIDEST_NAME = 20;
    private static final int TOP = 5;

    private final Terminal terminal;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Parameters(index = "1", paramLabel = "DATA", description = DataText.DATA)
    private String data = "";

    @Option(names = "--label", paramLabel = "NAME", description = "The CSV column that holds the truth, or several: a,b.")
    private @Nullable String label;

    @Option(names = "--missing", paramLabel = "HOW", converter = MissingOption.Converter.class, description = DataText.MISSING)
    private MissingOption missing = MissingOption.ERROR;

    @Option(names = "--json", description = "Write one JSON object instead of text.")
    private boolean json;

    @Mixin
    private QuietOption quiet = new QuietOption();

    @Mixin
    private HelpOptions help = new HelpOptions();

    EvaluateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        try (LabelledRows rows = LoadedModel.streamWithTruth(model.load(), model.named(),
                DataSource.parse(data, missing), label)) {
            Evaluation evaluation = Evaluation.of(rows.model(), rows);
            List<String> names = rows.model().outputNames();
            terminal.print(json ? toJson(evaluation, names) : toText(evaluation, names));
        }
        return 0;
    }

    private static String toText(Evaluation evaluation, List<String> names) {
        return switch (evaluation) {
            case Evaluation.Regression regression -> toText(regression, names);
            case Evaluation.Classification classes -> toText(classes, names);
        };
    }

    private static String toText(Evaluation.Regression regression, List<String> names) {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT,
                "%-9s %,d%n%-9s %s%n%-9s %s%n%-9s %s%n%-9s %s%n", "rows", regression.rows(), "loss",
                (float) regression.loss(), "rmse", (float) regression.all().rmse(), "mae",
                (float) regression.all().absolute(),
                "R²", (float) regression.score()));
        if (names.size() > 1) {
            int width = Math.clamp(names.stream().mapToInt(String::length).max().orElse(0), 6, WIDEST_NAME);
            String row = "%-" + width + "s  %12s  %12s  %12s%n";
            text.append(System.lineSeparator()).append(String.format(Locale.ROOT, row, "output", "rmse", "mae", "R²"));
            for (int j = 0; j < names.size(); j++) {
                Evaluation.Errors errors = regression.outputs().get(j);
                text.append(String.format(Locale.ROOT, row, cut(names.get(j), width), (float) errors.rmse(),
                        (float) errors.absolute(), (float) errors.score()));
            }
        }
        return text.toString();
    }

    private static String toText(Evaluation.Classification classes, List<String> names) {
        int longest = names.stream().mapToInt(String::length).max().orElse(0);
        int width = Math.clamp(longest, 5, WIDEST_NAME);
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-9s %,d%n%-9s %s%n%-9s %.2f %%%n%n", "rows",
                classes.rows(), "loss", (float) classes.loss(), "accuracy", 100 * classes.score()));
        String row = "%-" + width + "s  %7s  %9s  %7s  %7s%n";
        text.append(String.format(Locale.ROOT, row, "class", "rows", "precision", "recall", "F1"));
        for (int c = 0; c < names.size(); c++) {
            text.append(String.format(Locale.ROOT, row, cut(names.get(c), width), classes.actual(c),
                    percent(classes.precision(c)), percent(classes.recall(c)), percent(classes.f1(c))));
        }
        text.append(String.format(Locale.ROOT,
                "%nconfusion matrix (a row for each true class, a column for each prediction)%n"));
        int cell = Math.max(5, Math.min(8, longest));
        text.append(" ".repeat(width));
        for (String name : names) {
            text.append(String.format(Locale.ROOT, "  %" + cell + "s", cut(name, cell)));
        }
        text.append(System.lineSeparator());
        for (int t = 0; t < names.size(); t++) {
            text.append(String.format(Locale.ROOT, "%-" + width + "s", cut(names.get(t), width)));
            for (int n : classes.confusion()[t]) {
                text.append(String.format(Locale.ROOT, "  %" + cell + "s", n == 0 ? "·" : n));
            }
            text.append(System.lineSeparator());
        }
        return text.toString();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private static String cut(String name, int width) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return printable.length() <= width ? printable : printable.substring(0, width - 1) + "…";
    }

    private static String toJson(Evaluation evaluation, List<String> names) {
        return Json.object(true, json -> {
            json.writeNumberField("rows", evaluation.rows());
            Json.finite(json, "loss", evaluation.loss());
            switch (evaluation) {
                case Evaluation.Regression regression -> write(json, regression, names);
                case Evaluation.Classification classes -> write(json, classes, names);
            }
        }) + System.lineSeparator();
    }

    private static void write(JsonGenerator json, Evaluation.Regression regression, List<String> names)
            throws IOException {
        write(json, regression.all());
        if (names.size() > 1) {
            json.writeArrayFieldStart("outputs");
            for (int j = 0; j < names.size(); j++) {
                json.writeStartObject();
                json.writeStringField("output", names.get(j));
                write(json, regression.outputs().get(j));
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private static void write(JsonGenerator json, Evaluation.Errors errors) throws IOException {
        Json.finite(json, "r2", errors.score());
        Json.finite(json, "rmse", errors.rmse());
        Json.finite(json, "mae", errors.absolute());
    }

    private static void write(JsonGenerator json, Evaluation.Classification classes, List<String> names)
            throws IOException {
        json.writeNumberField("accuracy", classes.score());
        if (names.size() > TOP) {
            json.writeNumberField("top5Accuracy", classes.topAccuracy(TOP));
        }
        json.writeArrayFieldStart("confusionMatrix");
        for (int[] row : classes.confusion()) {
            json.writeArray(row, 0, row.length);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("classes");
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("perClass");
        for (int c = 0; c < names.size(); c++) {
            json.writeStartObject();
            json.writeStringField("class", names.get(c));
            json.writeNumberField("rows", classes.actual(c));
            json.writeNumberField("precision", classes.precision(c));
            json.writeNumberField("recall", classes.recall(c));
            json.writeNumberField("f1", classes.f1(c));
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
