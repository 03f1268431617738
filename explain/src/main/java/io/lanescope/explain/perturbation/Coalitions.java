package io.lanescope.explain.perturbation;

/**
 * One thread's list of coalitions of players, and what is concluded from the network's values for them. Players are the
 * groups of features that matter for a row; a coalition's members have the row's values, the other players those of the
 * reference.
 */
interface Coalitions {

    /** How many coalitions there are. */
    int size();

    /**
     * Sums what the members of coalitions add to the first layer.
     *
     * @param change  {@code [players + 1, width]}, what each player adds; in the last row what all features add
     * @param at      where that starts
     * @param width   of the first layer
     * @param from    the first coalition, a multiple of {@link UpperLayers#POINTS}
     * @param count   how many, at most {@code POINTS}
     * @param sums    receives {@code [count, width]}, a coalition a row
     * @param sumsAt  where that starts
     */
    void sum(float[] change, int at, int width, int from, int count, float[] sums, int sumsAt);

    /**
     * The same sums, to the bit, as {@code [width, POINTS]}, a coalition a column.
     *
     * @param scratch room for {@code [POINTS, width]}
     */
    default void sumColumns(float[] change, int at, int width, int from, int count, float[] sums, int sumsAt,
            float[] scratch) {
        int side = 16; // of squares, so that each line of cache is used up
        sum(change, at, width, from, count, scratch, 0);
        for (int first = 0; first < count; first += side) {
            int end = Math.min(count, first + side);
            for (int h = 0; h < width; h++) {
                for (int c = first; c < end; c++) {
                    sums[sumsAt + h * UpperLayers.POINTS + c] = scratch[c * width + h];
                }
            }
        }
    }

    /** Forgets the values of the rows before. */
    void begin(int rows);

    /**
     * Takes the values of coalitions, which come in their order.
     *
     * @param from   the first coalition
     * @param count  how many
     * @param values {@code [rows, POINTS]}
     * @param rows   how many rows have values
     */
    void take(int from, int count, double[] values, int rows);

    /**
     * The players' attributions.
     *
     * @param row the row
     * @param phi receives {@code [players]}
     */
    void conclude(int row, double[] phi);

    /** Makes the coalitions for a number of players. */
    @FunctionalInterface
    interface Plan {
        /**
         * @param players how many, at least 1
         */
        Coalitions of(int players);
    }
}
