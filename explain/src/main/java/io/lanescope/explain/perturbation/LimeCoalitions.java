package io.lanescope.explain.perturbation;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The perturbed rows of {@link Lime} and the ridge regression on them. The regression has an intercept, so it is one of
 * deviations from the weighted means.
 */
final class LimeCoalitions implements Coalitions {

    private final int players;
    private final Masks masks;
    private final double totalWeight;
    /** The weighted mean of each player's presence. */
    private final double[] means;
    /** {@code Σ w·(z − z̄)(z − z̄)ᵀ}, and the same with the ridge, decomposed. */
    private final double[] scatter;
    private final SymmetricSystem system;
    private final double[] weights;
    /** What each row's values are measured from, so that little cancels. */
    private final double[] origin = new double[CoalitionGame.ROWS];
    private final double[] sums = new double[CoalitionGame.ROWS];
    private final double[] squares = new double[CoalitionGame.ROWS];
    private final double[] products;
    private final double[] deviations = new double[CoalitionGame.ROWS * UpperLayers.POINTS];
    private final double[] covariance;
    private double intercept;
    private double fidelity;

    LimeCoalitions(int players, int samples, double kernelWidth, double ridge, long seed) {
        this.players = players;
        masks = new Masks(players, samples);
        weights = new double[samples];
        SplittableRandom random = new SplittableRandom(seed);
        means = new double[players];
        double total = 0;
        for (int s = 0; s < samples; s++) {
            int present = draw(s, random);
            double distance = (players - present) / (double) players;
            weights[s] = StrictMath.exp(-distance / (2 * kernelWidth * kernelWidth));
            masks.weigh(s, weights[s]);
            total += weights[s];
        }
        totalWeight = total;
        products = new double[CoalitionGame.ROWS * players];
        covariance = new double[players];
        scatter = masks.moments();
        for (int i = 0; i < players; i++) {
            means[i] = scatter[i * players + i] / total; // z² = z
        }
        for (int i = 0; i < players * players; i++) {
            scatter[i] -= total * means[i / players] * means[i % players];
        }
        double[] ridged = scatter.clone();
        for (int i = 0; i < players; i++) {
            ridged[i * players + i] += ridge;
        }
        system = new SymmetricSystem(ridged, players);
    }

    /** The first one is the row itself. */
    private int draw(int sample, SplittableRandom random) {
        int present = 0;
        for (int i = 0; i < players; i++) {
            if (sample == 0 || random.nextBoolean()) {
                masks.join(sample, i);
                present++;
            }
        }
        return present;
    }

    @Override
    public int size() {
        return masks.size();
    }

    @Override
    public void sum(float[] change, int at, int width, int from, int count, float[] sums, int sumsAt) {
        masks.sum(change, at, width, from, count, sums, sumsAt);
    }

    @Override
    public void sumColumns(float[] change, int at, int width, int from, int count, float[] sums, int sumsAt,
            float[] scratch) {
        masks.sumColumns(change, at, width, from, count, sums, sumsAt);
    }

    @Override
    public void begin(int rows) {
        Arrays.fill(sums, 0, rows, 0);
        Arrays.fill(squares, 0, rows, 0);
        Arrays.fill(products, 0, rows * players, 0);
    }

    @Override
    public void take(int from, int count, double[] values, int rows) {
        for (int r = 0; r < rows; r++) {
            int at = r * UpperLayers.POINTS;
            if (from == 0) {
                origin[r] = values[at];
            }
            for (int c = 0; c < count; c++) {
                double y = values[at + c] - origin[r];
                deviations[at + c] = y;
                sums[r] = Math.fma(weights[from + c], y, sums[r]);
                squares[r] = Math.fma(weights[from + c] * y, y, squares[r]);
            }
        }
        masks.addProducts(from, count, deviations, rows, products);
    }

    @Override
    public void conclude(int row, double[] phi) {
        double mean = sums[row] / totalWeight;
        for (int i = 0; i < players; i++) {
            covariance[i] = products[row * players + i] - means[i] * sums[row];
            phi[i] = covariance[i];
        }
        system.solve(phi);
        intercept = origin[row] + mean;
        double explained = 0; // Σ w·(y − ȳ)² − Σ w·(y − ŷ)² = 2·φᵀc − φᵀ·S·φ
        for (int i = 0; i < players; i++) {
            intercept -= phi[i] * means[i];
            double scattered = 0;
            for (int j = 0; j < players; j++) {
                scattered += scatter[i * players + j] * phi[j];
            }
            explained += phi[i] * (2 * covariance[i] - scattered);
        }
        double variation = squares[row] - mean * sums[row];
        fidelity = variation <= 0 ? 1 : explained / variation;
    }

    /** The linear model's value at the reference, for the row concluded last. */
    double intercept() {
        return intercept;
    }

    /** The linear model's R², for the row concluded last. */
    double fidelity() {
        return fidelity;
    }
}
