package io.lanescope.explain.pass;

import java.util.Arrays;
import java.util.List;

import io.lanescope.explain.Target;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Activation;

/**
 * The points of an integral without error, for piecewise linear networks (Sotoudeh and Thakur, 2019, arXiv 1908.06214): the
 * line is cut wherever a unit changes its branch; between two cuts the gradient is constant, and its value in the middle
 * counts with the length of the piece.
 */
public final class ExactPoints implements PathPoints {

    private static final int BLOCK = Lines.BLOCK;

    private final List<Dense> layers;
    /** Where each layer's activation bends. Of the last layer only the explained unit's matters, if f is behind it. */
    private final double[][] bends;
    /** Not those of the lines, which hold points that wait for being evaluated. */
    private final Passes passes;
    private double[] cuts = new double[64];
    private double[] refined = new double[64];
    private int size;
    private int refinedSize;

    private ExactPoints(Mlp model, boolean toOutput) {
        layers = model.layers();
        bends = new double[toOutput ? layers.size() : layers.size() - 1][];
        for (int l = 0; l < bends.length; l++) {
            bends[l] = bends(layers.get(l).activation(), l);
        }
        passes = new Passes(model, BLOCK);
    }

    /**
     * The points for a model.
     *
     * @throws IllegalArgumentException if the network or the target is not piecewise linear
     */
    public static ExactPoints of(Mlp model, Target target) {
        TargetGradient function = TargetGradient.of(model, target);
        if (!function.linear() && !function.isActivatedLogit()) {
            throw new IllegalArgumentException("the exact integral needs a target that is piecewise linear: a logit, "
                    + "a margin, or an output without softmax");
        }
        return new ExactPoints(model, function.isActivatedLogit());
    }

    private static double[] bends(Activation activation, int layer) {
        return switch (activation) {
            case Activation.Identity _ -> new double[0];
            case Activation.Relu _,Activation.LeakyRelu _ -> new double[]{0};
            case Activation.HardSigmoid _ -> new double[]{-3, 3};
            default -> throw new IllegalArgumentException(
                    "the exact integral needs piecewise linear activations, but layer " + layer + " has " + activation);
        };
    }

    @Override
    public int find(Lines lines, int row) {
        size = 2;
        cuts[0] = 0;
        cuts[1] = 1;
        for (int l = 0; l < bends.length; l++) {
            if (bends[l].length > 0) {
                boolean last = l == layers.size() - 1;
                int from = last ? lines.outputs[row] : 0;
                refine(lines, row, l, from, last ? from + 1 : layers.get(l).out());
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

    /** Adds the cuts of some units of a layer. Between those of the layers below, its pre-activations are linear in α. */
    private void refine(Lines lines, int row, int layer, int from, int to) {
        int width = layers.get(layer).out();
        refinedSize = 0;
        for (int block = 0; block < size - 1; block += BLOCK - 1) { // neighbouring blocks share a cut
            int points = Math.min(BLOCK, size - block);
            for (int p = 0; p < points; p++) {
                lines.place(row, (float) cuts[block + p], passes.start(), p * lines.width);
            }
            passes.forward(points, layer);
            for (int p = 0; p < points - 1; p++) {
                append(cuts[block + p]);
                int first = refinedSize;
                for (int unit = p * width + from; unit < p * width + to; unit++) {
                    cutPiece(passes.z(layer)[unit], passes.z(layer)[unit + width], bends[layer], cuts[block + p],
                            cuts[block + p + 1]);
                }
                Arrays.sort(refined, first, refinedSize);
            }
        }
        append(1);
        double[] swap = cuts;
        cuts = refined;
        refined = swap;
        size = refinedSize;
    }

    /** Cuts where a pre-activation that goes from {@code left} to {@code right} passes a bend. */
    private void cutPiece(double left, double right, double[] bends, double from, double to) {
        for (double bend : bends) {
            double a = left - bend;
            double b = right - bend;
            if (a < 0 && b > 0 || a > 0 && b < 0) {
                double cut = from + (to - from) * (a / (a - b));
                if (cut > from && cut < to) {
                    append(cut);
                }
            }
        }
    }

    private void append(double cut) {
        if (refinedSize == refined.length) {
            refined = Arrays.copyOf(refined, 2 * refinedSize);
        }
        refined[refinedSize++] = cut;
    }
}
