package io.lanescope.nn.exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.lanescope.nn.data.InputException;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a safetensors header.
 *
 * @param metadata strings by name
 * @param entries  the tensors, in the order of the header
 */
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries) {

    /** Names of tensors are many and come once, so nothing is gained by keeping them for the next file. */
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
            // the header is in memory already, so its strings may be as long as it is
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Safetensors.LONGEST_HEADER)
                    .maxNameLength(Safetensors.LONGEST_HEADER)
                    .build())
            .build();

    private static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

    /** A tensor's place in the data: bytes {@code from} to {@code to}, counted from the header's end. */
    record Entry(String name, ElementType type, int[] shape, long from, long to) {}

    /** Reads the header and checks each entry by itself. */
    static SafetensorsHeader parse(Path file, String text) {
        try (JsonParser json = JSON.createParser(text)) {
            return new Parsing(file, json).parse();
        } catch (JsonProcessingException e) {
            throw new InputException(file + ": the header is not valid JSON (at its character "
                    + e.getLocation().getCharOffset() + ")", e);
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }

    private record Parsing(Path file, JsonParser json, Map<String, String> metadata, List<Entry> entries,
            Set<String> names) {

        Parsing(Path file, JsonParser json) {
            this(file, json, new LinkedHashMap<>(), new ArrayList<>(), new HashSet<>());
        }

        SafetensorsHeader parse() throws IOException {
            expect(json.nextToken(), JsonToken.START_OBJECT, "the header");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (!names.add(name)) {
                    throw wrong("the header has two entries named " + InputException.quote(name));
                }
                json.nextToken();
                if (name.equals(Safetensors.METADATA)) {
                    parseMetadata();
                } else {
                    entries.add(parseEntry(name));
                }
            }
            if (json.nextToken() != null) {
                throw wrong("there is more after the header's JSON object");
            }
            return new SafetensorsHeader(metadata, entries);
        }

        private void parseMetadata() throws IOException {
            expect(json.currentToken(), JsonToken.START_OBJECT, Safetensors.METADATA);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                expect(json.nextToken(), JsonToken.VALUE_STRING, "the metadata " + InputException.quote(name));
                if (metadata.put(name, json.getText()) != null) {
                    throw wrong("the metadata has two entries named " + InputException.quote(name));
                }
            }
        }

        private Entry parseEntry(String name) throws IOException {
            String tensor = "the tensor " + InputException.quote(name);
            expect(json.currentToken(), JsonToken.START_OBJECT, tensor);
            String type = null;
            long[] shape = null;
            long[] offsets = null;
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "dtype" -> {
                        once(type, tensor, field);
                        expect(json.currentToken(), JsonToken.VALUE_STRING, "the dtype of " + tensor);
                        type = json.getText();
                    }
                    case "shape" -> {
                        once(shape, tensor, field);
                        shape = parseNumbers("the shape of " + tensor);
                    }
                    case "data_offsets" -> {
                        once(offsets, tensor, field);
                        offsets = parseNumbers("the data_offsets of " + tensor);
                    }
                    default -> json.skipChildren();
                }
            }
            if (type == null || shape == null || offsets == null || offsets.length != 2) {
                throw wrong(tensor + " must have a dtype, a shape and two data_offsets");
            }
            return check(name, tensor, type, shape, offsets[0], offsets[1]);
        }

        private void once(@Nullable Object before, String tensor, String field) {
            if (before != null) {
                throw wrong(tensor + " has two entries named " + field);
            }
        }

        private long[] parseNumbers(String what) throws IOException {
            expect(json.currentToken(), JsonToken.START_ARRAY, what);
            long[] numbers = new long[4];
            int count = 0;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, "each number in " + what);
                long number = json.getLongValue();
                if (number < 0) {
                    throw wrong(what + " has the negative number " + number);
                }
                if (count == numbers.length) {
                    numbers = Arrays.copyOf(numbers, 2 * count);
                }
                numbers[count++] = number;
            }
            return Arrays.copyOf(numbers, count);
        }

        private Entry check(String name, String tensor, String typeName, long[] shape, long from, long to) {
            ElementType type = ElementType.named(typeName);
            if (type == null) {
                throw wrong(tensor + " has elements of the type " + InputException.quote(typeName)
                        + ", and only F32, F64, F16 and BF16 can be read");
            }
            int[] sizes = new int[shape.length];
            long elements = Arrays.stream(shape).anyMatch(size -> size == 0) ? 0 : 1;
            for (int i = 0; i < sizes.length; i++) {
                // so neither this product nor that with the bytes of an element can overflow
                if (shape[i] > MOST_ELEMENTS || elements * shape[i] > MOST_ELEMENTS) {
                    throw wrong(tensor + " has more elements than fit into an array");
                }
                sizes[i] = (int) shape[i];
                elements *= shape[i];
            }
            if (to < from || to - from != elements * type.bytes) {
                throw wrong(
                        tensor + " has " + elements + " elements of " + type.bytes + " bytes, but its data_offsets are "
                                + from + " and " + to);
            }
            return new Entry(name, type, sizes, from, to);
        }

        private void expect(@Nullable JsonToken found, JsonToken wanted, String what) {
            if (found != wanted) {
                String kind = switch (wanted) {
                    case START_OBJECT -> "a JSON object";
                    case START_ARRAY -> "a JSON array";
                    case VALUE_STRING -> "a string";
                    default -> "an integer";
                };
                throw wrong(what + " must be " + kind);
            }
        }

        private InputException wrong(String problem) {
            return InputException.in(file, problem);
        }
    }
}
