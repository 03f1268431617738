package io.lanescope.nn.exchange;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lanescope.nn.ActivationNames;
import io.lanescope.nn.Architecture;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.OutputFunction;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.InputException;
import io.lanescope.nn.data.Scaler;
import io.lanescope.simd.Activation;

/** Everything of a model but its weights, and how that is written as JSON. */
record ModelDescription(Task task, Architecture architecture, OutputFunction outputFunction, Scaler scaler,
        List<String> featureNames, List<String> outputNames) {

    static final String KEY = "lanescope";

    private static final int VERSION = 1;

    static ModelDescription of(Mlp model) {
        Architecture architecture = Architecture.of(model.inputs());
        for (var layer : model.layers()) {
            architecture = architecture.dense(layer.out(), layer.activation());
        }
        return new ModelDescription(model.task(), architecture, model.outputFunction(), model.scaler(),
                model.featureNames(), model.outputNames());
    }

    String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeStringField("task", task.name().toLowerCase(Locale.ROOT));
            json.writeNumberField("inputs", architecture.inputs());
            json.writeArrayFieldStart("layers");
            for (Architecture.Layer layer : architecture.layers()) {
                json.writeStartObject();
                json.writeNumberField("width", layer.width());
                json.writeStringField("activation", ActivationNames.format(layer.activation()));
                json.writeEndObject();
            }
            json.writeEndArray();
            if (outputFunction != OutputFunction.NONE) {
                json.writeStringField("output_function", outputFunction.label());
            }
            JsonFields.write(json, "shift", scaler.shift());
            JsonFields.write(json, "scale", scaler.scale());
            writeStrings(json, "features", featureNames);
            writeStrings(json, "outputs", outputNames);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void writeStrings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    static ModelDescription parse(Path file, String text) {
        try (JsonParser json = new JsonFactory().createParser(text)) {
            return new Reader(file, json).read();
        } catch (IOException e) {
            throw new InputException(file + ": the model's description is no valid JSON", e);
        }
    }

    /** Reads one description; whatever is wrong with it names the field. */
    private static final class Reader {

        private final Path file;
        private final JsonParser json;
        private final JsonFields fields;
        private Task task = Task.REGRESSION;
        private int inputs;
        private List<Architecture.Layer> layers = List.of();
        private OutputFunction outputFunction = OutputFunction.NONE;
        private float[] shift = {};
        private float[] scale = {};
        private List<String> features = List.of();
        private List<String> outputs = List.of();

        Reader(Path file, JsonParser json) {
            this.file = file;
            this.json = json;
            fields = new JsonFields(file, "the model's description", json);
        }

        ModelDescription read() throws IOException {
            fields.takeAll(List.of("version", "task", "inputs", "layers", "shift", "scale", "features", "outputs"),
                    this::take);
            try {
                return new ModelDescription(task, new Architecture(inputs, layers), outputFunction,
                        new Scaler(shift, scale), features, outputs);
            } catch (IllegalArgumentException e) {
                throw new InputException(file + ": the model's description does not fit together: " + e.getMessage(),
                        e);
            }
        }

        private void take(String field) throws IOException {
            switch (field) {
                case "version" -> fields.version(VERSION);
                case "task" -> task = constant(Task.values(), field);
                case "inputs" -> inputs = fields.integer(field);
                case "layers" -> layers = layers();
                case "output_function" -> outputFunction = constant(OutputFunction.values(), field);
                case "shift" -> shift = fields.floats(field);
                case "scale" -> scale = fields.floats(field);
                case "features" -> features = fields.strings(field);
                case "outputs" -> outputs = fields.strings(field);
                default -> json.skipChildren();
            }
        }

        private <E extends Enum<E>> E constant(E[] values, String field) throws IOException {
            String name = fields.string(field);
            return Arrays.stream(values)
                    .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(name))
                    .findAny()
                    .orElseThrow(
                            () -> fields.wrong("is " + InputException.quote(name) + ", which is not known", field));
        }

        private List<Architecture.Layer> layers() throws IOException {
            fields.expect(json.currentToken() == JsonToken.START_ARRAY, "is no list", "layers");
            List<Architecture.Layer> read = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                fields.expect(json.currentToken() == JsonToken.START_OBJECT, "holds something else than layers",
                        "layers");
                read.add(layer());
            }
            return read;
        }

        private Architecture.Layer layer() throws IOException {
            int width = 0;
            Activation activation = new Activation.Identity();
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                json.nextToken();
                switch (field) {
                    case "width" -> width = fields.integer(field);
                    case "activation" -> {
                        String name = fields.string(field);
                        activation = ActivationNames.parse(name).orElseThrow(
                                () -> fields.wrong("is " + InputException.quote(name) + ", which is not known",
                                        "activation"));
                    }
                    default -> json.skipChildren();
                }
            }
            fields.expect(width > 0, "is not positive", "width");
            return new Architecture.Layer(width, activation);
        }
    }
}
