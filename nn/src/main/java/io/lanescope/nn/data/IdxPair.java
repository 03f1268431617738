package io.lanescope.nn.data;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * The two files that belong together in a folder, {@code NAME-images-idx3-ubyte} and {@code NAME-labels-idx1-ubyte},
 * each with {@code .gz} or without (and a dot may stand for the dash before {@code idx}).
 *
 * @param name   what both begin with, such as {@code train} or {@code t10k}
 * @param images the images
 * @param labels the labels
 * @param others the names of further pairs in the folder, which were not chosen
 */
public record IdxPair(String name, Path images, Path labels, List<String> others) {

    private static final Pattern FILE = Pattern.compile("(.+)-(images[-.]idx3|labels[-.]idx1)-ubyte(\\.gz)?");
    private static final String PREFERRED = "train";

    /** Copies the list. */
    public IdxPair {
        others = List.copyOf(others);
    }

    /**
     * Finds the pair to use in a folder: {@code train} if it is there, else the only one.
     *
     * @param folder the folder
     * @return the pair
     * @throws InputException if there is none, or several and none is called train
     */
    public static IdxPair find(Path folder) {
        return find(folder, null);
    }

    /**
     * Finds a pair in a folder.
     *
     * @param folder the folder
     * @param name   the pair's name, such as {@code t10k}; null for {@code train} if it is there, else the only one
     * @return the pair
     * @throws InputException if there is none of that name, or no name is given and the choice is not clear
     */
    public static IdxPair find(Path folder, @Nullable String name) {
        Map<String, Path> images = new TreeMap<>();
        Map<String, Path> labels = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Matcher matcher = FILE.matcher(file.getFileName().toString());
                if (matcher.matches()) {
                    Map<String, Path> kind = matcher.group(2).startsWith("images") ? images : labels;
                    // of a plain file and its compressed twin the plain one, whose name is shorter
                    kind.merge(matcher.group(1), file,
                            (a, b) -> a.toString().length() <= b.toString().length() ? a : b);
                }
            }
        } catch (IOException e) {
            throw InputException.unreadable(folder, e);
        } catch (DirectoryIteratorException e) {
            throw InputException.unreadable(folder, Objects.requireNonNull(e.getCause()));
        }
        List<IdxPair> pairs = new ArrayList<>();
        images.forEach((prefix, file) -> {
            Path labelsFile = labels.get(prefix);
            if (labelsFile != null) {
                pairs.add(new IdxPair(prefix, file, labelsFile, List.of()));
            }
        });
        return choose(folder, name, pairs);
    }

    private static IdxPair choose(Path folder, @Nullable String wanted, List<IdxPair> pairs) {
        if (pairs.isEmpty()) {
            throw InputException.in(folder, "the folder has no pair of IDX files such as train-images-idx3-ubyte and"
                    + " train-labels-idx1-ubyte (plain or .gz)");
        }
        String name = wanted != null ? wanted : pairs.size() == 1 ? pairs.getFirst().name() : PREFERRED;
        List<String> others = new ArrayList<>(pairs.stream().map(IdxPair::name).toList());
        others.remove(name);
        for (IdxPair pair : pairs) {
            if (pair.name().equals(name)) {
                return new IdxPair(name, pair.images(), pair.labels(), others);
            }
        }
        throw InputException.in(folder, "the folder has pairs of IDX files named " + String.join(", ", others)
                + ", but none named " + name);
    }

    /**
     * Says which files these are, and which were left aside.
     *
     * @return a sentence without a full stop, for a person
     */
    public String description() {
        String chosen = images.getFileName() + " with " + labels.getFileName();
        return others.isEmpty() ? chosen : chosen + " (not used: " + String.join(", ", others) + ")";
    }
}
