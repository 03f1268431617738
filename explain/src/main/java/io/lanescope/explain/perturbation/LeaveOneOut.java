package io.lanescope.explain.perturbation;

import io.lanescope.simd.Vectors;

/** What each player changes by being taken away from the whole row: {@code φᵢ = v(N) − v(N ∖ i)}. */
final class LeaveOneOut implements Coalitions {

    private final int players;
    private final double[] full = new double[CoalitionGame.ROWS];
    private final double[] differences;

    LeaveOneOut(int players) {
        this.players = players;
        this.differences = new double[CoalitionGame.ROWS * players];
    }

    /** Everybody, then everybody but each one. */
    @Override
    public int size() {
        return 1 + players;
    }

    @Override
    public void sum(float[] change, int at, int width, int from, int count, float[] sums, int sumsAt) {
        int all = at + players * width;
        for (int c = 0; c < count; c++) {
            int to = sumsAt + c * width;
            System.arraycopy(change, all, sums, to, width);
            if (from + c > 0) {
                Vectors.axpy(-1, change, at + (from + c - 1) * width, sums, to, width);
            }
        }
    }

    @Override
    public void begin(int rows) {
        // every difference is written
    }

    @Override
    public void take(int from, int count, double[] values, int rows) {
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < count; c++) {
                double value = values[r * UpperLayers.POINTS + c];
                if (from + c == 0) {
                    full[r] = value;
                } else {
                    differences[r * players + from + c - 1] = full[r] - value;
                }
            }
        }
    }

    @Override
    public void conclude(int row, double[] phi) {
        System.arraycopy(differences, row * players, phi, 0, players);
    }
}
