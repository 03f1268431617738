package io.lanescope.cli;

import java.util.Arrays;
import java.util.List;

import io.lanescope.nn.Mlp;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.CsvLabel;
import io.lanescope.nn.data.CsvReader;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.InputException;
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
        source.checkLabel(label);
        if (label != null && named && model.featureNames().contains(label)) {
            throw new UsageException(InputException.quote(label)
                    + " cannot be the label: the model takes it as a feature");
        }
        if (!(source instanceof DataSource.Csv csv)) {
            Dataset data = source.read(new CsvLabel.None());
            return fit(model, named, withoutTarget(data), source);
        }
        CsvLabel kept = label == null || named ? new CsvLabel.None() : new CsvLabel.Classes(label);
        return fit(model, named, withoutTarget(table(model, named, csv, kept)), source);
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
        String where = switch (source) {
            case DataSource.Csv csv -> csv.file().toString();
            case DataSource.Idx idx -> idx.path().toString();
            case DataSource.Numpy arrays -> arrays.file().toString();
            case DataSource.Digits _ -> "the built-in digits";
        };
        if (data.columns() != model.inputs()) {
            throw new InputException(where + ": there are " + data.columns() + " features, but the model takes "
                    + model.inputs());
        }
        if (!named) {
            return new LoadedModel(rename(model, data, where), data);
        }
        if (source instanceof DataSource.Numpy) { // columns without names are the model's in its order
            Dataset sorted = new Dataset(data.features(), model.featureNames(), data.image(), data.target());
            return new LoadedModel(model, sorted);
        }
        if (!data.featureNames().equals(model.featureNames())) {
            throw new InputException(where + ": the features are named " + some(data.featureNames())
                    + ", but the model was trained on " + some(model.featureNames()));
        }
        return new LoadedModel(model, renumber(model, data, where));
    }

    /** Gives a model without names those of the data. */
    private static Mlp rename(Mlp model, Dataset data, String where) {
        List<String> outputs = switch (data.target()) {
            case Dataset.Classes classes -> classes.names();
            case Dataset.Values values -> List.of(values.name());
            case Dataset.None() -> model.outputNames();
        };
        if (outputs.size() != model.outputNames().size()) {
            throw new InputException(where + ": there "
                    + (data.target() instanceof Dataset.Classes ? "are " + outputs.size() + " classes" : "is one value")
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
            case Dataset.Values _,Dataset.None _ -> data;
        };
    }

    private static String some(List<String> names) {
        List<String> first = names.stream().limit(3).map(InputException::quote).toList();
        return String.join(", ", first) + (names.size() > first.size() ? ", …" : "");
    }
}
