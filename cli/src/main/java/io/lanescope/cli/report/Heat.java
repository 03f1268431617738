package io.lanescope.cli.report;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;

/**
 * A table of numbers on both sides of zero, each with a colour.
 *
 * @param caption   what stands with it
 * @param valueName what the numbers measure
 * @param rows      the rows' names
 * @param columns   the columns' names
 * @param values    {@code [row][column]}
 */
@SuppressWarnings("ArrayRecordComponent") // numbers to draw, never compared
public record Heat(Caption caption, String valueName, List<String> rows, List<String> columns, double[][] values)
        implements
            Figure {

    private static final int CELL = 28;

    private static final int AROUND = 60;

    @Override
    public String kind() {
        return "heat";
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStringField("valueName", valueName);
        json.writeNumberField("height", AROUND + CELL * rows.size());
        Numbers.strings(json, "rows", rows);
        Numbers.strings(json, "columns", columns);
        double most = Arrays.stream(values).flatMapToDouble(Arrays::stream).map(Math::abs).filter(Double::isFinite)
                .max().orElse(0);
        Numbers.number(json, "limit", most > 0 ? most : 1);
        json.writeArrayFieldStart("values");
        for (double[] row : values) {
            json.writeStartArray();
            for (double value : row) {
                Numbers.write(json, value);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
