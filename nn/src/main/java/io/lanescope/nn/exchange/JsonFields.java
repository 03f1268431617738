package io.lanescope.nn.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lanescope.nn.data.InputException;

/**
 * The fields of a JSON object; whatever is wrong with one names it. Memory follows the length of the text.
 *
 * @param file the file that holds the object
 * @param what what the object is
 * @param json the parser
 */
record JsonFields(Path file, String what, JsonParser json) {

    private static final int FIRST_LENGTH = 16;

    /** Takes a field whose value the parser stands at. */
    interface Taker {
        void take(String field) throws IOException;
    }

    private interface Value<T> {
        T of(String field) throws IOException;
    }

    /** Takes each field of the object that comes next, and makes sure that none is missing or there twice. */
    void takeAll(List<String> needed, Taker taker) throws IOException {
        expect(json.nextToken() == JsonToken.START_OBJECT, "is no object", "the whole");
        Set<String> seen = takeEach(taker);
        for (String field : needed) {
            expect(seen.contains(field), "is missing", field);
        }
    }

    /** Takes each field of the object that the parser has entered, and makes sure that none is there twice. */
    Set<String> takeEach(Taker taker) throws IOException {
        Set<String> seen = new HashSet<>();
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            expect(seen.add(field), "is there twice", field);
            json.nextToken();
            taker.take(field);
        }
        return seen;
    }

    void version(int known) throws IOException {
        expect(integer("version") == known, "is of a version that is not known here", "version");
    }

    String string(String field) throws IOException {
        expect(json.currentToken() == JsonToken.VALUE_STRING, "is no text", field);
        return json.getText();
    }

    int integer(String field) throws IOException {
        expect(json.currentToken() == JsonToken.VALUE_NUMBER_INT, "is no whole number", field);
        return json.getIntValue();
    }

    List<String> strings(String field) throws IOException {
        return list(field, this::string);
    }

    List<Integer> integers(String field) throws IOException {
        return list(field, this::integer);
    }

    /** Numbers, where null stands for one that is not finite. */
    List<Double> measurements(String field) throws IOException {
        return list(field, this::measurement);
    }

    private double measurement(String field) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return Double.NaN;
        }
        expect(json.currentToken().isNumeric(), "holds something else than numbers", field);
        double value = json.getDoubleValue();
        expect(Double.isFinite(value), "holds a number that is too large", field);
        return value;
    }

    private <T> List<T> list(String field, Value<T> value) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY, "is no list", field);
        List<T> values = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values.add(value.of(field));
        }
        return values;
    }

    float[] floats(String field) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY, "is no list", field);
        float[] values = new float[FIRST_LENGTH];
        int n = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken().isNumeric(), "holds something else than numbers", field);
            values = n == values.length ? Arrays.copyOf(values, 2 * n) : values;
            values[n++] = json.getFloatValue();
        }
        return Arrays.copyOf(values, n);
    }

    void expect(boolean holds, String problem, String field) {
        if (!holds) {
            throw wrong(problem, field);
        }
    }

    InputException wrong(String problem, String field) {
        return InputException.in(file, "in " + what + ", " + field + " " + problem);
    }

    static void write(JsonGenerator json, String name, float[] values) throws IOException {
        json.writeArrayFieldStart(name);
        for (float value : values) {
            json.writeNumber(value);
        }
        json.writeEndArray();
    }
}
