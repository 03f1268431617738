package io.lanescope.cli.report;

import java.util.List;

import io.lanescope.nn.Mlp;
import io.lanescope.nn.Predictor;
import io.lanescope.nn.data.Dataset;

/**
 * What the network says to each row.
 *
 * @param subject the network and the rows
 * @param width   how many numbers there are for a row: the classes of a classifier, the outputs of a regression
 * @param values  {@code [rows, width]}, probabilities or outputs
 */
@SuppressWarnings("ArrayRecordComponent") // numbers to read, never compared
record Answers(Subject subject, int width, float[] values) {

    private static final int BLOCK = 256;

    static Answers of(Subject subject) {
        Mlp model = subject.model();
        Dataset data = subject.data();
        int width = model.isClassifier() ? model.outputNames().size() : model.outputs();
        float[] values = new float[Math.multiplyExact(data.rows(), width)];
        Predictor predictor = new Predictor(model, BLOCK);
        if (model.isClassifier()) {
            predictor.probabilities(data.features(), 0, data.rows(), values, 0);
        } else {
            predictor.predict(data.features(), 0, data.rows(), values, 0);
        }
        return new Answers(subject, width, values);
    }

    /** The explained output of a regression. */
    float value(int row) {
        return values[row * width + subject.explainedOutput()];
    }

    /** A classifier's choice. */
    int predicted(int row) {
        int best = 0;
        for (int c = 1; c < width; c++) {
            best = values[row * width + c] > values[row * width + best] ? c : best;
        }
        return best;
    }

    /** The probability of its choice. */
    float confidence(int row) {
        return values[row * width + predicted(row)];
    }

    /** What is said to a row, and what is true. */
    String describe(int row) {
        if (!subject.model().isClassifier()) {
            String said = "predicted " + Numbers.text(value(row));
            int output = subject.explainedOutput();
            return subject.data().target() instanceof Dataset.Values truth
                    ? said + ", the true " + truth.names().get(output) + " is "
                            + Numbers.text(truth.value(row, output))
                    : said;
        }
        List<String> names = subject.model().outputNames();
        int predicted = predicted(row);
        String said = "taken for " + names.get(predicted) + " (" + Numbers.percent(confidence(row)) + ")";
        if (!(subject.data().target() instanceof Dataset.Classes classes)) {
            return said;
        }
        int truth = classes.labels()[row];
        return said + (truth == predicted ? ", rightly" : ", but it is " + names.get(truth));
    }
}
