package io.lanescope.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import io.lanescope.nn.data.CsvLabel;
import io.lanescope.nn.data.CsvReader;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.Glyphs;
import io.lanescope.nn.data.IdxReader;
import io.lanescope.nn.data.InputException;
import io.lanescope.nn.data.NpyReader;
import org.jspecify.annotations.Nullable;

/** Where rows come from. */
sealed interface DataSource {

    /** What {@code glyphs} without a number stands for. */
    int USUAL_DIGITS = 10_000;

    /**
     * A table with a header.
     *
     * @param file    the file
     * @param missing what becomes of values that are left out
     */
    record Csv(Path file, MissingOption missing) implements DataSource {}

    /**
     * Images as IDX: a folder with labels, or a single file without.
     *
     * @param path the folder or file
     */
    record Idx(Path path) implements DataSource {}

    /**
     * Arrays of NumPy's.
     *
     * @param file a .npy with features, or an .npz with features x and perhaps targets y
     */
    record Numpy(Path file) implements DataSource {}

    /**
     * The built-in digits.
     *
     * @param count how many
     * @param seed  which ones
     */
    record Digits(int count, long seed) implements DataSource {

        Glyphs draw() {
            try {
                return Glyphs.generate(seed, count);
            } catch (IllegalArgumentException e) {
                throw new UsageException(String.valueOf(e.getMessage()));
            }
        }
    }

    /**
     * Understands what a user typed, with a look at what is there.
     *
     * @param text {@code glyphs[:N[:SEED]]}, a folder or a file
     * @throws InputException if there is nothing of that name
     */
    static DataSource parse(String text) {
        return parse(text, MissingOption.ERROR);
    }

    /**
     * The same with something to do about values that a table leaves out.
     *
     * @param text    what was typed
     * @param missing what becomes of missing values
     * @throws InputException if there is nothing of that name
     */
    static DataSource parse(String text, MissingOption missing) {
        if (text.equals("glyphs") || text.startsWith("glyphs:")) {
            return digits(text);
        }
        if (text.isBlank()) {
            throw new UsageException("DATA names no file or folder");
        }
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException e) {
            throw new InputException(InputException.quote(text) + " cannot be the name of a file", e);
        }
        if (!Files.exists(path)) {
            throw InputException.in(path, "there is no such file or folder");
        }
        return Files.isDirectory(path) ? new Idx(path) : ofContent(path, missing);
    }

    /** IDX begins with two zero bytes, gzip with 1F 8B, NumPy's files in their own ways; text begins with none of them. */
    private static DataSource ofContent(Path file, MissingOption missing) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(6);
            if (NpyReader.isStart(start)) {
                return new Numpy(file);
            }
            boolean images = start.length > 1
                    && (start[0] == 0 && start[1] == 0 || start[0] == 0x1F && (start[1] & 0xFF) == 0x8B);
            return images ? new Idx(file) : new Csv(file, missing);
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }

    private static Digits digits(String text) {
        String[] parts = text.split(":", -1);
        try {
            int count = parts.length > 1 ? Integer.parseInt(parts[1]) : USUAL_DIGITS;
            long seed = parts.length > 2 ? Long.parseLong(parts[2]) : 0;
            if (count > 0 && parts.length <= 3) {
                return new Digits(count, seed);
            }
        } catch (NumberFormatException _) {
            // said below
        }
        throw new UsageException(InputException.quote(text)
                + " is not understood: the built-in digits are glyphs, glyphs:N or glyphs:N:SEED, as in glyphs:2000");
    }

    /**
     * Reads everything, with whatever names it has.
     *
     * @param label what to make of the label's column; not looked at for images, whose labels are known
     */
    default Dataset read(CsvLabel label) {
        return switch (this) {
            case Csv(Path file, MissingOption missing) -> CsvReader.read(file, label, missing.inNewData());
            case Idx(Path path) -> Files.isDirectory(path) ? IdxReader.readFolder(path) : IdxReader.readImages(path);
            case Numpy(Path file) -> NpyReader.read(file, label);
            case Digits digits -> digits.draw().data();
        };
    }

    /** What to call it in a sentence about what is wrong. */
    default String place() {
        return switch (this) {
            case Csv(Path file, MissingOption _) -> file.toString();
            case Idx(Path path) -> path.toString();
            case Numpy(Path file) -> file.toString();
            case Digits _ -> "the built-in digits";
        };
    }

    /** What to call it in a report, which need not tell where files are kept. */
    default String title() {
        return switch (this) {
            case Csv(Path file, MissingOption _) -> file.getFileName().toString();
            case Numpy(Path file) -> file.getFileName().toString();
            case Idx(Path path) -> path.toAbsolutePath().normalize().getFileName().toString();
            case Digits(int count, long seed) -> "glyphs:" + count + ":" + seed;
        };
    }

    /** Refuses a label where there is no column that it could name. */
    default void checkLabel(@Nullable String label) {
        if (label == null) {
            return;
        }
        String instead = switch (this) {
            case Csv _ -> "";
            case Idx(Path path) when Files.isDirectory(path) ->
                path + " is a folder, whose images bring their classes along: leave --label out, or name a CSV file";
            case Idx(Path path) -> path + " holds images, which have no columns with names: leave --label out";
            case Numpy(Path file) -> file + " is an array, whose columns have no names: leave --label out";
            case Digits _ -> "the built-in digits bring their classes along: leave --label out";
        };
        if (!instead.isEmpty()) {
            throw new UsageException("--label names a column of a CSV file, but " + instead);
        }
    }
}
