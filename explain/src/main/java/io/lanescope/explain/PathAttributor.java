package io.lanescope.explain;

import io.lanescope.nn.Mlp;

/**
 * One thread's attributions along the straight lines from a baseline to each row. The first layer is affine, so its
 * pre-activations move on a straight line too: {@code z(α) = start + α · offset}. The integral of the gradient along
 * that line is taken there, and only the result goes back through the first layer's weights.
 */
final class PathAttributor implements Attributor {

    /** How many rows share their matrix products with the first layer. */
    static final int GROUP = 64;

    /** How many points of paths go through the network at once. */
    static final int BLOCK = 256;

    /** The lines of a group of rows, at the first layer's pre-activations. */
    static final class Lines {

        final Passes passes;
        final TargetGradient target;
        final int width;
        /** {@code [width]}, where all lines start. */
        final float[] start;
        /** {@code [GROUP, width]}, from there to where each one ends. */
        final float[] offset;
        /** {@code [GROUP]}, the explained output of each row. */
        final int[] outputs = new int[GROUP];

        private Lines(Mlp model, Target target) {
            this.passes = new Passes(model, BLOCK);
            this.target = TargetGradient.of(model, target);
            this.width = passes.width();
            this.start = new float[width];
            this.offset = new float[GROUP * width];
        }

        /** Puts a point of a row's line where {@link Passes#forward} expects it. */
        void place(int point, int row, float alpha) {
            float[] z = passes.start();
            for (int j = 0; j < width; j++) {
                z[point * width + j] = Math.fma(alpha, offset[row * width + j], start[j]);
            }
        }
    }

    /** Takes the integral of the gradient along lines. */
    @FunctionalInterface
    interface Integral {

        /**
         * @param lines the lines
         * @param count how many there are
         * @param sum   receives {@code [count, width]}, the integrals over α from 0 to 1
         */
        void integrate(Lines lines, int count, float[] sum);
    }

    private final float[] baseline;
    private final Integral integral;
    private final Lines lines;
    private final float[] sum;

    PathAttributor(Mlp model, Target target, float[] baseline, Integral integral) {
        this.baseline = baseline;
        this.integral = integral;
        this.lines = new Lines(model, target);
        this.sum = new float[GROUP * lines.width];
        lines.passes.preActivate(baseline, 0, 1, lines.start, 0);
    }

    @Override
    public void attribute(Rows rows, int from, int to) {
        for (int group = from; group < to; group += GROUP) {
            attributeGroup(rows, group, Math.min(GROUP, to - group));
        }
    }

    private void attributeGroup(Rows rows, int first, int count) {
        int features = rows.features();
        int width = lines.width;
        lines.passes.preActivate(rows.x(), first * features, count, lines.offset, 0);
        evaluateEnds(rows, first, count);
        for (int i = 0; i < count * width; i++) {
            lines.offset[i] -= lines.start[i % width];
        }
        integral.integrate(lines, count, sum);
        lines.passes.toInputs(sum, count, rows.values(), first * features);
        for (int i = 0; i < count * features; i++) {
            int at = first * features + i;
            rows.values()[at] *= rows.x()[at] - baseline[i % features];
        }
    }

    /** f(x), the explained output of each row, and f(x′). */
    private void evaluateEnds(Rows rows, int first, int count) {
        Passes passes = lines.passes;
        System.arraycopy(lines.offset, 0, passes.start(), 0, count * lines.width);
        passes.forward(count);
        for (int r = 0; r < count; r++) {
            int output = lines.target.resolve(passes.logits(), r);
            lines.outputs[r] = output;
            rows.outputs()[first + r] = output;
            rows.value()[first + r] = lines.target.value(passes.logits(), r, output);
        }
        System.arraycopy(lines.start, 0, passes.start(), 0, lines.width);
        passes.forward(1);
        for (int r = 0; r < count; r++) {
            rows.baseValue()[first + r] = lines.target.value(passes.logits(), 0, lines.outputs[r]);
        }
    }
}
