package io.lanescope.nn.data;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads tables from CSV files: UTF-8, with a byte order mark or without; columns separated by commas and
 * quoted with {@code "} (RFC 4180); the first line names the columns, each with a name of its own. Blank lines are
 * skipped, spaces around names and values dropped.
 *
 * <p>A column of numbers is a feature, and each value the float nearest to a finite decimal number. A column whose first
 * value is text is one of categories: each of its at most 100 different texts is a feature {@code column=text}, which is
 * 1 in the rows that have that text and 0 in the others. A row with more or fewer values than there are columns is an
 * error. What becomes of values that are left out, {@link Missing} says, and of the label's column {@link CsvLabel}.
 *
 * <p>Reading takes memory in proportion to the file: not more than some 200 bytes for each of its bytes (a file of
 * one-letter names or labels comes near), and 4 for the numbers that are kept.
 */
public final class CsvReader {

    private CsvReader() {}

    /**
     * Reads a table. Every column but the label's is a feature, in the order of the file.
     *
     * @param file  the file
     * @param label what is to be predicted
     * @return the table
     * @throws InputException if the file cannot be read or is not as described above, or has no such label
     */
    public static Dataset read(Path file, CsvLabel label) {
        return read(file, label, new Missing.Refused());
    }

    /**
     * Reads a table. Every column but the label's is a feature, in the order of the file.
     *
     * @param file    the file
     * @param label   what is to be predicted
     * @param missing what becomes of values that are left out
     * @return the table
     * @throws InputException if the file cannot be read or is not as described above, or has no such label
     */
    public static Dataset read(Path file, CsvLabel label, Missing missing) {
        return read(file, null, label, missing);
    }

    /**
     * Reads a table for a model that has its features already: they are looked up by their names and put into the
     * model's order. A feature {@code column=text} without a column of that name is 1 where {@code column} has the text; a
     * text there that is none of the model's is an error. Other columns are not looked at.
     *
     * @param file     the file
     * @param features the names of the model's features
     * @param label    what is to be predicted
     * @param missing  what becomes of values that are left out
     * @return the table, its features as given
     * @throws InputException           as {@link #read(Path, CsvLabel)}, and if a feature is missing
     * @throws IllegalArgumentException if there are no features or two have the same name
     */
    public static Dataset readFeatures(Path file, List<String> features, CsvLabel label, Missing missing) {
        checkFeatures(features);
        return read(file, List.copyOf(features), label, missing);
    }

    /**
     * The same where a value that is left out is an error.
     *
     * @param file     the file
     * @param features the names of the model's features
     * @param label    what is to be predicted
     * @return the table, its features as given
     * @throws InputException           as above
     * @throws IllegalArgumentException as above
     */
    public static Dataset readFeatures(Path file, List<String> features, CsvLabel label) {
        return readFeatures(file, features, label, new Missing.Refused());
    }

    /**
     * Reads a table row by row. To learn the categories of its columns it is read twice; a {@link Missing.Mean} needs it
     * in memory.
     *
     * @param file    the file
     * @param label   its column is no feature
     * @param missing what becomes of values that are left out
     * @return the rows that {@link #read(Path, CsvLabel, Missing)} gives
     * @throws InputException as there
     */
    public static RowReader stream(Path file, CsvLabel label, Missing missing) {
        if (missing instanceof Missing.Mean) {
            return RowReader.of(read(file, label, missing));
        }
        CsvRows rows = new CsvRows(file, null, label, missing);
        try (CsvRecords records = new CsvRecords(file, rows)) {
            while (records.next() != null) {
                // only the columns are of interest
            }
        }
        return new CsvStream(file, rows.featureNames(), missing);
    }

    /**
     * Reads the features of a model row by row. A {@link Missing.Mean} needs the table in memory.
     *
     * @param file     the file
     * @param features the names of the model's features
     * @param missing  what becomes of values that are left out
     * @return the rows that {@link #readFeatures(Path, List, CsvLabel, Missing)} gives
     * @throws InputException           as there
     * @throws IllegalArgumentException as there
     */
    public static RowReader streamFeatures(Path file, List<String> features, Missing missing) {
        if (missing instanceof Missing.Mean) {
            return RowReader.of(readFeatures(file, features, new CsvLabel.None(), missing));
        }
        checkFeatures(features);
        return new CsvStream(file, List.copyOf(features), missing);
    }

    /**
     * Reads the features of a model, and what belongs to them, block by block. A {@link Missing.Mean} needs the table in
     * memory, and so does a label whose classes are not known before all rows are.
     *
     * @param file     the file
     * @param features the names of the model's features
     * @param label    what is to be predicted
     * @param missing  what becomes of values that are left out
     * @return the rows that {@link #readFeatures(Path, List, CsvLabel, Missing)} gives
     * @throws InputException           as there
     * @throws IllegalArgumentException as there
     */
    public static DatasetReader streamFeatures(Path file, List<String> features, CsvLabel label, Missing missing) {
        boolean whole = missing instanceof Missing.Mean || label instanceof CsvLabel.Guessed
                || label instanceof CsvLabel.Classes;
        if (whole) {
            return DatasetReader.of(readFeatures(file, features, label, missing));
        }
        checkFeatures(features);
        return new CsvBlocks(file, List.copyOf(features), label, missing);
    }

    private static void checkFeatures(List<String> features) {
        if (features.isEmpty() || new HashSet<>(features).size() < features.size()) {
            throw new IllegalArgumentException("a model has features, each with its own name");
        }
    }

    private static Dataset read(Path file, @Nullable List<String> features, CsvLabel label, Missing missing) {
        CsvRows rows = new CsvRows(file, features, label, missing);
        CsvTable table = new CsvTable(file, rows);
        try (CsvRecords records = new CsvRecords(file, rows)) {
            for (float[] row = records.next(); row != null; row = records.next()) {
                table.add(row);
            }
        }
        return table.toDataset(label, missing);
    }
}
