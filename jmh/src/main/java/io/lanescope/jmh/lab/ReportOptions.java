package io.lanescope.jmh.lab;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

import io.lanescope.cli.report.ReportFile;
import io.lanescope.nn.exchange.AtomicFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which reports are written beside the one on standard output. */
final class ReportOptions {

    @Option(names = "--text", paramLabel = "FILE", description = "Write the table to this file too.")
    private @Nullable Path text;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write one row for each benchmark and variant.")
    private @Nullable Path csv;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a page with plots, which needs no network.")
    private @Nullable Path html;

    /** Checks that they can be written, before anything is measured for them. */
    void check() {
        Stream.of(text, csv, html).filter(Objects::nonNull).forEach(AtomicFile::check);
    }

    /** Writes them, and returns the text. */
    String write(Session session) {
        String table = TextReport.of(session);
        if (text != null) {
            write(text, table);
        }
        if (csv != null) {
            write(csv, CsvReport.of(session));
        }
        if (html != null) {
            AtomicFile.write(html, ReportFile.of(HtmlReport.of(session)));
        }
        return table;
    }

    private static void write(Path file, String content) {
        AtomicFile.write(file, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    }
}
