package io.lanescope.explain.lrp;

import java.util.ArrayList;
import java.util.List;

import io.lanescope.explain.Target;
import io.lanescope.explain.pass.Passes;
import io.lanescope.explain.pass.TargetGradient;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Vectors;

/**
 * How relevance runs through a network's connections: what {@link Lrp} with {@link LrpRule.Epsilon} hands from each unit to
 * each of its inputs, {@code R_{j←k} = a_j w_jk R_k / (z_k + ε·sgn z_k)}, the mean over some rows. With a small ε, what
 * arrives at a unit is what leaves it, but for the part that its bias keeps.
 *
 * @param relevance what each unit holds, the mean over the rows: {@code [features]} first, then {@code [units]} of each layer
 * @param edges     for each layer {@code [in, out]}: what each unit hands to each of its inputs, the mean over the rows
 */
public record RelevanceFlow(List<float[]> relevance, List<float[]> edges) {

    private static final int BLOCK = 64;

    /**
     * Follows the relevance of some rows.
     *
     * @param model   the network
     * @param target  the explained scalar
     * @param epsilon the stabiliser, not negative
     * @param x       {@code [rows, features]} in the data's own units
     * @param rows    how many rows, at least 1
     * @return where it went, on average
     * @throws IllegalArgumentException if the target does not fit the model, ε is negative, or {@code x} does not hold such
     *                                  rows
     */
    public static RelevanceFlow of(Mlp model, Target target, float epsilon, float[] x, int rows) {
        int features = model.inputs();
        if (rows < 1 || x.length != (long) rows * features) {
            throw new IllegalArgumentException("x must hold " + rows + " rows of " + features
                    + " features, at least one, but has " + x.length + " numbers");
        }
        target.checkFits(model);
        Sums sums = new Sums(model, target, new LrpRule.Epsilon(epsilon));
        for (int first = 0; first < rows; first += BLOCK) {
            sums.add(x, first * features, Math.min(BLOCK, rows - first));
        }
        return sums.over(rows);
    }

    /** Adds up blocks of rows, in their order. */
    private static final class Sums {

        private final Mlp model;
        private final Passes passes;
        private final TargetGradient target;
        private final LrpLayer[] layers;
        /** A block's relevance, of the features and then of each layer's units. */
        private final float[][] block;
        private final float[][] relevance;
        /** Sums of {@code a_j R_k / z_k}, which times the weights are the edges. */
        private final float[][] products;

        Sums(Mlp model, Target target, LrpRule rule) {
            this.model = model;
            passes = new Passes(model, BLOCK);
            this.target = TargetGradient.of(model, target);
            int depth = model.layers().size();
            layers = new LrpLayer[depth];
            block = new float[depth + 1][];
            relevance = new float[depth + 1][];
            products = new float[depth][];
            for (int l = 0; l <= depth; l++) {
                int width = l == 0 ? model.inputs() : model.layers().get(l - 1).out();
                block[l] = new float[Math.multiplyExact(BLOCK, width)];
                relevance[l] = new float[width];
            }
            for (int l = 0; l < depth; l++) {
                Dense layer = model.layers().get(l);
                layers[l] = LrpLayer.of(layer, rule, model.scaler(), false, BLOCK);
                products[l] = new float[layer.weights().length];
            }
        }

        void add(float[] x, int offset, int rows) {
            passes.preActivate(x, offset, rows, passes.start(), 0);
            passes.forward(rows);
            for (int r = 0; r < rows; r++) {
                target.relevance(passes.logits(), r, target.resolve(passes.logits(), r), block[layers.length]);
            }
            for (int l = layers.length; l >= 0; l--) {
                if (l < layers.length) {
                    float[] inputs = l == 0 ? passes.scaled() : passes.a(l - 1);
                    layers[l].propagate(inputs, passes.z(l), block[l + 1], rows, block[l], 0);
                    addProducts(l, inputs, rows);
                }
                int width = relevance[l].length;
                for (int r = 0; r < rows; r++) {
                    Vectors.axpy(1, block[l], r * width, relevance[l], 0, width);
                }
            }
        }

        private void addProducts(int l, float[] inputs, int rows) {
            int in = model.layers().get(l).in();
            int out = model.layers().get(l).out();
            for (int r = 0; r < rows; r++) {
                for (int j = 0; j < in; j++) {
                    Vectors.axpy(inputs[r * in + j], layers[l].quotients(), r * out, products[l], j * out, out);
                }
            }
        }

        RelevanceFlow over(int rows) {
            List<float[]> edges = new ArrayList<>();
            for (int l = 0; l < products.length; l++) {
                float[] edge = products[l];
                Vectors.multiply(edge, 0, model.layers().get(l).weights(), 0, edge, 0, edge.length);
                Vectors.scale(1f / rows, edge, 0, edge, 0, edge.length);
                edges.add(edge);
            }
            for (float[] sum : relevance) {
                Vectors.scale(1f / rows, sum, 0, sum, 0, sum.length);
            }
            return new RelevanceFlow(List.of(relevance), edges);
        }
    }
}
