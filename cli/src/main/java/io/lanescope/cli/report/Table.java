package io.lanescope.cli.report;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;

/**
 * A table.
 *
 * @param caption what stands with it
 * @param columns the columns' names
 * @param rows    the rows: texts and {@link Number numbers}
 */
public record Table(Caption caption, List<String> columns, List<List<Object>> rows) implements Figure {

    @Override
    public String kind() {
        return "table";
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        Numbers.strings(json, "columns", columns);
        json.writeArrayFieldStart("rows");
        for (List<Object> row : rows) {
            json.writeStartArray();
            for (Object cell : row) {
                if (cell instanceof Number number) {
                    Numbers.write(json, number.doubleValue());
                } else {
                    json.writeString(cell.toString());
                }
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
