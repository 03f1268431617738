package io.lanescope.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import io.lanescope.cli.report.Counted;
import io.lanescope.cli.report.Report;
import io.lanescope.cli.report.ReportFile;
import io.lanescope.cli.report.Reports;
import io.lanescope.cli.report.Subject;
import io.lanescope.cli.report.UsualMethods;
import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.Method;
import io.lanescope.explain.Target;
import io.lanescope.nn.Architecture;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.CsvLabel;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.Glyphs;
import io.lanescope.nn.data.InputException;
import io.lanescope.nn.exchange.AtomicFile;
import io.lanescope.nn.exchange.ModelFiles;
import io.lanescope.nn.train.Evaluation;
import io.lanescope.nn.train.Trainer;
import io.lanescope.nn.train.TrainingOptions;
import io.lanescope.nn.train.Validation;
import io.lanescope.simd.Activation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A first look: trains, measures, explains and writes a report. */
@Command(name = "demo", sortOptions = false, description = "Trains a network on the built-in digits, explains some of its decisions, and writes a report.")
final class DemoCommand implements Callable<Integer> {

    private static final double TEST_SHARE = 0.2;

    private static final int STEPS = 1500;

    private static final int BATCH = 64;

    private static final int PREDICTIONS = 5;

    private final Terminal terminal;

    @Option(names = "--data", paramLabel = "DATA", defaultValue = "glyphs", description = "What to train on (default: ${DEFAULT-VALUE}). "
            + DataText.DATA)
    private String data = "";

    @Option(names = "--label", paramLabel = "NAME", description = "The CSV column that is to be predicted.")
    private @Nullable String label;

    @Option(names = {"-o",
        "--output"}, paramLabel = "DIR", defaultValue = "lanescope-report", description = "The folder to write report.html and model.safetensors into (default: ${DEFAULT-VALUE}).")
    private Path folder = Path.of("");

    @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Decides everything left to chance (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = DataText.THREADS)
    private @Nullable Integer threads;

    @Option(names = {"-q", "--quiet"}, description = "Say nothing.")
    private boolean quiet;

    @Mixin
    private HelpOptions help = new HelpOptions();

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Rows with the features that carry the answer.
     *
     * @param data  the rows
     * @param truth {@code [rows, features]}, or null where nobody knows
     */
    @SuppressWarnings("ArrayRecordComponent") // two results in one
    private record Material(Dataset data, boolean @Nullable [] truth) {

        Material subset(int[] rows) {
            int columns = data.columns();
            boolean[] picked = null;
            if (truth != null) {
                picked = new boolean[rows.length * columns];
                for (int i = 0; i < rows.length; i++) {
                    System.arraycopy(truth, rows[i] * columns, picked, i * columns, columns);
                }
            }
            return new Material(data.subset(rows), picked);
        }
    }

    @Override
    public Integer call() {
        createFolder();
        Material all = read();
        Notes notes = new Notes(terminal, quiet);
        Validation.Split parts = split(all.data());
        Material test = all.subset(parts.validation());
        Dataset training = all.data().subset(parts.training());
        try (Workers workers = Workers.of(threads)) {
            Trainer.Result trained = train(training, workers, notes);
            notes.say(trained.model().summary());
            Evaluation evaluation = Evaluation.of(trained.model(), test.data());
            notes.say(String.format(Locale.ROOT, "test %s on %s not learned from",
                    TrainingProgress.score(test.data().target(), evaluation.score()),
                    Counted.of(test.data().rows(), "row")));
            ModelFiles.save(trained.model(), folder.resolve("model.safetensors"));
            Subject subject = subject(trained.model(), test, workers);
            sayPredictions(subject, notes);
            notes.say("explaining …");
            Report report = Reports.of(subject, new int[0]);
            Path file = folder.resolve("report.html");
            AtomicFile.write(file, ReportFile.of(report));
            notes.say("the report is " + file.toAbsolutePath().normalize()
                    + ", and the model is beside it: open the report in a browser");
        }
        return 0;
    }

