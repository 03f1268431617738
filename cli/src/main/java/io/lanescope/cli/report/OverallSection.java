package io.lanescope.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import io.lanescope.explain.Explanation;
import io.lanescope.explain.Rows;
import io.lanescope.explain.Target;
import io.lanescope.nn.data.Dataset;

/** What the network looks at overall. */
final class OverallSection {

    private static final int MOST_ROWS = 1000;

    private static final int SWARM_ROWS = 300;

    private static final int FEATURES = 15;

    private OverallSection() {}

    static Section of(Subject subject) {
        int[] rows = subject.sample(MOST_ROWS);
        Explanation explanation = subject.explain(subject.method(), subject.target(), rows);
        Dataset.ImageShape shape = subject.data().image();
        List<Figure> figures = shape == null
                ? table(subject, explanation.rows())
                : List.of(pictures(subject, explanation, shape));
        return new Section("overall", "What it looks at", String.format(Locale.ROOT,
                "Means over %s, of what each feature contributed to the %s (%s).", Counted.of(rows.length, "row"),
                subject.explained(), subject.method().name()), figures);
    }

    private static List<Figure> table(Subject subject, Rows rows) {
        List<Integer> order = order(rows).stream().limit(FEATURES).toList();
        return List.of(bars(subject, sizes(rows), order), swarm(subject, rows, order));
    }

    /** {@code [features][rows]}: |φ|. */
    private static double[][] sizes(Rows rows) {
        int features = rows.features();
        double[][] sizes = new double[features][rows.count()];
        for (int r = 0; r < rows.count(); r++) {
            for (int j = 0; j < features; j++) {
                sizes[j][r] = Math.abs(rows.values()[r * features + j]);
            }
        }
        return sizes;
    }

    /** The features with the largest mean |φ| first. */
    static List<Integer> order(Rows rows) {
        double[] means = Arrays.stream(sizes(rows)).mapToDouble(Statistics::mean).toArray();
        return IntStream.range(0, means.length).boxed()
                .sorted(Comparator.comparingDouble((Integer j) -> -means[j])).toList();
    }

    private static Figure bars(Subject subject, double[][] sizes, List<Integer> order) {
        double[] values = order.stream().mapToDouble(j -> Statistics.mean(sizes[j])).toArray();
        double[] low = new double[values.length];
        double[] high = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double margin = Statistics.margin(sizes[order.get(i)]);
            low[i] = values[i] - margin;
            high[i] = values[i] + margin;
        }
        List<String> names = order.stream().map(subject.data().featureNames()::get).toList();
        return new Bars(new Caption("Mean |φ|", "How much each feature moves the " + subject.explained()
                + ", whichever way. The whiskers are 95 % confidence intervals of the mean.",
                "The largest mean contributions: " + String.join(", ", names.stream().limit(5).toList()) + "."),
                "mean |φ|", names, values, low, high);
    }

    private static Figure swarm(Subject subject, Rows rows, List<Integer> order) {
        int count = Math.min(SWARM_ROWS, rows.count());
        List<Beeswarm.Feature> features = new ArrayList<>();
        for (int j : order) {
            double[] phi = new double[count];
            double[] value = new double[count];
            for (int r = 0; r < count; r++) {
                phi[r] = rows.values()[r * rows.features() + j];
                value[r] = rows.x()[r * rows.features() + j];
            }
            features.add(new Beeswarm.Feature(subject.data().featureNames().get(j), phi, value));
        }
        return new Beeswarm(
                new Caption("Each row's contributions", "A dot for each of " + Counted.of(count, "row") + ". Right of "
                        + "zero the feature speaks for the " + subject.explained()
                        + ", left of it against; the colour tells "
                        + "the feature's own value.",
                        "Contributions of the " + features.size() + " most important features in "
                                + Counted.of(count, "row") + "."),
                "φ", features);
    }

    private static Figure pictures(Subject subject, Explanation explanation, Dataset.ImageShape shape) {
        Rows rows = explanation.rows();
        int features = rows.features();
        boolean predicted = subject.target().output() == Target.PREDICTED;
        List<Pictures.Panel> panels = new ArrayList<>();
        for (int c = 0; c < subject.model().outputNames().size(); c++) {
            int of = c;
            int[] members = IntStream.range(0, rows.count()).filter(r -> rows.outputs()[r] == of).toArray();
            if (members.length == 0) {
                continue;
            }
            float[] mean = new float[features];
            float[] ink = new float[features];
            for (int r : members) {
                for (int j = 0; j < features; j++) {
                    mean[j] += rows.values()[r * features + j] / members.length;
                    ink[j] += rows.x()[r * features + j] / members.length;
                }
            }
            String name = subject.model().outputNames().get(c);
            panels.add(new Pictures.Panel(name + " (" + Counted.of(members.length, "row") + ")",
                    "Mean heat map of " + Counted.of(members.length, "row") + ", class " + name, ink, mean));
        }
        return new Pictures(new Caption("Mean contribution of each pixel",
                (predicted ? "One picture for each class that is predicted. " : "")
                        + "Orange pixels speak for the class, blue ones against it; the outline is the mean picture.",
                "", true), shape, List.of(new Pictures.Row("", panels)),
                new Pictures.Ends("against", "for"));
    }
}
