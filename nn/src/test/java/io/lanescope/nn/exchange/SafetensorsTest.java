package io.lanescope.nn.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.lanescope.nn.data.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SafetensorsTest {

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBackInItsOrderWithTheSameBits() throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("z.weight", new Tensor(new int[]{2, 3}, new float[]{1, -0f, Float.MIN_VALUE, Float.NaN, 5,
            Float.NEGATIVE_INFINITY}));
        tensors.put("a \"quoted\" é", new Tensor(new int[]{}, new float[]{7}));
        tensors.put("empty", new Tensor(new int[]{0, 4}, new float[0]));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("second", "line\nbreak");
        metadata.put("first", "");
        Path file = folder.resolve("m.safetensors");
        new Safetensors(metadata, tensors).write(file);

        Safetensors read = Safetensors.read(file);
        assertEquals(new ArrayList<>(metadata.entrySet()), new ArrayList<>(read.metadata().entrySet()));
        assertEquals(List.copyOf(tensors.keySet()), List.copyOf(read.tensors().keySet()));
        tensors.forEach((name, tensor) -> {
            Tensor same = Objects.requireNonNull(read.tensors().get(name));
            assertArrayEquals(tensor.shape(), same.shape());
            assertArrayEquals(tensor.values(), same.values());
        });
        assertArrayEquals(Files.readAllBytes(file), bytes(read));
    }

    @Test
    void theBytesAreThoseOfTheFormat() throws IOException {
        Safetensors one = new Safetensors(Map.of("k", "v"), Map.of("t", new Tensor(new int[]{1}, new float[]{1})));
        String header = "{\"__metadata__\":{\"k\":\"v\"},\"t\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        int padded = (header.length() + 7) / 8 * 8;
        ByteBuffer expected = ByteBuffer.allocate(8 + padded + 4).order(ByteOrder.LITTLE_ENDIAN);
        expected.putLong(padded).put(header.getBytes(StandardCharsets.UTF_8));
        while (expected.position() < 8 + padded) {
            expected.put((byte) ' ');
        }
        expected.putFloat(1);
        assertArrayEquals(expected.array(), bytes(one));
    }

    @Test
    void otherFloatTypesAreConverted() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        data.putDouble(0.1).putDouble(Double.POSITIVE_INFINITY);
        data.putShort((short) 0x3C01).putShort((short) 0x7C00); // 1 + 2^-10, infinity
        data.putShort((short) 0x3F81).putShort((short) 0xFF80); // 1 + 2^-7, minus infinity
        Safetensors read = Safetensors.read(file("""
                {"d":{"dtype":"F64","shape":[2],"data_offsets":[0,16],"note":{"ignored":[1]}},
                 "b":{"shape":[1,2],"data_offsets":[20,24],"dtype":"BF16"},
                 "h":{"dtype":"F16","shape":[2,1],"data_offsets":[16,20]}}""", data.array()));
        assertEquals(List.of("d", "b", "h"), List.copyOf(read.tensors().keySet()));
        assertArrayEquals(new float[]{0.1f, Float.POSITIVE_INFINITY}, values(read, "d"));
        assertArrayEquals(new float[]{1 + 0x1p-10f, Float.POSITIVE_INFINITY}, values(read, "h"));
        assertArrayEquals(new float[]{1 + 0x1p-7f, Float.NEGATIVE_INFINITY}, values(read, "b"));
    }

    @Test
    void tensorsLongerThanTheReadersBufferAreReadWhole() throws IOException {
        float[] values = new float[50_000];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Path file = folder.resolve("long");
        new Safetensors(Map.of(), Map.of("t", new Tensor(new int[]{50, 1000}, values))).write(file);
        assertArrayEquals(values, values(Safetensors.read(file), "t"));
    }

    @Test
    void aDoubleBeyondTheRangeOfAFloatIsRefusedAtItsByte() throws IOException {
        byte[] data = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putDouble(1).putDouble(1e39).array();
        String header = "{\"d\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}";
        assertMessage(
                ", byte " + (8 + header.length() + 8) + ": the tensor \"d\" has a number too large for a 32-bit float",
                file(header, data));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "[]|, byte 8: this is not a safetensors file: its header does not begin with an opening brace",
        "{\"a\"|: the header is not valid JSON (at its character 4)",
        "{} {}|: there is more after the header's JSON object",
        "{}x|: the header is not valid JSON (at its character 2)",
        "{\"a\":1}|: the tensor \"a\" must be a JSON object",
        "{\"a\":{}}|: the tensor \"a\" must have a dtype, a shape and two data_offsets",
        "{\"__metadata__\":{\"k\":1}}|: the metadata \"k\" must be a string",
        "{\"__metadata__\":[]}|: __metadata__ must be a JSON object",
        "{\"__metadata__\":{\"k\":\"\",\"k\":\"\"}}|: the metadata has two entries named \"k\"",
        "{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}|: the tensor \"a\" has elements of the type \"I64\", and only F32, F64, F16 and BF16 can be read",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}|: the tensor \"a\" has 2 elements of 4 bytes, but its data_offsets are 0 and 4",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}|: the tensor \"a\" has 1 elements of 4 bytes, but its data_offsets are 4 and 0",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,8]}}|: the tensor \"a\" must have a dtype, a shape and two data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}|: each number in the shape of the tensor \"a\" must be an integer",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}|: the shape of the tensor \"a\" has the negative number -1",
        "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|: the tensor \"a\" has two entries named dtype",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}|: the tensor \"a\" has more elements than fit into an array",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,0]}}|: the header is not valid JSON (at its character 49)",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"b\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|: the tensor \"b\" begins at byte 0 of the data, but the one before it ends at byte 4",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|: the tensor \"a\" begins at byte 4 of the data, but the one before it ends at byte 0",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}|: the header has two entries named \"a\"",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}|: the tensors take 4 bytes, but the file has 8 bytes after its header",
        "{}|: the tensors take 0 bytes, but the file has 8 bytes after its header",
    })
    void aBadHeaderIsRefusedWithWhatIsWrong(String header, String message) throws IOException {
        assertMessage(message, file(header, new byte[8]));
    }

    @Test
    void filesThatAreTooShortForTheirHeaderAreRefused() throws IOException {
        Path file = folder.resolve("m");
        Files.write(file, new byte[7]);
        assertMessage(": this is not a safetensors file: it has 7 bytes, and 8 are needed for the length of the header",
                file);
        Files.write(file, new byte[]{9, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
        assertMessage(": this is not a whole safetensors file: its header has 9 bytes, and the file 10", file);
        Files.write(file, new byte[]{-1, -1, -1, -1, -1, -1, -1, -1, '{', '}'});
        assertMessage(
                ": this is not a safetensors file: its first 8 bytes announce a header of 18446744073709551615 bytes,"
                        + " and 100000000 are allowed",
                file);
        Files.write(file, new byte[]{3, 0, 0, 0, 0, 0, 0, 0, '{', (byte) 0xC3, '}'});
        assertMessage(", byte 9: the header is not valid UTF-8", file);
        assertMessage(": there is no such file", folder.resolve("none"));
        assertMessage(": this is a folder, not a safetensors file", folder);
    }

    @Test
    void aTensorsShapeAndValuesMustFit() {
        assertThrows(IllegalArgumentException.class, () -> new Tensor(new int[]{2}, new float[3]));
        assertThrows(IllegalArgumentException.class, () -> new Tensor(new int[]{-1, -3}, new float[3]));
        assertThrows(IllegalArgumentException.class,
                () -> new Tensor(new int[]{1 << 16, 1 << 16, 1 << 16, 1 << 16}, new float[0]));
        assertThrows(IllegalArgumentException.class,
                () -> new Safetensors(Map.of(), Map.of("__metadata__", new Tensor(new int[0], new float[1]))));
    }

    private static void assertMessage(String message, Path file) {
        InputException e = assertThrows(InputException.class, () -> Safetensors.read(file));
        assertEquals(file + message, e.getMessage());
        assertTrue(Arrays.stream(new int[]{'\n', '\r', 27})
                .noneMatch(c -> String.valueOf(e.getMessage()).indexOf(c) >= 0));
    }

    private static float[] values(Safetensors content, String name) {
        return Objects.requireNonNull(content.tensors().get(name)).values();
    }

    private static byte[] bytes(Safetensors content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        content.writeTo(out);
        return out.toByteArray();
    }

    private Path file(String header, byte[] data) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text).put(data);
        return Files.write(folder.resolve("m.safetensors"), bytes.array());
    }
}
