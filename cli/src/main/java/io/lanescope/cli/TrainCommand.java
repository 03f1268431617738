package io.lanescope.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;

import io.lanescope.cli.report.Counted;
import io.lanescope.nn.Architecture;
import io.lanescope.nn.History;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.CsvLabel;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.InputException;
import io.lanescope.nn.train.Checkpoint;
import io.lanescope.nn.train.Loss;
import io.lanescope.nn.train.Trainer;
import io.lanescope.nn.train.TrainingOptions;
import io.lanescope.nn.train.Validation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Trains a model and saves it. */
@Command(name = "train", sortOptions = false, description = "Trains a multi-layer perceptron and saves it. The same data, options and seed always give the same "
        + "file.")
final class TrainCommand implements Callable<Integer> {

    private static final HeldOut USUAL_SHARE = new HeldOut(0.1, false);

    private static final int USUAL_STEPS = 3000;

    private final Terminal terminal;

    @Parameters(index = "0", paramLabel = "DATA", description = DataText.DATA)
    private String data = "";

    @Option(names = {"-o",
        "--output"}, required = true, paramLabel = "MODEL", description = "Where to save the model, a .safetensors or .onnx file; - is standard output.")
    private String output = "";

    @Option(names = "--label", paramLabel = "NAME", description = "The CSV column that is to be predicted, or several of numbers: a,b.")
    private @Nullable String label;

    @Option(names = "--missing", paramLabel = "HOW", converter = MissingOption.Converter.class, description = DataText.MISSING)
    private MissingOption missing = MissingOption.ERROR;

    @Option(names = "--task", paramLabel = "KIND", description = "Whether the label is a class or a number: classification or regression (default: whatever its "
            + "values look like).")
    private @Nullable Kind task;

    @Mixin
    private NetworkOptions network = new NetworkOptions();

    @Mixin
    private LearningOptions learning = new LearningOptions();

    @Mixin
    private ForbidOptions forbid = new ForbidOptions();

    @Option(names = "--batch-size", paramLabel = "N", defaultValue = "64", description = "Rows a step; 0 for all at once (default: ${DEFAULT-VALUE}).")
    private int batchSize;

    @Option(names = "--epochs", paramLabel = "N", description = "Passes over the training rows (default: 20, and up to 200 where there are few rows).")
    private @Nullable Integer epochs;

    @Option(names = "--validation", paramLabel = "SHARE", converter = HeldOut.Converter.class, description = "Rows to hold out and measure on: a share or a number, drawn from each class alike (default: "
            + "0.1); last:SHARE for the last ones; 0 for none.")
    private @Nullable HeldOut heldOut;

    @Option(names = "--patience", paramLabel = "N", defaultValue = "0", description = "Stop after so many epochs without a smaller validation loss, and keep the best model; 0 for "
            + "never (default: ${DEFAULT-VALUE}).")
    private int patience;

    @Option(names = "--no-shuffle", description = "Take the rows in the same order in each epoch.")
    private boolean inOrder;

    @Option(names = "--no-scale", description = "Take CSV features as they are, instead of bringing each to mean 0 and deviation 1. Pixels are "
            + "never scaled.")
    private boolean unscaled;

