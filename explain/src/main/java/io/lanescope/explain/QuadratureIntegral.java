package io.lanescope.explain;

import java.util.Arrays;

/** The integral by a {@link Quadrature}, over the points of all lines in turn, in blocks. */
final class QuadratureIntegral implements PathAttributor.Integral {

    private final Quadrature.Rule rule;

    QuadratureIntegral(Quadrature.Rule rule) {
        this.rule = rule;
    }

    @Override
    public void integrate(PathAttributor.Lines lines, int count, float[] sum) {
        Arrays.fill(sum, 0, count * lines.width, 0);
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
                float weight = (float) rule.weights()[(block + p) % nodes];
                int to = (block + p) / nodes * lines.width;
                for (int j = 0; j < lines.width; j++) {
                    sum[to + j] = Math.fma(weight, gradient[p * lines.width + j], sum[to + j]);
                }
            }
        }
    }
}
