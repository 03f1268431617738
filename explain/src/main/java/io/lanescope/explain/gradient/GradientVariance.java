package io.lanescope.explain.gradient;

import java.util.Arrays;

import io.lanescope.explain.Rows;
import io.lanescope.explain.pass.Lines;
import io.lanescope.explain.pass.PointBlock;
import io.lanescope.explain.pass.PointCollector;

/** Variance of the input gradients over a row's points (Welford, 1962). */
final class GradientVariance implements PointCollector {

    private final int features;
    private final float[] gradients;
    private final double[] means;
    private final double[] squares;
    private final int[] seen = new int[Lines.GROUP];

    GradientVariance(int features) {
        this.features = features;
        gradients = new float[Math.multiplyExact(Lines.BLOCK, features)];
        means = new double[Math.multiplyExact(Lines.GROUP, features)];
        squares = new double[means.length];
    }

    @Override
    public void begin(int rows) {
        Arrays.fill(means, 0, rows * features, 0);
        Arrays.fill(squares, 0, rows * features, 0);
        Arrays.fill(seen, 0, rows, 0);
    }

    @Override
    public void add(Lines lines, PointBlock points) {
        lines.passes.toInputs(lines.passes.backward(points.size), points.size, gradients, 0);
        for (int p = 0; p < points.size; p++) {
            int row = points.rows[p];
            seen[row]++;
            update(p * features, row * features, seen[row]);
        }
    }

    private void update(int from, int to, double n) {
        for (int j = 0; j < features; j++) {
            double off = gradients[from + j] - means[to + j];
            double mean = means[to + j] + off / n;
            squares[to + j] = Math.fma(off, gradients[from + j] - mean, squares[to + j]);
            means[to + j] = mean;
        }
    }

    @Override
    public void finish(Lines lines, Rows rows, int first, int count) {
        for (int r = 0; r < count; r++) {
            for (int j = 0; j < features; j++) {
                rows.values()[(first + r) * features + j] = (float) (squares[r * features + j] / seen[r]);
            }
        }
    }
}
