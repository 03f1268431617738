package io.lanescope.explain;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.lanescope.nn.ActivationNames;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;

/** Explanations as JSON. */
final class ExplanationJson {

    private ExplanationJson() {}

    static void write(Explanation explanation, Writer out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeObjectFieldStart("library");
            json.writeStringField("name", "lanescope");
            json.writeStringField("version", version());
            json.writeEndObject();
            json.writeFieldName("method");
            MethodSettings.write(json, explanation.method());
            writeTarget(json, explanation.target());
            OptionalLong seed = explanation.seed();
            if (seed.isPresent()) {
                json.writeNumberField("seed", seed.getAsLong());
            } else {
                json.writeNullField("seed");
            }
            writeModel(json, explanation);
            writeNames(json, "features", explanation.featureNames());
            writeNames(json, "outputs", explanation.outputNames());
            writeNames(json, "columns", explanation.columnNames());
            json.writeArrayFieldStart("rows");
            for (int row = 0; row < explanation.rows().count(); row++) {
                writeRow(json, explanation, row);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        out.write('\n');
        out.flush();
    }

    private static String version() {
        return Objects.requireNonNullElse(Explanation.class.getPackage().getImplementationVersion(), "(not packed)");
    }

    private static void writeTarget(JsonGenerator json, Target target) throws IOException {
        json.writeObjectFieldStart("target");
        json.writeStringField("of", MethodSettings.kebab(target.getClass().getSimpleName()));
        if (target.output() == Target.PREDICTED) {
            json.writeStringField("output", "predicted");
        } else {
            json.writeNumberField("output", target.output());
        }
        if (target instanceof Target.Margin margin) {
            json.writeNumberField("against", margin.against());
        }
        json.writeEndObject();
    }

    private static void writeModel(JsonGenerator json, Explanation explanation) throws IOException {
        Mlp model = explanation.model();
        json.writeObjectFieldStart("model");
        json.writeStringField("sha256", explanation.modelHash());
        json.writeNumberField("inputs", model.inputs());
        json.writeArrayFieldStart("layers");
        for (Dense layer : model.layers()) {
            json.writeStartObject();
            json.writeNumberField("width", layer.out());
            json.writeStringField("activation", ActivationNames.format(layer.activation()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeNames(JsonGenerator json, String field, List<String> names) throws IOException {
        json.writeArrayFieldStart(field);
        for (String name : names) {
            json.writeString(name);
        }
        json.writeEndArray();
    }

    private static void writeRow(JsonGenerator json, Explanation explanation, int row) throws IOException {
        Rows rows = explanation.rows();
        int output = rows.outputs()[row];
        json.writeStartObject();
        json.writeNumberField("row", row);
        json.writeNumberField("output", output);
        if (output < explanation.outputNames().size()) {
            json.writeStringField("outputName", explanation.outputNames().get(output));
        }
        MethodSettings.writeNumber(json, "value", rows.value()[row]);
        MethodSettings.writeNumber(json, "baseValue", rows.baseValue()[row]);
        MethodSettings.writeNumber(json, "completenessGap", explanation.completenessGap(row));
        writeNumbers(json, "x", rows.x(), row * rows.features(), rows.features());
        writeNumbers(json, "attributions", rows.values(), row * rows.columns(), rows.columns());
        json.writeEndObject();
    }

    private static void writeNumbers(JsonGenerator json, String field, float[] values, int from, int count)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (int i = from; i < from + count; i++) {
            MethodSettings.writeNumber(json, values[i]);
        }
        json.writeEndArray();
    }
}
