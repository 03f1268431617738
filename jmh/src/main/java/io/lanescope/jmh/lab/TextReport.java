package io.lanescope.jmh.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** A session as text for a terminal. */
final class TextReport {

    private TextReport() {}

    static String of(Session session) {
        StringBuilder text = new StringBuilder();
        Environment where = session.environment();
        text.append(where.cpu()).append(", ").append(where.processors()).append(" processors; ").append(where.system())
                .append("; ").append(where.jvm()).append('\n');
        for (String peer : session.peers()) {
            text.append("peer ").append(peer).append('\n');
        }
        text.append('\n').append(table(trials(session))).append('\n').append(Sentences.method(session)).append('\n');
        List<Effect> effects = Effects.of(session);
        for (Subject subject : session.subjects()) {
            text.append('\n').append(subject.id()).append('\n')
                    .append(table(effects(effects.stream().filter(e -> e.subject().equals(subject.id())).toList())));
        }
        if (!session.limits().isEmpty()) {
            text.append("\nLimits, the fastest iteration of one thread with the baseline's flags\n")
                    .append(table(limits(
                            session)));
        }
        List<String> failures = Sentences.failures(session);
        if (!failures.isEmpty()) {
            text.append("\nFailures\n").append(String.join("\n", failures)).append('\n');
        }
        return text.toString();
    }

    private static List<List<String>> trials(Session session) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("variant", "kernels", "what the JVM made of it"));
        session.trials().forEach(
                trial -> rows.add(
                        List.of(trial.name(), trial.kernels(),
                                Sentences.trial(trial, trial.equals(session.baseline())))));
        return rows;
    }

    private static List<List<String>> effects(List<Effect> effects) {
        boolean shares = effects.stream().anyMatch(effect -> effect.share() != null);
        List<List<String>> rows = new ArrayList<>();
        rows.add(new ArrayList<>(List.of("variant", "score", "speed", "95 % interval", "rounds", "verdict")));
        for (Effect effect : effects) {
            rows.add(new ArrayList<>(List.of(effect.variant(),
                    effect.score() == null ? "" : Figures.of(effect.score()) + " " + effect.unit(),
                    effect.ratio() == null ? "" : Figures.ratio(effect.ratio()), interval(effect.low(), effect.high()),
                    String.valueOf(effect.rounds()), effect.verdict().text())));
        }
        if (shares) {
            rows.getFirst().add("share of a limit");
            for (int i = 0; i < effects.size(); i++) {
                Effect effect = effects.get(i);
                rows.get(i + 1).add(effect.share() == null
                        ? ""
                        : String.format(Locale.ROOT, "%.2f of %s", effect.share(), effect.limit()));
            }
        }
        return rows;
    }

    static String interval(@Nullable Double low, @Nullable Double high) {
        return low == null || high == null ? "" : Figures.ratio(low) + " to " + Figures.ratio(high);
    }

    private static List<List<String>> limits(Session session) {
        Limits limits = Limits.of(session);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("limit", "speed"));
        if (!Double.isNaN(limits.flops())) {
            rows.add(List.of("FMA", String.format(Locale.ROOT, "%.1f GFLOPS (float)", limits.flops() / 1e9)));
        }
        limits.bandwidth().forEach((bytes, speed) -> rows.add(List.of(
                limits.level(bytes) + ", " + (bytes >> 10) + " KiB",
                String.format(Locale.ROOT, "%.1f GB/s read", speed / 1e9))));
        return rows;
    }

    /** Columns as wide as their widest cell; the last one ends where it ends. */
    static String table(List<List<String>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length - 1; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        String format = Arrays.stream(widths).mapToObj(width -> width == 0 ? "%s" : "%-" + width + "s")
                .collect(Collectors.joining("  ", "  ", ""));
        return rows.stream().map(row -> String.format(Locale.ROOT, format, row.toArray()).stripTrailing() + "\n")
                .collect(Collectors.joining());
    }
}
