package io.lanescope.cli.report;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lanescope.nn.data.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * Pictures side by side: gray ones as they are, and heat maps, all of which share one scale.
 *
 * @param caption what stands with them
 * @param shape   of every picture
 * @param rows    from above
 * @param names   what negative and what positive numbers of a heat map say
 */
public record Pictures(
        Caption caption, Dataset.ImageShape shape, List<Row> rows, Ends names)
        implements
            Figure {

    /**
     * Pictures in a row.
     *
     * @param title  what they have in common, or empty for a gallery, whose lines may break anywhere
     * @param panels from the left
     */
    public record Row(String title, List<Panel> panels) {}

    /**
     * One picture.
     *
     * @param title  stands below it
     * @param alt    what one would see
     * @param ink    {@code [pixels]} in [0, 1]: shown in gray, or as an outline over the heat map; or null
     * @param values {@code [pixels]}, the heat map's numbers, or null for none
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers to draw, never compared
    public record Panel(String title, String alt, float @Nullable [] ink, float @Nullable [] values) {}

    /**
     * The ends of a scale.
     *
     * @param minus what numbers below zero say
     * @param plus  what numbers above zero say
     */
    public record Ends(String minus, String plus) {}

    @Override
    public String kind() {
        return "pictures";
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeNumberField("width", shape.width());
        json.writeNumberField("height", shape.height());
        double[] sizes = sizes();
        if (sizes.length > 0) {
            double limit = Statistics.heatLimit(sizes);
            Numbers.number(json, "limit", limit);
            Numbers.number(json, "clipped",
                    (double) Arrays.stream(sizes).filter(v -> v > limit).count() / sizes.length);
            json.writeStringField("minusName", names.minus());
            json.writeStringField("plusName", names.plus());
        }
        json.writeArrayFieldStart("rows");
        for (Row row : rows) {
            json.writeStartObject();
            json.writeStringField("title", row.title());
            json.writeArrayFieldStart("panels");
            for (Panel panel : row.panels()) {
                write(json, panel);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Panel panel) throws IOException {
        json.writeStartObject();
        json.writeStringField("title", panel.title());
        json.writeStringField("alt", panel.alt());
        if (panel.ink() != null) {
            Numbers.pixels(json, "ink", panel.ink());
        }
        if (panel.values() != null) {
            Numbers.pixels(json, "values", panel.values());
        }
        json.writeEndObject();
    }

    private double[] sizes() {
        return rows.stream().flatMap(row -> row.panels().stream()).map(Panel::values)
                .mapMulti((float[] values, Consumer<Double> each) -> {
                    if (values != null) {
                        for (float value : values) {
                            each.accept((double) Math.abs(value));
                        }
                    }
                }).mapToDouble(Double::doubleValue).toArray();
    }
}
