package io.lanescope.nn.train;

import java.util.Arrays;
import java.util.random.RandomGenerator;

import io.lanescope.nn.data.Dataset;

/** Which rows are held out of training, to measure on. */
public sealed interface Validation {

    /** No row. */
    record None() implements Validation {}

    /**
     * A random share, of each class the same one as nearly as rounding allows; one row of each at least
     * is left to learn from.
     *
     * @param share in (0, 1)
     */
    record Stratified(double share) implements Validation {
        /**
         * Checks the share.
         *
         * @throws IllegalArgumentException if the share is not between 0 and 1
         */
        public Stratified {
            checkShare(share);
        }
    }

    /**
     * The last rows, in the data's order.
     *
     * @param share in (0, 1)
     */
    record Last(double share) implements Validation {
        /**
         * Checks the share.
         *
         * @throws IllegalArgumentException if the share is not between 0 and 1
         */
        public Last {
            checkShare(share);
        }
    }

    /**
     * Two sets of row numbers.
     *
     * @param training   rows to learn from, in rising order
     * @param validation rows to measure on, in rising order
     */
    @SuppressWarnings("ArrayRecordComponent") // two results in one
    record Split(int[] training, int[] validation) {}

    /**
     * Splits the rows of a data set.
     *
     * @param data   the data
     * @param random the source of chance
     * @return the two parts
     * @throws IllegalArgumentException if no row would be left to learn from, or none held out
     */
    default Split split(Dataset data, RandomGenerator random) {
        int rows = data.rows();
        boolean[] held = new boolean[rows];
        switch (this) {
            case None() -> {
            }
            case Last(double share) -> Arrays.fill(held, rows - (int) Math.round(rows * share), rows, true);
            case Stratified(double share) -> holdOut(held, data, share, random);
        }
        int[] validation = select(held, true);
        int[] training = select(held, false);
        if (training.length == 0) {
            throw new IllegalArgumentException("no row is left to learn from: the data has " + rows);
        }
        if (validation.length == 0 && !(this instanceof None)) {
            throw new IllegalArgumentException("no row would be held out: the data has " + rows);
        }
        return new Split(training, validation);
    }

    private static void holdOut(boolean[] held, Dataset data, double share, RandomGenerator random) {
        int[] order = Shuffle.identity(held.length);
        Shuffle.shuffle(order, random);
        int groups = data.target() instanceof Dataset.Classes classes ? classes.names().size() : 1;
        for (int group = 0; group < groups; group++) {
            int size = 0;
            for (int row : order) {
                size += groupOf(data, row) == group ? 1 : 0;
            }
            long wanted = Math.min(Math.round(size * share), size - 1);
            for (int row : order) {
                if (wanted > 0 && groupOf(data, row) == group) {
                    held[row] = true;
                    wanted--;
                }
            }
        }
    }

    private static int groupOf(Dataset data, int row) {
        return data.target() instanceof Dataset.Classes classes ? classes.labels()[row] : 0;
    }

    private static int[] select(boolean[] held, boolean wanted) {
        int[] rows = new int[held.length];
        int n = 0;
        for (int i = 0; i < held.length; i++) {
            if (held[i] == wanted) {
                rows[n++] = i;
            }
        }
        return Arrays.copyOf(rows, n);
    }

    private static void checkShare(double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("the held-out share must be between 0 and 1, but is " + share);
        }
    }
}
