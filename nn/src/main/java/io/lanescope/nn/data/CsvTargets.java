package io.lanescope.nn.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/** The values of a label's column: each different text once, with the line where it came first. */
final class CsvTargets {

    /** As many different integers are still taken for classes. */
    static final int MOST_GUESSED_CLASSES = 20;

    /** A text of the column; {@code number} is NaN if it is none. */
    private record Entry(String text, float number, long line) {

        boolean isNumber() {
            return !Float.isNaN(number);
        }

        /** From 2^24 on a float cannot tell neighbours from one another. */
        boolean isInteger() {
            return number == Math.rint(number) && Math.abs(number) < 1 << 24;
        }

        /** "7", "7.0" and "+7" are one class. */
        int integer() {
            return (int) number;
        }
    }

    private final Path file;
    private final String column;
    private final Map<String, Integer> known = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private int[] rows = new int[64];
    private int size;

    CsvTargets(Path file, String column) {
        this.file = file;
        this.column = column;
    }

    void add(long line, String text) {
        Integer index = known.get(text);
        if (index == null) {
            if (text.isEmpty() || Decimals.isSpecial(text)) {
                throw InputException.atCell(file, line, column, Decimals.problem(text));
            }
            index = entries.size();
            known.put(text, index);
            entries.add(new Entry(text, Decimals.parse(text), line));
        }
        if (size == rows.length) {
            rows = Arrays.copyOf(rows, (int) Math.min(2L * size, Integer.MAX_VALUE - 8));
        }
        rows[size++] = index;
    }

    /** What belongs to the rows, from the columns of the label. */
    static Dataset.Target of(Path file, CsvLabel label, List<CsvTargets> columns) {
        if (columns.isEmpty()) {
            return new Dataset.None();
        }
        if (columns.size() == 1) {
            return columns.getFirst().as(label);
        }
        if (!(label instanceof CsvLabel.Guessed || label instanceof CsvLabel.Values)) {
            throw InputException.in(file, "classes are in one column, but the label names " + columns.size());
        }
        float[] values = new float[Math.multiplyExact(columns.getFirst().size, columns.size())];
        for (int c = 0; c < columns.size(); c++) {
            float[] numbers = columns.get(c).numbers();
            for (int r = 0; r < numbers.length; r++) {
                values[r * columns.size() + c] = numbers[r];
            }
        }
        return new Dataset.Values(values, columns.stream().map(column -> column.column).toList());
    }

    private Dataset.Target as(CsvLabel label) {
        return switch (label) {
            case CsvLabel.None _,CsvLabel.Ignored _ -> new Dataset.None();
            case CsvLabel.Guessed _ -> guessed();
            case CsvLabel.Classes _ -> classes();
            case CsvLabel.Values _ -> values();
            case CsvLabel.KnownClasses(_, List<String> names) -> knownClasses(names);
        };
    }

    private Dataset.Target guessed() {
        Entry text = first(entry -> !entry.isNumber());
        Entry fraction = first(entry -> entry.isNumber() && !entry.isInteger());
        if (text != null && fraction != null) {
            throw InputException.atCell(file, text.line, column, InputException.quote(text.text)
                    + " is not a number, but " + InputException.quote(fraction.text) + " in line " + fraction.line
                    + " is; a label is either numbers or names of classes");
        }
        boolean fewIntegers = fraction == null
                && entries.stream().mapToInt(Entry::integer).distinct().count() <= MOST_GUESSED_CLASSES;
        return text != null || fewIntegers ? classes() : values();
    }

    private @Nullable Entry first(Predicate<Entry> condition) {
        return entries.stream().filter(condition).findFirst().orElse(null);
    }

    private Dataset.Target classes() {
        List<String> names;
        if (entries.stream().allMatch(Entry::isInteger)) {
            names = entries.stream().map(Entry::integer).distinct().sorted().map(String::valueOf).toList();
        } else {
            names = entries.stream().map(Entry::text).sorted().toList();
        }
        return knownClasses(names);
    }

    private Dataset.Target knownClasses(List<String> names) {
        Map<String, Integer> classes = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            classes.putIfAbsent(names.get(i), i);
        }
        int[] classOf = new int[entries.size()];
        for (int i = 0; i < classOf.length; i++) {
            Entry entry = entries.get(i);
            Integer index = classes.get(entry.text);
            if (index == null && entry.isInteger()) {
                index = classes.get(Integer.toString(entry.integer()));
            }
            if (index == null) {
                throw InputException.atCell(file, entry.line, column, InputException.quote(entry.text)
                        + " is none of the model's classes; " + NearNames.hint(entry.text, names));
            }
            classOf[i] = index;
        }
        int[] labels = new int[size];
        for (int i = 0; i < size; i++) {
            labels[i] = classOf[rows[i]];
        }
        return new Dataset.Classes(labels, names);
    }

    private Dataset.Target values() {
        return new Dataset.Values(numbers(), column);
    }

    private float[] numbers() {
        Entry text = first(entry -> !entry.isNumber());
        if (text != null) {
            throw InputException.atCell(file, text.line, column, Decimals.problem(text.text));
        }
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = entries.get(rows[i]).number;
        }
        return numbers;
    }
}
