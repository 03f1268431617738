package io.lanescope.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import io.lanescope.explain.Explanation;
import io.lanescope.explain.Rows;
import io.lanescope.nn.data.Dataset;

/** Why single rows were decided as they were. */
final class DecisionsSection {

    private static final int STEPS = 10;

    private static final int MOST_TABLES = 6;

    /** Rows of a table that are shown by each method. */
    private static final int COMPARED = 2;

    private DecisionsSection() {}

    static Section of(Subject subject, int[] rows) {
        Answers answers = Answers.of(subject);
        List<Explanation> explanations = subject.methods().stream()
                .filter(method -> method == subject.method() || !method.slope())
                .map(method -> subject.explain(method, subject.target(), rows)).toList();
        Dataset.ImageShape shape = subject.data().image();
        List<Figure> figures = shape == null
                ? tables(subject, answers, rows, explanations)
                : List.of(pictures(subject, answers, rows, explanations, shape));
        return new Section("decisions", "Why it decided so", "Single rows, and what each feature contributed to the "
                + subject.explained() + ".", figures);
    }

    private static Figure pictures(
            Subject subject, Answers answers, int[] rows, List<Explanation> explanations, Dataset.ImageShape shape) {
        List<Pictures.Row> shown = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            float[] ink = subject.row(rows[i]);
            String words = answers.describe(rows[i]);
            List<Pictures.Panel> panels = new ArrayList<>();
            panels.add(new Pictures.Panel("the row", "Row " + rows[i] + ": " + words, ink, null));
            for (Explanation explanation : explanations) {
                panels.add(new Pictures.Panel(explanation.method().name(),
                        "What each pixel contributed in row " + rows[i] + ", by "
                                + explanation.method().name(),
                        ink, values(explanation.rows(), i)));
            }
            shown.add(new Pictures.Row("Row " + rows[i] + ": " + words, panels));
        }
        return new Pictures(new Caption("Heat maps", "Orange pixels speak for what is explained, blue ones against it; "
                + "the outline is the picture itself. All methods share one scale.", "", true), shape, shown,
                new Pictures.Ends("against", "for"));
    }

    private static List<Figure> tables(
            Subject subject, Answers answers, int[] rows, List<Explanation> explanations) {
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < Math.min(rows.length, MOST_TABLES); i++) {
            figures.add(waterfall(subject, explanations.getFirst(), i,
                    "Row " + rows[i] + ": " + answers.describe(rows[i])));
        }
        if (explanations.size() > 1) {
            for (int i = 0; i < Math.min(rows.length, COMPARED); i++) {
                figures.add(sideBySide(subject, rows[i], i, explanations));
            }
        }
        return figures;
    }

    /** The features that the first method finds largest, by each method. */
    private static Figure sideBySide(Subject subject, int row, int i, List<Explanation> explanations) {
        float[] leading = values(explanations.getFirst().rows(), i);
        List<Integer> order = order(leading).subList(0, Math.min(STEPS, leading.length));
        double[][] phi = order.stream().map(j -> explanations.stream()
                .mapToDouble(explanation -> values(explanation.rows(), i)[j]).toArray()).toArray(double[][]::new);
        List<String> names = order.stream().map(subject.data().featureNames()::get).toList();
        return new Heat(new Caption("Row " + row + " by each method", "What each feature contributed to the "
                + subject.explained()
                + ": orange for it, blue against it. Methods ask different questions, and need not "
                + "agree.",
                explanations.size() + " methods on row " + row + "; by "
                        + explanations.getFirst().method().name() + " the largest contribution is "
                        + Numbers.text(phi[0][0]) + ", of " + names.getFirst() + "."),
                "φ", names, explanations.stream().map(explanation -> explanation.method().name()).toList(), phi);
    }

    private static List<Integer> order(float[] phi) {
        return IntStream.range(0, phi.length).boxed()
                .sorted(Comparator.comparingDouble((Integer j) -> -Math.abs(phi[j]))).toList();
    }

    /** The largest contributions first, all others as one. */
    static Figure waterfall(Subject subject, Explanation explanation, int i, String title) {
        Rows rows = explanation.rows();
        float[] phi = values(rows, i);
        List<Integer> order = order(phi);
        int single = phi.length <= STEPS + 1 ? phi.length : STEPS;
        List<Waterfall.Step> steps = new ArrayList<>();
        for (int j : order.subList(0, single)) {
            steps.add(new Waterfall.Step(subject.data().featureNames().get(j),
                    Numbers.text(rows.x()[i * phi.length + j]), phi[j]));
        }
        if (single < phi.length) {
            double rest = order.subList(single, phi.length).stream().mapToDouble(j -> phi[j]).sum();
            steps.add(new Waterfall.Step(Counted.of(phi.length - single, "other feature"), null, rest));
        }
        Waterfall.Step first = steps.getFirst();
        return new Waterfall(new Caption(title,
                "Step by step from the baseline's value to this row's, the dashed lines: "
                        + "orange raises it, blue lowers it.",
                String.format(Locale.ROOT, "From %s to %s. The largest step: %s = %s adds %s.",
                        Numbers.text(rows.baseValue()[i]), Numbers.text(rows.value()[i]), first.name(), first.value(),
                        Numbers.text(first.phi()))),
                subject.explained(), rows.baseValue()[i], steps, rows.value()[i]);
    }

    static float[] values(Rows rows, int i) {
        return Arrays.copyOfRange(rows.values(), i * rows.features(), (i + 1) * rows.features());
    }
}
