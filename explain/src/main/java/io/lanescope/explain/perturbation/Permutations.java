package io.lanescope.explain.perturbation;

import java.util.Arrays;
import java.util.SplittableRandom;

import io.lanescope.explain.pass.Deck;
import io.lanescope.simd.Vectors;

/**
 * Shapley values from sampled orders of the players (Castro, Gómez and Tejada, 2009): each order adds them one by one,
 * and a player gets the mean of what its arrival changed. Each second order is the one before in reverse (antithetic),
 * which makes two of them exact where no more than two players interact. Every order's changes telescope, so the values
 * add up at any number of orders.
 */
final class Permutations implements Coalitions {

    private final int players;
    private final int orders;
    /** {@code [(orders + 1) / 2, players]}; the reverse ones are read backwards. */
    private final int[] drawn;
    private final double[] empty = new double[CoalitionGame.ROWS];
    private final double[] full = new double[CoalitionGame.ROWS];
    private final double[] before = new double[CoalitionGame.ROWS];
    private final double[] sums;

    /**
     * Draws the orders.
     *
     * @param players how many, at least 2
     */
    Permutations(int players, int orders, long seed) {
        this.players = players;
        this.orders = orders;
        if (2 + (long) orders * (players - 1) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    orders + " orders of " + players + " features or groups are too many for one run");
        }
        drawn = new int[(orders + 1) / 2 * players];
        sums = new double[CoalitionGame.ROWS * players];
        SplittableRandom random = new SplittableRandom(seed);
        Deck deck = new Deck(players);
        for (int from = 0; from < drawn.length; from += players) {
            System.arraycopy(deck.shuffle(random), 0, drawn, from, players);
        }
    }

    private int player(int order, int position) {
        int from = order / 2 * players;
        return drawn[from + (order % 2 == 0 ? position : players - 1 - position)];
    }

    /** Nobody, everybody, and of each order the first, the first two, and so on to all but one. */
    @Override
    public int size() {
        return 2 + orders * (players - 1);
    }

    @Override
    public void sum(float[] change, int at, int width, int from, int count, float[] sums, int sumsAt) {
        for (int c = 0; c < count; c++) {
            int to = sumsAt + c * width;
            int step = from + c - 2;
            if (step < 0) {
                addFirst(change, at, width, 0, step == -2 ? 0 : players, sums, to);
            } else if (c == 0 || step % (players - 1) == 0) {
                addFirst(change, at, width, step / (players - 1), step % (players - 1) + 1, sums, to);
            } else {
                int arriving = player(step / (players - 1), step % (players - 1));
                Vectors.add(sums, to - width, change, at + arriving * width, sums, to, width);
            }
        }
    }

    /** Sums the first members of an order from the beginning, so that a sum does not depend on its block. */
    private void addFirst(float[] change, int at, int width, int order, int count, float[] sums, int to) {
        Arrays.fill(sums, to, to + width, 0);
        for (int position = 0; position < count; position++) {
            Vectors.add(sums, to, change, at + player(order, position) * width, sums, to, width);
        }
    }

    @Override
    public void begin(int rows) {
        Arrays.fill(sums, 0, rows * players, 0);
    }

    @Override
    public void take(int from, int count, double[] values, int rows) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < count; c++) {
                take(r, from + c, values[r * UpperLayers.POINTS + c]);
            }
        }
    }

    private void take(int row, int coalition, double value) {
        switch (coalition) {
            case 0 -> empty[row] = value;
            case 1 -> full[row] = value;
            default -> {
                int order = (coalition - 2) / (players - 1);
                int position = (coalition - 2) % (players - 1);
                int at = row * players;
                sums[at + player(order, position)] += value - (position == 0 ? empty[row] : before[row]);
                before[row] = value;
                if (position == players - 2) {
                    sums[at + player(order, players - 1)] += full[row] - value;
                }
            }
        }
    }

    @Override
    public void conclude(int row, double[] phi) {
        for (int i = 0; i < players; i++) {
            phi[i] = sums[row * players + i] / orders;
        }
    }
}
