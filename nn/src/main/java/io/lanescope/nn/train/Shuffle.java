package io.lanescope.nn.train;

import java.util.random.RandomGenerator;

/** Orders of rows. */
final class Shuffle {

    private Shuffle() {}

    static int[] identity(int n) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        return order;
    }

    /** Fisher and Yates' shuffle: every order is as likely. */
    static void shuffle(int[] order, RandomGenerator random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int other = order[j];
            order[j] = order[i];
            order[i] = other;
        }
    }
}
