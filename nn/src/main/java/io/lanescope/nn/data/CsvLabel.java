package io.lanescope.nn.data;

import java.util.List;
import java.util.Objects;

/**
 * What {@link CsvReader} makes of the column that is to be predicted. Several columns of numbers are named with commas
 * between, unless there is a column with just that name.
 */
public sealed interface CsvLabel {

    /** There is none: no target. */
    record None() implements CsvLabel {}

    /**
     * A column that is no feature, and of no interest: no target.
     *
     * @param column the column's name, or several
     */
    record Ignored(String column) implements CsvLabel {

        /** Checks that there is a name. */
        public Ignored {
            Objects.requireNonNull(column, "column");
        }
    }

    /**
     * Classes or numbers, by the values; several columns are numbers. If every value is a number, these are numbers to
     * be predicted, unless all are integers and at most 20 of them different: then they are classes. If no value has a
     * fraction and some are no numbers, they are classes. Text beside numbers with a fraction is an error, since it is
     * most likely a typing error in a column of numbers.
     *
     * @param column the column's name, or several
     */
    record Guessed(String column) implements CsvLabel {

        /** Checks that there is a name. */
        public Guessed {
            Objects.requireNonNull(column, "column");
        }
    }

    /**
     * Classes. If all values are integers they are sorted as numbers and named without a fraction ("1.0" is "1"), else
     * sorted as text by their UTF-16 code units.
     *
     * @param column the column's name
     */
    record Classes(String column) implements CsvLabel {

        /** Checks that there is a name. */
        public Classes {
            Objects.requireNonNull(column, "column");
        }
    }

    /**
     * Numbers.
     *
     * @param column the column's name, or several
     */
    record Values(String column) implements CsvLabel {

        /** Checks that there is a name. */
        public Values {
            Objects.requireNonNull(column, "column");
        }
    }

    /**
     * The classes that a model knows, in its order. A value that is none of them is an error.
     *
     * @param column the column's name
     * @param names  the classes
     */
    record KnownClasses(String column, List<String> names) implements CsvLabel {

        /** Copies the list. */
        public KnownClasses {
            Objects.requireNonNull(column, "column");
            names = List.copyOf(names);
        }
    }
}
