package io.lanescope.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.lanescope.explain.Explanation;
import io.lanescope.explain.Rows;
import io.lanescope.explain.metrics.Comparison;
import io.lanescope.explain.metrics.MaskShare;
import io.lanescope.explain.metrics.Metric;
import io.lanescope.explain.metrics.ModelRandomisation;
import io.lanescope.explain.metrics.PerturbationCurve;

/** How good the explanations are. */
final class QualitySection {

    private static final int MOST_ROWS = 50;

    /** Random orders, whose curves make the band to compare with. */
    private static final int ORDERS = 10;

    private QualitySection() {}

    static Section of(Subject subject) {
        int[] rows = subject.sample(MOST_ROWS);
        List<Explanation> explanations = subject.methods().stream()
                .map(method -> subject.explain(method, subject.target(), rows)).toList();
        List<Figure> figures = new ArrayList<>();
        figures.add(metrics(subject, explanations));
        figures.add(curves(subject, explanations, new PerturbationCurve(false, subject.baseline()), "Deletion",
                "The features go to the baseline one after the other, those that speak most for it first: a good "
                        + "explanation makes the curve fall soon."));
        figures.add(curves(subject, explanations, new PerturbationCurve(true, subject.baseline()), "Insertion",
                "The same the other way round, from the baseline: a good explanation makes the curve rise soon."));
        figures.add(randomisation(subject, explanations));
        boolean[] truth = subject.truth();
        if (truth != null) {
            figures.add(onTruth(subject, explanations,
                    Arrays.copyOf(truth, rows.length * subject.data().columns())));
        }
        return new Section("quality", "How good the explanations are",
                "An explanation is a claim, and can be wrong. Measured on "
                        + Counted.of(rows.length, "row") + ".",
                figures);
    }

    private static Figure metrics(Subject subject, List<Explanation> explanations) {
        List<Metric> metrics = Metric.all(subject.baseline(), subject.seed());
        Comparison comparison = Comparison.of(explanations, metrics, subject.team());
        List<String> columns = new ArrayList<>(List.of("method"));
        metrics.forEach(metric -> columns.add(metric.name() + (metric.better() == Metric.Better.LOWER ? " ↓" : " ↑")));
        columns.add("mean rank ↓");
        double[] ranks = comparison.meanRanks();
        List<List<Object>> table = new ArrayList<>();
        for (int e = 0; e < explanations.size(); e++) {
            List<Object> row = new ArrayList<>(List.of(explanations.get(e).method().name()));
            for (double score : comparison.scores()[e]) {
                row.add(score);
            }
            row.add(ranks[e]);
            table.add(row);
        }
        return new Table(new Caption("Methods by metrics",
                "Means over the rows. ↓: small is good; ↑: large is good. No "
                        + "metric decides alone, and those in units of what is explained (deletion, insertion, infidelity) compare "
                        + "methods, not models.",
                "", true), columns, table);
    }

    private static Figure curves(Subject subject, List<Explanation> explanations, PerturbationCurve curve, String title,
            String note) {
        int features = subject.data().columns();
        double[] x = Arrays.stream(curve.changed(features)).mapToDouble(n -> (double) n / features).toArray();
        List<Lines.Curve> curves = new ArrayList<>();
        for (Explanation explanation : explanations) {
            curves.add(
                    new Lines.Curve(explanation.method().name(), x, mean(curve.curves(explanation, subject.team()))));
        }
        curves.add(random(subject, explanations.getFirst(), curve, x));
        return new Lines(new Caption(title, note + " The gray band holds the means of " + ORDERS + " random orders.",
                title + " curves of " + explanations.size() + " methods, from "
                        + Numbers.text(curves.getFirst().y()[0]) + " to "
                        + Numbers.text(curves.getFirst().y()[x.length - 1]) + ", and of random orders."),
                new Lines.Axis("share of features", 0.0, 1.0), new Lines.Axis("mean " + subject.explained()), curves);
    }

