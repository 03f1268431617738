package io.lanescope.nn.data;

import java.nio.file.Path;
import java.util.List;

/** The features of a model and what belongs to them, block by block from a CSV file. */
final class CsvBlocks implements DatasetReader {

    private final Path file;
    private final List<String> features;
    private final CsvLabel label;
    private final Missing missing;
    private final CsvRows rows;
    private final CsvRecords records;

    CsvBlocks(Path file, List<String> features, CsvLabel label, Missing missing) {
        this.file = file;
        this.features = features;
        this.label = label;
        this.missing = missing;
        rows = new CsvRows(file, features, label, missing);
        records = new CsvRecords(file, rows);
    }

    @Override
    public List<String> featureNames() {
        return features;
    }

    @Override
    public Dataset read(int count) {
        CsvTable block = new CsvTable(file, rows);
        while (block.size() < count) {
            float[] row = records.next();
            if (row == null) {
                break;
            }
            block.add(row);
        }
        return block.toDataset(label, missing);
    }

    @Override
    public void close() {
        records.close();
    }
}
