package io.lanescope.explain.perturbation;

import java.util.Arrays;
import java.util.SplittableRandom;

import io.lanescope.explain.pass.Deck;

/**
 * The coalitions of kernel SHAP and their regression. Every coalition comes with its complement, so half of them are kept
 * and summed. Sizes are taken from the outside in: whole ones while the budget allows, then pairs of the sizes left, drawn
 * in proportion to the sizes' weights.
 *
 * <p>The regression minimises {@code Σ_S w(S)·(v(S) − v(∅) − Σ_{i∈S} φᵢ)²} under {@code Σφ = v(N) − v(∅)} =: Δ. With
 * {@code φ = Δ/M + ψ} the normal equations are {@code A·ψ = c − λ·1}, where λ makes {@code Σψ = 0}.
 */
final class KernelCoalitions implements Coalitions {

    private final int players;
    /** One of each pair; the first pair is nobody and everybody, whose values hold exactly, and who have no weight. */
    private final Masks masks;
    private final SymmetricSystem system;
    /** {@code A·1} and {@code A⁻¹·1}, with the sum of the latter. */
    private final double[] rowSums;
    private final double[] inverse;
    private double inverseSum;
    private final double[] empty = new double[CoalitionGame.ROWS];
    private final double[] full = new double[CoalitionGame.ROWS];
    private final double[] differences = new double[CoalitionGame.ROWS * UpperLayers.POINTS];
    private final double[] products;
    /** What every player gets from the second ones of the pairs, which it is in unless it is in the first. */
    private final double[] common = new double[CoalitionGame.ROWS];
    private int next = 1;

    KernelCoalitions(int players, int samples, long seed) {
        this.players = players;
        masks = new Masks(players,
                1 + (areAll(players, samples) ? (1 << (players - 1)) - 1 : Math.max(1, samples / 2)));
        choose(new SplittableRandom(seed));
        double[] moments = moments();
        rowSums = new double[players];
        for (int i = 0; i < players * players; i++) {
            rowSums[i / players] += moments[i];
        }
        system = new SymmetricSystem(moments, players);
        inverse = new double[players];
        Arrays.fill(inverse, 1);
        system.solve(inverse);
        for (double v : inverse) {
            inverseSum += v;
        }
        products = new double[CoalitionGame.ROWS * players];
    }

    /** Whether so many samples are all coalitions but nobody and everybody. */
    static boolean areAll(int players, int samples) {
        return players < Integer.SIZE - 2 && (1 << players) - 2 <= samples;
    }

    /** {@code A = Σ w·(z·zᵀ + (1 − z)·(1 − z)ᵀ)} over the pairs. */
    private double[] moments() {
        double[] moments = masks.moments();
        double[] own = new double[players];
        Arrays.setAll(own, i -> moments[i * players + i]); // z² = z
        double total = 0;
        for (int pair = 0; pair < next; pair++) {
            total += masks.weight(pair);
        }
        for (int i = 0; i < players * players; i++) {
            moments[i] = 2 * moments[i] - own[i / players] - own[i % players] + total;
        }
        return moments;
    }

    private void choose(SplittableRandom random) {
        int half = players / 2;
        double[] mass = new double[half + 1]; // of the sizes s and M − s together
        double left = 0;
        for (int s = 1; s <= half; s++) {
            mass[s] = (2 * s == players ? 1 : 2) * (players - 1.0) / (s * (double) (players - s));
            left += mass[s];
        }
        double total = left;
        int size = 1;
        while (size <= half && next < masks.size()) {
            double pairs = choose(players, size) / (2 * size == players ? 2 : 1);
            if (pairs > (masks.size() - next) * mass[size] / left * (1 + 1e-9)) {
                break;
            }
            enumerate(size, mass[size] / total / (2 * pairs));
            left -= mass[size];
            size++;
        }
        sample(random, size, mass, left / total);
    }

    private static double choose(int n, int k) {
        double choose = 1;
        for (int i = 0; i < k; i++) {
            choose = choose * (n - i) / (i + 1);
        }
        return Math.rint(choose);
    }

