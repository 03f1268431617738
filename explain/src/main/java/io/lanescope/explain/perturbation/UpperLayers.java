package io.lanescope.explain.perturbation;

import io.lanescope.explain.pass.TargetGradient;
import io.lanescope.nn.Mlp;

/**
 * One thread's explained scalar f behind the first layer, at blocks of points whose pre-activations there are sums of two
 * matrices. In those, points are rows, or columns where every product is to be as wide as the block, however few units or
 * outputs there are.
 */
interface UpperLayers {

    /** How many points are in a block: the distance between the rows of matrices whose columns are points. */
    int POINTS = 128;

    /**
     * Adds f at a block of points of each row to their values, now or by {@link #finish}.
     *
     * @param own    {@code [rows, POINTS, width]}, or {@code [rows, width, POINTS]} in columns: the part of the first
     *               pre-activations that depends on the row
     * @param shared {@code [POINTS, width]}, or {@code [width, POINTS]} in columns: the rest
     * @param rows   how many rows
     * @param count  how many points each of them has
     * @param output the rows' explained outputs
     * @param first  where those are
     * @param values {@code [rows, POINTS]}
     */
    void add(float[] own, float[] shared, int rows, int count, int[] output, int first, double[] values);

    /** Adds what is left to add. */
    void finish(int[] output, int first, double[] values);

    /** Whether points are columns. */
    boolean inColumns();

    /** What fits a network. */
    static UpperLayers of(Mlp model, TargetGradient target) {
        return model.layers().size() == 2 ? new OneHiddenLayer(model, target) : new ManyLayers(model, target);
    }
}
