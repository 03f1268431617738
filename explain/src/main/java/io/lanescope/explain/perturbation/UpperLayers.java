package io.lanescope.explain.perturbation;

import io.lanescope.explain.pass.TargetGradient;
import io.lanescope.nn.Mlp;

/**
 * One thread's explained scalar f behind the first layer, at blocks of points whose pre-activations there are sums of two
 * matrices. Points are columns, so that every product is as wide as the block, however few units or outputs there are.
 */
interface UpperLayers {

    /** How many points are in a block: the distance between the rows of every matrix of columns. */
    int POINTS = 128;

    /**
     * Adds f at a block of points of each row to their values, now or by {@link #finish}.
     *
     * @param own    {@code [rows, width, POINTS]}, the part of the first pre-activations that depends on the row
     * @param shared {@code [width, POINTS]}, the rest
     * @param rows   how many rows
     * @param count  how many points each of them has
     * @param output the rows' explained outputs
     * @param first  where those are
     * @param values {@code [rows, POINTS]}
     */
    void add(float[] own, float[] shared, int rows, int count, int[] output, int first, double[] values);

    /** Adds what is left to add. */
    void finish(int[] output, int first, double[] values);

    /** What fits a network. */
    static UpperLayers of(Mlp model, TargetGradient target) {
        return model.layers().size() == 2 ? new OneHiddenLayer(model, target) : new ManyLayers(model, target);
    }
}
