package io.lanescope.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.lanescope.nn.exchange.AtomicFile;

/** Numbers as CSV (RFC 4180, but lines end in LF). Each is written so that reading it gives the same float. */
final class Table {

    private Table() {}

    /**
     * A table.
     *
     * @param names  the columns' names
     * @param values {@code [rows, columns]}, row-major
     */
    static AtomicFile.Content csv(List<String> names, float[] values) {
        return out -> {
            Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            for (int j = 0; j < names.size(); j++) {
                text.append(j == 0 ? "" : ",").append(quoted(names.get(j)));
            }
            text.append('\n');
            writeRows(text, values, names.size());
            text.flush();
        };
    }

    private static void writeRows(Writer text, float[] values, int columns) throws IOException {
        for (int i = 0; i < values.length; i++) {
            text.append(Float.toString(values[i])).append((i + 1) % columns == 0 ? '\n' : ',');
        }
    }

    private static String quoted(String name) {
        boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain && !name.isEmpty() ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
