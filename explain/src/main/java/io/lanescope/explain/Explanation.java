package io.lanescope.explain;

import java.util.List;

/**
 * What each feature of each row contributed to the explained scalar {@code f}.
 *
 * @param method       the method with all its settings
 * @param target       the explained scalar
 * @param rows         the inputs with their attributions, {@code f(x)} and {@code f(x′)}
 * @param columnNames  one per column of the attributions: the features, or the units of a layer
 * @param featureNames one per feature
 * @param outputNames  one per output or class
 */
public record Explanation(
        Method method, Target target, Rows rows, List<String> columnNames, List<String> featureNames,
        List<String> outputNames) {

    /**
     * Copies the names.
     *
     * @param method       the method with all its settings
     * @param target       the explained scalar
     * @param rows         the inputs with their attributions
     * @param columnNames  one per column of the attributions
     * @param featureNames one per feature
     * @param outputNames  one per output or class
     */
    public Explanation {
        columnNames = List.copyOf(columnNames);
        featureNames = List.copyOf(featureNames);
        outputNames = List.copyOf(outputNames);
    }

    /**
     * How far a row's attributions are from adding up to {@code f(x) − f(x′)}.
     *
     * @param row the row
     * @return {@code Σφ − (f(x) − f(x′))}, summed in double
     */
    public double completenessGap(int row) {
        double sum = 0;
        for (int j = 0; j < rows.columns(); j++) {
            sum += rows.values()[row * rows.columns() + j];
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

    private double difference(int row) {
        return (double) rows.value()[row] - rows.baseValue()[row];
    }
}
