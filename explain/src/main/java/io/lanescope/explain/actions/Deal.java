package io.lanescope.explain.actions;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.lanescope.explain.pass.Deck;

/**
 * Rows that are shuffled and dealt into parts as cards are: data often come in an order of their own.
 *
 * @param order every row once
 * @param parts how many parts
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Deal(int[] order, int parts) {

    static Deal of(int rows, int parts, long seed) {
        return new Deal(new Deck(rows).shuffle(new SplittableRandom(seed)), parts);
    }

    int[] part(int number) {
        return IntStream.range(0, order.length).filter(i -> i % parts == number).map(i -> order[i]).toArray();
    }

    int[] allBut(int number) {
        return IntStream.range(0, order.length).filter(i -> i % parts != number).map(i -> order[i]).toArray();
    }
}
