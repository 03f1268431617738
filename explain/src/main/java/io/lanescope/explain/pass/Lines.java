package io.lanescope.explain.pass;

import java.util.Arrays;
import java.util.Objects;

import io.lanescope.explain.Rows;
import io.lanescope.explain.Target;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * One thread's straight lines from a baseline to a group of rows, seen at the first layer's pre-activations: that layer is
 * affine, so they are straight lines there too, {@code z(α) = start + α · offset}.
 */
public final class Lines {

    /** How many rows share their matrix products with the first layer. */
    public static final int GROUP = 64;

    /** How many points of lines go through the network at once. */
    public static final int BLOCK = 128;

    public final Passes passes;
    public final TargetGradient target;
    public final int width;
    /** {@code [features]}, where all lines start. */
    public final float[] baseline;
    /** {@code [width]}, the same at the first layer. */
    final float[] start;
    /** {@code [GROUP, width]}, where each line ends. */
    public final float[] end;
    /** {@code [GROUP, width]}, from the start to the end. */
    public final float[] offset;
    /** {@code [GROUP]}, the explained output of each row. */
    public final int[] outputs = new int[GROUP];
    private final float[] baseLogits;
    private @Nullable Rows rows;
    private int first;

    public Lines(Mlp model, Target target, float[] baseline) {
        this.passes = new Passes(model, BLOCK);
        this.target = TargetGradient.of(model, target);
        this.width = passes.width();
        this.baseline = baseline;
        this.start = new float[width];
        this.end = new float[GROUP * width];
        this.offset = new float[GROUP * width];
        passes.preActivate(baseline, 0, 1, start, 0);
        System.arraycopy(start, 0, passes.start(), 0, width);
        passes.forward(1);
        baseLogits = Arrays.copyOf(passes.logits(), model.outputs());
    }

    /** Draws the lines to some rows, up to {@link #GROUP}; finds their outputs to explain, f(x) and f(x′). */
    public void to(Rows rows, int first, int count) {
        this.rows = rows;
        this.first = first;
        passes.preActivate(rows.x(), first * rows.features(), count, end, 0);
        System.arraycopy(end, 0, passes.start(), 0, count * width);
        passes.forward(count);
        for (int r = 0; r < count; r++) {
            int output = target.resolve(passes.logits(), r);
            outputs[r] = output;
            rows.outputs()[first + r] = output;
            rows.value()[first + r] = target.value(passes.logits(), r, output);
            rows.baseValue()[first + r] = target.value(baseLogits, 0, output);
            for (int j = 0; j < width; j++) {
                offset[r * width + j] = end[r * width + j] - start[j];
            }
        }
    }

    /** The rows that hold the group. */
    public Rows rows() {
        return Objects.requireNonNull(rows);
    }

    /** The group's first row among them. */
    public int first() {
        return first;
    }

    /** Writes a point of a row's line. */
    public void place(int row, float alpha, float[] z, int at) {
        System.arraycopy(start, 0, z, at, width);
        Vectors.axpy(alpha, offset, row * width, z, at, width);
    }

    /** Takes gradients at the first layer to the rows' attributions, {@code (x − x′) ∘ gradient}. */
    public void attribute(float[] gradient, Rows rows, int first, int count) {
        int features = rows.features();
        passes.toInputs(gradient, count, rows.values(), first * features);
        for (int r = first; r < first + count; r++) {
            for (int j = 0; j < features; j++) {
                rows.values()[r * features + j] *= rows.x()[r * features + j] - baseline[j];
            }
        }
    }
}
