package io.lanescope.explain.effects;

import io.lanescope.explain.Target;
import io.lanescope.explain.pass.Passes;
import io.lanescope.explain.pass.TargetGradient;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Vectors;

/**
 * One thread's values of f where one feature of some rows is replaced. The first layer is affine, so its pre-activations
 * move by the change of the feature times one row of the weights; the rest of the first layer is computed once.
 */
final class ColumnSweep {

    /** How many rows go through the network at once. */
    static final int BLOCK = 256;

    private final Mlp model;
    private final Passes passes;
    private final TargetGradient target;
    private final int width;
    private final float[] rowZ;
    private final float[] scaled;
    private int count;

    ColumnSweep(Mlp model, Target target) {
        this.model = model;
        this.target = TargetGradient.of(model, target);
        passes = new Passes(model, BLOCK);
        width = passes.width();
        rowZ = new float[BLOCK * width];
        scaled = new float[BLOCK * model.inputs()];
    }

    /** Takes up to {@link #BLOCK} rows. */
    void take(float[] x, int from, int rows) {
        count = rows;
        passes.preActivate(x, from * model.inputs(), rows, rowZ, 0);
        System.arraycopy(passes.scaled(), 0, scaled, 0, rows * model.inputs());
    }

    /**
     * f of the rows taken, with a feature replaced.
     *
     * @param values {@code [rows]}, the feature's value in each row, in the data's own units
     * @param output the output that is explained
     * @param f      receives {@code [rows]}
     * @param at     where they start
     * @param stride distance between them
     */
    void replace(int feature, float[] values, int output, float[] f, int at, int stride) {
        float shift = model.scaler().shift()[feature];
        float scale = model.scaler().scale()[feature];
        float[] start = passes.start();
        System.arraycopy(rowZ, 0, start, 0, count * width);
        for (int r = 0; r < count; r++) {
            float change = (values[r] - shift) * scale - scaled[r * model.inputs() + feature];
            Vectors.axpy(change, model.layers().getFirst().weights(), feature * width, start, r * width, width);
        }
        passes.forward(count);
        for (int r = 0; r < count; r++) {
            f[at + r * stride] = target.value(passes.logits(), r, output);
        }
    }

}
