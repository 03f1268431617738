package io.lanescope.cli.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import io.lanescope.explain.Explanation;
import io.lanescope.explain.Target;
import io.lanescope.nn.data.Dataset;

/** Where the network errs with the most confidence, and why. */
final class MistakesSection {

    private static final int PICTURES = 6;

    private static final int TABLES = 4;

    private MistakesSection() {}

    static Section of(Subject subject) {
        Answers answers = Answers.of(subject);
        List<Figure> figures = switch (subject.data().target()) {
            case Dataset.Classes classes -> classes(subject, answers, classes);
            case Dataset.Values values -> values(subject, answers, values);
            case Dataset.None() -> List.of();
        };
        return new Section("mistakes", "Where it errs", figures.isEmpty()
                ? "No row is mistaken."
                : subject.data().target() instanceof Dataset.Values
                        ? "The rows whose predictions are furthest from the truth."
                        : "The worst mistakes: wrong, and with the most confidence.",
                figures);
    }

    private static List<Figure> classes(Subject subject, Answers answers, Dataset.Classes classes) {
        List<Integer> wrong = IntStream.range(0, subject.data().rows()).boxed()
                .filter(r -> answers.predicted(r) != classes.labels()[r])
                .sorted(Comparator.comparingDouble((Integer r) -> -answers.confidence(r))).toList();
        if (wrong.isEmpty()) {
            return List.of();
        }
        Dataset.ImageShape shape = subject.data().image();
        if (shape != null) {
            List<Integer> worst = wrong.stream().limit(PICTURES).toList();
            return List.of(pictures(subject, answers, classes, wrong, shape),
                    Corrections.pictures(subject, answers, classes, worst, shape));
        }
        List<Integer> worst = wrong.stream().limit(TABLES).toList();
        List<Figure> figures = new ArrayList<>();
        for (int r : worst) {
            Target margin = new Target.Margin(answers.predicted(r), classes.labels()[r]);
            Explanation explanation = subject.explain(subject.method(), margin, new int[]{r});
            figures.add(DecisionsSection.waterfall(subject.asking(margin), explanation, 0,
                    "Row " + r + ": " + answers.describe(r)));
        }
        figures.add(Corrections.classes(subject, answers, classes, worst));
        return figures;
    }

    private static Figure pictures(
            Subject subject, Answers answers, Dataset.Classes classes, List<Integer> wrong, Dataset.ImageShape shape) {
        List<Pictures.Row> rows = new ArrayList<>();
        for (int r : wrong.subList(0, Math.min(PICTURES, wrong.size()))) {
            int predicted = answers.predicted(r);
            int truth = classes.labels()[r];
            float[] ink = subject.row(r);
            String said = classes.names().get(predicted);
            String is = classes.names().get(truth);
            rows.add(new Pictures.Row("Row " + r + ": " + answers.describe(r), List.of(
                    new Pictures.Panel("the row", "Row " + r + ", " + answers.describe(r), ink, null),
                    panel(subject, r, new Target.Logit(predicted), ink, "for " + said),
                    panel(subject, r, new Target.Logit(truth), ink, "for " + is),
                    panel(subject, r, new Target.Margin(predicted, truth), ink, said + " rather than " + is))));
        }
        return new Pictures(new Caption("The worst mistakes", String.format(Locale.ROOT,
                "%d of %d rows are mistaken; these are the most confident ones, by %s. The last heat map tells what made "
                        + "the network prefer its answer (orange) to the truth (blue).",
                wrong.size(),
                subject.data().rows(), subject.method().name()), "", true), shape, rows,
                new Pictures.Ends("against", "for"));
    }

    private static Pictures.Panel panel(Subject subject, int row, Target target, float[] ink, String title) {
        Explanation explanation = subject.explain(subject.method(), target, new int[]{row});
        return new Pictures.Panel(title, "What each pixel of row " + row + " contributed: " + title, ink,
                explanation.rows().values());
    }

    private static List<Figure> values(Subject subject, Answers answers, Dataset.Values values) {
        int output = subject.explainedOutput();
        int[] worst = IntStream.range(0, subject.data().rows()).boxed()
                .sorted(Comparator.comparingDouble(
                        (Integer r) -> -Math.abs(answers.value(r) - values.value(r, output))))
                .limit(TABLES).mapToInt(Integer::intValue).toArray();
        Explanation explanation = subject.explain(subject.method(), subject.target(), worst);
        List<Figure> figures = new ArrayList<>();
        for (int i = 0; i < worst.length; i++) {
            figures.add(DecisionsSection.waterfall(subject, explanation, i,
                    "Row " + worst[i] + ": " + answers.describe(worst[i])));
        }
        figures.add(Corrections.values(subject, answers, values, worst));
        return figures;
    }
}
