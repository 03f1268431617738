package io.lanescope.nn.exchange;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.lanescope.nn.data.InputException;

/**
 * What a safetensors file holds: named tensors and a map of strings. The format is eight bytes with the length of the
 * header (little-endian), the header in JSON, then the tensors' elements without gaps
 * (<a href="https://huggingface.co/docs/safetensors">huggingface.co/docs/safetensors</a>).
 *
 * <p>Both maps keep their order, in memory and in the file, so the same content is always the same bytes.
 *
 * @param metadata strings by name
 * @param tensors  tensors by name
 */
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {

    static final String METADATA = "__metadata__";

    /** The reference implementation reads no longer ones. */
    static final int LONGEST_HEADER = 100_000_000;

    private static final int ALIGNMENT = 8;

    /**
     * Copies the maps, not the tensors' arrays.
     *
     * @throws IllegalArgumentException if a tensor is named {@code __metadata__}
     */
    public Safetensors {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
        if (tensors.containsKey(METADATA)) {
            throw new IllegalArgumentException("no tensor can be named " + METADATA);
        }
    }

    /**
     * Reads a file. Elements of the types F32, F64, F16 and BF16 become floats, the nearest for F64; the tensors stand in
     * the order of the header. Checked is what the reference implementation checks: that the elements fill the rest of
     * the file without holes and overlaps, and that each tensor has as many as its shape says. Memory follows the size
     * of the file, not what its header says.
     *
     * @param file the file
     * @return its content
     * @throws InputException if the file cannot be read, is no safetensors file, or holds elements of another type or an
     *                        F64 that is finite but too large for a float
     */
    public static Safetensors read(Path file) {
        return SafetensorsReader.read(file);
    }

    /**
     * Writes a file, as a whole or not at all.
     *
     * @param file the file, which may exist
     * @throws InputException        if the file's folder does not exist or the file is a folder
     * @throws UncheckedIOException  if it could not be written
     * @throws IllegalStateException if the header would be longer than the format allows
     */
    public void write(Path file) {
        AtomicFile.write(file, this::writeTo);
    }

    /**
     * Writes the bytes of a file: all elements as F32, the header padded with spaces so that they begin at a multiple of
     * 8.
     *
     * @param out where to; not closed
     * @throws IOException           if it cannot be written
     * @throws IllegalStateException if the header would be longer than the format allows
     */
    public void writeTo(OutputStream out) throws IOException {
        byte[] header = header();
        int padding = Math.floorMod(-header.length, ALIGNMENT);
        if (header.length + padding > LONGEST_HEADER) {
            throw new IllegalStateException(
                    "the header would be " + header.length + " bytes long, and a safetensors file"
                            + " can have " + LONGEST_HEADER);
        }
        out.write(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length + padding)
                .array());
        out.write(header);
        byte[] spaces = new byte[padding];
        Arrays.fill(spaces, (byte) ' ');
        out.write(spaces);
        ByteBuffer chunk = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
        for (Tensor tensor : tensors.values()) {
            float[] values = tensor.values();
            for (int from = 0; from < values.length; from += chunk.capacity() / Float.BYTES) {
                int count = Math.min(values.length - from, chunk.capacity() / Float.BYTES);
                chunk.clear().asFloatBuffer().put(values, from, count);
                out.write(chunk.array(), 0, count * Float.BYTES);
            }
        }
    }

    private byte[] header() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(METADATA);
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            long offset = 0;
            for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
                Tensor tensor = entry.getValue();
                long end = offset + (long) tensor.values().length * Float.BYTES;
                json.writeObjectFieldStart(entry.getKey());
                json.writeStringField("dtype", ElementType.F32.name());
                json.writeFieldName("shape");
                json.writeArray(tensor.shape(), 0, tensor.shape().length);
                json.writeFieldName("data_offsets");
                json.writeArray(new long[]{offset, end}, 0, 2);
                json.writeEndObject();
                offset = end;
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
