package io.lanescope.nn.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Rows of features, and what is to be predicted from them.
 *
 * <p>The arrays are not copied, neither in nor out: whoever makes a data set hands them over, and whoever reads them
 * leaves them as they are. Nothing else changes.
 *
 * @param features     {@code [rows, columns]}, row-major
 * @param featureNames the columns' names, all different and none empty; at least one
 * @param image        how a row is to be seen as a picture, or null if it is none
 * @param target       what belongs to each row
 */
@SuppressWarnings("ArrayRecordComponent") // the largest thing in memory, copied by no accessor
public record Dataset(float[] features, List<String> featureNames, @Nullable ImageShape image, Target target) {

    /**
     * Checks that the parts fit together.
     *
     * @throws IllegalArgumentException if the features are no whole number of rows, a name is empty or there twice, the
     *                                  image has not as many pixels as there are columns, or the target has not as many
     *                                  entries as there are rows
     */
    public Dataset {
        Objects.requireNonNull(features, "features");
        Objects.requireNonNull(target, "target");
        featureNames = List.copyOf(featureNames);
        check(!featureNames.isEmpty(), "there must be at least one feature");
        check(features.length % featureNames.size() == 0,
                features.length + " values are no whole number of rows of " + featureNames.size());
        Set<String> seen = new HashSet<>();
        for (String name : featureNames) {
            check(!name.isEmpty(), "a feature has an empty name");
            check(seen.add(name), "two features are named " + InputException.quote(name));
        }
        check(image == null || image.height() * image.width() == featureNames.size(),
                "an image of " + image + " does not have " + featureNames.size() + " pixels");
        int rows = features.length / featureNames.size();
        switch (target) {
            case Classes classes -> check(classes.labels().length == rows,
                    classes.labels().length + " labels for " + rows + " rows");
            case Values(float[] values, List<String> names) ->
                check(values.length == (long) rows * names.size(), values.length + " values for " + rows + " rows"
                        + (names.size() == 1 ? "" : " of " + names.size()));
            case None() -> {
            }
        }
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** What is to be predicted: a class, one or more numbers, or nothing. */
    public sealed interface Target {

        /**
         * How many outputs a network has that predicts it, unless one is enough for two classes.
         *
         * @return the number of classes or values; 0 where there is nothing to predict
         */
        default int outputs() {
            return switch (this) {
                case Classes classes -> classes.names.size();
                case Values values -> values.names.size();
                case None() -> 0;
            };
        }
    }

    /**
     * One of several classes for each row.
     *
     * @param labels {@code [rows]}, indices into the names; not copied
     * @param names  the classes' names, in the order of the model's outputs
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Classes(int[] labels, List<String> names) implements Target {

        /**
         * Checks that each label has a name.
         *
         * @throws IllegalArgumentException if a label is negative or has no name
         */
        public Classes {
            names = List.copyOf(names);
            for (int label : labels) {
                check(label >= 0 && label < names.size(), "the label " + label + " is none of " + names.size()
                        + " classes");
            }
        }
    }

    /**
     * One or more numbers for each row.
     *
     * @param values {@code [rows, names]}, row-major; not copied
     * @param names  what the numbers are called, all different; at least one
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Values(float[] values, List<String> names) implements Target {

        /**
         * Checks the names.
         *
         * @throws IllegalArgumentException if there is none, or one is there twice
         */
        public Values {
            Objects.requireNonNull(values, "values");
            names = List.copyOf(names);
            check(!names.isEmpty() && new HashSet<>(names).size() == names.size(),
                    "values to be predicted need names, all different, but these are " + names);
        }

        /**
         * One number for each row.
         *
         * @param values {@code [rows]}; not copied
         * @param name   what the number is called
         */
        public Values(float[] values, String name) {
            this(values, List.of(name));
        }

        /**
         * One number.
         *
         * @param row  of which row
         * @param name the place of its name
         * @return the value
         */
        public float value(int row, int name) {
            return values[row * names.size() + name];
        }
    }

    /** Nothing is known about what belongs to the rows. */
    public record None() implements Target {}

    /**
     * How a row of pixels is laid out: {@code height} lines of {@code width} pixels, from the top left.
     *
     * @param height lines
     * @param width  pixels a line
     */
    public record ImageShape(int height, int width) {

        /**
         * Checks that there is a pixel, and not more than an array can hold.
         *
         * @throws IllegalArgumentException if a side is not positive or the number of pixels overflows
         */
        public ImageShape {
            check(height > 0 && width > 0 && (long) height * width <= Integer.MAX_VALUE,
                    "an image cannot have " + height + " × " + width + " pixels");
        }
    }

    /**
     * How many rows there are.
     *
     * @return the number of rows, which may be 0
     */
    public int rows() {
        return features.length / featureNames.size();
    }

    /**
     * How many features a row has.
     *
     * @return the number of columns, at least 1
     */
    public int columns() {
        return featureNames.size();
    }

    /**
     * Some of the rows, copied.
     *
     * @param rows the rows' indices, in the order wanted; one may come more than once
     * @return a data set of {@code rows.length} rows
     * @throws IndexOutOfBoundsException if there is no such row
     * @throws IllegalArgumentException  if the result would have more values than an array can hold
     */
    public Dataset subset(int[] rows) {
        float[] picked = pick(features, columns(), rows);
        Target pickedTarget = switch (target) {
            case Classes classes -> new Classes(Arrays.stream(rows).map(row -> classes.labels()[row]).toArray(),
                    classes.names());
            case Values(float[] values, List<String> names) -> new Values(pick(values, names.size(), rows), names);
            case None none -> none;
        };
        return new Dataset(picked, featureNames, image, pickedTarget);
    }

    private static float[] pick(float[] values, int columns, int[] rows) {
        check((long) rows.length * columns <= Integer.MAX_VALUE - 8, "the subset is too large for one array");
        float[] picked = new float[rows.length * columns];
        for (int i = 0; i < rows.length; i++) {
            int row = Objects.checkIndex(rows[i], values.length / columns);
            System.arraycopy(values, row * columns, picked, i * columns, columns);
        }
        return picked;
    }

    /**
     * A run of rows, copied.
     *
     * @param from the first row
     * @param to   the row after the last
     * @return a data set of {@code to - from} rows
     * @throws IndexOutOfBoundsException if there are no such rows
     */
    public Dataset range(int from, int to) {
        Objects.checkFromToIndex(from, to, rows());
        Target part = switch (target) {
            case Classes classes -> new Classes(Arrays.copyOfRange(classes.labels(), from, to), classes.names());
            case Values(float[] values, List<String> names) ->
                new Values(Arrays.copyOfRange(values, from * names.size(), to * names.size()), names);
            case None none -> none;
        };
        return new Dataset(Arrays.copyOfRange(features, from * columns(), to * columns()), featureNames, image, part);
    }
}
