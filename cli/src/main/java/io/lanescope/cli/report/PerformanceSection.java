package io.lanescope.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.train.Evaluation;

/** How good the network is on rows whose truth is known. */
final class PerformanceSection {

    private static final int BINS = 10;

    private static final int MOST_DOTS = 2000;

    private PerformanceSection() {}

    static Section of(Subject subject) {
        List<Figure> figures = switch (Evaluation.of(subject.model(), subject.data())) {
            case Evaluation.Classification classes -> {
                Dataset.Classes truth = (Dataset.Classes) subject.data().target();
                yield List.of(confusion(classes, truth.names()), calibration(subject, truth), perClass(classes, truth));
            }
            case Evaluation.Regression errors -> {
                Dataset.Values truth = (Dataset.Values) subject.data().target();
                int output = subject.explainedOutput();
                yield List.of(values(subject, truth), errors(errors.outputs().get(output), truth.names().get(output)));
            }
        };
        return new Section("performance", "How good it is", "Measured on "
                + Counted.of(subject.data().rows(), "row") + ".", figures);
    }

    private static Figure confusion(Evaluation.Classification classes, List<String> names) {
        int worstTruth = 0;
        int worstPrediction = 1;
        int[][] counts = classes.confusion();
        for (int t = 0; t < counts.length; t++) {
            for (int p = 0; p < counts.length; p++) {
                if (t != p && counts[t][p] > counts[worstTruth][worstPrediction]) {
                    worstTruth = t;
                    worstPrediction = p;
                }
            }
        }
        int most = counts[worstTruth][worstPrediction];
        String alt = most == 0
                ? "No row is mistaken."
                : String.format(Locale.ROOT, "The most frequent mistake: %d × %s taken for %s.", most,
                        names.get(worstTruth), names.get(worstPrediction));
        return new Matrix(new Caption("Confusion matrix", alt + " The diagonal, in solid blue, is right; what is off "
                + "it is the darker, the more often it happens.",
                "Confusion matrix of " + names.size() + " classes. " + alt), "truth", "prediction", names, counts);
    }

    private static Figure perClass(Evaluation.Classification classes, Dataset.Classes truth) {
        List<List<Object>> rows = new ArrayList<>();
        for (int c = 0; c < truth.names().size(); c++) {
            double[] interval = classes.actual(c) == 0
                    ? new double[2]
                    : Statistics.interval(classes.confusion()[c][c], classes.actual(c));
            rows.add(List.of(truth.names().get(c), classes.actual(c), Numbers.percent(classes.precision(c)),
                    Numbers.percent(classes.recall(c)),
                    Numbers.percent(interval[0]) + " – " + Numbers.percent(interval[1]),
                    Numbers.percent(classes.f1(c))));
        }
        return new Table(new Caption("Each class", "Precision: the share that is right of what is called so. Recall: "
                + "the share that is found, with its 95 % confidence interval (Wilson).", "", true),
                List.of("class", "rows", "precision", "recall", "95 % interval", "F1"), rows);
    }

    private static Figure calibration(Subject subject, Dataset.Classes truth) {
        Answers answers = Answers.of(subject);
        long[] rows = new long[BINS];
        long[] right = new long[BINS];
        double[] confidence = new double[BINS];
        for (int r = 0; r < subject.data().rows(); r++) {
            float sure = answers.confidence(r);
            int bin = Math.clamp((int) (sure * BINS), 0, BINS - 1);
            rows[bin]++;
            confidence[bin] += sure;
            right[bin] += answers.predicted(r) == truth.labels()[r] ? 1 : 0;
        }
        int[] filled = IntStream.range(0, BINS).filter(bin -> rows[bin] > 0).toArray();
        double[] x = new double[filled.length];
        double[] y = new double[filled.length];
        double[] low = new double[filled.length];
        double[] high = new double[filled.length];
        double error = 0;
        for (int i = 0; i < filled.length; i++) {
            int bin = filled[i];
            x[i] = confidence[bin] / rows[bin];
            y[i] = (double) right[bin] / rows[bin];
            double[] interval = Statistics.interval(right[bin], rows[bin]);
            low[i] = interval[0];
            high[i] = interval[1];
            error += Math.abs(y[i] - x[i]) * rows[bin] / subject.data().rows();
        }
        String words = String.format(Locale.ROOT, "Expected calibration error %.1f %%", 100 * error);
        return new Lines(new Caption("Calibration", words + ": how far, on average, the share of right answers is from "
                + "the confidence they are given with. On the dashed line both are equal; the band is the 95 % interval.",
                words + "; the share of right answers over the confidence in " + Counted.of(filled.length, "bin")
                        + "."),
                new Lines.Axis("confidence", null, 1.0), new Lines.Axis("share of right answers", null, 1.0),
                List.of(new Lines.Curve("this network", Lines.Style.PLAIN, x, y, low, high),
                        new Lines.Curve("perfectly calibrated", Lines.Style.REFERENCE, new double[]{x[0], 1},
                                new double[]{x[0], 1}, null, null)));
    }

    private static Figure errors(Evaluation.Errors errors, String name) {
        return new Facts(new Caption("Errors",
                "In the units of " + name + ". Whoever always says the mean errs by "
                        + "the standard deviation.",
                ""),
                List.of(
                        new Fact("R²", Numbers.score(errors.score())),
                        new Fact("root mean squared error", Numbers.text(errors.rmse())),
                        new Fact("mean absolute error", Numbers.text(errors.absolute())),
                        new Fact("standard deviation of " + name, Numbers.text(Math.sqrt(errors.variance())))));
    }

    private static Figure values(Subject subject, Dataset.Values truth) {
        Answers answers = Answers.of(subject);
        int output = subject.explainedOutput();
        String name = truth.names().get(output);
        int rows = Math.min(MOST_DOTS, subject.data().rows());
        double[] x = new double[rows];
        double[] y = new double[rows];
        for (int r = 0; r < rows; r++) {
            x[r] = truth.value(r, output);
            y[r] = answers.value(r);
        }
        return new Dots(new Caption("Predictions", "A dot for each row; on the dashed line the prediction is right.",
                "The predicted over the true " + name + " of " + Counted.of(rows, "row") + "."),
                "true " + name, "predicted " + name, x, y);
    }
}
