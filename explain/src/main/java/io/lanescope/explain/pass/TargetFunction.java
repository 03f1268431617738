package io.lanescope.explain.pass;

import java.util.Objects;

import io.lanescope.explain.Target;
import io.lanescope.nn.Mlp;

/**
 * The explained scalar {@code f} as a function of inputs, for one thread: rows go through the network in blocks, in a
 * workspace that is made once. A row's value has the same bits alone and in any batch.
 */
public final class TargetFunction {

    private static final int BLOCK = 256;

    private final Passes passes;
    private final TargetGradient target;
    private final int features;

    /**
     * The function of a model.
     *
     * @param model  the network
     * @param target the explained scalar
     * @throws IllegalArgumentException if the network has no such output
     */
    public TargetFunction(Mlp model, Target target) {
        this.target = TargetGradient.of(model, target);
        this.passes = new Passes(model, BLOCK);
        this.features = model.inputs();
    }

    /**
     * {@code f} of some rows, all with the same output.
     *
     * @param x       {@code [rows, features]} in the data's own units
     * @param xOffset where they start
     * @param rows    how many rows
     * @param output  the output that is explained, whatever the target says
     * @param f       receives {@code [rows]}
     * @param fOffset where they start
     * @throws IndexOutOfBoundsException if an array is too short, or there is no such output
     */
    public void evaluate(float[] x, int xOffset, int rows, int output, float[] f, int fOffset) {
        Objects.checkFromIndexSize(xOffset, Math.multiplyExact(rows, features), x.length);
        Objects.checkFromIndexSize(fOffset, rows, f.length);
        for (int first = 0; first < rows; first += BLOCK) {
            int count = Math.min(BLOCK, rows - first);
            passes.preActivate(x, xOffset + first * features, count, passes.start(), 0);
            passes.forward(count);
            for (int r = 0; r < count; r++) {
                f[fOffset + first + r] = target.value(passes.logits(), r, output);
            }
        }
    }
}
