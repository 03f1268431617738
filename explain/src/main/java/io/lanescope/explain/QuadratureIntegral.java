package io.lanescope.explain;

import java.util.Arrays;

/** The integral by a {@link Quadrature}, over the points of all lines in turn, in blocks, summed in double. */
final class QuadratureIntegral implements PathAttributor.Integral {

    private final Quadrature.Rule rule;
    private double[] sums = {};

    QuadratureIntegral(Quadrature.Rule rule) {
        this.rule = rule;
    }

    @Override
    public void integrate(PathAttributor.Lines lines, int count, float[] sum) {
        sums = sums.length < count * lines.width ? new double[PathAttributor.GROUP * lines.width] : sums;
        Arrays.fill(sums, 0, count * lines.width, 0);
        int nodes = rule.size();
        int points = Math.multiplyExact(count, nodes);
        for (int block = 0; block < points; block += PathAttributor.BLOCK) {
            int size = Math.min(PathAttributor.BLOCK, points - block);
            for (int p = 0; p < size; p++) {
                lines.place(p, (block + p) / nodes, (float) rule.nodes()[(block + p) % nodes]);
            }
            lines.passes.forward(size);
            for (int p = 0; p < size; p++) {
                lines.target.gradient(lines.passes.logits(), p, lines.outputs[(block + p) / nodes],
                        lines.passes.logitGradient());
            }
            float[] gradient = lines.passes.backward(size);
            for (int p = 0; p < size; p++) {
                double weight = rule.weights()[(block + p) % nodes];
                int to = (block + p) / nodes * lines.width;
                for (int j = 0; j < lines.width; j++) {
                    sums[to + j] = Math.fma(weight, gradient[p * lines.width + j], sums[to + j]);
                }
            }
        }
        for (int i = 0; i < count * lines.width; i++) {
            sum[i] = (float) sums[i];
        }
    }
}
