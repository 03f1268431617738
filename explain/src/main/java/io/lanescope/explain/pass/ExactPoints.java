package io.lanescope.explain.pass;

import java.util.Arrays;
import java.util.List;

import io.lanescope.explain.Target;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Activation;

/**
 * The points of an integral without error, for piecewise linear networks (Sotoudeh and Thakur, 2019, arXiv 1908.06214): the line is cut
 * wherever a unit changes its branch; between two cuts the gradient is
 * constant, and its value in the middle counts with the length of the piece.
 */
public final class ExactPoints implements PathPoints {

    private static final int BLOCK = Lines.BLOCK;

    private final List<Dense> layers;
    /** Not those of the lines, which hold points that wait for being evaluated. */
    private final Passes passes;
    private double[] cuts = new double[64];
    private double[] refined = new double[64];
    private int size;
    private int refinedSize;

    private ExactPoints(Mlp model) {
        this.layers = model.layers();
        this.passes = new Passes(model, BLOCK);
    }

    /**
     * The points for a model.
     *
     * @throws IllegalArgumentException if the network or the target bends elsewhere than at 0
     */
    public static ExactPoints of(Mlp model, Target target) {
        for (int l = 0; l < model.layers().size() - 1; l++) {
            checkBranches(model.layers().get(l).activation(), "layer " + l);
        }
        if (!TargetGradient.of(model, target).linear()) {
            throw new IllegalArgumentException(
                    "the exact integral needs a target that is linear in the logits: a logit, "
                            + "a margin, or an output without an activation or softmax");
        }
        return new ExactPoints(model);
    }

    private static void checkBranches(Activation activation, String where) {
        boolean linear = activation instanceof Activation.Identity || activation instanceof Activation.Relu
                || activation instanceof Activation.LeakyRelu;
        if (!linear) {
            throw new IllegalArgumentException(
                    "the exact integral needs piecewise linear activations, but " + where + " has " + activation);
        }
    }

    @Override
    public int find(Lines lines, int row) {
        size = 2;
        cuts[0] = 0;
        cuts[1] = 1;
        for (int l = 0; l < layers.size() - 1; l++) {
            if (!(layers.get(l).activation() instanceof Activation.Identity)) {
                refine(lines, row, l);
            }
        }
        return size - 1;
    }

    @Override
    public void place(Lines lines, int row, int i, float[] z, int at) {
        lines.place(row, (float) ((cuts[i] + cuts[i + 1]) / 2), z, at);
    }

    @Override
    public double weight(int i) {
        return cuts[i + 1] - cuts[i];
    }

    /** Adds the cuts of one layer. Between the cuts of the layers below, its pre-activations are linear in α. */
    private void refine(Lines lines, int row, int layer) {
        int width = layers.get(layer).out();
        refinedSize = 0;
        for (int block = 0; block < size - 1; block += BLOCK - 1) { // neighbouring blocks share a cut
            int points = Math.min(BLOCK, size - block);
            for (int p = 0; p < points; p++) {
                lines.place(row, (float) cuts[block + p], passes.start(), p * lines.width);
            }
            passes.forward(points, layer);
            float[] z = passes.z(layer);
            for (int p = 0; p < points - 1; p++) {
                cutPiece(z, p * width, (p + 1) * width, width, cuts[block + p], cuts[block + p + 1]);
            }
        }
        append(1);
        double[] swap = cuts;
        cuts = refined;
        refined = swap;
        size = refinedSize;
    }

    private void cutPiece(float[] z, int left, int right, int width, double from, double to) {
        append(from);
        int first = refinedSize;
        for (int j = 0; j < width; j++) {
            double a = z[left + j];
            double b = z[right + j];
            if (a < 0 && b > 0 || a > 0 && b < 0) {
                double cut = from + (to - from) * (a / (a - b));
                if (cut > from && cut < to) {
                    append(cut);
                }
            }
        }
        Arrays.sort(refined, first, refinedSize);
    }

    private void append(double cut) {
        if (refinedSize == refined.length) {
            refined = Arrays.copyOf(refined, 2 * refinedSize);
        }
        refined[refinedSize++] = cut;
    }
}
