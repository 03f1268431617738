package io.lanescope.nn.exchange;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

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
            writeFloats(json, "shift", scaler.shift());
            writeFloats(json, "scale", scaler.scale());
            writeStrings(json, "features", featureNames);
            writeStrings(json, "outputs", outputNames);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void writeFloats(JsonGenerator json, String name, float[] values) throws IOException {
        json.writeArrayFieldStart(name);
        for (float value : values) {
            json.writeNumber(value);
        }
        json.writeEndArray();
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
        private final Set<String> seen = new HashSet<>();
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
        }

        ModelDescription read() throws IOException {
            expect(json.nextToken() == JsonToken.START_OBJECT, "is no object", "the whole");
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                expect(seen.add(field), "is there twice", field);
                json.nextToken();
                readField(field);
            }
            for (String field : List.of("version", "task", "inputs", "layers", "shift", "scale", "features",
                    "outputs")) {
                expect(seen.contains(field), "is missing", field);
            }
            try {
                return new ModelDescription(task, new Architecture(inputs, layers), outputFunction,
                        new Scaler(shift, scale), features, outputs);
            } catch (IllegalArgumentException e) {
                throw new InputException(file + ": the model's description does not fit together: " + e.getMessage(),
                        e);
            }
        }

        private void readField(String field) throws IOException {
            switch (field) {
                case "version" -> expect(integer(field) == VERSION, "is of a version that is not known here", field);
                case "task" -> task = constant(Task.values(), field);
                case "inputs" -> inputs = integer(field);
                case "layers" -> layers = layers();
                case "output_function" -> outputFunction = constant(OutputFunction.values(), field);
                case "shift" -> shift = floats(field);
                case "scale" -> scale = floats(field);
                case "features" -> features = strings(field);
                case "outputs" -> outputs = strings(field);
                default -> json.skipChildren();
            }
        }

        private <E extends Enum<E>> E constant(E[] values, String field) throws IOException {
            String name = string(field);
            return Arrays.stream(values)
                    .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(name))
                    .findAny()
                    .orElseThrow(() -> wrong("is " + InputException.quote(name) + ", which is not known", field));
        }

        private List<Architecture.Layer> layers() throws IOException {
            expect(json.currentToken() == JsonToken.START_ARRAY, "is no list", "layers");
            List<Architecture.Layer> read = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                expect(json.currentToken() == JsonToken.START_OBJECT, "holds something else than layers", "layers");
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
                    case "width" -> width = integer(field);
                    case "activation" -> {
                        String name = string(field);
                        activation = ActivationNames.parse(name).orElseThrow(
                                () -> wrong("is " + InputException.quote(name) + ", which is not known", "activation"));
                    }
                    default -> json.skipChildren();
                }
            }
            expect(width > 0, "is not positive", "width");
            return new Architecture.Layer(width, activation);
        }

        private float[] floats(String field) throws IOException {
            expect(json.currentToken() == JsonToken.START_ARRAY, "is no list", field);
            float[] values = new float[16];
            int n = 0;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                expect(json.currentToken().isNumeric(), "holds something else than numbers", field);
                values = n == values.length ? Arrays.copyOf(values, 2 * n) : values;
                values[n++] = json.getFloatValue();
            }
            return Arrays.copyOf(values, n);
        }

        private List<String> strings(String field) throws IOException {
            expect(json.currentToken() == JsonToken.START_ARRAY, "is no list", field);
            List<String> values = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                values.add(string(field));
            }
            return values;
        }

        private String string(String field) throws IOException {
            expect(json.currentToken() == JsonToken.VALUE_STRING, "is no text", field);
            return json.getText();
        }

        private int integer(String field) throws IOException {
            expect(json.currentToken() == JsonToken.VALUE_NUMBER_INT, "is no whole number", field);
            return json.getIntValue();
        }

        private void expect(boolean holds, String problem, String field) {
            if (!holds) {
                throw wrong(problem, field);
            }
        }

        private InputException wrong(String problem, String field) {
            return InputException.in(file, "in the model's description, " + field + " " + problem);
        }
    }
}
