package io.lanescope.cli;

import java.util.List;
import java.util.function.UnaryOperator;

import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.DatasetReader;

/**
 * A model with rows to measure it on, which are read while they are used.
 *
 * @param model   the model; one that came without names has those of the data
 * @param blocks  the rows as they are read
 * @param fitting numbers the classes of a block as the model's
 */
record LabelledRows(Mlp model, DatasetReader blocks, UnaryOperator<Dataset> fitting) implements DatasetReader {

    @Override
    public List<String> featureNames() {
        return model.featureNames();
    }

    @Override
    public Dataset read(int rows) {
        return fitting.apply(blocks.read(rows));
    }

    @Override
    public void close() {
        blocks.close();
    }
}
