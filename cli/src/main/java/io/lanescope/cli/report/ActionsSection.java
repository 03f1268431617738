package io.lanescope.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import io.lanescope.explain.actions.Diagnosis;
import io.lanescope.explain.actions.HiddenUnit;
import io.lanescope.explain.actions.LabelNoise;
import io.lanescope.explain.actions.Pruning;
import io.lanescope.explain.actions.Remedy;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.train.Evaluation;
import io.lanescope.simd.Activation;

/** What to do about it, and what that would change. */
final class ActionsSection {

    private static final int POINTS = 16;

    /** Fewer rows are too few to train on some and measure on others. */
    private static final int FEWEST_ROWS = 100;

    private static final int MOST_ROWS = 1000;

    private static final int SUSPECTS = 12;

    /** What is lost in score by a model that is called as good. */
    private static final double SLACK = 0.005;

    private ActionsSection() {}

    static Section of(Subject subject) {
        List<Figure> figures = new ArrayList<>();
        if (subject.model().layers().size() > 1 && subject.data().rows() > 1) {
            if (subject.data().rows() >= FEWEST_ROWS) {
                figures.add(remedies(subject));
            }
            figures.add(pruning(subject));
        }
        figures.add(suspects(subject));
        return new Section("actions", "What to do", "Each proposal was tried, and its effect measured.", figures);
    }

    /** What {@code diagnose --apply} would do, done. */
    private static Figure remedies(Subject subject) {
        Dataset data = subject.data().subset(subject.sample(MOST_ROWS));
        Mlp model = subject.model();
        Diagnosis diagnosis = Diagnosis.of(model, data, subject.seed(), subject.team());
        boolean trainable = model.layers().getLast().activation() instanceof Activation.Identity;
        List<List<Object>> rows = new ArrayList<>();
        for (Remedy remedy : Remedy.values()) {
            boolean trains = remedy == Remedy.RESET_UNITS || remedy == Remedy.DROP_SUSPECTS;
            if (trains && !trainable) {
                continue;
            }
            Remedy.Effect effect = remedy.apply(diagnosis, model, data, subject.seed(), subject.team());
            String thing = remedy == Remedy.DROP_SUSPECTS ? "row" : "unit";
            if (effect.changed() == 0) {
                rows.add(List.of(name(remedy), "nothing to do", "", "", "", ""));
                continue;
            }
            rows.add(List.of(name(remedy), Counted.of(effect.changed(), thing),
                    score(model, effect.before()),
                    score(model, effect.after()), String.format(Locale.ROOT, "%,d", effect.model().parameters()),
                    effect.rows()));
        }
        return new Table(
                new Caption("Actions and their effects", String.format(Locale.ROOT, "What diagnose --apply does, "
                        + "tried on %,d rows and measured: removing and pruning beside the network as it is (%,d parameters); "
                        + "resetting units and dropping suspicious rows train, so they are measured on rows held out, beside the same "
                        + "training without them.", data.rows(), model.parameters()), "", true),
                List.of("action", "changes", (model.isClassifier() ? "accuracy" : "R²") + " before", "after",
                        "parameters",
                        "measured on rows"),
                rows);
    }

    private static String name(Remedy remedy) {
        return remedy.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String score(Mlp model, Evaluation evaluation) {
        return model.isClassifier()
                ? Numbers.percent(evaluation.score())
                : Numbers.score(evaluation.score());
    }

    /** Units are chosen by one half of the rows, and what is left is measured on the other. */
    private static Figure pruning(Subject subject) {
        Dataset data = subject.data();
        Dataset chosenBy = data.subset(IntStream.range(0, data.rows()).filter(r -> r % 2 == 0).toArray());
        Dataset measuredOn = data.subset(IntStream.range(0, data.rows()).filter(r -> r % 2 == 1).toArray());
        Mlp model = subject.model();
        List<Lines.Curve> curves = new ArrayList<>();
        String found = "";
        for (Pruning by : Pruning.values()) {
            List<HiddenUnit> order = by.order(model, chosenBy, subject.seed(), subject.team());
            List<Pruning.Point> points = Pruning.curve(model, order, measuredOn, POINTS);
            curves.add(new Lines.Curve(by == Pruning.RANDOM ? "at random" : "by " + by.name().toLowerCase(Locale.ROOT),
                    by == Pruning.RANDOM ? Lines.Style.REFERENCE : Lines.Style.PLAIN,
                    points.stream().mapToDouble(Pruning.Point::units).toArray(),
                    points.stream().mapToDouble(point -> point.evaluation().score()).toArray(), null, null));
            if (by == Pruning.RELEVANCE) {
                found = smallest(points);
            }
        }
        String score = model.isClassifier() ? "accuracy" : "R²";
        return new Lines(new Caption("Fewer units", found + " Units are chosen on one half of the rows and the rest is "
                + "measured on the other, without learning again.", found, false),
                new Lines.Axis("hidden units left"), new Lines.Axis(score), curves);
    }

    private static String smallest(List<Pruning.Point> points) {
        Pruning.Point whole = points.getFirst();
        Pruning.Point best = points.stream()
                .filter(point -> point.evaluation().score() >= whole.evaluation().score() - SLACK)
                .reduce(whole, (a, b) -> b.units() < a.units() ? b : a);
        return String.format(Locale.ROOT,
                "With %d of %d hidden units, chosen by relevance, the score is %.3f instead of %.3f, with %,d instead of "
                        + "%,d parameters.",
                best.units(), whole.units(), best.evaluation().score(), whole.evaluation().score(),
                best.parameters(), whole.parameters());
    }

    private static Figure suspects(Subject subject) {
        Dataset data = subject.data();
        double[] influence = LabelNoise.selfInfluence(subject.model(), data, subject.team());
        int[] first = IntStream.of(LabelNoise.suspects(influence)).limit(SUSPECTS).toArray();
        Answers answers = Answers.of(subject);
        String title = "Labels to check";
        String note = "The rows that would pull hardest at the network if it learned from them: TracIn's self-influence is "
                + "largest where it insists on something else than the label.";
        Dataset.ImageShape shape = data.image();
        if (shape != null && data.target() instanceof Dataset.Classes classes) {
            List<Pictures.Panel> panels = IntStream.of(first).mapToObj(r -> new Pictures.Panel(
                    "row " + r + ": label " + classes.names().get(classes.labels()[r]) + ", taken for "
                            + classes.names().get(answers.predicted(r)),
                    "Row " + r + ", " + answers.describe(r), subject.row(r), null)).toList();
            return new Pictures(new Caption(title, note, ""), shape, List.of(new Pictures.Row("", panels)),
                    new Pictures.Ends("", ""));
        }
        List<List<Object>> rows = new ArrayList<>();
        for (int r : first) {
            rows.add(List.of("row " + r, answers.describe(r), influence[r]));
        }
        return new Table(new Caption(title, note, ""), List.of("row", "the network", "self-influence"), rows);
    }
}
