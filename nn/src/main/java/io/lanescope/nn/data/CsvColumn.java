package io.lanescope.nn.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A column of a table that is kept: numbers, or texts out of a few. Which one, the model says that wants it, or else its
 * first value. Texts are kept as codes, in the order in which they come, until all are known.
 */
final class CsvColumn {

    /** A column of more different texts is a name or number of each row rather than a property. */
    static final int MOST_CATEGORIES = 100;

    private static final int NUMBER = -1;

    private final String name;
    private final Map<String, Integer> codes = new HashMap<>();
    /** For each code the feature that is 1 for it; for a wanted number its feature. */
    private int[] features = {};
    private String first = "";
    private long firstLine;
    private boolean wanted;
    private boolean numeric;
    private boolean categorical;

    CsvColumn(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** A model wants it, as a number if there is no category, or else as one of those that it knows. */
    void want(int feature, @Nullable String category) {
        wanted = true;
        numeric = category == null;
        categorical = category != null;
        features = Arrays.copyOf(features, features.length + 1);
        features[features.length - 1] = feature;
        codes.put(category == null ? "" : category, features.length - 1);
    }

    boolean isCategorical() {
        return categorical;
    }

    /** Whether a text may stand in it. */
    boolean takesText() {
        return categorical || !numeric;
    }

    void takeNumber() {
        numeric = true;
    }

    /** The code of a text. */
    int code(Path file, long line, String text) {
        categorical = true;
        Integer code = codes.get(text);
        if (code != null) {
            return code;
        }
        if (wanted) {
            throw InputException.atCell(file, line, name, InputException.quote(text)
                    + " is none of the values that the model knows; " + NearNames.hint(text, List.copyOf(codes
                            .keySet())));
        }
        if (!Float.isNaN(Decimals.parse(text))) {
            throw InputException.atCell(file, line, name, InputException.quote(text) + " is a number, but "
                    + InputException.quote(first) + " in line " + firstLine
                    + " is text; a column holds one or the other");
        }
        if (codes.isEmpty()) {
            first = text;
            firstLine = line;
        }
        if (codes.size() == MOST_CATEGORIES) {
            throw InputException.atCell(file, line, name, "there are more than " + MOST_CATEGORIES
                    + " different texts, so this is no property of the rows; leave the column out");
        }
        codes.put(text, codes.size());
        return codes.size() - 1;
    }

    /** The names of its features, when all values are known, and from now on their order. */
    Stream<String> open() {
        if (!categorical) {
            return Stream.of(name);
        }
        List<String> sorted = new ArrayList<>(codes.keySet());
        sorted.sort(null);
        features = new int[sorted.size()];
        for (int i = 0; i < features.length; i++) {
            features[codes.getOrDefault(sorted.get(i), NUMBER)] = i;
        }
        return sorted.stream().map(value -> name + "=" + value);
    }

    /** Writes a row's value into its features and gives the place after them, for columns that follow one another. */
    int spread(float value, float[] row, int from, int at) {
        int base = wanted ? from : from + at;
        if (!categorical) {
            row[base + (wanted ? features[0] : 0)] = value;
            return at + 1;
        }
        for (int feature : features) {
            row[base + feature] = Float.isNaN(value) ? Float.NaN : 0;
        }
        if (!Float.isNaN(value)) {
            row[base + features[(int) value]] = 1;
        }
        return at + features.length;
    }
}
