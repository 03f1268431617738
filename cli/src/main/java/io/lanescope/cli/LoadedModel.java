package io.lanescope.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.lanescope.cli.report.Counted;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.CsvLabel;
import io.lanescope.nn.data.CsvReader;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.DatasetReader;
import io.lanescope.nn.data.IdxReader;
import io.lanescope.nn.data.InputException;
import io.lanescope.nn.data.NpyReader;
import io.lanescope.nn.data.RowReader;
import io.lanescope.nn.exchange.ModelFiles;
import org.jspecify.annotations.Nullable;

/**
 * A model with the data it is used on, which fit together.
 *
 * @param model the model; one that came without names has those of the data
 * @param data  the rows, their columns in the model's order and their classes numbered as the model's
 */
record LoadedModel(Mlp model, Dataset data) {

    /**
     * Reads rows to measure on.
     *
     * @param model  the model
     * @param named  whether it knows the names of its features and outputs
     * @param source where the rows are
     * @param label  the column that holds the truth, where that is not known
     */
    static LoadedModel withTruth(Mlp model, boolean named, DataSource source, @Nullable String label) {
        source.checkLabel(label);
        if (!(source instanceof DataSource.Csv csv)) {
            return fit(model, named, source.read(truth(model, named, "y")), source);
        }
        if (label == null) {
            throw new UsageException("--label must name the column of " + csv.file() + " that holds the truth");
        }
        return fit(model, named, table(model, named, csv, truth(model, named, label)), source);
    }

    /**
     * The same rows read while they are measured on, as many as there may be. Only a model without names, which takes those of
     * the data, needs all of them in memory, and so do the arrays of an archive.
     *
     * @param model  the model
     * @param named  whether it knows the names of its features and outputs
     * @param source where the rows are
     * @param label  the column that holds the truth, where that is not known
     */
    static LabelledRows streamWithTruth(Mlp model, boolean named, DataSource source, @Nullable String label) {
        source.checkLabel(label);
        return switch (source) {
            case DataSource.Csv(Path file, MissingOption missing) when named && label != null -> fitted(model, source,
                    CsvReader.streamFeatures(file, model.featureNames(), truth(model, true, label),
                            missing.forModel(model)));
            case DataSource.Idx(Path path) when named && Files.isDirectory(path) ->
                fitted(model, source, IdxReader.streamFolder(path));
            default -> {
                LoadedModel whole = withTruth(model, named, source, label);
                if (whole.data.rows() == 0) {
                    throw new InputException(source.place() + ": there is no row to measure on");
                }
                if (whole.data.target() instanceof Dataset.None) {
                    throw new InputException(source.place()
                            + ": nothing says what is true of the rows, so there is nothing to measure");
                }
                yield new LabelledRows(whole.model, DatasetReader.of(whole.data), UnaryOperator.identity());
            }
        };
    }

    private static LabelledRows fitted(Mlp model, DataSource source, DatasetReader rows) {
        try {
            check(model, true, rows.featureNames().size(), rows::featureNames, source);
            return new LabelledRows(model, rows, block -> renumber(model, block, source.place()));
        } catch (InputException e) {
            rows.close();
            throw e;
        }
    }

    private static CsvLabel truth(Mlp model, boolean named, String column) {
        if (!model.isClassifier()) {
            return new CsvLabel.Values(column);
        }
        return named || !ModelFiles.isMadeUp(model.outputNames())
                ? new CsvLabel.KnownClasses(column, model.outputNames())
                : new CsvLabel.Classes(column);
    }

    /**
     * Reads rows without looking at what belongs to them.
     *
     * @param model  the model
     * @param named  whether it knows the names of its features and outputs
     * @param source where the rows are
     * @param label  a column that is no feature, or null
     */
    static LoadedModel withoutTruth(Mlp model, boolean named, DataSource source, @Nullable String label) {
        checkNoFeature(model, named, source, label);
        if (!(source instanceof DataSource.Csv csv)) {
            Dataset data = source.read(new CsvLabel.None());
            return fit(model, named, withoutTarget(data), source);
        }
        CsvLabel kept = label == null || named ? new CsvLabel.None() : new CsvLabel.Ignored(label);
        return fit(model, named, withoutTarget(table(model, named, csv, kept)), source);
    }

    /**
     * The same rows read while they are used, as many as there may be.
     *
     * @param model  the model
     * @param named  whether it knows the names of its features and outputs
     * @param source where the rows are
     * @param label  a column that is no feature, or null
     */
    static RowReader stream(Mlp model, boolean named, DataSource source, @Nullable String label) {
        checkNoFeature(model, named, source, label);
        RowReader rows = switch (source) {
            case DataSource.Csv(Path file, MissingOption missing) when named ->
                CsvReader.streamFeatures(file, model.featureNames(), missing.forModel(model));
            case DataSource.Csv(Path file, MissingOption missing) -> CsvReader.stream(file,
                    label == null ? new CsvLabel.None() : new CsvLabel.Ignored(label), missing.inNewData());
            case DataSource.Idx(Path path) -> IdxReader.stream(path);
            case DataSource.Numpy(Path file) -> NpyReader.stream(file);
            case DataSource.Digits digits -> RowReader.of(digits.draw().data());
        };
        try {
            check(model, named, rows.columns(), rows::featureNames, source);
            return rows;
        } catch (InputException e) {
            rows.close();
            throw e;
        }
    }

