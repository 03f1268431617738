package io.lanescope.cli.report;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;

/**
 * A swarm of dots for each feature, one for each row: where it lies says what the feature contributed, and its colour
 * whether the feature's value was low or high.
 *
 * @param caption   what stands with it
 * @param valueName what the contributions are in
 * @param features  one below the other
 */
public record Beeswarm(Caption caption, String valueName, List<Feature> features) implements Figure {

    private static final int SWARM = 44;

    private static final int AROUND = 90;

    /** Dots nearer than this share of the whole width are put side by side. */
    private static final double NEAR = 0.008;

    /**
     * One feature.
     *
     * @param name  its name
     * @param phi   {@code [rows]}, what it contributed
     * @param value {@code [rows]}, its value
     */
    @SuppressWarnings("ArrayRecordComponent") // numbers to draw, never compared
    public record Feature(String name, double[] phi, double[] value) {

        /** Each value's place between the 5th and the 95th percentile, so that an outlier does not take all colours. */
        double[] level() {
            double least = Statistics.quantile(value, 0.05);
            double most = Statistics.quantile(value, 0.95);
            double[] level = new double[value.length];
            for (int i = 0; i < value.length; i++) {
                level[i] = most > least ? Math.clamp((value[i] - least) / (most - least), 0.0, 1.0) : 0.5;
            }
            return level;
        }
    }

    @Override
    public String kind() {
        return "beeswarm";
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        double least = 0;
        double most = 0;
        for (Feature feature : features) {
            for (double phi : feature.phi()) {
                least = Math.min(least, phi);
                most = Math.max(most, phi);
            }
        }
        json.writeStringField("valueName", valueName);
        json.writeNumberField("height", AROUND + SWARM * features.size());
        Numbers.number(json, "step", Math.max((most - least) * NEAR, Double.MIN_NORMAL));
        json.writeArrayFieldStart("features");
        for (Feature feature : features) {
            json.writeStartObject();
            json.writeStringField("name", feature.name());
            Numbers.array(json, "phi", feature.phi());
            Numbers.array(json, "value", feature.value());
            Numbers.array(json, "level", feature.level());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
