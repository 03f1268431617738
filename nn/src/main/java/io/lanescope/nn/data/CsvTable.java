package io.lanescope.nn.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keeps the rows of a CSV file, and makes them a data set when all have come. */
final class CsvTable {

    private final Path file;
    private final CsvRows rows;
    private final GrowingFloats values;
    private final List<CsvTargets> targets = new ArrayList<>();
    private int size;

    CsvTable(Path file, CsvRows rows) {
        this.file = file;
        this.rows = rows;
        this.values = new GrowingFloats(file);
    }

    /** How many rows it has. */
    int size() {
        return size;
    }

    void add(float[] row) {
        rows.addTargets(targets);
        size++;
        for (float value : row) {
            values.add(value);
        }
    }

    Dataset toDataset(CsvLabel label, Missing missing) {
        List<String> names = rows.featureNames();
        float[] features = spread(values.toArray(), names.size());
        Holes.fill(missing, file, features, features.length, names);
        return new Dataset(features, names, null, CsvTargets.of(file, label, targets));
    }

    private float[] spread(float[] kept, int width) {
        if (rows.isPlain()) {
            return kept;
        }
        if ((long) size * width > Integer.MAX_VALUE - 8) {
            throw InputException.in(file, "with its categories the table has more values than fit into an array");
        }
        float[] features = new float[size * width];
        int columns = rows.columns().size();
        for (int r = 0; r < size; r++) {
            rows.spread(kept, r * columns, features, r * width);
        }
        return features;
    }
}
