package io.lanescope.jmh.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What all reports say in words. */
final class Sentences {

    /** More changes than these are counted only. */
    private static final int TOLD = 8;

    private Sentences() {}

    static String method(Session session) {
        Settings s = session.settings();
        return "Each round runs every variant with every benchmark once, in a JVM of its own, in random order (seed "
                + s
                        .seed()
                + "); " + s.rounds() + " rounds of " + s.warmups() + " × " + s.warmupMillis() + " ms to warm up and "
                + s.iterations() + " × " + s.iterationMillis()
                + " ms measured, of which the median counts. Speed is that of "
                + "the variant relative to the baseline (" + session.baseline().name() + (s.common().isEmpty()
                        ? ""
                        : ", all with " + String.join(" ", s.common()))
                + ") in the same round: above 1 is faster. Intervals are Student's, of the mean logarithm, each by itself. "
                + "\"faster\" and \"slower\" are said if Holm's correction for all comparisons together leaves less than 5 % "
                + "for chance, \"perhaps\" if only the interval excludes 1, \"within noise\" if it contains 1.";
    }

    /** What the JVM made of a variant. */
    static String trial(Trial trial, boolean baseline) {
        if (trial.refused() != null) {
            return "refused: " + trial.refused();
        }
        List<String> parts = new ArrayList<>();
        if (baseline) {
            parts.add("the baseline");
        } else if (trial.sameAsBaseline()) {
            parts.add("in effect the same as the baseline");
        }
        if (!trial.inEffect().isEmpty()) {
            parts.add("in effect " + trial.inEffect().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue())
                    .collect(Collectors.joining(", ")));
        }
        List<String> others = trial.changed().entrySet().stream()
                .filter(change -> !trial.inEffect().containsKey(change.getKey())).map(Sentences::change).toList();
        if (!others.isEmpty()) {
            parts.add("also changed: " + others.stream().limit(TOLD).collect(Collectors.joining(", "))
                    + (others.size() > TOLD ? " and " + (others.size() - TOLD) + " more" : ""));
        }
        trial.warnings().forEach(warning -> parts.add("the JVM says: " + warning));
        return String.join("; ", parts);
    }

    private static String change(Map.Entry<String, String> change) {
        return change.getKey() + " " + change.getValue();
    }

    static List<String> failures(Session session) {
        return session.forks().stream().filter(Fork::failed).map(fork -> "round " + fork.round() + ", " + fork.subject()
                + ", " + fork.variant() + ": " + fork.failure()).toList();
    }
}
