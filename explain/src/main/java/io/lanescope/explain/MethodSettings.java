package io.lanescope.explain;

import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

import com.fasterxml.jackson.core.JsonGenerator;
import org.jspecify.annotations.Nullable;

/** Reads the settings of any {@link Method} off the components of its record, so that a new one is written unasked. */
final class MethodSettings {

    /** Longer arrays, such as a background of many rows, are written as their length and hash. */
    private static final int LONGEST_ARRAY = 4096;

    private MethodSettings() {}

    static OptionalLong seed(Method method) {
        if (method instanceof Record settings) {
            for (RecordComponent component : settings.getClass().getRecordComponents()) {
                if (component.getName().equals("seed") && component.getType() == long.class) {
                    return OptionalLong.of((Long) value(settings, component));
                }
            }
        }
        return OptionalLong.empty();
    }

    /** An object of the method's name and its settings. */
    static void write(JsonGenerator json, Method method) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", method.name());
        if (method instanceof Record settings) {
            writeComponents(json, settings);
        }
        json.writeEndObject();
    }

    private static void writeComponents(JsonGenerator json, Record settings) throws IOException {
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            json.writeFieldName(component.getName());
            writeValue(json, value(settings, component));
        }
    }

    private static void writeValue(JsonGenerator json, @Nullable Object value) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Boolean b -> json.writeBoolean(b);
            case Integer n -> json.writeNumber(n);
            case Long n -> json.writeNumber(n);
            case Float n -> writeNumber(json, n);
            case Double n -> writeNumber(json, n);
            case Enum<?> constant -> json.writeString(constant.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            case Method method -> write(json, method);
            case Record record -> writeRecord(json, record);
            case List<?> list -> {
                json.writeStartArray();
                for (Object entry : list) {
                    writeValue(json, entry);
                }
                json.writeEndArray();
            }
            default -> {
                if (value.getClass().isArray()) {
                    writeArray(json, value);
                } else {
                    json.writeString(value.toString());
                }
            }
        }
    }

    private static void writeRecord(JsonGenerator json, Record record) throws IOException {
        String type = kebab(record.getClass().getSimpleName());
        if (record.getClass().getRecordComponents().length == 0) {
            json.writeString(type);
            return;
        }
        json.writeStartObject();
        json.writeStringField("type", type);
        writeComponents(json, record);
        json.writeEndObject();
    }

    private static void writeArray(JsonGenerator json, Object array) throws IOException {
        int length = Array.getLength(array);
        if (length > LONGEST_ARRAY) {
            json.writeStartObject();
            json.writeNumberField("length", length);
            json.writeStringField("sha256", hash(array));
            json.writeEndObject();
            return;
        }
        json.writeStartArray();
        for (int i = 0; i < length; i++) {
            writeValue(json, Array.get(array, i));
        }
        json.writeEndArray();
    }

    /** SHA-256 of the numbers' big-endian bytes; of anything else, of its text, entry by entry. */
    private static String hash(Object array) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (int i = 0; i < Array.getLength(array); i++) {
                digest.update(switch (Array.get(array, i)) {
                    case Float f -> ByteBuffer.allocate(Float.BYTES).putFloat(f).array();
                    case Double d -> ByteBuffer.allocate(Double.BYTES).putDouble(d).array();
                    case Integer n -> ByteBuffer.allocate(Integer.BYTES).putInt(n).array();
                    case Object other -> other.toString().getBytes(StandardCharsets.UTF_8);
                });
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has SHA-256
        }
    }

    static void writeNumber(JsonGenerator json, String field, double value) throws IOException {
        json.writeFieldName(field);
        writeNumber(json, value);
    }

    static void writeNumber(JsonGenerator json, String field, float value) throws IOException {
        json.writeFieldName(field);
        writeNumber(json, value);
    }

    static void writeNumber(JsonGenerator json, double value) throws IOException {
        if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    static void writeNumber(JsonGenerator json, float value) throws IOException {
        if (Float.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeNull();
        }
    }

    /** {@code LogOdds} as {@code log-odds}. */
    static String kebab(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static Object value(Record settings, RecordComponent component) {
        try {
            java.lang.reflect.Method accessor = component.getAccessor();
            accessor.setAccessible(true); // a method may be a record that is not public
            return accessor.invoke(settings);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the setting " + component.getName() + " cannot be read", e);
        }
    }
}
