package io.lanescope.explain.deeplift;

import java.util.Arrays;
import java.util.List;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.Reference;
import io.lanescope.explain.Rows;
import io.lanescope.explain.Target;
import io.lanescope.explain.pass.BackgroundRows;
import io.lanescope.explain.pass.Passes;
import io.lanescope.explain.pass.TargetGradient;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Vectors;

/**
 * One thread's DeepLIFT with the rescale rule, averaged over the rows of a background. Background rows and explained rows
 * go through the network once each; only multipliers are found for every pair, a block of pairs at a time.
 */
final class DeepLiftWorker implements Attributor {

    /** How many rows go forward at once, and how many pairs go back. */
    private static final int BLOCK = 64;

    private final BackgroundRows background;
    private final Passes passes;
    private final List<Dense> layers;
    private final LogitMultipliers multipliers;
    private final TargetGradient target;
    private final int features;
    /** Which rows of the block and of the background the pending pairs are made of. */
    private final int[] rowOf = new int[BLOCK];
    private final int[] baseOf = new int[BLOCK];
    private int pending;
    private final Quotients quotients;
    private final float[] gradients;
    private final double[] sums;

    DeepLiftWorker(Mlp model, Target target, Reference reference) {
        background = new BackgroundRows(model, target, reference);
        passes = new Passes(model, BLOCK);
        layers = model.layers();
        this.target = TargetGradient.of(model, target);
        multipliers = new LogitMultipliers(this.target, model.outputs());
        features = model.inputs();
        quotients = new Quotients(layers.stream().mapToInt(Dense::out).max().orElseThrow());
        gradients = new float[Math.multiplyExact(BLOCK, features)];
        sums = new double[gradients.length];
    }

    @Override
    public void attribute(Rows rows, int from, int to) {
        for (int first = from; first < to; first += BLOCK) {
            int count = Math.min(BLOCK, to - first);
            passes.preActivate(rows.x(), first * features, count, passes.start(), 0);
            passes.forward(count);
            Arrays.fill(sums, 0, count * features, 0);
            for (int r = 0; r < count; r++) {
                int output = target.resolve(passes.logits(), r);
                rows.outputs()[first + r] = output;
                rows.value()[first + r] = target.value(passes.logits(), r, output);
                rows.baseValue()[first + r] = background.baseValue(output);
                for (int b = 0; b < background.count(); b++) {
                    add(rows, first, r, b, output);
                }
            }
            addPending(rows, first);
            for (int i = 0; i < count * features; i++) {
                rows.values()[first * features + i] = (float) (sums[i] / background.count());
            }
        }
    }

    private void add(Rows rows, int first, int r, int b, int output) {
        findMultipliers(r, b, output);
        rowOf[pending] = r;
        baseOf[pending] = b;
        pending++;
        if (pending == BLOCK) {
            addPending(rows, first);
        }
    }

    /**
     * Where the way back starts: at what each logit's change accounts for, per unit of it. An output behind an activation
     * takes that one's quotient, as a hidden unit does: it may have a kink, which no quadrature meets.
     */
    private void findMultipliers(int r, int b, int output) {
        float[] start = passes.logitGradient();
        if (!target.isActivatedLogit()) {
            multipliers.find(passes.logits(), r, background.logits(), b, output, start, pending);
            return;
        }
        int outputs = layers.getLast().out();
        Arrays.fill(start, pending * outputs, (pending + 1) * outputs, 0);
        start[pending * outputs + output] = quotients(layers.size() - 1, r * outputs + output, b * outputs + output,
                1)[0];
    }

    private void addPending(Rows rows, int first) {
        passes.toInputs(passes.backward(pending, this::rescale), pending, gradients, 0);
        float[] x = rows.x();
        float[] base = background.values();
        for (int p = 0; p < pending; p++) {
            int at = p * features;
            int row = (first + rowOf[p]) * features;
            int other = baseOf[p] * features;
            int to = rowOf[p] * features;
            for (int j = 0; j < features; j++) {
                sums[to + j] = Math.fma((double) gradients[at + j], (double) (x[row + j] - base[other + j]),
                        sums[to + j]);
            }
        }
        pending = 0;
    }

    /** Multiplies what arrives at a layer's activations by each activation's Δout/Δin. */
    private void rescale(int layer, float[] arriving, int pairs) {
        int width = layers.get(layer).out();
        for (int p = 0; p < pairs; p++) {
            float[] each = quotients(layer, rowOf[p] * width, baseOf[p] * width, width);
            Vectors.multiply(arriving, p * width, each, 0, arriving, p * width, width);
        }
    }

    private float[] quotients(int layer, int row, int base, int units) {
        return quotients.of(layers.get(layer).activation(), passes.z(layer), passes.a(layer), row,
                background.z(layer), background.a(layer), base, units);
    }
}
