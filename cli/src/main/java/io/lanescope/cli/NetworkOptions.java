package io.lanescope.cli;

import java.nio.file.Path;
import java.util.List;

import io.lanescope.nn.ActivationNames;
import io.lanescope.nn.Architecture;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.exchange.ModelFiles;
import io.lanescope.nn.train.Loss;
import io.lanescope.simd.Activation;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the network is made of, and what its weights start from. */
final class NetworkOptions {

    @Option(names = "--hidden", paramLabel = "N,N…", converter = HiddenWidths.Converter.class, description = "Widths of the hidden layers; none for a linear model (default: 128, or what --init-from has).")
    private @Nullable HiddenWidths hidden;

    @Option(names = "--activation", paramLabel = "NAME", converter = ActivationConverter.class, description = "What follows each hidden layer (default: relu, or what --init-from has): "
            + ActivationNames.ALL + ".")
    private @Nullable Activation activation;

    @Option(names = "--dropout", paramLabel = "P", defaultValue = "0", description = "The probability with which each hidden output is left out of a training step (default: ${DEFAULT-VALUE}).")
    private double dropout;

    @Option(names = "--batch-norm", description = "Normalise each hidden layer over the batch while training.")
    private boolean batchNorm;

    @Option(names = "--init-from", paramLabel = "MODEL", description = "Start from the weights of this model, and its scaler unless --no-scale is given.")
    private @Nullable Path initial;

    /** The model to start from, or null. A PyTorch state dict has the layers that were typed, or else those it tells. */
    @Nullable
    Mlp initial(Dataset rows, @Nullable Loss loss) {
        if (initial == null) {
            return null;
        }
        if (!ModelFiles.isStateDict(initial)) {
            return ModelFiles.load(initial);
        }
        return hidden == null
                ? ModelFiles.loadStateDict(initial, between())
                : ModelFiles.loadStateDict(initial, typed(rows, loss));
    }

    private Activation between() {
        return activation == null ? new Activation.Relu() : activation;
    }

    Architecture architecture(Dataset rows, @Nullable Loss loss, @Nullable Mlp start) {
        Architecture shape = start == null || hidden != null ? typed(rows, loss) : Architecture.of(start);
        Architecture architecture = Architecture.of(shape.inputs());
        List<Architecture.Layer> layers = shape.layers();
        for (Architecture.Layer layer : layers.subList(0, layers.size() - 1)) {
            architecture = architecture.dense(layer.width(), activation == null ? layer.activation() : activation)
                    .dropout(dropout);
            architecture = batchNorm ? architecture.batchNorm() : architecture;
        }
        return architecture.dense(layers.getLast().width());
    }

    private Architecture typed(Dataset rows, @Nullable Loss loss) {
        Architecture architecture = Architecture.of(rows.columns());
        for (int width : hidden == null ? List.of(128) : hidden.widths()) {
            architecture = architecture.dense(width, between());
        }
        return architecture.dense(loss instanceof Loss.BinaryCrossEntropy ? 1 : rows.target().outputs());
    }
}
