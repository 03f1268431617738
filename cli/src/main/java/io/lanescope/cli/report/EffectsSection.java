package io.lanescope.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import io.lanescope.explain.Rows;
import io.lanescope.explain.Target;
import io.lanescope.explain.effects.AccumulatedEffects;
import io.lanescope.explain.effects.PartialDependence;

/** How the answer follows single features, over all rows. */
final class EffectsSection {

    private static final int FEATURES = 6;

    private static final int MOST_ROWS = 1000;

    private static final int SINGLE_ROWS = 30;

    private static final int POINTS = 25;

    private static final int BINS = 12;

    private EffectsSection() {}

    static Section of(Subject subject) {
        int[] sample = subject.sample(MOST_ROWS);
        Rows rows = subject.explain(subject.method(), subject.target(), sample).rows();
        Subject fixed = subject.asking(fixed(subject, rows));
        List<Figure> figures = OverallSection.order(rows).stream().limit(FEATURES)
                .map(j -> effect(fixed, rows, j)).toList();
        return new Section("effects", "How it follows single features", "What becomes of the " + fixed.explained()
                + " when one feature changes and the others stay: for single rows (thin lines, ICE), on average (partial "
                + "dependence), and by small steps among rows that do occur (accumulated local effects, moved to the "
                + "mean). Where the last two part, the feature hangs together with others, and partial dependence looks "
                + "at rows that do not occur.", figures);
    }

    /** Over many rows there must be one output: the second of two classes, or the one that is explained most often. */
    private static Target fixed(Subject subject, Rows rows) {
        if (subject.target().output() != Target.PREDICTED) {
            return subject.target();
        }
        int classes = subject.model().outputNames().size();
        int[] counts = new int[Math.max(classes, 1)];
        Arrays.stream(rows.outputs()).forEach(output -> counts[output]++);
        int most = IntStream.range(0, counts.length).reduce(0, (a, b) -> counts[b] > counts[a] ? b : a);
        int output = classes == 2 ? 1 : most;
        return switch (subject.target()) {
            case Target.Probability _ -> new Target.Probability(output);
            case Target.LogOdds _ -> new Target.LogOdds(output);
            case Target.Output _ -> new Target.Output(output);
            case Target.Logit _,Target.Margin _ -> new Target.Logit(output);
        };
    }

    private static Figure effect(Subject subject, Rows rows, int feature) {
        String name = subject.data().featureNames().get(feature);
        PartialDependence dependence = PartialDependence.of(subject.model(), subject.target(), rows.x(), rows.count(),
                feature, POINTS);
        AccumulatedEffects effects = AccumulatedEffects.of(subject.model(), subject.target(), rows.x(), rows.count(),
                feature, BINS);
        double[] grid = doubles(dependence.grid());
        List<Lines.Curve> curves = new ArrayList<>();
        for (int r = 0; r < Math.min(SINGLE_ROWS, rows.count()); r++) {
            float[] row = Arrays.copyOfRange(dependence.ice(), r * grid.length, (r + 1) * grid.length);
            curves.add(new Lines.Curve("row " + r, Lines.Style.FAINT, grid, doubles(row), null, null));
        }
        curves.add(new Lines.Curve("partial dependence", grid, dependence.mean()));
        double middle = Statistics.mean(dependence.mean());
        curves.add(new Lines.Curve("accumulated local effects", doubles(effects.edges()),
                Arrays.stream(effects.effect()).map(e -> e + middle).toArray()));
        double[] rug = IntStream.range(0, Math.min(MOST_ROWS, rows.count()))
                .mapToDouble(r -> rows.x()[r * rows.features() + feature]).toArray();
        int fewest = Arrays.stream(effects.counts()).min().orElse(0);
        int most = Arrays.stream(effects.counts()).max().orElse(0);
        double[] mean = dependence.mean();
        int intervals = effects.counts().length;
        String holds = fewest == most ? String.valueOf(most) : fewest + " to " + most;
        return new Lines(new Caption(name, "The marks at the bottom are the rows. " + (intervals == 1
                ? "There is one interval of accumulated effects."
                : String.format(Locale.ROOT, "Each of the %d intervals of the accumulated effects holds %s of them.",
                        intervals, holds)),
                String.format(Locale.ROOT, "Partial dependence on %s from %s to %s over its quantiles.", name,
                        Numbers.text(mean[0]), Numbers.text(mean[mean.length - 1]))),
                new Lines.Axis(name), new Lines.Axis(subject.explained()), curves, rug);
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
