package io.lanescope.nn.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Reads images and labels in the IDX format of the MNIST files, plain or compressed with gzip, which the content decides
 * and not the name.
 *
 * <p>Pixels are unsigned bytes; they become features in [0, 1] by division by 255, row by row from the top left, named
 * {@code pixel_ROW_COLUMN}. Labels are unsigned bytes; the classes are named "0" to "9", or to the largest label if that
 * is more. Memory follows what a file holds, not what its header says.
 */
public final class IdxReader {

    private static final int UNSIGNED_BYTE = 0x08;
    private static final int CHUNK = 1 << 16;
    /** Each pixel of an image gets a name, so an image may not be as large as a file's header can say. */
    private static final int MOST_PIXELS = 1 << 22;
    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

    private IdxReader() {}

    /**
     * Reads the images and labels of a folder: the files of {@code train-images-idx3-ubyte} and
     * {@code train-labels-idx1-ubyte} if they are there, else the only pair there is.
     *
     * @param folder the folder
     * @return the images with their labels
     * @throws InputException if there is no pair or the choice is not clear, and as {@link #read(Path, Path)}
     */
    public static Dataset readFolder(Path folder) {
        IdxPair pair = IdxPair.find(folder);
        return read(pair.images(), pair.labels());
    }

    /**
     * Reads images with their labels.
     *
     * @param images a file of three dimensions: count, height, width
     * @param labels a file of one dimension: count
     * @return the images with their labels
     * @throws InputException if a file cannot be read, is not IDX, has another element type than unsigned byte or another
     *                        number of dimensions, holds less or more than it announces, or the counts differ
     */
    public static Dataset read(Path images, Path labels) {
        Dataset pictures = readImages(images);
        return new Dataset(pictures.features(), pictures.featureNames(), pictures.image(),
                readLabels(labels, pictures.rows(), images));
    }

    private static Dataset.Classes readLabels(Path labels, int count, Path images) {
        float[] bytes = readBytes(labels, 1).values;
        if (bytes.length != count) {
            throw InputException.in(labels,
                    "there are " + bytes.length + " labels for the " + count + " images of " + images);
        }
        int[] classes = new int[bytes.length];
        int largest = 9;
        for (int i = 0; i < classes.length; i++) {
            classes[i] = (int) bytes[i];
            largest = Math.max(largest, classes[i]);
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i <= largest; i++) {
            names.add(Integer.toString(i));
        }
        return new Dataset.Classes(classes, names);
    }

