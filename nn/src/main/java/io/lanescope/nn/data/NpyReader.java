package io.lanescope.nn.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.jspecify.annotations.Nullable;

/**
 * Reads arrays of NumPy's: a {@code .npy} file with the features, or an {@code .npz} file with features {@code x} and,
 * if they are there, targets {@code y}. Which one a file is, its content decides.
 *
 * <p>Elements are floats, integers or booleans, in either byte order and in C's or Fortran's order; they become the
 * nearest floats and must be finite. Features are an array {@code [rows, columns]}; {@code [rows, height, width]} are
 * pictures, each a row of pixels as they stand; an array of one dimension is a single row. They are named {@code x0},
 * {@code x1} and so on, pixels {@code pixel_ROW_COLUMN}. Memory follows what a file holds, not what its headers say.
 */
public final class NpyReader {

    private static final int CHUNK = 1 << 16;
    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;
    private static final String FEATURES = "x";
    private static final String TARGETS = "y";
    private static final List<String> READ = List.of(FEATURES, TARGETS);

    private NpyReader() {}

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Content(int[] shape, boolean integers, float[] values) {

        int rows() {
            return shape.length < 2 ? 1 : shape[0];
        }
    }

    /**
     * Whether a file begins as NumPy's files do.
     *
     * @param start its first bytes, at least 6 where it has so many
     * @return true for a {@code .npy} or a zip archive
     */
    public static boolean isStart(byte[] start) {
        return NpyHeader.isStart(start) || isZip(start);
    }

    private static boolean isZip(byte[] start) {
        return start.length >= 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3 && start[3] == 4;
    }

    /**
     * Reads features and, from an archive, what is to be predicted.
     *
     * @param file  the file
     * @param label what to make of the targets, whatever column it names: classes are integers, and guessed to be
     *              classes if there are at most 20 different ones
     * @return the rows
     * @throws InputException if the file cannot be read, holds no such arrays, or a number that is not finite
     */
    public static Dataset read(Path file, CsvLabel label) {
        Map<String, Content> arrays = arrays(file);
        Content x = arrays.get(FEATURES);
        if (x == null) {
            throw InputException.in(file, "the archive has no array " + FEATURES + ".npy with the features");
        }
        boolean pictures = x.shape.length == 3;
        Dataset.ImageShape image = pictures ? new Dataset.ImageShape(x.shape[1], x.shape[2]) : null;
        Content y = arrays.get(TARGETS);
        Dataset.Target target = y == null ? new Dataset.None() : target(file, y, x.rows(), label);
        return new Dataset(x.values, names(x.shape, x.values.length / x.rows()), image, target);
    }

    static List<String> names(int[] shape, int columns) {
        return IntStream.range(0, columns).mapToObj(
                j -> shape.length == 3 ? "pixel_" + j / shape[2] + "_" + j % shape[2] : "x" + j).toList();
    }

    /**
     * Reads features row by row. An archive, and an array in Fortran's order, are read into memory.
     *
     * @param file the file
     * @return the rows that {@link #read} gives
     * @throws InputException as there
     */
    public static RowReader stream(Path file) {
        try {
            InputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK);
            try {
                if (!startsAsZip(in)) {
                    NpyHeader header = NpyHeader.read(file, in);
                    if (!header.columns() || header.rows() == 1) {
                        return new NpyStream(file, header, in);
                    }
                }
                in.close();
            } catch (IOException | InputException e) {
                in.close();
                throw e;
            }
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
        return RowReader.of(read(file, new CsvLabel.None()));
    }

    private static boolean startsAsZip(InputStream in) throws IOException {
        in.mark(4);
        boolean zip = isZip(in.readNBytes(4));
        in.reset();
        return zip;
    }

