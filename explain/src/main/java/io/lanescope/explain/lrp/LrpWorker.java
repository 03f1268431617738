package io.lanescope.explain.lrp;

import java.util.Arrays;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.Rows;
import io.lanescope.explain.Target;
import io.lanescope.explain.pass.Passes;
import io.lanescope.explain.pass.TargetGradient;
import io.lanescope.nn.Mlp;

/** One thread's relevance propagation. */
final class LrpWorker implements Attributor {

    /** How many rows go through the network at once. */
    private static final int BLOCK = 64;

    private final Passes passes;
    private final TargetGradient target;
    private final LrpLayer[] layers;
    /** Relevance at each layer's pre-activations. */
    private final float[][] relevance;

    LrpWorker(Mlp model, Target target, LrpRule rule, boolean spreadBias) {
        passes = new Passes(model, BLOCK);
        this.target = TargetGradient.of(model, target);
        int depth = model.layers().size();
        layers = new LrpLayer[depth];
        relevance = new float[depth][];
        for (int l = 0; l < depth; l++) {
            layers[l] = LrpLayer.of(model.layers().get(l), rule.at(l, depth), model.scaler(), spreadBias, BLOCK);
            relevance[l] = new float[BLOCK * model.layers().get(l).out()];
        }
    }

    @Override
    public void attribute(Rows rows, int from, int to) {
        int features = rows.features();
        int top = layers.length - 1;
        for (int first = from; first < to; first += BLOCK) {
            int count = Math.min(BLOCK, to - first);
            passes.preActivate(rows.x(), first * features, count, passes.start(), 0);
            passes.forward(count);
            for (int r = 0; r < count; r++) {
                int output = target.resolve(passes.logits(), r);
                rows.outputs()[first + r] = output;
                rows.value()[first + r] = target.value(passes.logits(), r, output);
                target.relevance(passes.logits(), r, output, relevance[top]);
            }
            Arrays.fill(rows.baseValue(), first, first + count, 0);
            for (int l = top; l > 0; l--) {
                layers[l].propagate(passes.a(l - 1), passes.z(l), relevance[l], count, relevance[l - 1], 0);
            }
            layers[0].propagate(passes.scaled(), passes.z(0), relevance[0], count, rows.values(), first * features);
        }
    }
}
