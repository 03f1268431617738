package io.lanescope.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

import io.lanescope.nn.Mlp;
import io.lanescope.nn.Predictor;
import io.lanescope.nn.data.CsvWriter;
import io.lanescope.nn.data.RowReader;
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
    private QuietOption quiet = new QuietOption();

    @Mixin
    private HelpOptions help = new HelpOptions();

    PredictCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Output to = Output.to(terminal, output);
        DataSource source = DataSource.parse(data, missing.keepingRows());
        Mlp network = model.load();
        try (RowReader rows = LoadedModel.stream(network, model.named(), source, label)) {
            to.write(Table.text(out -> write(network, rows, out)));
        }
        return 0;
    }

    /** Block by block, so that the rows need not fit into memory. */
    private static void write(Mlp network, RowReader rows, Writer out) throws IOException {
        CsvWriter.writeHeader(out, names(network));
        Predictor predictor = new Predictor(network, BLOCK);
        float[] inputs = new float[Math.multiplyExact(BLOCK, network.inputs())];
        float[] outputs = new float[Math.multiplyExact(BLOCK, network.outputs())];
        for (int count = rows.read(inputs); count > 0; count = rows.read(inputs)) {
            predictor.predict(inputs, 0, count, outputs, 0);
            CsvWriter.writeRows(out, network.outputs(), outputs, count * network.outputs());
        }
    }

    /** A single logit of two classes is named after neither. */
    private static List<String> names(Mlp model) {
        return model.outputNames().size() == model.outputs()
                ? model.outputNames()
                : IntStream.range(0, model.outputs()).mapToObj(i -> "y" + i).toList();
    }
}
