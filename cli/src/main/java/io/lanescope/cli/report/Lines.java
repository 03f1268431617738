package io.lanescope.cli.report;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Curves over a common axis.
 *
 * @param caption what stands with it
 * @param x       the axis from left to right
 * @param y       the axis upwards
 * @param curves  the curves
 * @param rug     {@code [rows]}, where on x the rows lie that the curves were made from, or null
 */
@SuppressWarnings("ArrayRecordComponent") // numbers to draw, never compared
public record Lines(Caption caption, Axis x, Axis y, List<Curve> curves, double @Nullable [] rug) implements Figure {

    /**
     * Curves without marks for rows.
     *
     * @param caption what stands with it
     * @param x       the axis from left to right
     * @param y       the axis upwards
     * @param curves  the curves
     */
    public Lines(Caption caption, Axis x, Axis y, List<Curve> curves) {
        this(caption, x, y, curves, null);
    }

    /**
     * An axis.
     *
     * @param name  what it measures
     * @param least where it begins, or null for where the numbers do
     * @param most  where it ends, or null for where the numbers do
     */
    public record Axis(String name, @Nullable Double least, @Nullable Double most) {

        /**
         * An axis as long as its numbers.
         *
         * @param name what it measures
         */
        public Axis(String name) {
            this(name, null, null);
        }

        private void write(JsonGenerator json, String letter) throws IOException {
            json.writeStringField(letter + "Name", name);
            if (least != null) {
                json.writeNumberField(letter + "Min", least);
            }
            if (most != null) {
                json.writeNumberField(letter + "Max", most);
            }
        }
    }

    /** How a curve is drawn. */
    public enum Style {
        /** In a colour of its own. */
        PLAIN,
        /** Dashed and gray: what to compare with. */
        REFERENCE,
        /** One of many thin gray ones. */
        FAINT
    }

    /**
     * A curve.
     *
     * @param name  what it is
     * @param style how it is drawn
     * @param x     {@code [points]}
     * @param y     {@code [points]}
     * @param low   {@code [points]}, the lower end of a band around it, or null
     * @param high  {@code [points]}, the upper end, or null
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers to draw, never compared
    public record Curve(
            String name, Style style, double[] x, double[] y, double @Nullable [] low, double @Nullable [] high) {

        /**
         * A curve without a band.
         *
         * @param name what it is
         * @param x    {@code [points]}
         * @param y    {@code [points]}
         */
        public Curve(String name, double[] x, double[] y) {
            this(name, Style.PLAIN, x, y, null, null);
        }
    }

    @Override
    public String kind() {
        return "lines";
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        x.write(json, "x");
        y.write(json, "y");
        if (rug != null) {
            Numbers.array(json, "rug", rug);
        }
        json.writeArrayFieldStart("series");
        for (Curve curve : curves) {
            json.writeStartObject();
            json.writeStringField("name", curve.name());
            json.writeBooleanField("reference", curve.style() == Style.REFERENCE);
            json.writeBooleanField("faint", curve.style() == Style.FAINT);
            Numbers.array(json, "x", curve.x());
            Numbers.array(json, "y", curve.y());
            if (curve.low() != null && curve.high() != null) {
                Numbers.array(json, "low", curve.low());
                Numbers.array(json, "high", curve.high());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
