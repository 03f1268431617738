package io.lanescope.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/** Objects as JSON text. */
public final class Json {

    private Json() {}

    /** Writes the fields of an object. */
    @FunctionalInterface
    public interface Fields {

        /**
         * Writes them.
         *
         * @param json where to; the object is open
         * @throws IOException if it cannot be written
         */
        void writeTo(JsonGenerator json) throws IOException;
    }

    /**
     * One object.
     *
     * @param indented whether people will read it, so that it is broken into lines
     * @param fields   its fields
     * @return the text
     */
    public static String object(boolean indented, Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            if (indented) {
                json.useDefaultPrettyPrinter();
            }
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /**
     * A number, or null in place of one that JSON cannot write.
     *
     * @param json  where to
     * @param name  the field
     * @param value its value
     * @throws IOException if it cannot be written
     */
    public static void finite(JsonGenerator json, String name, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumberField(name, value);
        } else {
            json.writeNullField(name);
        }
    }
}
