package io.lanescope.explain.perturbation;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The coalitions of kernel SHAP and their regression. Sizes are taken in pairs {@code s, M − s}, from the outside in:
 * whole ones while the budget allows, then coalitions of the sizes left, drawn with their complements in proportion to
 * the sizes' weights.
 *
 * <p>The regression minimises {@code Σ_S w(S)·(v(S) − v(∅) − Σ_{i∈S} φᵢ)²} under {@code Σφ = v(N) − v(∅)} =: Δ. With
 * {@code φ = Δ/M + ψ} the normal equations are {@code A·ψ = c − λ·1}, where λ makes {@code Σψ = 0}.
 */
final class KernelCoalitions implements Coalitions {

    /** Of these, the first two are nobody and everybody, whose values hold exactly: they have no weight. */
    private static final int ENDS = 2;

    private final int players;
    private final Masks masks;
    private final SymmetricSystem system;
    /** {@code A·1} and {@code A⁻¹·1}, with the sum of the latter. */
    private final double[] rowSums;
    private final double[] inverse;
    private double inverseSum;
    private final double[] empty = new double[CoalitionGame.ROWS];
    private final double[] full = new double[CoalitionGame.ROWS];
    private final double[] gains = new double[CoalitionGame.ROWS * ColumnNetwork.POINTS];
    private final double[] products;
    private int next = ENDS;

    KernelCoalitions(int players, int samples, long seed) {
        this.players = players;
        boolean all = players < Integer.SIZE - 2 && (1 << players) - 2 <= samples;
        masks = new Masks(players, ENDS + (all ? (1 << players) - 2 : Math.max(2, samples / 2 * 2)));
        masks.complement(1, 0);
        choose(new SplittableRandom(seed));
        double[] moments = masks.moments();
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
            double count = (2 * size == players ? 1 : 2) * choose(players, size);
            if (count > (masks.size() - next) * mass[size] / left * (1 + 1e-9)) {
                break;
            }
            enumerate(size, mass[size] / total / count);
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

    /** All coalitions of one size in the order of their members, each with its complement unless that is one of them. */
    private void enumerate(int size, double weight) {
        int[] chosen = new int[size];
        Arrays.setAll(chosen, i -> i);
        while (true) {
            add(chosen, size, weight, 2 * size != players);
            int at = size - 1;
            while (at >= 0 && chosen[at] == players - size + at) {
                at--;
            }
            if (at < 0) {
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
        int pairs = (masks.size() - next) / 2;
        double left = 0;
        for (int s = first; s < mass.length; s++) {
            left += mass[s];
        }
        int[] order = new int[players];
        Arrays.setAll(order, i -> i);
        int size = first;
        double below = 0;
        for (int pair = 0; pair < pairs && size < mass.length; pair++) {
            double wanted = (pair + 0.5) / pairs * left;
            while (size < mass.length - 1 && below + mass[size] < wanted) {
                below += mass[size++];
            }
            for (int i = 0; i < size; i++) {
                int j = random.nextInt(i, players);
                int swap = order[i];
                order[i] = order[j];
                order[j] = swap;
            }
            add(order, size, share / (2 * pairs), true);
        }
    }

    private void add(int[] members, int size, double weight, boolean paired) {
        for (int i = 0; i < size; i++) {
            masks.join(next, members[i]);
        }
        masks.weigh(next++, weight);
        if (paired) {
            masks.complement(next, next - 1);
            masks.weigh(next++, weight);
        }
    }

    @Override
    public int size() {
        return next;
    }

    @Override
    public void sum(float[] change, int at, int width, int from, int count, float[] sums, int sumsAt) {
        masks.sum(change, at, width, from, count, sums, sumsAt);
    }

    @Override
    public void begin(int rows) {
        Arrays.fill(products, 0, rows * players, 0);
    }

    @Override
    public void take(int from, int count, double[] values, int rows) {
        for (int r = 0; r < rows; r++) {
            int at = r * ColumnNetwork.POINTS;
            if (from == 0) {
                empty[r] = values[at];
                full[r] = values[at + 1];
            }
            for (int c = at; c < at + count; c++) {
                gains[c] = values[c] - empty[r];
            }
        }
        masks.addProducts(from, count, gains, rows, products);
    }

    @Override
    public void conclude(int row, double[] phi) {
        double share = (full[row] - empty[row]) / players;
        for (int i = 0; i < players; i++) {
            phi[i] = products[row * players + i] - share * rowSums[i];
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
