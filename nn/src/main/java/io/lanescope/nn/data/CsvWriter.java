package io.lanescope.nn.data;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Numbers as CSV (RFC 4180, but lines end in LF). Each is written so that reading it gives the same float. */
public final class CsvWriter {

    private CsvWriter() {}

    /**
     * Writes a table: a header, then a line per row.
     *
     * @param out    where to; neither flushed nor closed
     * @param names  the columns' names, at least one
     * @param values {@code [rows, columns]}, row-major
     * @throws IOException if it cannot be written
     */
    public static void write(Writer out, List<String> names, float[] values) throws IOException {
        writeHeader(out, names);
        writeRows(out, names.size(), values, values.length);
    }

    /**
     * Writes a table's header.
     *
     * @param out   where to; neither flushed nor closed
     * @param names the columns' names, at least one
     * @throws IOException if it cannot be written
     */
    public static void writeHeader(Writer out, List<String> names) throws IOException {
        for (int j = 0; j < names.size(); j++) {
            out.append(j == 0 ? "" : ",").append(quoted(names.get(j)));
        }
        out.append('\n');
    }

    /**
     * Writes some of a table's rows.
     *
     * @param out     where to; neither flushed nor closed
     * @param columns how many there are
     * @param values  {@code [rows, columns]}, row-major
     * @param length  how many of the values are written
     * @throws IOException if it cannot be written
     */
    public static void writeRows(Writer out, int columns, float[] values, int length) throws IOException {
        for (int i = 0; i < length; i++) {
            out.append(Float.toString(values[i])).append((i + 1) % columns == 0 ? '\n' : ',');
        }
    }

    private static String quoted(String name) {
        boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain && !name.isEmpty() ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
