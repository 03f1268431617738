package io.lanescope.nn.exchange.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import io.lanescope.nn.data.InputException;

/**
 * Elements of tensors that lie in files beside the model's, where PyTorch's exporter puts them
 * (<a href="https://github.com/onnx/onnx/blob/main/docs/ExternalData.md">ExternalData.md</a>). Each such file is read once as
 * a whole, whatever tensors share of it. Only files in the model's own folder are looked at.
 */
final class ExternalData {

    private static final int LARGEST = Integer.MAX_VALUE - 8;

    private final Path model;
    private final Map<String, ByteBuffer> files = new HashMap<>();
    private long size;

    ExternalData(Path model) {
        this.model = model;
    }

    /** How many bytes were read. */
    long size() {
        return size;
    }

    /**
     * Some bytes of a file.
     *
     * @param entries ONNX's: location, and offset and length in decimal, which may be left out
     * @return the bytes, from the offset to the end where there is no length
     * @throws IOException if that is no such place, with the end of a sentence that begins with the tensor
     */
    ByteBuffer read(Map<String, String> entries) throws IOException {
        String name = entries.getOrDefault("location", "");
        ByteBuffer all = files.get(name);
        if (all == null) {
            all = readAll(name);
            files.put(name, all);
            size += all.capacity();
        }
        long offset = number(entries, "offset", 0);
        long length = number(entries, "length", all.capacity() - offset);
        if (offset < 0 || length < 0 || offset > all.capacity() || length > all.capacity() - offset) {
            throw new IOException("keeps its elements in the file " + InputException.quote(name)
                    + ", which does not have the bytes " + offset + " to " + (offset + length));
        }
        return all.slice((int) offset, (int) length);
    }

    private ByteBuffer readAll(String name) throws IOException {
        Path file = beside(name);
        if (!Files.isRegularFile(file)) {
            throw new IOException("keeps its elements in the file " + InputException.quote(name)
                    + ", which is not there; it must be in the same folder as the model");
        }
        try {
            if (Files.size(file) <= LARGEST) {
                return ByteBuffer.wrap(Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new IOException("keeps its elements in the file " + InputException.quote(name)
                    + ", which cannot be read", e);
        }
        throw new IOException("keeps its elements in the file " + InputException.quote(name)
                + ", which is larger than 2 GiB");
    }

    /** A plain name, so that no model can make somebody read other files. */
    private Path beside(String name) throws IOException {
        try {
            Path given = Path.of(name);
            Path plain = given.getFileName();
            if (!name.isEmpty() && plain != null && plain.equals(given.normalize()) && !name.equals("..")) {
                return model.resolveSibling(plain);
            }
        } catch (InvalidPathException e) {
            // refused below
        }
        throw new IOException("keeps its elements in " + (name.isEmpty()
                ? "a file without a name"
                : InputException.quote(name) + ", which is no file in the same folder as the model"));
    }

    private static long number(Map<String, String> entries, String key, long otherwise) throws IOException {
        String text = entries.getOrDefault(key, Long.toString(otherwise));
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IOException("keeps its elements in another file, but its " + key + " "
                    + InputException.quote(text) + " is no number", e);
        }
    }
}
