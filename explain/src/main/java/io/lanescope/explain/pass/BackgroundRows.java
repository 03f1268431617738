package io.lanescope.explain.pass;

import java.util.Arrays;

import io.lanescope.explain.Reference;
import io.lanescope.explain.Target;
import io.lanescope.nn.Mlp;

/** One thread's background: rows to compare with, which have gone through the network once. */
public final class BackgroundRows {

    private static final int BLOCK = 64;

    private final int count;
    private final int features;
    private final float[] values;
    /** Pre-activations and activations of all rows, layer by layer. */
    private final float[][] z;
    private final float[][] a;
    private final TargetGradient target;
    private final float[] baseValues;

    public BackgroundRows(Mlp model, Target target, Reference reference) {
        features = model.inputs();
        values = reference.toRows(features);
        count = values.length / features;
        this.target = TargetGradient.of(model, target);
        int depth = model.layers().size();
        z = new float[depth][];
        a = new float[depth][];
        for (int l = 0; l < depth; l++) {
            z[l] = new float[Math.multiplyExact(count, model.layers().get(l).out())];
            a[l] = new float[z[l].length];
        }
        run(model);
        baseValues = new float[model.outputNames().size()];
        Arrays.fill(baseValues, Float.NaN);
    }

    private void run(Mlp model) {
        Passes passes = new Passes(model, Math.min(BLOCK, count));
        for (int block = 0; block < count; block += BLOCK) {
            int rows = Math.min(BLOCK, count - block);
            passes.preActivate(values, block * features, rows, passes.start(), 0);
            passes.forward(rows);
            for (int l = 0; l < z.length; l++) {
                int width = model.layers().get(l).out();
                System.arraycopy(passes.z(l), 0, z[l], block * width, rows * width);
                System.arraycopy(passes.a(l), 0, a[l], block * width, rows * width);
            }
        }
    }

    public int count() {
        return count;
    }

    public int features() {
        return features;
    }

    /** {@code [count, features]}. */
    public float[] values() {
        return values;
    }

    /** A layer's pre-activations, {@code [count, width]}. */
    public float[] z(int layer) {
        return z[layer];
    }

    /** A layer's activations, {@code [count, width]}. */
    public float[] a(int layer) {
        return a[layer];
    }

    /** The last layer's pre-activations, {@code [count, outputs]}. */
    public float[] logits() {
        return z[z.length - 1];
    }

    /** The mean of f over the background, for one output; found once. */
    public float baseValue(int output) {
        if (Float.isNaN(baseValues[output])) {
            double sum = 0;
            for (int b = 0; b < count; b++) {
                sum += target.value(logits(), b, output);
            }
            baseValues[output] = (float) (sum / count);
        }
        return baseValues[output];
    }
}
