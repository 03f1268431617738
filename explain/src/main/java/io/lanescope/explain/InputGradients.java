package io.lanescope.explain;

import io.lanescope.nn.Mlp;

/** One thread's gradients of the explained scalar with respect to the inputs. */
final class InputGradients {

    /** How many rows go through the network at once. */
    private static final int BLOCK = 64;

    private final Passes passes;
    private final TargetGradient target;
    private final int features;

    InputGradients(Mlp model, Target target) {
        this.passes = new Passes(model, BLOCK);
        this.target = TargetGradient.of(model, target);
        this.features = model.inputs();
    }

    /** Finds each row's output to explain, {@code f(x)}, f at zeros, and writes {@code ∂f/∂x} as the row's values. */
    void evaluate(Rows rows, int from, int to) {
        for (int block = from; block < to; block += BLOCK) {
            int count = Math.min(BLOCK, to - block);
            forward(rows.x(), block, count);
            for (int r = 0; r < count; r++) {
                int output = target.resolve(passes.logits(), r);
                rows.outputs()[block + r] = output;
                rows.value()[block + r] = target.value(passes.logits(), r, output);
            }
            backward(block, count, rows.outputs(), rows.values());
        }
        evaluateBase(rows, from, to, new float[features]);
    }

    /** Finds {@code f(x′)} of the output that was chosen for each row. */
    void evaluateBase(Rows rows, int from, int to, float[] baseline) {
        forward(baseline, 0, 1);
        for (int r = from; r < to; r++) {
            rows.baseValue()[r] = target.value(passes.logits(), 0, rows.outputs()[r]);
        }
    }

    /** Writes {@code ∂f/∂x} of rows {@code [from, to)} of x, with f the output given for each of them. */
    void differentiate(float[] x, int from, int to, int[] outputs, float[] dx) {
        for (int block = from; block < to; block += BLOCK) {
            int count = Math.min(BLOCK, to - block);
            forward(x, block, count);
            backward(block, count, outputs, dx);
        }
    }

    private void forward(float[] x, int block, int count) {
        passes.preActivate(x, block * features, count, passes.start(), 0);
        passes.forward(count);
    }

    private void backward(int block, int count, int[] outputs, float[] dx) {
        for (int r = 0; r < count; r++) {
            target.gradient(passes.logits(), r, outputs[block + r], passes.logitGradient());
        }
        passes.toInputs(passes.backward(count), count, dx, block * features);
    }
}
