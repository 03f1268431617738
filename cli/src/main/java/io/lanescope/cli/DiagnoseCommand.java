package io.lanescope.cli;

import java.util.concurrent.Callable;

import io.lanescope.explain.actions.Diagnosis;
import io.lanescope.explain.actions.LabelTrial;
import io.lanescope.explain.actions.Remedy;
import io.lanescope.nn.data.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what is wrong with a model and its data, and what to do. */
@Command(name = "diagnose", sortOptions = false, description = "Finds dead and saturated units, weak gradients, suspicious labels and units that nobody would miss, says "
        + "what to do, and does it on request.")
final class DiagnoseCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Parameters(index = "1", paramLabel = "DATA", description = DataText.DATA)
    private String data = "";

    @Option(names = "--label", paramLabel = "NAME", description = "The CSV column that holds the truth.")
    private @Nullable String label;

    @Option(names = "--missing", paramLabel = "HOW", converter = MissingOption.Converter.class, description = DataText.MISSING)
    private MissingOption missing = MissingOption.ERROR;

    @Option(names = "--apply", paramLabel = "ACTION", converter = RemedyConverter.class, description = "Change the model and measure the effect: remove-units (dead, constant and unheard ones), reset-units (those and "
            + "saturated ones start anew, then training goes on), prune (by relevance), or drop-suspects (train anew "
            + "without suspicious rows). Needs -o.")
    private @Nullable Remedy apply;

    @Option(names = {"-o",
        "--output"}, paramLabel = "MODEL", description = "Where to save the changed model, a .safetensors or .onnx file; - is standard output.")
    private @Nullable String output;

    @Option(names = "--wrong-labels", paramLabel = "SHARE", description = "Also try out how far the suspects can be trusted: make this share of the labels wrong at random, such as "
            + "0.1, and tell how many of them are among as many first suspects.")
    private @Nullable Double wrongLabels;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "0", description = "Where chance starts (default: 0).")
    private long seed;

    @Option(names = "--json", description = "Write one JSON object instead of text.")
    private boolean json;

    @Option(names = "--threads", paramLabel = "N", description = DataText.THREADS)
    private @Nullable Integer threads;

    @Option(names = {"-q", "--quiet"}, description = "Say nothing.")
    private boolean quiet;

    @Mixin
    private HelpOptions help = new HelpOptions();

    DiagnoseCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if ((apply == null) != (output == null)) {
            throw new UsageException("--apply and -o go together: what to do, and where to save the changed model");
        }
        if (wrongLabels != null && !(wrongLabels > 0 && wrongLabels < 1)) {
            throw new UsageException("--wrong-labels is a share between 0 and 1, such as 0.1, not " + wrongLabels);
        }
        Output to = Output.to(terminal, output);
        LoadedModel loaded = LoadedModel.withTruth(model.load(), model.named(), DataSource.parse(data, missing), label);
        if (loaded.data().rows() == 0) {
            throw new InputException(data + ": there is no row to look at");
        }
        if (wrongLabels != null && !loaded.model().isClassifier()) {
            throw new UsageException("--wrong-labels is for classes, but the model predicts numbers");
        }
        Notes notes = new Notes(terminal, quiet);
        DiagnosisText text;
        Remedy.@Nullable Effect effect = null;
        try (Workers workers = Workers.of(threads)) {
            notes.say("training five models on parts of the rows, to judge the labels of the others …");
            Diagnosis diagnosis = Diagnosis.of(loaded.model(), loaded.data(), seed, workers.team());
            if (apply != null) {
                notes.say("applying " + RemedyConverter.name(apply) + " …");
                effect = apply.apply(diagnosis, loaded.model(), loaded.data(), seed, workers.team());
            }
            LabelTrial trial = null;
            if (wrongLabels != null) {
                notes.say("training five more, on labels of which some are made wrong …");
                trial = LabelTrial.of(loaded.model(), loaded.data(), wrongLabels, seed, workers.team());
            }
            text = new DiagnosisText(loaded, diagnosis, trial, apply, effect);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
        if (effect != null) {
            SavedModel.write(effect.model(), to);
            notes.say("saved to " + to.name());
        }
        String result = json ? text.toJson() : text.toText();
        if (effect != null && to.file() == null) {
            terminal.err().print(result); // standard output is the model's
        } else {
            terminal.print(result);
        }
        return 0;
    }
}
