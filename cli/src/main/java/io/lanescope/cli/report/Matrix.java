package io.lanescope.cli.report;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;

/**
 * Counts of what goes with what, classes against classes: the diagonal is drawn apart.
 *
 * @param caption    what stands with it
 * @param rowName    what the rows are
 * @param columnName what the columns are
 * @param names      of both
 * @param counts     {@code [row][column]}
 */
@SuppressWarnings("ArrayRecordComponent") // numbers to draw, never compared
public record Matrix(Caption caption, String rowName, String columnName, List<String> names, int[][] counts)
        implements
            Figure {

    private static final int CELL = 30;

    private static final int AROUND = 90;

    @Override
    public String kind() {
        return "matrix";
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStringField("rowName", rowName);
        json.writeStringField("columnName", columnName);
        json.writeNumberField("height", AROUND + CELL * Math.clamp(names.size(), 4, 20));
        Numbers.strings(json, "rows", names);
        Numbers.strings(json, "columns", names);
        json.writeArrayFieldStart("values");
        for (int[] row : counts) {
            json.writeArray(row, 0, row.length);
        }
        json.writeEndArray();
    }
}