    private void createFolder() {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw new InputException(folder + ": a folder was to be made, but there is a file of that name", e);
        } catch (IOException e) {
            throw new InputException(folder + ": the folder could not be made: " + e.getMessage(), e);
        }
    }

    private Material read() {
        DataSource source = DataSource.parse(data);
        source.checkLabel(label);
        Material material = switch (source) {
            case DataSource.Digits digits -> {
                Glyphs glyphs = digits.draw();
                yield new Material(glyphs.data(), glyphs.mask());
            }
            case DataSource.Csv csv -> {
                if (label == null) {
                    throw new UsageException(
                            "--label must name the column of " + csv.file() + " that is to be predicted");
                }
                yield new Material(source.read(new CsvLabel.Guessed(label)), null);
            }
            case DataSource.Numpy _,DataSource.Idx _ ->
                new Material(source.read(new CsvLabel.Guessed("y")), null);
        };
        if (material.data().target() instanceof Dataset.None) {
            throw new InputException(data + ": there are no labels to learn from");
        }
        return material;
    }

    /** What is held out here is measured on at the end; the trainer holds out some of the rest for its curves. */
    private Validation.Split split(Dataset rows) {
        try {
            return new Validation.Stratified(TEST_SHARE).split(rows, new SplittableRandom(seed));
        } catch (IllegalArgumentException e) {
            throw new InputException(data + ": there are too few rows to learn from some and measure on others", e);
        }
    }

    private Trainer.Result train(Dataset rows, Workers workers, Notes notes) {
        Architecture architecture = Architecture.of(rows.columns()).dense(128, new Activation.Relu())
                .dense(64, new Activation.Relu())
                .dense(rows.target().outputs());
        int epochs = Math.clamp((long) STEPS * BATCH / rows.rows(), 12, 60);
        TrainingOptions options = TrainingOptions.builder(seed)
                .epochs(epochs)
                .batchSize(BATCH)
                .scaling(rows.image() == null ? TrainingOptions.Scaling.STANDARD : TrainingOptions.Scaling.NONE)
                .build();
        try {
            Validation.Split split = options.validation().split(rows, new SplittableRandom(0));
            notes.say(data + ": " + TrainingProgress.describe(rows, split) + System.lineSeparator()
                    + TrainingProgress.describe(architecture));
            return train(architecture, rows, options, workers, epochs * (long) split.training().length);
        } catch (IllegalArgumentException e) {
            throw new InputException(data + ": " + e.getMessage(), e);
        }
    }

    private Trainer.Result train(
            Architecture architecture, Dataset rows, TrainingOptions options, Workers workers, long total) {
        try (Progress bar = Progress.start(terminal, quiet, "training", total)) {
            TrainingProgress progress = new TrainingProgress(bar, options.epochs(), rows.target());
            return new Trainer(architecture, rows, options, workers.team(), progress).train();
        }
    }

    private Subject subject(Mlp model, Material test, Workers workers) {
        // An empty picture is black, but nobody's measurements are all zero: a table is compared with its mean.
        Baseline baseline = test.data().image() != null
                ? new Baseline.Zeros()
                : Baseline.mean(test.data().features(), test.data().rows());
        List<Method> methods = UsualMethods.of(test.data(), baseline);
        boolean classifier = model.isClassifier();
        return new Subject(DataSource.parse(data).title() + ", held-out part", model, test.data(),
                test.truth(),
                classifier ? new Target.Logit(Target.PREDICTED) : new Target.Output(0), methods.getFirst(),
                methods.subList(1, methods.size()), baseline, seed, workers.team());
    }

    /** A few decisions in words. */
    private static void sayPredictions(Subject subject, Notes notes) {
        int count = Math.min(PREDICTIONS, subject.data().rows());
        int[] rows = IntStream.range(0, count).toArray();
        Explanation why = subject.explain(subject.method(), subject.target(), rows);
        List<String> said = subject.answers(rows);
        for (int r = 0; r < count; r++) {
            notes.say(String.format(Locale.ROOT, "row %d: %s; %s adds up to f(x) − f(baseline) but for %.1g", r,
                    said.get(r), subject.method().name(), Math.abs(why.completenessGap(r))));
        }
    }
}
