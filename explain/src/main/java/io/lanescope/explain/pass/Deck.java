package io.lanescope.explain.pass;

import java.util.Arrays;
import java.util.SplittableRandom;

/** The numbers from 0 on in an order that chance changes (Fisher and Yates). */
public final class Deck {

    private final int[] order;

    public Deck(int size) {
        order = new int[size];
        Arrays.setAll(order, i -> i);
    }

    /** Brings one of the numbers at a position and behind it to that position, each as likely as the others. */
    public int draw(SplittableRandom random, int position) {
        return swap(position, random.nextInt(position, order.length));
    }

    /** Any order, each as likely as the others. The array is the deck's own. */
    public int[] shuffle(SplittableRandom random) {
        for (int i = order.length - 1; i > 0; i--) {
            swap(i, random.nextInt(i + 1));
        }
        return order;
    }

    private int swap(int position, int from) {
        int drawn = order[from];
        order[from] = order[position];
        order[position] = drawn;
        return drawn;
    }
}
