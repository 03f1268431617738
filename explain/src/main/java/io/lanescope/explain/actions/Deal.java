package io.lanescope.explain.actions;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Rows that are shuffled and dealt into parts as cards are: data often come in an order of their own.
 *
 * @param order every row once
 * @param parts how many parts
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Deal(int[] order, int parts) {

    static Deal of(int rows, int parts, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] order = new int[rows];
        Arrays.setAll(order, i -> i);
        for (int i = rows - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int other = order[j];
            order[j] = order[i];
            order[i] = other;
        }
        return new Deal(order, parts);
    }

    int[] part(int number) {
        return IntStream.range(0, order.length).filter(i -> i % parts == number).map(i -> order[i]).toArray();
    }

    int[] allBut(int number) {
        return IntStream.range(0, order.length).filter(i -> i % parts != number).map(i -> order[i]).toArray();
    }
}
