package io.lanescope.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import io.lanescope.explain.effects.Counterfactuals;
import io.lanescope.nn.data.Dataset;

/** The least change of a row that would have made the network right about it: counterfactuals. */
final class Corrections {

    private static final String TITLE = "What would have made it right";

    /** Changed features of a row that a table lists. */
    private static final int FEATURES = 6;

    private static final int STEPS = 200;

    /** Pictures have many features, and each attempt looks at each of them. */
    private static final int ATTEMPTS = 3;

    private static final double STEP = 0.1;

    private Corrections() {}

    static Figure pictures(Subject subject, Answers answers, Dataset.Classes classes, List<Integer> rows,
            Dataset.ImageShape shape) {
        int pixels = subject.data().columns();
        float[] ones = new float[pixels];
        Arrays.fill(ones, 1);
        List<Pictures.Row> shown = new ArrayList<>();
        for (int r : rows) {
            int truth = classes.labels()[r];
            float[] x = subject.row(r);
            Counterfactuals.Result result = new Counterfactuals(new Counterfactuals.Decision(truth), new float[pixels],
                    ones, new boolean[pixels], ones, STEP, STEPS, ATTEMPTS, subject.seed()).search(subject.model(), x);
            float[] change = new float[pixels];
            for (int j = 0; j < pixels; j++) {
                change[j] = result.point()[j] - x[j];
            }
            String words = result.found()
                    ? "then taken for " + classes.names().get(truth)
                    : "no change found; the nearest lacks " + Numbers.text(result.shortfall()) + " of logit";
            double most = IntStream.range(0, pixels).mapToDouble(j -> Math.abs(change[j])).max().orElse(0);
            shown.add(new Pictures.Row(String.format(Locale.ROOT,
                    "Row %d: %d of %,d pixels change, none by more than %s, %s", r, result.changed(), pixels,
                    Numbers.text(Math.ceil(1000 * most) / 1000), words),
                    List.of(
                            new Pictures.Panel("the row", "Row " + r + ", " + answers.describe(r), x, null),
                            new Pictures.Panel("changed", "Row " + r + " with the change, " + words, result.point(),
                                    null),
                            new Pictures.Panel("the change", "The change of each pixel of row " + r, x, change))));
        }
        return new Pictures(new Caption(TITLE, "The smallest change that a search found by which the network sees the "
                + "truth: orange pixels become darker, blue ones lighter, 1 is from white to black. Where it is too "
                + "small to be seen, the network does not see as people do.",
                "", true), shape, shown, new Pictures.Ends("lighter", "darker"));
    }

    static Figure classes(Subject subject, Answers answers, Dataset.Classes classes, List<Integer> rows) {
        List<List<Object>> table = new ArrayList<>();
        for (int r : rows) {
            int truth = classes.labels()[r];
            add(table, subject, r, classes.names().get(answers.predicted(r)) + " → " + classes.names().get(truth),
                    new Counterfactuals.Decision(truth));
        }
        return table(table,
                "The smallest change that a search within the data's bounds found by which the network sees "
                        + "the truth.");
    }

    static Figure values(Subject subject, Answers answers, Dataset.Values values, int[] rows) {
        int output = subject.explainedOutput();
        double squares = IntStream.range(0, subject.data().rows())
                .mapToDouble(r -> answers.value(r) - values.value(r, output)).map(e -> e * e).sum();
        double usual = Math.sqrt(squares / subject.data().rows());
        List<List<Object>> table = new ArrayList<>();
        for (int r : rows) {
            double truth = values.value(r, output);
            add(table, subject, r, Numbers.text(answers.value(r)) + " → " + Numbers.text(truth),
                    new Counterfactuals.Range(output, truth - usual, truth + usual));
        }
        return table(table, "The smallest change that a search within the data's bounds found by which the prediction "
                + "errs by no more than " + Numbers.text(usual) + ", the root mean squared error of all rows.");
    }

    private static void add(List<List<Object>> table, Subject subject, int row, String what,
            Counterfactuals.Goal goal) {
        Dataset data = subject.data();
        Counterfactuals search = Counterfactuals.within(goal, data.features(), data.rows(), data.columns(),
                subject.seed());
        float[] x = subject.row(row);
        Counterfactuals.Result result = search.search(subject.model(), x);
        if (!result.found()) {
            table.add(List.of("row " + row, what, "none found", "", "", ""));
            return;
        }
        List<Integer> changed = IntStream.range(0, x.length).boxed().filter(j -> result.point()[j] != x[j])
                .sorted(Comparator.comparingDouble(
                        (Integer j) -> -Math.abs(((double) result.point()[j] - x[j]) / search.scale()[j])))
                .toList();
        for (int j : changed.subList(0, Math.min(FEATURES, changed.size()))) {
            double by = ((double) result.point()[j] - x[j]) / search.scale()[j];
            table.add(List.of("row " + row, what, data.featureNames().get(j), Numbers.text(x[j]),
                    Numbers.text(result.point()[j]), String.format(Locale.ROOT, "%+.2f", by)));
        }
        if (changed.size() > FEATURES) {
            table.add(List.of("row " + row, what, changed.size() - FEATURES + " others, each by less", "", "", ""));
        }
    }

    private static Figure table(List<List<Object>> rows, String note) {
        return new Table(new Caption(TITLE, note + " The last column is in standard deviations.", "", true),
                List.of("row", "said → true", "feature", "from", "to", "by"), rows);
    }
}