    /** All coalitions of one size in the order of their members; of the complements among them, those with the first player. */
    private void enumerate(int size, double weight) {
        int[] chosen = new int[size];
        Arrays.setAll(chosen, i -> i);
        while (true) {
            for (int member : chosen) {
                masks.join(next, member);
            }
            masks.weigh(next++, weight);
            int at = size - 1;
            while (at >= 0 && chosen[at] == players - size + at) {
                at--;
            }
            if (at < 0 || at == 0 && 2 * size == players) {
                return;
            }
            chosen[at]++;
            for (int i = at + 1; i < size; i++) {
                chosen[i] = chosen[i - 1] + 1;
            }
        }
    }

    /** Fills what is left of the budget with pairs whose sizes follow the masses evenly, and whose members are drawn. */
    private void sample(SplittableRandom random, int first, double[] mass, double share) {
        int pairs = masks.size() - next;
        double left = 0;
        for (int s = first; s < mass.length; s++) {
            left += mass[s];
        }
        Deck deck = new Deck(players);
        int size = first;
        double below = 0;
        for (int pair = 0; pair < pairs && size < mass.length; pair++) {
            double wanted = (pair + 0.5) / pairs * left;
            while (size < mass.length - 1 && below + mass[size] < wanted) {
                below += mass[size++];
            }
            for (int i = 0; i < size; i++) {
                masks.join(next, deck.draw(random, i));
            }
            masks.weigh(next++, share / (2 * pairs));
        }
    }

    /** Both coalitions of each pair: of a block, first the ones that are kept, then their complements in the same order. */
    @Override
    public int size() {
        return 2 * next;
    }

    @Override
    public void sum(float[] change, int at, int width, int from, int count, float[] sums, int sumsAt) {
        int pairs = count / 2;
        masks.sum(change, at, width, from / 2, pairs, sums, sumsAt);
        int all = at + players * width;
        for (int c = sumsAt; c < sumsAt + pairs * width; c += width) {
            for (int h = 0; h < width; h++) {
                sums[c + pairs * width + h] = change[all + h] - sums[c + h];
            }
        }
    }

    @Override
    public void sumColumns(float[] change, int at, int width, int from, int count, float[] sums, int sumsAt,
            float[] scratch) {
        int pairs = count / 2;
        masks.sumColumns(change, at, width, from / 2, pairs, sums, sumsAt);
        for (int h = 0; h < width; h++) {
            float all = change[at + players * width + h];
            int line = sumsAt + h * UpperLayers.POINTS;
            for (int c = line; c < line + pairs; c++) {
                sums[c + pairs] = all - sums[c];
            }
        }
    }

    @Override
    public void begin(int rows) {
        Arrays.fill(products, 0, rows * players, 0);
        Arrays.fill(common, 0, rows, 0);
    }

    @Override
    public void take(int from, int count, double[] values, int rows) {
        int pairs = count / 2;
        for (int r = 0; r < rows; r++) {
            int at = r * UpperLayers.POINTS;
            if (from == 0) {
                empty[r] = values[at];
                full[r] = values[at + pairs];
            }
            for (int c = 0; c < pairs; c++) {
                double second = values[at + pairs + c];
                differences[at + c] = values[at + c] - second;
                common[r] = Math.fma(masks.weight(from / 2 + c), second - empty[r], common[r]);
            }
        }
        masks.addProducts(from / 2, pairs, differences, rows, products);
    }

    @Override
    public void conclude(int row, double[] phi) {
        double share = (full[row] - empty[row]) / players;
        for (int i = 0; i < players; i++) {
            phi[i] = products[row * players + i] + common[row] - share * rowSums[i];
        }
        system.solve(phi);
        double sum = 0;
        for (int i = 0; i < players; i++) {
            sum += phi[i];
        }
        double lambda = sum / inverseSum;
        for (int i = 0; i < players; i++) {
            phi[i] += share - lambda * inverse[i];
        }
    }
}
