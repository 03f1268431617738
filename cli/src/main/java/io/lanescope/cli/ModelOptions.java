package io.lanescope.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.lanescope.nn.ActivationNames;
import io.lanescope.nn.Architecture;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.exchange.ModelFiles;
import io.lanescope.simd.Activation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A model's file, and what must be said about one that does not describe itself. */
final class ModelOptions {

    @Parameters(index = "0", paramLabel = "MODEL", description = "A .safetensors file (a model of Lanescope's, or a PyTorch state dict of Linear layers) or an .onnx file.")
    private Path file = Path.of("");

    @Option(names = "--layers", split = ",", paramLabel = "N", description = "Widths that a PyTorch state dict must have, from the input to the output, as in 784,128,10 (default: those of its tensors).")
    private List<Integer> layers = new ArrayList<>();

    @Option(names = "--activation", paramLabel = "NAME", converter = ActivationConverter.class, description = "Activation between a state dict's layers (default: relu): "
            + ActivationNames.ALL + ".")
    private @Nullable Activation activation;

    @Option(names = "--task", paramLabel = "KIND", description = "How to read the outputs of a state dict or a foreign .onnx: classification or regression (default: several raw "
            + "outputs, a softmax or a single sigmoid are classes, others numbers).")
    private @Nullable Kind task;

    private ModelFiles.@Nullable Content content;

    /** Whether the model knows the names of its features and outputs. */
    boolean named() {
        return content().named();
    }

    Mlp load() {
        return content().model();
    }

    private ModelFiles.Content content() {
        ModelFiles.Content read = content == null ? readAsTyped() : content;
        content = read;
        return read;
    }

    private ModelFiles.Content readAsTyped() {
        ModelFiles.Content read = read();
        if (task == null) {
            return read;
        }
        if (read.named()) {
            throw new UsageException("--task is for a model that does not say what its outputs are, but " + file
                    + " does");
        }
        try {
            return read.as(task.of(read.model().outputs()));
        } catch (IllegalArgumentException e) {
            throw new UsageException("--task " + task + " does not fit this model: " + e.getMessage());
        }
    }

    private ModelFiles.Content read() {
        if (!layers.isEmpty()) {
            return new ModelFiles.Content(ModelFiles.loadStateDict(file, architecture()), false);
        }
        if (ModelFiles.isStateDict(file)) {
            return new ModelFiles.Content(ModelFiles.loadStateDict(file, between()), false);
        }
        if (activation != null) {
            throw new UsageException("--activation is for a PyTorch state dict, which " + file + " is not");
        }
        return ModelFiles.read(file);
    }

    private Architecture architecture() {
        if (layers.size() < 2 || layers.stream().anyMatch(width -> width < 1)) {
            throw new UsageException("--layers needs at least two positive widths, as in 784,128,10");
        }
        Architecture architecture = Architecture.of(layers.getFirst());
        for (int width : layers.subList(1, layers.size() - 1)) {
            architecture = architecture.dense(width, between());
        }
        return architecture.dense(layers.getLast());
    }

    private Activation between() {
        return activation == null ? new Activation.Relu() : activation;
    }
}
