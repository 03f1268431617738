package io.lanescope.cli.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.core.JsonGenerator;

/** Numbers as the page embeds them: as many digits as a reader can use, and null where there is no number. */
final class Numbers {

    private static final MathContext FEW = new MathContext(3);

    private static final MathContext USUAL = new MathContext(6);

    private Numbers() {}

    static void number(JsonGenerator json, String name, double value) throws IOException {
        json.writeFieldName(name);
        write(json, value, USUAL);
    }

    static void array(JsonGenerator json, String name, double[] values) throws IOException {
        json.writeArrayFieldStart(name);
        for (double value : values) {
            write(json, value, USUAL);
        }
        json.writeEndArray();
    }

    /** Three digits, which is more than a colour can show. */
    static void pixels(JsonGenerator json, String name, float[] values) throws IOException {
        json.writeArrayFieldStart(name);
        for (float value : values) {
            write(json, value, FEW);
        }
        json.writeEndArray();
    }

    static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    static void facts(JsonGenerator json, String name, List<Fact> facts) throws IOException {
        json.writeArrayFieldStart(name);
        for (Fact fact : facts) {
            json.writeStartArray();
            json.writeString(fact.name());
            json.writeString(fact.value());
            json.writeEndArray();
        }
        json.writeEndArray();
    }

    static void write(JsonGenerator json, double value) throws IOException {
        write(json, value, USUAL);
    }

    private static void write(JsonGenerator json, double value, MathContext digits) throws IOException {
        if (!Double.isFinite(value)) {
            json.writeNull();
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.writeNumber((long) value);
        } else {
            json.writeNumber(new BigDecimal(value).round(digits).doubleValue());
        }
    }

    /** A number in a sentence. */
    static String text(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e7) {
            return String.format(Locale.ROOT, "%,d", (long) value);
        }
        double size = Math.abs(value);
        return size >= 0.001 && size < 1e6
                ? new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString()
                : String.format(Locale.ROOT, "%.3g", value);
    }

    /** R², which is not finite where all true values are the same. */
    static String score(double score) {
        return Double.isFinite(score) ? String.format(Locale.ROOT, "%.3f", score) : "–";
    }

    static String percent(double share) {
        if (share < 1 && share > 0.9995) {
            return "> 99.9 %";
        }
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