    @Option(names = "--no-scale-target", description = "Learn numbers as they are, instead of bringing them to mean 0 and deviation 1 while the network learns. "
            + "The saved model predicts them in their own unit either way.")
    private boolean targetUnscaled;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "42", description = "Decides everything left to chance (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--threads", paramLabel = "N", description = DataText.THREADS)
    private @Nullable Integer threads;

    @Option(names = "--checkpoint", paramLabel = "FILE", description = "Write here after each epoch all that is needed to go on from there.")
    private @Nullable Path checkpoint;

    @Option(names = "--checkpoint-every", paramLabel = "N", defaultValue = "1", description = "Epochs from one checkpoint to the next (default: ${DEFAULT-VALUE}).")
    private int checkpointEvery;

    @Option(names = "--resume", paramLabel = "FILE", description = "Go on from this checkpoint, with the options that it was made with; those that are typed must be the "
            + "same. Checkpoints go on being written there unless --checkpoint names another file. If both name the same file "
            + "and there is none yet, training starts from the beginning.")
    private @Nullable Path resume;

    @Option(names = {"-q", "--quiet"}, description = "Say nothing.")
    private boolean quiet;

    @Mixin
    private HelpOptions help = new HelpOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    TrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        TypedOptions typed = TypedOptions.of(spec.commandLine().getParseResult());
        if (resume == null || resume.equals(checkpoint) && Files.notExists(resume)) {
            return train(typed, null);
        }
        Checkpoint from = Checkpoint.read(resume);
        TypedOptions all = typed.withDefaults(from.notes());
        TrainCommand command = new TrainCommand(terminal);
        all.parse(command);
        command.checkpoint = checkpoint == null ? resume : checkpoint;
        return command.train(all, from);
    }

    private int train(TypedOptions typed, @Nullable Checkpoint from) {
        Output to = Output.to(terminal, output);
        Dataset rows = read(DataSource.parse(data, missing));
        TrainingOptions options = usage(() -> options(rows));
        Mlp start = network.initial(rows, learning.loss());
        Architecture architecture = usage(() -> network.architecture(rows, learning.loss(), start));
        Validation.Split split = usage(() -> options.validation().split(rows, new SplittableRandom(0)));
        Notes notes = new Notes(terminal, quiet);
        Trainer.Result result;
        try (Workers workers = Workers.of(threads)) {
            notes.say(TrainingProgress.describe(rows, split) + System.lineSeparator()
                    + TrainingProgress.describe(architecture));
            if (from != null) {
                notes.say("going on after epoch " + from.epoch());
            }
            try (Progress bar = Progress.start(terminal, quiet, "training",
                    (long) options.epochs() * split.training().length)) {
                TrainingProgress progress = new TrainingProgress(bar, options.epochs(), rows.target());
                result = usage(() -> {
                    Trainer trainer = new Trainer(architecture, rows, options, workers.team(), progress);
                    return prepare(trainer, start, from, typed);
                }).train();
            }
        }
        SavedModel.write(result.model(), to);
        if (split.validation().length > 0) {
            History.Epoch measured = result.history().keptEpoch();
            notes.say(String.format(Locale.ROOT, "%s, loss %.4g on the %s held out",
                    TrainingProgress.score(rows.target(), measured.validationScore()), measured.validationLoss(),
                    Counted.of(split.validation().length, "row")));
        }
        notes.say("saved to " + to.name());
        return 0;
    }

    private Trainer prepare(Trainer trainer, @Nullable Mlp start, @Nullable Checkpoint from, TypedOptions typed) {
        if (start != null) {
            trainer.startFrom(start);
        }
        if (from != null) {
            trainer.resume(from);
        }
        if (checkpoint != null) {
            Output.to(terminal, checkpoint.toString()); // refuses a place where nothing can be written
            trainer.checkpoint(checkpoint, checkpointEvery, typed.withoutPlaces());
        }
        return trainer;
    }

    private Dataset read(DataSource source) {
        source.checkLabel(label);
        CsvLabel target = switch (source) {
            case DataSource.Csv csv -> {
                if (label == null) {
                    throw new UsageException("--label must name the column of " + csv.file()
                            + " that is to be predicted");
                }
                yield target(label);
            }
            case DataSource.Numpy _ -> target("y");
            case DataSource.Idx _,DataSource.Digits _ -> {
                if (task != null) {
                    throw new UsageException("--task is for a CSV file or arrays; images always have classes");
                }
                yield new CsvLabel.None();
            }
        };
        Dataset rows = source.read(target);
        switch (rows.target()) {
            case Dataset.Classes classes -> {
                if (classes.names().size() < 2) {
                    throw new InputException(data + ": all rows are of the same class, so there is nothing to learn");
                }
            }
            case Dataset.Values _ -> {
            }
            case Dataset.None() ->
                throw new InputException(data + ": there is nothing to learn: the rows have no labels");
        }
        return rows;
    }

    private CsvLabel target(String column) {
        return switch (kind()) {
            case null -> new CsvLabel.Guessed(column);
            case CLASSIFICATION -> new CsvLabel.Classes(column);
            case REGRESSION -> new CsvLabel.Values(column);
        };
    }

    /** A loss, too, says what is to be predicted. */
    private @Nullable Kind kind() {
        Loss loss = learning.loss();
        return task != null || loss == null
                ? task
                : loss.task() == Task.REGRESSION ? Kind.REGRESSION : Kind.CLASSIFICATION;
    }

    private TrainingOptions options(Dataset rows) {
        boolean pixels = rows.image() != null;
        TrainingOptions.Builder options = TrainingOptions.builder(seed)
                .epochs(epochs == null ? usualEpochs(rows) : epochs)
                .batchSize(batchSize)
                .scaling(unscaled || pixels ? TrainingOptions.Scaling.NONE : TrainingOptions.Scaling.STANDARD)
                .targetScaling(targetUnscaled ? TrainingOptions.Scaling.NONE : TrainingOptions.Scaling.STANDARD)
                .validation(validation(rows))
                .shuffle(!inOrder)
                .patience(patience)
                .forbidden(forbid.of(rows));
        learning.addTo(options);
        return options.build();
    }

    /** So many that a few thousand steps are made, since an epoch of a small table is soon over. */
    private int usualEpochs(Dataset rows) {
        int steps = batchSize < 1 ? 1 : Math.ceilDiv(Math.max(1, rows.rows()), batchSize);
        return Math.clamp(USUAL_STEPS / steps, 20, 200);
    }

    /** Where nobody asked for validation, a table of a few rows goes without. */
    private Validation validation(Dataset rows) {
        if (heldOut != null) {
            return heldOut.of(rows);
        }
        Validation usual = USUAL_SHARE.of(rows);
        try {
            usual.split(rows, new SplittableRandom(0));
            return usual;
        } catch (IllegalArgumentException e) {
            return new Validation.None();
        }
    }

    /** What does not fit together is the user's to change. */
    private static <T> T usage(Callable<T> check) {
        try {
            return check.call();
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
