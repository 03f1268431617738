package io.lanescope.explain.perturbation;

import io.lanescope.simd.Epilogue;
import io.lanescope.simd.MatMul;

/** Coalitions as a matrix of zeros and ones, each with a weight, and the sums of a weighted regression on them. */
final class Masks {

    private final int players;
    private final int size;
    private final MatMul matMul = new MatMul();
    /** {@code [players, size]}: a coalition a column. */
    private final float[] members;
    private final double[] weights;
    /** {@code [POINTS, players]}: one block of coalitions, a row each. */
    private final double[] block;
    private final double[] weighted;

    Masks(int players, int size) {
        if ((long) players * size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    size + " coalitions of " + players + " features or groups do not fit into memory");
        }
        this.players = players;
        this.size = size;
        members = new float[players * size];
        weights = new double[size];
        block = new double[UpperLayers.POINTS * players];
        weighted = new double[UpperLayers.POINTS * Math.max(players, CoalitionGame.ROWS)];
    }

    int size() {
        return size;
    }

    void join(int coalition, int player) {
        members[player * size + coalition] = 1;
    }

    void weigh(int coalition, double weight) {
        weights[coalition] = weight;
    }

    double weight(int coalition) {
        return weights[coalition];
    }

    /** As {@link Coalitions#sum}. */
    void sum(float[] change, int at, int width, int from, int count, float[] sums, int sumsAt) {
        matMul.multiply(count, width, players, 1, members, from, size, true, change, at, width, false,
                0, sums, sumsAt, width, Epilogue.NONE);
    }

    /** As {@link Coalitions#sumColumns}. */
    void sumColumns(float[] change, int at, int width, int from, int count, float[] sums, int sumsAt) {
        matMul.multiply(width, count, players, 1, change, at, width, true, members, from, size, false,
                0, sums, sumsAt, UpperLayers.POINTS, Epilogue.NONE);
    }

    /** {@code Σ_S w·z·zᵀ}, {@code [players, players]}. */
    double[] moments() {
        double[] moments = new double[players * players];
        for (int from = 0; from < size; from += UpperLayers.POINTS) {
            int count = Math.min(UpperLayers.POINTS, size - from);
            unpack(from, count);
            for (int i = 0; i < count * players; i++) {
                weighted[i] = weights[from + i / players] * block[i];
            }
            matMul.multiply(players, players, count, 1, weighted, 0, players, true, block, 0, players, false,
                    1, moments, 0, players);
        }
        return moments;
    }

    /**
     * Adds {@code Σ_S w·y·z} over a block of coalitions.
     *
     * @param y    {@code [rows, POINTS]}
     * @param sums {@code [rows, players]}
     */
    void addProducts(int from, int count, double[] y, int rows, double[] sums) {
        unpack(from, count);
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < count; c++) {
                int at = r * UpperLayers.POINTS + c;
                weighted[at] = weights[from + c] * y[at];
            }
        }
        matMul.multiply(rows, players, count, 1, weighted, 0, UpperLayers.POINTS, false, block, 0, players, false,
                1, sums, 0, players);
    }

    private void unpack(int from, int count) {
        for (int i = 0; i < players; i++) {
            for (int c = 0; c < count; c++) {
                block[c * players + i] = members[i * size + from + c];
            }
        }
    }
}
