package io.lanescope.cli.report;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;

/**
 * A dot for each row, with a line where both numbers are equal.
 *
 * @param caption what stands with it
 * @param xName   what the axis from left to right measures
 * @param yName   what the axis upwards measures
 * @param x       {@code [rows]}
 * @param y       {@code [rows]}
 */
@SuppressWarnings("ArrayRecordComponent") // numbers to draw, never compared
public record Dots(Caption caption, String xName, String yName, double[] x, double[] y) implements Figure {

    @Override
    public String kind() {
        return "dots";
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        json.writeStringField("xName", xName);
        json.writeStringField("yName", yName);
        Numbers.array(json, "x", x);
        Numbers.array(json, "y", y);
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < x.length; i++) {
            least = Math.min(least, Math.min(x[i], y[i]));
            most = Math.max(most, Math.max(x[i], y[i]));
        }
        Numbers.number(json, "least", least);
        Numbers.number(json, "most", most);
    }
}
