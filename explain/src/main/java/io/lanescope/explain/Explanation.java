package io.lanescope.explain;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.CsvWriter;
import io.lanescope.nn.exchange.ModelFiles;

/**
 * What each feature of each row contributed to the explained scalar {@code f}, with all that is needed to do it again.
 *
 * @param method the method with all its settings
 * @param target the explained scalar
 * @param rows   the inputs with their attributions, {@code f(x)} and {@code f(x′)}
 * @param model  the network that was explained
 */
public record Explanation(Method method, Target target, Rows rows, Mlp model) {

    /** Refuses missing parts. */
    public Explanation {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(rows, "rows");
        Objects.requireNonNull(model, "model");
    }

    /**
     * What the attributions stand for.
     *
     * @return one per column: the features, or the units of a layer
     */
    public List<String> columnNames() {
        return method.columns(model);
    }

    /**
     * The features' names.
     *
     * @return one per feature
     */
    public List<String> featureNames() {
        return model.featureNames();
    }

    /**
     * The outputs' names.
     *
     * @return one per output or class
     */
    public List<String> outputNames() {
        return model.outputNames();
    }

    /**
     * What decided everything that the method left to chance.
     *
     * @return the method's setting {@code seed}, empty if it has none
     */
    public OptionalLong seed() {
        return MethodSettings.seed(method);
    }

    /**
     * Identifies the model.
     *
     * @return the SHA-256 of its file as {@link ModelFiles#save} writes it, in hexadecimal
     */
    public String modelHash() {
        return ModelFiles.sha256(model);
    }

    /**
     * How far a row's attributions are from adding up to {@code f(x) − f(x′)}.
     *
     * @param row the row
     * @return {@code Σφ − (f(x) − f(x′))}, summed in double, each of the method's groups counted once
     */
    public double completenessGap(int row) {
        double sum = 0;
        for (int[] group : method.groups().members(rows.columns())) {
            sum += rows.values()[row * rows.columns() + group[0]];
        }
        return sum - difference(row);
    }

    /**
     * The absolute {@linkplain #completenessGap gap} as a share of {@code |f(x) − f(x′)|}.
     *
     * @param row the row
     * @return the share; 0 when both are 0, infinite when only the difference is
     */
    public double relativeCompletenessGap(int row) {
        double gap = Math.abs(completenessGap(row));
        return gap == 0 ? 0 : gap / Math.abs(difference(row));
    }

    /**
     * Writes the attributions as CSV: a header of the columns' names, then a line per row. Numbers are written so that
     * reading them gives the same floats.
     *
     * @param out where to; not closed
     * @throws IOException if it cannot be written
     */
    public void writeCsv(Writer out) throws IOException {
        CsvWriter.write(out, columnNames(), rows.values());
    }

    /**
     * Writes everything as one JSON object: {@code library}, {@code method} with all settings, {@code target},
     * {@code seed}, {@code model} with its hash and shape, {@code features}, {@code outputs}, {@code columns} of the
     * attributions, and {@code rows}, each with its output, {@code value} f(x), {@code baseValue} f(x′), {@code completenessGap}, {@code x} and
     * {@code attributions}. What is not finite is written as null; all other numbers so that reading them gives the same
     * floats.
     *
     * @param out where to; not closed
     * @throws IOException if it cannot be written
     */
    public void writeJson(Writer out) throws IOException {
        ExplanationJson.write(this, out);
    }

    private double difference(int row) {
        return (double) rows.value()[row] - rows.baseValue()[row];
    }
}
