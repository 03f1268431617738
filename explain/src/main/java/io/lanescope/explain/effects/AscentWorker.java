package io.lanescope.explain.effects;

import java.util.Arrays;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.InputBounds;
import io.lanescope.explain.Rows;
import io.lanescope.explain.Target;
import io.lanescope.explain.pass.Passes;
import io.lanescope.explain.pass.TargetGradient;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset.ImageShape;
import io.lanescope.nn.data.Scaler;
import io.lanescope.simd.Maps;
import io.lanescope.simd.Vectors;
import org.jspecify.annotations.Nullable;

/** One thread's gradient ascent in the space of inputs, a block of rows at a time. */
final class AscentWorker implements Attributor {

    private static final int BLOCK = 64;

    /** Rounds off the kink of the total variation where neighbouring pixels are equal. */
    private static final float SMOOTH = 1e-3f;

    private final Mlp model;
    private final Passes passes;
    private final TargetGradient target;
    private final ActivationMaximization.Ascent ascent;
    private final @Nullable InputBounds bounds;
    private final @Nullable ImageShape image;
    private final ActivationMaximization.@Nullable HiddenUnit unit;
    private final int features;
    private final float[] x;
    private final float[] gradients;
    private final float[] reached = new float[BLOCK];
    private final double[] best = new double[BLOCK];

    AscentWorker(Mlp model, Target target, ActivationMaximization settings) {
        this.model = model;
        passes = new Passes(model, BLOCK);
        this.target = TargetGradient.of(model, target);
        ascent = settings.ascent();
        bounds = settings.bounds();
        image = settings.image();
        unit = settings.unit();
        features = model.inputs();
        x = new float[Math.multiplyExact(BLOCK, features)];
        gradients = new float[x.length];
    }

    @Override
    public void attribute(Rows rows, int from, int to) {
        for (int first = from; first < to; first += BLOCK) {
            climb(rows, first, Math.min(BLOCK, to - first));
        }
    }

    private void climb(Rows rows, int first, int count) {
        System.arraycopy(rows.x(), first * features, x, 0, count * features);
        Arrays.fill(best, 0, count, Double.NEGATIVE_INFINITY);
        for (int step = 0; step <= ascent.steps(); step++) {
            evaluate(rows, first, count, step == 0);
            for (int r = 0; r < count; r++) {
                double worth = reached[r] - penalise(r);
                if (worth > best[r]) {
                    best[r] = worth;
                    rows.baseValue()[first + r] = reached[r];
                    System.arraycopy(x, r * features, rows.values(), (first + r) * features, features);
                }
                move(r, ascent.rate() * (ascent.steps() - step) / ascent.steps());
            }
        }
    }

    /** What is made large, and its gradient at the inputs in the data's own units. */
    private void evaluate(Rows rows, int first, int count, boolean start) {
        passes.preActivate(x, 0, count, passes.start(), 0);
        passes.forward(count);
        for (int r = 0; r < count; r++) {
            if (start) {
                rows.outputs()[first + r] = target.resolve(passes.logits(), r);
            }
            int output = rows.outputs()[first + r];
            reached[r] = unit == null ? target.value(passes.logits(), r, output) : activation(unit, r);
            if (start) {
                rows.value()[first + r] = reached[r];
            }
            if (unit == null) {
                target.gradient(passes.logits(), r, output, passes.logitGradient());
            }
        }
        float[] gradient = unit == null ? passes.backward(count) : backward(unit, count);
        passes.toInputs(gradient, count, gradients, 0);
    }

    private float activation(ActivationMaximization.HiddenUnit hidden, int r) {
        int layer = hidden.layer().in(model);
        return passes.a(layer)[r * hidden.layer().units(model) + hidden.number()];
    }

    private float[] backward(ActivationMaximization.HiddenUnit hidden, int count) {
        int layer = hidden.layer().in(model);
        int units = hidden.layer().units(model);
        float[] delta = passes.delta(layer);
        Arrays.fill(delta, 0, count * units, 0);
        for (int r = 0; r < count; r++) {
            int at = r * units + hidden.number();
            delta[at] = 1;
            Maps.multiplyByDerivative(model.layers().get(layer).activation(), passes.z(layer), at, delta, at, 1);
        }
        return passes.backward(layer, count);
    }

    /** Takes the penalties' gradient from the row's, which then is one at the scaled inputs, and returns the penalties. */
    private double penalise(int r) {
        float[] u = passes.scaled();
        float[] scale = model.scaler().scale();
        int at = r * features;
        for (int j = 0; j < features; j++) {
            gradients[at + j] = scale[j] == 0 ? 0 : gradients[at + j] / scale[j];
        }
        Vectors.axpy(-2 * ascent.l2(), u, at, gradients, at, features);
        return ascent.l2() * (double) Vectors.dot(u, at, u, at, features)
                + (image == null || ascent.tv() == 0 ? 0 : ascent.tv() * variation(image, u, at));
    }

    private double variation(ImageShape shape, float[] u, int at) {
        double sum = 0;
        int width = shape.width();
        for (int i = 0; i < shape.height(); i++) {
            for (int j = 0; j < width; j++) {
                int p = at + i * width + j;
                float right = j + 1 < width ? u[p + 1] - u[p] : 0;
                float down = i + 1 < shape.height() ? u[p + width] - u[p] : 0;
                float length = (float) Math.sqrt(right * right + down * down + SMOOTH * SMOOTH);
                sum += length;
                float factor = ascent.tv() / length;
                gradients[p] += factor * (right + down);
                if (j + 1 < width) {
                    gradients[p + 1] -= factor * right;
                }
                if (i + 1 < shape.height()) {
                    gradients[p + width] -= factor * down;
                }
            }
        }
        return sum;
    }

    private void move(int r, float length) {
        int at = r * features;
        float norm = Vectors.l2Norm(gradients, at, features);
        if (!(norm > 0) || length == 0) {
            return;
        }
        float factor = length * (float) Math.sqrt(features) / norm;
        Scaler scaler = model.scaler();
        for (int j = 0; j < features; j++) {
            float scale = scaler.scale()[j];
            x[at + j] += scale == 0 ? 0 : factor * gradients[at + j] / scale;
            if (bounds != null) {
                x[at + j] = Math.clamp(x[at + j], bounds.low()[j], bounds.high()[j]);
            }
        }
    }
}