    private static Map<String, Content> arrays(Path file) {
        Map<String, Content> arrays = new HashMap<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK)) {
            if (!startsAsZip(in)) {
                Content only = array(file, in);
                if (in.read() >= 0) {
                    throw InputException.in(file, "the file goes on after its array");
                }
                arrays.put(FEATURES, only);
                return arrays;
            }
            ZipInputStream zip = new ZipInputStream(in);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName().toLowerCase(Locale.ROOT).replaceFirst("\\.npy$", "");
                if (READ.contains(name) && arrays.put(name, array(file, zip)) != null) {
                    throw InputException.in(file, "the archive has two arrays named " + name);
                }
            }
            return arrays;
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        } catch (IllegalArgumentException e) { // the name of an entry that is no text
            throw new InputException(file + ": this is no archive of NumPy's", e);
        }
    }

    private static Content array(Path file, InputStream in) throws IOException {
        NpyHeader header = NpyHeader.read(file, in);
        NpyElements source = new NpyElements(file, header, in);
        if (source.count() > MOST_VALUES) {
            throw InputException.in(file,
                    "an array of " + source.count() + " numbers does not fit into memory as a whole");
        }
        GrowingFloats values = new GrowingFloats(file, (int) source.count());
        while (values.size() < source.count()) {
            values.add(source.next());
        }
        float[] elements = values.toArray();
        return new Content(header.shape(), header.kind() != 'f',
                header.columns() ? rowByRow(elements, header.shape()) : elements);
    }

    /** Elements in C's order from those in Fortran's. */
    private static float[] rowByRow(float[] elements, int[] shape) {
        float[] sorted = new float[elements.length];
        int[] index = new int[shape.length];
        for (float element : elements) {
            int at = 0;
            for (int d = 0; d < shape.length; d++) {
                at = at * shape[d] + index[d];
            }
            sorted[at] = element;
            for (int d = 0; d < shape.length && ++index[d] == shape[d]; d++) {
                index[d] = 0;
            }
        }
        return sorted;
    }

    private static Dataset.Target target(Path file, Content y, int rows, CsvLabel label) {
        int width = y.shape.length == 2 ? y.shape[1] : 1;
        if (y.shape.length > 2 || (long) rows * width != y.values.length) {
            throw InputException.in(file,
                    "targets of the shape " + Arrays.toString(y.shape) + " do not belong to " + rows
                            + " rows");
        }
        if (width > 1) {
            return several(file, y, width, label);
        }
        return switch (label) {
            case CsvLabel.None _,CsvLabel.Ignored _ -> new Dataset.None();
            case CsvLabel.Values _ -> new Dataset.Values(y.values, TARGETS);
            case CsvLabel.Classes _ -> classes(file, y, null);
            case CsvLabel.KnownClasses(String _, List<String> names) -> classes(file, y, names);
            case CsvLabel.Guessed _ -> isInteger(y) && distinct(y).length <= CsvTargets.MOST_GUESSED_CLASSES
                    ? classes(file, y, null)
                    : new Dataset.Values(y.values, TARGETS);
        };
    }

    private static Dataset.Target several(Path file, Content y, int width, CsvLabel label) {
        return switch (label) {
            case CsvLabel.None _,CsvLabel.Ignored _ -> new Dataset.None();
            case CsvLabel.Values _,CsvLabel.Guessed _ ->
                new Dataset.Values(y.values, IntStream.range(0, width).mapToObj(j -> TARGETS + j).toList());
            case CsvLabel.Classes _,CsvLabel.KnownClasses _ ->
                throw InputException.in(file,
                        "a class is one number, but " + TARGETS + " has " + width + " for each row");
        };
    }

    private static boolean isInteger(Content y) {
        return y.integers || IntStream.range(0, y.values.length).allMatch(i -> y.values[i] == Math.rint(y.values[i]));
    }

    private static float[] distinct(Content y) {
        float[] sorted = y.values.clone();
        Arrays.sort(sorted);
        int n = 0;
        for (float value : sorted) {
            if (n == 0 || sorted[n - 1] != value) {
                sorted[n++] = value;
            }
        }
        return Arrays.copyOf(sorted, n);
    }

    private static Dataset.Target classes(Path file, Content y, @Nullable List<String> known) {
        if (!isInteger(y)) {
            throw InputException.in(file, "the targets are to be classes, but have fractions");
        }
        float[] numbers = distinct(y);
        List<String> names = new ArrayList<>();
        for (float number : numbers) {
            names.add(Long.toString((long) number));
        }
        List<String> order = known == null ? names : known;
        int[] labels = new int[y.values.length];
        for (int i = 0; i < labels.length; i++) {
            String name = names.get(Arrays.binarySearch(numbers, y.values[i]));
            labels[i] = order.indexOf(name);
            if (labels[i] < 0) {
                throw InputException.in(file, "the target of row " + i + " is " + name
                        + ", which is none of the model's classes; " + NearNames.hint(name, order));
            }
        }
        return new Dataset.Classes(labels, order);
    }
}
