package io.lanescope.explain.perturbation;

import java.util.Arrays;

import io.lanescope.simd.Epilogue;
import io.lanescope.simd.MatMul;
import io.lanescope.simd.Vectors;

/**
 * Exact Shapley values from all {@code 2^M} coalitions, in the order of their bits. A block of coalitions shares its upper
 * members, which are added up once; so each coalition costs a few additions a unit of the first layer, and its sum
 * depends on no other coalition.
 *
 * <p>With {@code w(s) = s!·(M − s − 1)!/M!}, {@code φᵢ = Σ_{S∌i} w(|S|)·(v(S ∪ i) − v(S))} is
 * {@code Σ_{S∋i} (w(|S| − 1) + w(|S|))·v(S) − Σ_S w(|S|)·v(S)}: one pass over the coalitions, in double.
 */
final class AllSubsets implements Coalitions {

    /** Players whose every combination is one block. */
    private static final int LOW = Integer.numberOfTrailingZeros(UpperLayers.POINTS);

    /** {@code [LOW, POINTS]}, their combinations. */
    private static final float[] COMBINATIONS = combinations();

    private final int players;
    private final int low;
    private final MatMul matMul = new MatMul();
    private final double[] weights;
    private final double[] empty = new double[CoalitionGame.ROWS];
    private final double[] common = new double[CoalitionGame.ROWS];
    private final double[] containing;
    private final double[] fold = new double[UpperLayers.POINTS];

    AllSubsets(int players) {
        this.players = players;
        low = Math.min(LOW, players);
        containing = new double[CoalitionGame.ROWS * players];
        weights = new double[players + 2]; // w(s) at s + 1, with w(−1) = w(M) = 0
        double choose = 1;
        for (int s = 0; s < players; s++) {
            weights[s + 1] = 1 / (players * choose);
            choose = choose * (players - 1 - s) / (s + 1);
        }
    }

    private static float[] combinations() {
        float[] bits = new float[LOW * UpperLayers.POINTS];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = i % UpperLayers.POINTS >> i / UpperLayers.POINTS & 1;
        }
        return bits;
    }

    @Override
    public int size() {
        return 1 << players;
    }

    @Override
    public void sum(float[] change, int at, int width, int from, int count, float[] sums, int sumsAt) {
        Arrays.fill(sums, sumsAt, sumsAt + width, 0);
        for (int upper = from; upper != 0; upper &= upper - 1) {
            Vectors.add(sums, sumsAt, change, at + Integer.numberOfTrailingZeros(upper) * width, sums, sumsAt, width);
        }
        for (int c = 1; c < count; c++) {
            System.arraycopy(sums, sumsAt, sums, sumsAt + c * width, width);
        }
        matMul.multiply(count, width, low, 1, COMBINATIONS, 0, UpperLayers.POINTS, true,
                change, at, width, false, 1, sums, sumsAt, width, Epilogue.NONE);
    }

    @Override
    public void sumColumns(float[] change, int at, int width, int from, int count, float[] sums, int sumsAt,
            float[] scratch) {
        for (int h = 0; h < width; h++) {
            float shared = 0;
            for (int upper = from; upper != 0; upper &= upper - 1) {
                shared += change[at + Integer.numberOfTrailingZeros(upper) * width + h];
            }
            int row = sumsAt + h * UpperLayers.POINTS;
            Arrays.fill(sums, row, row + count, shared);
        }
        matMul.multiply(width, count, low, 1, change, at, width, true,
                COMBINATIONS, 0, UpperLayers.POINTS, false, 1, sums, sumsAt, UpperLayers.POINTS, Epilogue.NONE);
    }

    @Override
    public void begin(int rows) {
        Arrays.fill(common, 0, rows, 0);
        Arrays.fill(containing, 0, rows * players, 0);
    }

    @Override
    public void take(int from, int count, double[] values, int rows) {
        for (int r = 0; r < rows; r++) {
            int at = r * UpperLayers.POINTS;
            if (from == 0) {
                empty[r] = values[at];
            }
            for (int c = 0; c < count; c++) {
                int size = Integer.bitCount(from + c);
                double gain = values[at + c] - empty[r];
                common[r] = Math.fma(weights[size + 1], gain, common[r]);
                fold[c] = (weights[size] + weights[size + 1]) * gain;
            }
            for (int player = low - 1; player >= 0; player--) {
                containing[r * players + player] += foldUpperHalf(1 << player);
            }
            for (int upper = from; upper != 0; upper &= upper - 1) {
                containing[r * players + Integer.numberOfTrailingZeros(upper)] += fold[0];
            }
        }
    }

    /** The sum over the upper half of {@code fold}, which is then added to the lower half. */
    private double foldUpperHalf(int half) {
        double sum = 0;
        for (int c = 0; c < half; c++) {
            sum += fold[half + c];
            fold[c] += fold[half + c];
        }
        return sum;
    }

    @Override
    public void conclude(int row, double[] phi) {
        for (int i = 0; i < players; i++) {
            phi[i] = containing[row * players + i] - common[row];
        }
    }
}