    private static Lines.Curve random(Subject subject, Explanation explanation, PerturbationCurve curve, double[] x) {
        SplittableRandom root = new SplittableRandom(subject.seed());
        double[] low = new double[x.length];
        double[] high = new double[x.length];
        double[] middle = new double[x.length];
        Arrays.fill(low, Double.POSITIVE_INFINITY);
        Arrays.fill(high, Double.NEGATIVE_INFINITY);
        for (int n = 0; n < ORDERS; n++) {
            // a seed for each row, since rows are measured on any thread
            long[] seeds = root.longs(explanation.rows().count()).toArray();
            double[] mean = mean(curve.curves(explanation, subject.team(),
                    row -> shuffled(explanation.rows().features(), new SplittableRandom(seeds[row]))));
            for (int i = 0; i < x.length; i++) {
                low[i] = Math.min(low[i], mean[i]);
                high[i] = Math.max(high[i], mean[i]);
                middle[i] += mean[i] / ORDERS;
            }
        }
        return new Lines.Curve("random order", Lines.Style.REFERENCE, x, middle, low, high);
    }

    private static int[] shuffled(int features, SplittableRandom random) {
        int[] order = IntStream.range(0, features).toArray();
        for (int i = features - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    private static double[] mean(double[][] curves) {
        double[] mean = new double[curves[0].length];
        for (double[] curve : curves) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += curve[i] / curves.length;
            }
        }
        return mean;
    }

    private static Figure randomisation(Subject subject, List<Explanation> explanations) {
        ModelRandomisation check = new ModelRandomisation(subject.seed());
        double[] replaced = IntStream.rangeClosed(0, subject.model().layers().size()).asDoubleStream().toArray();
        List<Lines.Curve> curves = new ArrayList<>();
        for (Explanation explanation : explanations) {
            double[][] correlations = check.correlations(explanation, subject.team());
            double[] y = new double[replaced.length];
            y[0] = 1;
            for (int l = 0; l < correlations.length; l++) {
                y[l + 1] = Statistics.mean(correlations[l]);
            }
            curves.add(new Lines.Curve(explanation.method().name(), replaced, y));
        }
        return new Lines(
                new Caption("Model randomisation", "Layers are replaced by random ones, from the output down. An "
                        + "explanation that stays the same does not look at what the network has learned.",
                        "The rank correlation of |φ| with the network's own, over the number of layers replaced."),
                new Lines.Axis("layers replaced"), new Lines.Axis("rank correlation of |φ|"), curves);
    }

    private static Figure onTruth(Subject subject, List<Explanation> explanations, boolean[] truth) {
        int bars = explanations.size() + 1;
        double[] share = new double[bars];
        double[] low = new double[bars];
        double[] high = new double[bars];
        List<String> names = new ArrayList<>();
        for (int m = 0; m < bars; m++) {
            boolean chance = m == explanations.size();
            names.add(chance ? "by chance" : explanations.get(m).method().name());
            double[] shares = chance
                    ? area(explanations.getFirst().rows(), truth)
                    : new MaskShare(truth).scores(explanations.get(m), subject.team());
            share[m] = Statistics.mean(shares);
            low[m] = share[m] - Statistics.margin(shares);
            high[m] = share[m] + Statistics.margin(shares);
        }
        return new Bars(
                new Caption("Share of |φ| on the pixels that carry the digit", "The program drew these pictures, "
                        + "so it is known which pixels carry the digit and which are stray strokes and noise. By chance the share "
                        + "would be that of the digit's area.",
                        String.format(Locale.ROOT, "%s: %.0f %%; by chance: %.0f %%.", names.getFirst(), 100 * share[0],
                                100 * share[bars - 1])),
                "share", names, share, low, high);
    }

    private static double[] area(Rows rows, boolean[] truth) {
        double[] area = new double[rows.count()];
        for (int i = 0; i < truth.length; i++) {
            area[i / rows.features()] += truth[i] ? 1.0 / rows.features() : 0;
        }
        return area;
    }
}
