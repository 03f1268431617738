package io.lanescope.cli.report;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A bar for each name, one below the other.
 *
 * @param caption   what stands with it
 * @param valueName what the bars measure
 * @param names     what each is about
 * @param values    {@code [names]}, how long
 * @param low       {@code [names]}, the lower end of an interval around the value, or null
 * @param high      {@code [names]}, the upper end, or null
 */
@SuppressWarnings("ArrayRecordComponent") // numbers to draw, never compared
public record Bars(
        Caption caption,
        String valueName,
        List<String> names,
        double[] values,
        double @Nullable [] low,
        double @Nullable [] high) implements Figure {

    private static final int BAR = 24;

    private static final int AROUND = 70;

    @Override
    public String kind() {
        return "bars";
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStringField("valueName", valueName);
        json.writeNumberField("height", AROUND + BAR * names.size());
        Numbers.strings(json, "names", names);
        Numbers.array(json, "values", values);
        if (low != null && high != null) {
            Numbers.array(json, "low", low);
            Numbers.array(json, "high", high);
        }
    }
}
