package io.lanescope.nn.exchange;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.lanescope.nn.data.InputException;

/** Reads a safetensors file through a channel, so that nothing is allocated that the file's size does not warrant. */
final class SafetensorsReader {

    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final FileChannel channel;

    private SafetensorsReader(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static Safetensors read(Path file) {
        if (Files.isDirectory(file)) {
            throw InputException.in(file, "this is a folder, not a safetensors file");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new SafetensorsReader(file, channel).read();
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }

    private Safetensors read() throws IOException {
        long size = channel.size();
        if (size < Long.BYTES) {
            throw InputException.in(file, "this is not a safetensors file: it has " + size
                    + " bytes, and 8 are needed for the length of the header");
        }
        long headerLength = readFully(0, Long.BYTES).getLong();
        if (headerLength < 0 || headerLength > Safetensors.LONGEST_HEADER) {
            throw InputException.in(file, "this is not a safetensors file: its first 8 bytes announce a header of "
                    + Long.toUnsignedString(headerLength) + " bytes, and " + Safetensors.LONGEST_HEADER
                    + " are allowed");
        }
        if (headerLength > size - Long.BYTES) {
            throw InputException.in(file, "this is not a whole safetensors file: its header has " + headerLength
                    + " bytes, and the file " + size);
        }
        SafetensorsHeader header = readHeader((int) headerLength);
        long dataStart = Long.BYTES + headerLength;
        checkLayout(header.entries(), size - dataStart);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry : header.entries()) {
            tensors.put(entry.name(), new Tensor(entry.shape(), readElements(entry, dataStart)));
        }
        return new Safetensors(header.metadata(), tensors);
    }

    private SafetensorsHeader readHeader(int length) throws IOException {
        ByteBuffer bytes = readFully(Long.BYTES, length);
        if (length == 0 || bytes.get(0) != '{') {
            throw InputException.atByte(file, Long.BYTES,
                    "this is not a safetensors file: its header does not begin with"
                            + " an opening brace");
        }
        try {
            return SafetensorsHeader.parse(file, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            throw new InputException(file + ", byte " + (Long.BYTES + bytes.position())
                    + ": the header is not valid UTF-8", e);
        }
    }

    /** In the order of their places the tensors must follow one another, from the first byte of the data to the last. */
    private void checkLayout(List<SafetensorsHeader.Entry> entries, long dataSize) {
        long end = 0;
        for (SafetensorsHeader.Entry entry : entries.stream()
                .sorted(Comparator.comparingLong(SafetensorsHeader.Entry::from)
                        .thenComparingLong(SafetensorsHeader.Entry::to))
                .toList()) {
            if (entry.from() != end) {
                throw InputException.in(file, "the tensor " + InputException.quote(entry.name()) + " begins at byte "
                        + entry.from() + " of the data, but the one before it ends at byte " + end);
            }
            end = entry.to();
        }
        if (end != dataSize) {
            throw InputException.in(file, "the tensors take " + end + " bytes, but the file has " + dataSize
                    + " bytes after its header");
        }
    }

    private float[] readElements(SafetensorsHeader.Entry entry, long dataStart) throws IOException {
        ElementType type = entry.type();
        float[] values = new float[(int) ((entry.to() - entry.from()) / type.bytes)];
        int perChunk = CHUNK / type.bytes;
        for (int from = 0; from < values.length; from += perChunk) {
            int count = Math.min(values.length - from, perChunk);
            long at = dataStart + entry.from() + (long) from * type.bytes;
            ByteBuffer bytes = readFully(at, count * type.bytes);
            for (int i = 0; i < count; i++) {
                float value = type.read(bytes);
                if (Float.isInfinite(value) && type == ElementType.F64
                        && Double.isFinite(bytes.getDouble(i * Double.BYTES))) {
                    throw InputException.atByte(file, at + (long) i * Double.BYTES, "the tensor "
                            + InputException.quote(entry.name()) + " has a number too large for a 32-bit float");
                }
                values[from + i] = value;
            }
        }
        return values;
    }

    private ByteBuffer readFully(long at, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.position() < length) {
            // the channel keeps a buffer of its own for the longest read
            bytes.limit(Math.min(length, bytes.position() + CHUNK));
            if (channel.read(bytes, at + bytes.position()) < 0) {
                throw new EOFException("the file became shorter while it was read");
            }
        }
        return bytes.flip();
    }
}
