package io.lanescope.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import io.lanescope.explain.Method;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.train.Evaluation;

/** Makes reports. */
public final class Reports {

    private static final int SINGLE_ROWS = 10;

    private Reports() {}

    /**
     * All that can be said about a network on some rows.
     *
     * @param subject the network, the rows and how to explain
     * @param rows    the rows to explain one by one, or none for an example of each class
     * @return the report
     * @throws IllegalArgumentException if a method does not fit the network
     */
    public static Report of(Subject subject, int[] rows) {
        for (Method method : subject.methods()) {
            if (!method.columns(subject.model()).equals(subject.model().featureNames())) {
                throw new IllegalArgumentException(
                        "a report shows what features contribute, but " + method.name() + " explains something else");
            }
        }
        int[] single = rows.length > 0 ? rows : examples(subject);
        List<Section> sections = new ArrayList<>();
        sections.add(NetworkSection.of(subject));
        boolean known = !(subject.data().target() instanceof Dataset.None);
        if (known) {
            sections.add(PerformanceSection.of(subject));
        }
        sections.add(OverallSection.of(subject));
        if (subject.data().image() == null) {
            sections.add(EffectsSection.of(subject));
        }
        sections.add(DecisionsSection.of(subject, single));
        if (known) {
            sections.add(MistakesSection.of(subject));
        }
        sections.add(QualitySection.of(subject));
        if (subject.data().image() != null || subject.model().layers().size() > 1) {
            sections.add(InsideSection.of(subject));
        }
        if (known) {
            sections.add(ActionsSection.of(subject));
        }
        return new Report("Why the network decides as it does", String.format(Locale.ROOT,
                "%s: %s of %s. Explained is the %s, with %s.", subject.name(), Counted.of(subject.data().rows(), "row"),
                Counted.of(subject.data().columns(), "feature"), subject.explained(), subject.method().name()),
                headline(subject, known), sections,
                "Made by Lanescope. Charts: Apache ECharts (Apache-2.0).");
    }

    private static List<Fact> headline(Subject subject, boolean known) {
        List<Fact> facts = new ArrayList<>();
        if (known) {
            switch (Evaluation.of(subject.model(), subject.data())) {
                case Evaluation.Classification classes -> {
                    facts.add(new Fact("accuracy", Numbers.percent(classes.score())));
                    int rows = subject.data().rows();
                    double[] interval = Statistics.interval(Math.round(classes.score() * rows), rows);
                    facts.add(new Fact("its 95 % interval", Numbers.percent(interval[0]) + " – "
                            + Numbers.percent(interval[1])));
                }
                case Evaluation.Regression values -> facts.add(new Fact(
                        values.outputs().size() == 1
                                ? "R²"
                                : "R² of " + subject.model().outputNames().get(subject.explainedOutput()),
                        Numbers.score(values.outputs().get(subject.explainedOutput()).score())));
            }
        }
        facts.add(new Fact("rows measured", String.format(Locale.ROOT, "%,d", subject.data().rows())));
        facts.add(new Fact("parameters", String.format(Locale.ROOT, "%,d", subject.model().parameters())));
        facts.add(new Fact("layers", String.valueOf(subject.model().layers().size())));
        return facts;
    }

    /** The first row of each class that is rightly told, or simply the first rows. */
    private static int[] examples(Subject subject) {
        if (!(subject.data().target() instanceof Dataset.Classes classes)) {
            return subject.sample(SINGLE_ROWS);
        }
        Answers answers = Answers.of(subject);
        return IntStream.range(0, Math.min(SINGLE_ROWS, classes.names().size()))
                .flatMap(c -> IntStream.range(0, subject.data().rows())
                        .filter(r -> classes.labels()[r] == c && answers.predicted(r) == c).limit(1))
                .toArray();
    }
}
