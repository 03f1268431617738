package io.lanescope.cli.report;

import java.io.IOException;
import java.util.List;

import com.fasterxml.jackson.core.JsonGenerator;

/**
 * A forest plot: ratios as dots with intervals, one below the other, and a line at 1.
 *
 * @param caption   what stands with it
 * @param valueName what the dots measure
 * @param names     what each is about
 * @param values    {@code [names]}, above 0
 * @param low       {@code [names]}, the lower ends of their intervals; not finite where there is none
 * @param high      {@code [names]}, the upper ends
 */
@SuppressWarnings("ArrayRecordComponent") // numbers to draw, never compared
public record Intervals(
        Caption caption, String valueName, List<String> names, double[] values, double[] low, double[] high)
        implements
            Figure {

    private static final int LINE = 24;

    private static final int AROUND = 70;

    /** Beyond it equal factors take equal room. */
    private static final double LINEAR = 8;

    @Override
    public String kind() {
        return "intervals";
    }

    @Override
    public void write(JsonGenerator json) throws IOException {
        double least = 1;
        double most = 1;
        for (double value : values) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        json.writeStringField("valueName", valueName);
        json.writeNumberField("height", AROUND + LINE * names.size());
        json.writeBooleanField("logarithmic", most > LINEAR * least);
        Numbers.strings(json, "names", names);
        Numbers.array(json, "values", values);
        Numbers.array(json, "low", low);
        Numbers.array(json, "high", high);
    }
}
