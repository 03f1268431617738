package io.lanescope.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.lanescope.nn.data.CsvWriter;
import io.lanescope.nn.exchange.AtomicFile;

/** Results that are text, in UTF-8. */
final class Table {

    private Table() {}

    /** Writes text. */
    @FunctionalInterface
    interface Text {
        void writeTo(Writer out) throws IOException;
    }

    static AtomicFile.Content text(Text content) {
        return out -> {
            Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            content.writeTo(text);
            text.flush();
        };
    }

    /**
     * Numbers as CSV.
     *
     * @param names  the columns' names
     * @param values {@code [rows, columns]}, row-major
     */
    static AtomicFile.Content csv(List<String> names, float[] values) {
        return text(out -> CsvWriter.write(out, names, values));
    }
}
