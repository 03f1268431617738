package io.lanescope.jmh.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import io.lanescope.cli.report.Caption;
import io.lanescope.cli.report.Fact;
import io.lanescope.cli.report.Figure;
import io.lanescope.cli.report.Intervals;
import io.lanescope.cli.report.Report;
import io.lanescope.cli.report.Section;
import io.lanescope.cli.report.Table;
import org.jspecify.annotations.Nullable;

/** A session as a page: a forest plot of the ratios and a table for each subject. */
final class HtmlReport {

    private HtmlReport() {}

    static Report of(Session session) {
        Environment where = session.environment();
        List<Effect> effects = Effects.of(session);
        List<Section> sections = new ArrayList<>();
        for (Subject subject : session.subjects()) {
            sections.add(section(sections.size(), subject, effects.stream()
                    .filter(effect -> effect.subject().equals(subject.id())).toList()));
        }
        sections.add(new Section("flags", "What the JVM made of the flags",
                "It was started once with each variant, and asked for the values of all its flags.",
                List.of(trials(session))));
        if (!session.limits().isEmpty()) {
            sections.add(limits(session));
        }
        List<String> failures = Sentences.failures(session);
        if (!failures.isEmpty()) {
            sections.add(new Section("failures", "Failures", "Benchmarks that ended with an error.",
                    List.of(new Table(new Caption("Failures", "", "One row for each failure", true), List.of("failure"),
                            failures.stream().map(List::<Object>of).toList()))));
        }
        List<Fact> headline = List.of(
                new Fact("variants", String.valueOf(session.trials().size())),
                new Fact("benchmarks", String.valueOf(session.subjects().size())),
                new Fact("forks", String.valueOf(session.forks().size())),
                new Fact("faster", count(effects, Verdict.FASTER)),
                new Fact("slower", count(effects, Verdict.SLOWER)),
                new Fact("within noise", count(effects, Verdict.NOISE)));
        List<String> footer = new ArrayList<>(List.of(where.cpu() + ", " + where.processors() + " processors",
                where.system(), where.jvm()));
        session.peers().forEach(footer::add);
        return new Report("JVM flags", Sentences.method(session), headline, sections, String.join("; ", footer));
    }

    private static String count(List<Effect> effects, Verdict verdict) {
        return String.valueOf(effects.stream().filter(effect -> effect.verdict() == verdict).count());
    }

    private static Section section(int number, Subject subject, List<Effect> effects) {
        List<Figure> figures = new ArrayList<>();
        List<Effect> compared = effects.stream().filter(effect -> effect.ratio() != null).toList();
        if (!compared.isEmpty()) {
            figures.add(new Intervals(
                    new Caption("Speed relative to the baseline",
                            "Dots are the ratios, lines their 95 % intervals, cut where they are far wider than all ratios.",
                            alternative(compared), true),
                    "speed relative to the baseline", compared.stream().map(Effect::variant).toList(),
                    numbers(compared, Effect::ratio), numbers(compared, Effect::low), numbers(compared, Effect::high)));
        }
        figures.add(table(effects));
        return new Section("s" + letters(number), subject.id(), "", figures);
    }

    /** A link's name has letters only. */
    private static String letters(int number) {
        return number < 26
                ? String.valueOf((char) ('a' + number))
                : letters(number / 26 - 1) + (char) ('a' + number % 26);
    }

    private static String alternative(List<Effect> effects) {
        StringBuilder text = new StringBuilder("A dot and an interval for each variant.");
        for (Effect effect : effects) {
            text.append(' ').append(effect.variant()).append(": ").append(effect.verdict().text())
                    .append(effect.ratio() == null ? "" : ", " + Figures.ratio(effect.ratio())).append('.');
        }
        return text.toString();
    }

    private static double[] numbers(List<Effect> effects, Function<Effect, Double> number) {
        return effects.stream().map(number).mapToDouble(value -> value == null ? Double.NaN : value).toArray();
    }

    private static Table table(List<Effect> effects) {
        return new Table(new Caption("Measured", "", "One row for each variant", true),
                List.of("variant", "score", "unit", "speed", "low", "high", "rounds", "verdict", "share of a limit"),
                effects.stream().map(effect -> List.<Object>of(effect.variant(), number(effect.score()),
                        effect.unit() == null ? "" : effect.unit(), number(effect.ratio()), number(effect.low()),
                        number(effect.high()), effect.rounds(), effect.verdict().text(),
                        effect.share() == null
                                ? ""
                                : String.format(Locale.ROOT, "%.2f of %s", effect.share(), effect.limit())))
                        .toList());
    }

    private static Double number(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private static Table trials(Session session) {
        return new Table(new Caption("Variants", "", "One row for each variant", true),
                List.of("variant", "flags", "kernels", "what the JVM made of it"),
                session.trials().stream().map(trial -> List.<Object>of(trial.name(), String.join(" ", trial.flags()),
                        trial.kernels(), Sentences.trial(trial, trial.equals(session.baseline())))).toList());
    }

    private static Section limits(Session session) {
        Limits limits = Limits.of(session);
        List<List<Object>> rows = new ArrayList<>();
        if (!Double.isNaN(limits.flops())) {
            rows.add(List.of("FMA (float)", limits.flops() / 1e9, "GFLOPS"));
        }
        limits.bandwidth().forEach((bytes, speed) -> rows
                .add(List.of(limits.level(bytes) + ", " + (bytes >> 10) + " KiB", speed / 1e9, "GB/s read")));
        return new Section("limits", "Limits of the machine",
                "The fastest iteration of one thread with the baseline's flags. A share of 1 would reach the nearest of them.",
                List.of(new Table(new Caption("Limits", "", "One row for each limit", true),
                        List.of("limit", "speed", "unit"), rows)));
    }
}
