package io.lanescope.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import io.lanescope.nn.Mlp;
import io.lanescope.nn.Predictor;
import io.lanescope.nn.data.Dataset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a model's outputs. */
@Command(name = "predict", sortOptions = false, description = "Writes the model's outputs as CSV, one row per row of the data.")
final class PredictCommand implements Callable<Integer> {

    private static final int BLOCK = 256;

    private final Terminal terminal;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Parameters(index = "1", paramLabel = "DATA", description = DataText.DATA)
    private String data = "";

    @Option(names = "--label", paramLabel = "NAME", description = "A CSV column that is no feature.")
    private @Nullable String label;

    @Option(names = "--missing", paramLabel = "HOW", converter = MissingOption.Converter.class, description = DataText.MISSING)
    private MissingOption missing = MissingOption.ERROR;

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "Where to (default: standard output).")
    private @Nullable String output;

    @Mixin
    private HelpOptions help = new HelpOptions();

    PredictCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Output to = Output.to(terminal, output);
        LoadedModel loaded = LoadedModel.withoutTruth(model.load(), model.named(),
                DataSource.parse(data, missing.keepingRows()), label);
        Mlp network = loaded.model();
        Dataset rows = loaded.data();
        float[] outputs = new float[Math.multiplyExact(rows.rows(), network.outputs())];
        new Predictor(network, BLOCK).predict(rows.features(), 0, rows.rows(), outputs, 0);
        to.write(Table.csv(names(network), outputs));
        return 0;
    }

    /** A single logit of two classes is named after neither. */
    private static List<String> names(Mlp model) {
        return model.outputNames().size() == model.outputs()
                ? model.outputNames()
                : IntStream.range(0, model.outputs()).mapToObj(i -> "y" + i).toList();
    }
}
