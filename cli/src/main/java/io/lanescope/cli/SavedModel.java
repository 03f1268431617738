package io.lanescope.cli;

import java.nio.file.Path;

import io.lanescope.nn.Mlp;
import io.lanescope.nn.exchange.ModelFiles;

/** Models where results go. */
final class SavedModel {

    private SavedModel() {}

    /** Writes a model: to a file of the kind that its name says, or as safetensors to standard output. */
    static void write(Mlp model, Output to) {
        Path file = to.file();
        if (file == null) {
            to.write(out -> ModelFiles.write(model, out));
        } else {
            ModelFiles.save(model, file);
        }
    }
}
