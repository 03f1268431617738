package io.lanescope.explain.pass;

import java.util.Arrays;

import io.lanescope.explain.Rows;

/** Something that is integrated: added up in double, each point with its weight. */
public abstract class Integrand implements PointCollector {

    private final int width;
    private final double[] sums;
    private final float[] integrals;

    /**
     * Something with a number of values at each point.
     *
     * @param width how many values
     */
    public Integrand(int width) {
        this.width = width;
        sums = new double[Math.multiplyExact(Lines.GROUP, width)];
        integrals = new float[sums.length];
    }

    /**
     * Takes the integrand at some points, after the forward pass through them.
     *
     * @return {@code [points, width]}
     */
    protected abstract float[] evaluate(Lines lines, PointBlock points);

    /**
     * Writes what the rows get.
     *
     * @param integrals {@code [count, width]}
     */
    protected abstract void finish(Lines lines, float[] integrals, Rows rows, int first, int count);

    @Override
    public final void begin(int rows) {
        Arrays.fill(sums, 0, rows * width, 0);
    }

    @Override
    public final void add(Lines lines, PointBlock points) {
        float[] values = evaluate(lines, points);
        for (int p = 0; p < points.size; p++) {
            add(points.weights[p], values, p * width, points.rows[p] * width);
        }
    }

    private void add(double weight, float[] values, int from, int to) {
        for (int j = 0; j < width; j++) {
            sums[to + j] = Math.fma(weight, (double) values[from + j], sums[to + j]);
        }
    }

    @Override
    public final void finish(Lines lines, Rows rows, int first, int count) {
        for (int i = 0; i < count * width; i++) {
            integrals[i] = (float) sums[i];
        }
        finish(lines, integrals, rows, first, count);
    }

    /** The gradient at the first layer's pre-activations; behind the integral it becomes one at the inputs. */
    public static class InputGradient extends Integrand {

        public InputGradient(int width) {
            super(width);
        }

        @Override
        protected float[] evaluate(Lines lines, PointBlock points) {
            return lines.passes.backward(points.size);
        }

        @Override
        protected void finish(Lines lines, float[] integrals, Rows rows, int first, int count) {
            lines.passes.toInputs(integrals, count, rows.values(), first * rows.features());
        }
    }

    /** The same times the difference from the baseline: integrated gradients. */
    static final class PathGradient extends InputGradient {

        PathGradient(int width) {
            super(width);
        }

        @Override
        protected void finish(Lines lines, float[] integrals, Rows rows, int first, int count) {
            lines.attribute(integrals, rows, first, count);
        }
    }
}
