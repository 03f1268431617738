package io.lanescope.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.lanescope.nn.Mlp;
import io.lanescope.nn.exchange.ModelFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a model as another kind of file. */
@Command(name = "convert", sortOptions = false, description = "Writes a model as ONNX, if the new file's name ends in .onnx, or else as safetensors. The outputs stay the "
        + "same.")
final class ConvertCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ModelOptions model = new ModelOptions();

    @Option(names = {"-o", "--output"}, required = true, paramLabel = "MODEL", description = "The file to write.")
    private String output = "";

    @Option(names = {"-q", "--quiet"}, description = "Say nothing.")
    private boolean quiet;

    @Mixin
    private HelpOptions help = new HelpOptions();

    ConvertCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Path file = Output.to(terminal, output).file();
        if (file == null) {
            throw new UsageException("--output must name a file, since its name decides how the model is written");
        }
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".safetensors") && !name.endsWith(".onnx")) {
            throw new UsageException(
                    "--output must end in .safetensors or .onnx, since its name decides how the model is "
                            + "written, but is " + output);
        }
        Mlp network = model.load();
        ModelFiles.save(network, file);
        new Notes(terminal, quiet).say("saved to " + file);
        return 0;
    }
}