    /**
     * Reads images without labels.
     *
     * @param file a file of three dimensions: count, height, width
     * @return the images, with no target
     * @throws InputException as {@link #read(Path, Path)}
     */
    public static Dataset readImages(Path file) {
        Content content = readBytes(file, 3);
        int height = content.sizes[1];
        int width = content.sizes[2];
        float[] pixels = content.values;
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] /= 255;
        }
        return new Dataset(pixels, names(height, width), new Dataset.ImageShape(height, width), new Dataset.None());
    }

    static List<String> names(int height, int width) {
        List<String> names = new ArrayList<>();
        for (int row = 0; row < height; row++) {
            for (int column = 0; column < width; column++) {
                names.add("pixel_" + row + "_" + column);
            }
        }
        return names;
    }

    /** Unsigned bytes as floats: exact, and in the type the images need. */
    private record Content(int[] sizes, float[] values) {}

    private static Content readBytes(Path file, int dimensions) {
        try (InputStream in = open(file)) {
            int[] sizes = readHeader(in, file, dimensions);
            int total = total(file, sizes);
            GrowingFloats values = new GrowingFloats(file, total);
            byte[] chunk = new byte[Math.min(CHUNK, total)];
            while (values.size() < total) {
                int got = in.read(chunk, 0, Math.min(chunk.length, total - values.size()));
                if (got < 0) {
                    throw InputException.in(file, "the file ends after " + values.size() + " of the " + total
                            + " bytes of data that its header announces");
                }
                for (int i = 0; i < got; i++) {
                    values.add(chunk[i] & 0xFF);
                }
            }
            if (in.read() >= 0) {
                throw InputException.in(file, "the file goes on after the " + total
                        + " bytes of data that its header announces");
            }
            return new Content(sizes, values.toArray());
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }

    private static int total(Path file, int[] sizes) {
        long total = 1;
        for (int size : sizes) {
            total *= size; // below 2^31 images of at most 2^22 pixels
        }
        if (total > MOST_VALUES) {
            throw InputException.atByte(file, 4, "the header announces more than " + MOST_VALUES
                    + " bytes of data, more than fit into one array");
        }
        return (int) total;
    }

    /**
     * Reads images one by one, without labels.
     *
     * @param path a file of three dimensions, or a folder as {@link #readFolder} wants it
     * @return the rows that {@link #readImages} gives
     * @throws InputException as there
     */
    public static RowReader stream(Path path) {
        return images(Files.isDirectory(path) ? IdxPair.find(path).images() : path);
    }

    /**
     * Reads the images and labels of a folder, the images block by block.
     *
     * @param folder the folder
     * @return the rows that {@link #readFolder} gives
     * @throws InputException as there
     */
    public static DatasetReader streamFolder(Path folder) {
        IdxPair pair = IdxPair.find(folder);
        IdxStream images = images(pair.images());
        try {
            return new LabelledImages(images, images.shape(), readLabels(pair.labels(), images.count(), pair.images()));
        } catch (InputException e) {
            images.close();
            throw e;
        }
    }

    private static IdxStream images(Path file) {
        try {
            InputStream in = open(file);
            try {
                return new IdxStream(file, in, readHeader(in, file, 3));
            } catch (IOException | InputException e) {
                in.close();
                throw e;
            }
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }

    private static InputStream open(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw InputException.in(file, "this is a folder, not an IDX file");
        }
        InputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK);
        try {
            in.mark(2);
            boolean zipped = in.read() == 0x1F && in.read() == 0x8B;
            in.reset();
            return zipped ? new GZIPInputStream(in, CHUNK) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** The sizes of all dimensions; an image is not too large. */
    private static int[] readHeader(InputStream in, Path file, int dimensions) throws IOException {
        byte[] magic = in.readNBytes(4);
        if (magic.length < 4 || magic[0] != 0 || magic[1] != 0) {
            throw InputException.in(file, "this is not an IDX file, which begins with two zero bytes, a type and a"
                    + " number of dimensions");
        }
        if (magic[2] != UNSIGNED_BYTE) {
            throw InputException.atByte(file, 2, "the elements are of the type " + typeName(magic[2])
                    + ", and only unsigned bytes (0x08) can be read");
        }
        if (magic[3] != dimensions) {
            throw InputException.atByte(file, 3, "the data has " + (magic[3] & 0xFF) + " dimensions, but "
                    + (dimensions == 3 ? "images have 3 (count, height, width)" : "labels have 1 (count)"));
        }
        byte[] numbers = in.readNBytes(4 * dimensions);
        if (numbers.length < 4 * dimensions) {
            throw InputException.in(file, "the file ends within its header");
        }
        int[] sizes = new int[dimensions];
        for (int i = 0; i < dimensions; i++) {
            long size = 0;
            for (int j = 0; j < 4; j++) {
                size = size << 8 | numbers[4 * i + j] & 0xFF;
            }
            int at = 4 + 4 * i;
            if (size == 0) {
                throw InputException.atByte(file, at, "the header announces a size of 0, so there is no data");
            }
            if (size > MOST_VALUES) {
                throw InputException.atByte(file, at, "the header announces more than " + MOST_VALUES
                        + " bytes of data, more than fit into one array");
            }
            sizes[i] = (int) size;
        }
        if (dimensions == 3 && (long) sizes[1] * sizes[2] > MOST_PIXELS) {
            throw InputException.atByte(file, 8, "images of " + sizes[1] + " × " + sizes[2] + " pixels are too large,"
                    + " at most " + MOST_PIXELS + " pixels can be read");
        }
        return sizes;
    }

    private static String typeName(byte type) {
        return switch (type) {
            case 0x09 -> "signed byte (0x09)";
            case 0x0B -> "16-bit integer (0x0B)";
            case 0x0C -> "32-bit integer (0x0C)";
            case 0x0D -> "32-bit float (0x0D)";
            case 0x0E -> "64-bit float (0x0E)";
            default -> String.format("0x%02X, which IDX does not know", type & 0xFF);
        };
    }
}
