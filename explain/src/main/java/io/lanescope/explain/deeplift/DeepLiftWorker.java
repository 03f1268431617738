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
import io.lanescope.simd.Activation;
import io.lanescope.simd.Maps;
import io.lanescope.simd.Vectors;

/**
 * One thread's DeepLIFT with the rescale rule, averaged over the rows of a background. Background rows and explained rows
 * go through the network once each; only multipliers are found for every pair, a block of pairs at a time.
 */
final class DeepLiftWorker implements Attributor {

    /** How many rows go forward at once, and how many pairs go back. */
    private static final int BLOCK = 64;

    /** What an activation's change can be wrong by, as a share of its values: one ULP of each, and an absolute floor. */
    private static final float ROUNDING = 0x1p-22f;
    /** The first of the two nodes of the Gauss–Legendre rule on [0, 1], (1 − 1/√3) / 2. */
    private static final float FIRST_NODE = 0.21132487f;

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
    private final float[] quotients;
    private final float[] nodes;
    private final float[] slopes;
    private final float[] gradients;
    private final double[] sums;

    DeepLiftWorker(Mlp model, Target target, Reference reference) {
        background = new BackgroundRows(model, target, reference);
        passes = new Passes(model, BLOCK);
        layers = model.layers();
        this.target = TargetGradient.of(model, target);
        multipliers = new LogitMultipliers(this.target, model.outputs());
        features = model.inputs();
        quotients = new float[layers.stream().mapToInt(Dense::out).max().orElseThrow()];
        nodes = new float[2 * quotients.length];
        slopes = new float[nodes.length];
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
        multipliers.find(passes.logits(), r, background.logits(), b, output, passes.logitGradient(), pending);
        rowOf[pending] = r;
        baseOf[pending] = b;
        pending++;
        if (pending == BLOCK) {
            addPending(rows, first);
        }
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
            findQuotients(layer, rowOf[p] * width, baseOf[p] * width, width);
            Vectors.multiply(arriving, p * width, quotients, 0, arriving, p * width, width);
        }
    }

    /** Each Δout/Δin; where rounding could have spoilt it, the mean slope on the way, if it agrees up to that. */
    private void findQuotients(int layer, int row, int base, int width) {
        float[] z = passes.z(layer);
        float[] a = passes.a(layer);
        float[] baseZ = background.z(layer);
        float[] baseA = background.a(layer);
        findMeanSlopes(layers.get(layer).activation(), row, z, base, baseZ, width);
        for (int j = 0; j < width; j++) {
            float change = z[row + j] - baseZ[base + j];
            float quotient = (a[row + j] - baseA[base + j]) / change;
            float rounding = (Math.max(Math.abs(a[row + j]), Math.abs(baseA[base + j])) + 0.25f) * ROUNDING
                    / Math.abs(change);
            // also where nothing changes, and the quotient is no number
            quotients[j] = Math.abs(quotient - slopes[j]) > rounding ? quotient : slopes[j];
        }
    }

    /** By the Gauss–Legendre rule with two nodes, exact to the fourth power of the change. */
    private void findMeanSlopes(Activation activation, int row, float[] z, int base, float[] baseZ, int width) {
        for (int j = 0; j < width; j++) {
            nodes[j] = Math.fma(z[row + j] - baseZ[base + j], FIRST_NODE, baseZ[base + j]);
            nodes[width + j] = Math.fma(baseZ[base + j] - z[row + j], FIRST_NODE, z[row + j]);
        }
        Arrays.fill(slopes, 0, 2 * width, 0.5f);
        Maps.multiplyByDerivative(activation, nodes, 0, slopes, 0, 2 * width);
        for (int j = 0; j < width; j++) {
            slopes[j] += slopes[width + j];
        }
    }
}
