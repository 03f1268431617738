package io.lanescope.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.lanescope.explain.Explanation;
import io.lanescope.explain.Rows;

/** How good the explanations are. */
final class QualitySection {

    private static final int MOST_ROWS = 200;

    private QualitySection() {}

    static Section of(Subject subject) {
        int[] rows = subject.sample(MOST_ROWS);
        List<Explanation> explanations = subject.methods().stream()
                .map(method -> subject.explain(method, subject.target(), rows)).toList();
        List<Figure> figures = new ArrayList<>();
        figures.add(completeness(explanations));
        boolean[] truth = subject.truth();
        if (truth != null) {
            figures.add(onTruth(explanations, truth));
        }
        return new Section("quality", "How good the explanations are", String.format(Locale.ROOT,
                "An explanation is a claim, and can be wrong. Measured on %,d rows.", rows.length), figures);
    }

    private static Figure completeness(List<Explanation> explanations) {
        List<List<Object>> table = new ArrayList<>();
        for (Explanation explanation : explanations) {
            double[] gaps = new double[explanation.rows().count()];
            double[] relative = new double[gaps.length];
            for (int r = 0; r < gaps.length; r++) {
                gaps[r] = Math.abs(explanation.completenessGap(r));
                relative[r] = explanation.relativeCompletenessGap(r);
            }
            table.add(List.of(explanation.method().name(), Statistics.mean(gaps), Statistics.quantile(gaps, 1),
                    Numbers.percent(Statistics.quantile(relative, 0.5))));
        }
        return new Table(new Caption("Completeness", "How far the contributions are from adding up to f(x) − "
                + "f(baseline).", ""), List.of("method", "mean gap", "largest gap", "median, relative"), table);
    }

    private static Figure onTruth(List<Explanation> explanations, boolean[] truth) {
        double[] share = new double[explanations.size() + 1];
        double[] low = new double[share.length];
        double[] high = new double[share.length];
        List<String> names = new ArrayList<>();
        for (int m = 0; m < explanations.size(); m++) {
            names.add(explanations.get(m).method().name());
            fill(shares(explanations.get(m).rows(), truth), m, share, low, high);
        }
        names.add("by chance");
        Rows rows = explanations.getFirst().rows();
        double[] area = new double[rows.count()];
        for (int i = 0; i < rows.count() * rows.features(); i++) {
            area[i / rows.features()] += truth[i] ? 1.0 / rows.features() : 0;
        }
        fill(area, explanations.size(), share, low, high);
        return new Bars(
                new Caption("Share of |φ| on the pixels that carry the digit", "The program drew these pictures, "
                        + "so it is known which pixels carry the digit and which are stray strokes and noise. By chance the share "
                        + "would be that of the digit's area.",
                        String.format(Locale.ROOT, "%s: %.0f %%; by chance: %.0f %%.", names.getFirst(), 100 * share[0],
                                100 * share[share.length - 1])),
                "share", names, share, low, high);
    }

    private static void fill(double[] values, int at, double[] share, double[] low, double[] high) {
        share[at] = Statistics.mean(values);
        low[at] = share[at] - Statistics.margin(values);
        high[at] = share[at] + Statistics.margin(values);
    }

    /** Of each row, the share of |φ| where the truth lies. */
    static double[] shares(Rows rows, boolean[] truth) {
        double[] shares = new double[rows.count()];
        for (int r = 0; r < shares.length; r++) {
            double inside = 0;
            double all = 0;
            for (int j = r * rows.features(); j < (r + 1) * rows.features(); j++) {
                double size = Math.abs(rows.values()[j]);
                all += size;
                inside += truth[j] ? size : 0;
            }
            shares[r] = all == 0 ? 0 : inside / all;
        }
        return shares;
    }
}