    private static void checkNoFeature(Mlp model, boolean named, DataSource source, @Nullable String label) {
        source.checkLabel(label);
        if (label != null && named && model.featureNames().contains(label)) {
            throw new UsageException(InputException.quote(label)
                    + " cannot be the label: the model takes it as a feature");
        }
    }

    private static Dataset withoutTarget(Dataset data) {
        return new Dataset(data.features(), data.featureNames(), data.image(), new Dataset.None());
    }

    private static Dataset table(Mlp model, boolean named, DataSource.Csv csv, CsvLabel label) {
        return named
                ? CsvReader.readFeatures(csv.file(), model.featureNames(), label, csv.missing().forModel(model))
                : CsvReader.read(csv.file(), label, csv.missing().inNewData());
    }

    private static LoadedModel fit(Mlp model, boolean named, Dataset data, DataSource source) {
        check(model, named, data.columns(), data::featureNames, source);
        if (!named) {
            return new LoadedModel(rename(model, data, source.place()), data);
        }
        if (source instanceof DataSource.Numpy) {
            Dataset sorted = new Dataset(data.features(), model.featureNames(), data.image(), data.target());
            return new LoadedModel(model, sorted);
        }
        return new LoadedModel(model, renumber(model, data, source.place()));
    }

    /** Columns without names are the model's in its order; others must have the names of the model's. */
    private static void check(Mlp model, boolean named, int columns, Supplier<List<String>> names, DataSource source) {
        if (columns != model.inputs()) {
            throw new InputException(source.place() + ": there " + (columns == 1 ? "is " : "are ")
                    + Counted.of(columns, "feature") + ", but the model takes "
                    + model.inputs());
        }
        if (named && !(source instanceof DataSource.Numpy) && !names.get().equals(model.featureNames())) {
            throw new InputException(source.place() + ": the features are named " + some(names.get())
                    + ", but the model was trained on " + some(model.featureNames()));
        }
    }

    /** Gives a model without names those of the data. */
    private static Mlp rename(Mlp model, Dataset data, String where) {
        List<String> outputs = switch (data.target()) {
            case Dataset.Classes classes -> classes.names();
            case Dataset.Values values -> values.names();
            case Dataset.None() -> model.outputNames();
        };
        if (outputs.size() != model.outputNames().size()) {
            throw new InputException(where + ": there "
                    + (data.target() instanceof Dataset.Classes
                            ? "are " + outputs.size() + " classes"
                            : outputs.size() == 1 ? "is one value" : "are " + outputs.size() + " values")
                    + " to predict, but the model has " + model.outputs() + " outputs");
        }
        return model.named(data.featureNames(), outputs);
    }

    /** Numbers the classes as the model does. */
    private static Dataset renumber(Mlp model, Dataset data, String where) {
        return switch (data.target()) {
            case Dataset.Classes(int[] labels, List<String> names) -> {
                if (model.task() == Task.REGRESSION) {
                    throw new InputException(where + ": the rows have classes, but the model predicts numbers");
                }
                int[] numbers = names.stream().mapToInt(model.outputNames()::indexOf).toArray();
                int[] renumbered = Arrays.stream(labels).map(label -> {
                    if (numbers[label] < 0) {
                        throw new InputException(where + ": some rows are of the class "
                                + InputException.quote(names.get(label)) + ", but the model knows only "
                                + some(model.outputNames()));
                    }
                    return numbers[label];
                }).toArray();
                yield new Dataset(data.features(), data.featureNames(), data.image(),
                        new Dataset.Classes(renumbered, model.outputNames()));
            }
            case Dataset.Values(float[] _, List<String> names) -> {
                checkValues(model, names, where);
                yield data;
            }
            case Dataset.None _ -> data;
        };
    }

    private static void checkValues(Mlp model, List<String> names, String where) {
        List<String> outputs = model.outputNames();
        if (names.size() != outputs.size()) {
            throw new InputException(where + ": there " + (names.size() == 1
                    ? "is one value"
                    : "are " + names.size()
                            + " values")
                    + " for each row, but the model predicts " + some(outputs));
        }
        if (!names.equals(outputs) && names.containsAll(outputs)) {
            throw new InputException(where + ": the values are in another order than the model's: " + some(outputs));
        }
    }

    private static String some(List<String> names) {
        List<String> first = names.stream().limit(3).map(InputException::quote).toList();
        return String.join(", ", first) + (names.size() > first.size() ? ", …" : "");
    }
}
