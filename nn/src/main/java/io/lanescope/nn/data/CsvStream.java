package io.lanescope.nn.data;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/** The features of a model, row by row from a CSV file. */
final class CsvStream implements RowReader {

    private final Path file;
    private final List<String> features;
    private final Missing missing;
    private final CsvRows rows;
    private final CsvRecords records;
    /** Read ahead, so that what is wrong with the header shows at once. */
    private float @Nullable [] next;

    CsvStream(Path file, List<String> features, Missing missing) {
        this.file = file;
        this.features = features;
        this.missing = missing;
        rows = new CsvRows(file, features, new CsvLabel.None(), missing);
        records = new CsvRecords(file, rows);
        try {
            next = records.next();
        } catch (InputException e) {
            records.close();
            throw e;
        }
    }

    @Override
    public int columns() {
        return features.size();
    }

    @Override
    public List<String> featureNames() {
        return features;
    }

    @Override
    public int read(float[] block) {
        int space = RowReader.space(block, columns());
        int count = 0;
        for (; count < space && next != null; count++) {
            rows.spread(next, 0, block, count * columns());
            next = records.next();
        }
        Holes.fill(missing, file, block, count * columns(), features);
        return count;
    }

    @Override
    public void close() {
        records.close();
    }
}
