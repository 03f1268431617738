package io.lanescope.jmh.lab;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import de.siegmar.fastcsv.writer.CsvWriter;
import org.jspecify.annotations.Nullable;

/** Effects as CSV, one row for each subject and variant. */
final class CsvReport {

    private static final List<String> COLUMNS = List.of("subject", "variant", "flags", "verdict", "rounds", "score",
            "unit", "speed", "low", "high", "p", "p_holm", "limit", "share", "jvm");

    private CsvReport() {}

    static String of(Session session) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv = CsvWriter.builder().build(text)) {
            csv.writeRecord(COLUMNS);
            for (Effect e : Effects.of(session)) {
                Trial trial = session.trial(e.variant());
                csv.writeRecord(Stream.of(e.subject(), e.variant(), String.join(" ", trial.flags()), e.verdict().text(),
                        e.rounds(), e.score(), e.unit(), e.ratio(), e.low(), e.high(), e.p(), e.holm(), e.limit(),
                        e.share(), Sentences.trial(trial, trial.equals(session.baseline()))).map(CsvReport::cell)
                        .toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String cell(@Nullable Object value) {
        return Objects.toString(value, "");
    }
}
