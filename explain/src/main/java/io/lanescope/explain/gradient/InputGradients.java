package io.lanescope.explain.gradient;

import java.util.Arrays;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.Rows;
import io.lanescope.explain.Target;
import io.lanescope.explain.pass.Passes;
import io.lanescope.explain.pass.TargetGradient;
import io.lanescope.nn.Mlp;

/** One thread's gradients of the explained scalar with respect to the inputs. */
final class InputGradients implements Attributor {

    /** How many rows go through the network at once. */
    private static final int BLOCK = 64;

    private final Passes passes;
    private final TargetGradient target;
    private final float[] baseLogits;

    InputGradients(Mlp model, Target target) {
        this.passes = new Passes(model, BLOCK);
        this.target = TargetGradient.of(model, target);
        forward(new float[model.inputs()], 0, 1);
        this.baseLogits = Arrays.copyOf(passes.logits(), model.outputs());
    }

    private void forward(float[] x, int xOffset, int count) {
        passes.preActivate(x, xOffset, count, passes.start(), 0);
        passes.forward(count);
    }

    /** Finds each row's output to explain, {@code f(x)}, f at zeros, and writes {@code ∂f/∂x} as the row's values. */
    @Override
    public void attribute(Rows rows, int from, int to) {
        for (int block = from; block < to; block += BLOCK) {
            int count = Math.min(BLOCK, to - block);
            forward(rows.x(), block * rows.features(), count);
            for (int r = 0; r < count; r++) {
                int output = target.resolve(passes.logits(), r);
                rows.outputs()[block + r] = output;
                rows.value()[block + r] = target.value(passes.logits(), r, output);
                rows.baseValue()[block + r] = target.value(baseLogits, 0, output);
                target.gradient(passes.logits(), r, output, passes.logitGradient());
            }
            passes.toInputs(passes.backward(count), count, rows.values(), block * rows.features());
        }
    }
}
