package io.lanescope.explain;

import java.util.Arrays;
import java.util.List;

import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.OutputFunction;
import io.lanescope.simd.Activation;

/**
 * The integral without error for piecewise linear networks (Sotoudeh and Thakur, 2019, arXiv 1908.06214): the line is cut
 * wherever a unit changes its branch; between two cuts the gradient is constant.
 */
final class ExactIntegral implements PathAttributor.Integral {

    private static final int BLOCK = PathAttributor.BLOCK;

    private final List<Dense> layers;
    private double[] cuts = new double[64];
    private double[] refined = new double[64];
    private int size;
    private int refinedSize;
    private double[] sums = {};

    private ExactIntegral(List<Dense> layers) {
        this.layers = layers;
    }

    /**
     * The integral for a model.
     *
     * @throws IllegalArgumentException if the network or the target bends elsewhere than at 0
     */
    static ExactIntegral of(Mlp model, Target target) {
        for (int l = 0; l < model.layers().size() - 1; l++) {
            checkBranches(model.layers().get(l).activation(), "layer " + l);
        }
        switch (target) {
            case Target.Logit _,Target.Margin _ -> {
            }
            case Target.Output _ -> {
                if (!(model.layers().getLast().activation() instanceof Activation.Identity)
                        || model.outputFunction() != OutputFunction.NONE) {
                    throw new IllegalArgumentException(
                            "the exact integral needs an output without an activation or softmax");
                }
            }
            case Target.Probability _,Target.LogOdds _ -> throw new IllegalArgumentException(
                    "the exact integral needs a target that is linear in the logits: a logit or a margin");
        }
        return new ExactIntegral(model.layers());
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
    public void integrate(PathAttributor.Lines lines, int count, float[] sum) {
        sums = sums.length < lines.width ? new double[lines.width] : sums;
        for (int row = 0; row < count; row++) {
            size = 2;
            cuts[0] = 0;
            cuts[1] = 1;
            for (int l = 0; l < layers.size() - 1; l++) {
                if (!(layers.get(l).activation() instanceof Activation.Identity)) {
                    refine(lines, row, l);
                }
            }
            addPieces(lines, row);
            for (int j = 0; j < lines.width; j++) {
                sum[row * lines.width + j] = (float) sums[j];
            }
        }
    }

    /** Adds the cuts of one layer. Between the cuts of the layers below, its pre-activations are linear in α. */
    private void refine(PathAttributor.Lines lines, int row, int layer) {
        int width = layers.get(layer).out();
        refinedSize = 0;
        for (int block = 0; block < size - 1; block += BLOCK - 1) { // neighbouring blocks share a cut
            int points = Math.min(BLOCK, size - block);
            for (int p = 0; p < points; p++) {
                lines.place(p, row, (float) cuts[block + p]);
            }
            lines.passes.forward(points, layer);
            float[] z = lines.passes.z(layer);
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

    /** Adds up, in double, each piece's gradient times its length. */
    private void addPieces(PathAttributor.Lines lines, int row) {
        Arrays.fill(sums, 0);
        int pieces = size - 1;
        for (int block = 0; block < pieces; block += BLOCK) {
            int points = Math.min(BLOCK, pieces - block);
            for (int p = 0; p < points; p++) {
                lines.place(p, row, (float) ((cuts[block + p] + cuts[block + p + 1]) / 2));
            }
            lines.passes.forward(points);
            for (int p = 0; p < points; p++) {
                lines.target.gradient(lines.passes.logits(), p, lines.outputs[row], lines.passes.logitGradient());
            }
            float[] gradient = lines.passes.backward(points);
            for (int p = 0; p < points; p++) {
                double length = cuts[block + p + 1] - cuts[block + p];
                for (int j = 0; j < lines.width; j++) {
                    sums[j] = Math.fma(length, gradient[p * lines.width + j], sums[j]);
                }
            }
        }
    }
}
