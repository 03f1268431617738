package io.lanescope.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.lanescope.nn.exchange.AtomicFile;

/**
 * A report as one HTML file that asks nothing of any network: its style, its script, the charting library (Apache
 * ECharts) and all numbers stand in it. The numbers are one line of JSON.
 */
public final class ReportFile {

    private static final String CHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)\\}\\}");

    private ReportFile() {}

    /**
     * The bytes of the file.
     *
     * @param report what to show
     * @return what writes them
     */
    public static AtomicFile.Content of(Report report) {
        return out -> out.write(html(report).getBytes(StandardCharsets.UTF_8));
    }

    static String html(Report report) {
        Map<String, String> parts = Map.of(
                "title", escape(report.title()),
                "style", resource("report.css"),
                "data", json(report),
                "charts", resource(CHARTS),
                "script", resource("report.js"));
        // in one pass, so that what a part says is never taken for a place
        return PLACE.matcher(resource("report.html"))
                .replaceAll(place -> Matcher.quoteReplacement(parts.get(place.group(1))));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** In JSON "<" stands in strings alone, and written as its number it can end no script. */
    private static String json(Report report) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("title", report.title());
            json.writeStringField("subtitle", report.subtitle());
            Numbers.facts(json, "headline", report.headline());
            json.writeArrayFieldStart("sections");
            for (Section section : report.sections()) {
                write(json, section);
            }
            json.writeEndArray();
            json.writeStringField("footer", report.footer());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().replace("<", "\\u003c");
    }

    private static void write(JsonGenerator json, Section section) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", section.id());
        json.writeStringField("title", section.title());
        json.writeStringField("text", section.text());
        json.writeArrayFieldStart("figures");
        for (Figure figure : section.figures()) {
            json.writeStartObject();
            json.writeStringField("kind", figure.kind());
            json.writeStringField("title", figure.caption().title());
            json.writeStringField("note", figure.caption().note());
            json.writeStringField("alt", figure.caption().alt());
            json.writeBooleanField("wide", figure.caption().wide());
            figure.write(json);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static String resource(String name) {
        try (InputStream in = ReportFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program is not complete: it has no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
