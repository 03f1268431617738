package io.lanescope.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** Small files to run commands on. */
final class Tables {

    private Tables() {}

    /** Two clouds of points that a network can tell apart, with the columns a, b and kind. */
    static Path clouds(Path folder) {
        SplittableRandom random = new SplittableRandom(5);
        StringBuilder text = new StringBuilder("a,b,kind\n");
        for (int i = 0; i < 60; i++) {
            boolean left = i % 2 == 0;
            text.append((left ? -1 : 1) + 0.5 * random.nextDouble()).append(',').append(random.nextDouble())
                    .append(',').append(left ? "left" : "right").append('\n');
        }
        return write(folder, "clouds.csv", text.toString());
    }

    /** Rows of two kinds with the columns a, which tells the kinds apart now and then, marker, and kind. */
    static Path marked(Path folder, String name, long seed, boolean markerTells) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder("a,marker,kind\n");
        for (int i = 0; i < 200; i++) {
            int kind = i % 2;
            int marker = markerTells ? kind : random.nextInt(2);
            text.append(kind + 1.2 * random.nextDouble()).append(',').append(marker + 0.2 * random.nextDouble())
                    .append(',').append(kind == 0 ? "left" : "right").append('\n');
        }
        return write(folder, name, text.toString());
    }

    /** A line with a little noise, with the columns x and y. */
    static Path line(Path folder) {
        SplittableRandom random = new SplittableRandom(6);
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < 60; i++) {
            double x = 4 * random.nextDouble();
            text.append(x).append(',').append(3 * x + 1 + 0.01 * random.nextDouble()).append('\n');
        }
        return write(folder, "line.csv", text.toString());
    }

    static Path write(Path folder, String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder of images of 2 × 2 pixels, bright on the left for label 0 and on the right for label 1. */
    static Path images(Path folder, int count, boolean compressed) {
        SplittableRandom random = new SplittableRandom(7);
        byte[] pixels = new byte[4 * count];
        byte[] labels = new byte[count];
        for (int i = 0; i < count; i++) {
            labels[i] = (byte) (i % 2);
            for (int p = 0; p < 4; p++) {
                pixels[4 * i + p] = (byte) (random.nextInt(50) + (p % 2 == labels[i] ? 200 : 0));
            }
        }
        try {
            Files.createDirectories(folder);
            writeIdx(folder, "train-images-idx3-ubyte", compressed,
                    ByteBuffer.allocate(16 + pixels.length).putInt(0x803).putInt(count).putInt(2).putInt(2)
                            .put(pixels));
            writeIdx(folder, "train-labels-idx1-ubyte", compressed,
                    ByteBuffer.allocate(8 + labels.length).putInt(0x801).putInt(count).put(labels));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    private static void writeIdx(Path folder, String name, boolean compressed, ByteBuffer content) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(compressed ? name + ".gz" : name));
                OutputStream packed = compressed ? new GZIPOutputStream(out) : out) {
            packed.write(content.array());
        }
    }

    /** The beginning of an array of NumPy's floats, which follow in the order of rows. */
    static byte[] npyHeader(int rows, int columns) {
        byte[] text = ("{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }\n")
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(10 + text.length).order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0)
                .putShort((short) text.length).put(text).array();
    }

    /** An array of NumPy's. */
    static byte[] npy(int columns, float... values) {
        byte[] header = npyHeader(values.length / columns, columns);
        ByteBuffer bytes = ByteBuffer.allocate(header.length + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN)
                .put(header);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }
}
