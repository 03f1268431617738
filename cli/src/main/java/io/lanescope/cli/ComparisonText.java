package io.lanescope.cli;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lanescope.cli.report.Counted;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.metrics.Comparison;
import io.lanescope.explain.metrics.Metric;
import org.jspecify.annotations.Nullable;

/**
 * A comparison for people and for programs.
 *
 * @param comparison what was measured
 * @param mask       which features matter, where that is known
 */
@SuppressWarnings("ArrayRecordComponent") // a view, never compared
record ComparisonText(Comparison comparison, boolean @Nullable [] mask) {

    private static final int WIDTH = 17;

    private static final int COLUMN = 24;

    /** A column for each method, the best first; what does not fit into a line's width goes below. */
    String toText(int width) {
        int methods = comparison.explanations().size();
        double[] meanRanks = comparison.meanRanks();
        List<Integer> order = IntStream.range(0, methods).boxed()
                .sorted(Comparator.comparingDouble(i -> meanRanks[i])).toList();
        int beside = Math.max(1, (width - WIDTH) / COLUMN);
        StringBuilder text = new StringBuilder();
        for (int from = 0; from < methods; from += beside) {
            appendTable(text, order.subList(from, Math.min(methods, from + beside)));
            text.append(System.lineSeparator());
        }
        text.append(String.format(Locale.ROOT,
                "means over %s; in brackets the place, 1 for the best; ↑ more is better, ↓ less is better%n",
                Counted.of(comparison.explanations().getFirst().rows().count(), "row")));
        if (mask != null) {
            text.append(String.format(Locale.ROOT,
                    "the digits cover %.1f %% of the pixels: chance would reach that share%n",
                    100 * covered(mask)));
        }
        return text.toString();
    }

    private void appendTable(StringBuilder text, List<Integer> shown) {
        text.append(String.format(Locale.ROOT, "%-" + WIDTH + "s", "metric"));
        for (int method : shown) {
            text.append(String.format(Locale.ROOT, "  %22s", name(method)));
        }
        text.append(System.lineSeparator());
        for (int m = 0; m < comparison.metrics().size(); m++) {
            Metric metric = comparison.metrics().get(m);
            String arrow = metric.better() == Metric.Better.HIGHER ? " ↑" : " ↓";
            text.append(String.format(Locale.ROOT, "%-" + WIDTH + "s", metric.name() + arrow));
            for (int method : shown) {
                text.append(String.format(Locale.ROOT, "  %15.5g (%4.3g)", comparison.scores()[method][m],
                        comparison.ranks()[method][m]));
            }
            text.append(System.lineSeparator());
        }
        text.append(String.format(Locale.ROOT, "%-" + WIDTH + "s", "mean place"));
        for (int method : shown) {
            text.append(String.format(Locale.ROOT, "  %22.2f", comparison.meanRanks()[method]));
        }
        text.append(System.lineSeparator());
    }

    String toJson() {
        return Json.object(true, json -> {
            Explanation first = comparison.explanations().getFirst();
            json.writeNumberField("rows", first.rows().count());
            json.writeStringField("model", first.modelHash());
            if (mask != null) {
                json.writeNumberField("maskedShare", covered(mask));
            }
            json.writeArrayFieldStart("metrics");
            for (Metric metric : comparison.metrics()) {
                json.writeStartObject();
                json.writeStringField("name", metric.name());
                json.writeStringField("better", metric.better().name().toLowerCase(Locale.ROOT));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("methods");
            for (int method = 0; method < comparison.explanations().size(); method++) {
                writeMethod(json, method);
            }
            json.writeEndArray();
        }) + System.lineSeparator();
    }

    private void writeMethod(JsonGenerator json, int method) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name(method));
        json.writeObjectFieldStart("scores");
        for (int m = 0; m < comparison.metrics().size(); m++) {
            Json.finite(json, comparison.metrics().get(m).name(), comparison.scores()[method][m]);
        }
        json.writeEndObject();
        json.writeObjectFieldStart("ranks");
        for (int m = 0; m < comparison.metrics().size(); m++) {
            json.writeNumberField(comparison.metrics().get(m).name(), comparison.ranks()[method][m]);
        }
        json.writeEndObject();
        json.writeNumberField("meanRank", comparison.meanRanks()[method]);
        json.writeEndObject();
    }

    private String name(int method) {
        return comparison.explanations().get(method).method().name();
    }

    private static double covered(boolean[] mask) {
        long inside = 0;
        for (boolean matters : mask) {
            inside += matters ? 1 : 0;
        }
        return (double) inside / mask.length;
    }
}
