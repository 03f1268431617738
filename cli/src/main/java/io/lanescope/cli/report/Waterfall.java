package io.lanescope.cli.report;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How a value comes about, step by step, from where it starts.
 *
 * @param caption   what stands with it
 * @param valueName what is being added up
 * @param base      where it starts
 * @param steps     what is added, in this order
 * @param total     where it ends
 */
public record Waterfall(Caption caption, String valueName, double base, List<Step> steps, double total)
        implements
            Figure {

    private static final int BAR = 28;

    private static final int AROUND = 80;

    /**
     * What a feature adds.
     *
     * @param name  the feature
     * @param value its value in the data's own units, or null for a sum of several features
     * @param phi   what it adds
     */
    public record Step(String name, @Nullable String value, double phi) {}

    @Override
    public String kind() {
        return "waterfall";
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStringField("valueName", valueName);
        json.writeNumberField("height", AROUND + BAR * steps.size());
        Numbers.number(json, "base", base);
        Numbers.number(json, "total", total);
        json.writeArrayFieldStart("items");
        for (Step step : steps) {
            json.writeStartObject();
            json.writeStringField("name", step.name());
            json.writeStringField("value", step.value());
            Numbers.number(json, "phi", step.phi());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
