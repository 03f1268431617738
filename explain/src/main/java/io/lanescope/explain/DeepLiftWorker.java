package io.lanescope.explain;

import java.util.Arrays;
import java.util.List;

import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Maps;

/** One thread's DeepLIFT with the rescale rule. The baseline goes through the network once. */
final class DeepLiftWorker implements Attributor {

    /** How many rows go through the network at once. */
    private static final int BLOCK = 64;

    /** Below this share of the larger input, a change of the input is rounding rather than a change. */
    private static final float TINY = 0x1p-12f;

    private static final Quadrature.Rule PATH = Quadrature.GAUSS_LEGENDRE.nodes(64);

    private final Passes passes;
    private final TargetGradient target;
    private final List<Dense> layers;
    private final float[] baseline;
    /** Pre-activations and activations of the baseline, layer by layer. */
    private final float[][] baseZ;
    private final float[][] baseA;
    private final float[] point;
    private final float[] gradient;

    DeepLiftWorker(Mlp model, Target target, float[] baseline) {
        this.passes = new Passes(model, BLOCK);
        this.target = TargetGradient.of(model, target);
        this.layers = model.layers();
        this.baseline = baseline;
        passes.preActivate(baseline, 0, 1, passes.start(), 0);
        passes.forward(1);
        baseZ = new float[layers.size()][];
        baseA = new float[layers.size()][];
        for (int l = 0; l < layers.size(); l++) {
            baseZ[l] = Arrays.copyOf(passes.z(l), layers.get(l).out());
            baseA[l] = Arrays.copyOf(passes.a(l), layers.get(l).out());
        }
        point = new float[model.outputs()];
        gradient = new float[model.outputs()];
    }

    @Override
    public void attribute(Rows rows, int from, int to) {
        int features = rows.features();
        for (int first = from; first < to; first += BLOCK) {
            int count = Math.min(BLOCK, to - first);
            passes.preActivate(rows.x(), first * features, count, passes.start(), 0);
            passes.forward(count);
            for (int r = 0; r < count; r++) {
                attributeTarget(rows, first, r);
            }
            float[] multipliers = passes.backward(count, this::rescale);
            passes.toInputs(multipliers, count, rows.values(), first * features);
            for (int i = 0; i < count * features; i++) {
                int at = first * features + i;
                rows.values()[at] *= rows.x()[at] - baseline[i % features];
            }
        }
    }

    /** f(x), f(x′), and the multipliers from the explained scalar to the logits. */
    private void attributeTarget(Rows rows, int first, int r) {
        float[] base = baseZ[baseZ.length - 1];
        int output = target.resolve(passes.logits(), r);
        rows.outputs()[first + r] = output;
        rows.value()[first + r] = target.value(passes.logits(), r, output);
        rows.baseValue()[first + r] = target.value(base, 0, output);
        float[] multipliers = passes.logitGradient();
        int at = r * base.length;
        Arrays.fill(multipliers, at, at + base.length, 0);
        for (int node = 0; node < PATH.size(); node++) {
            for (int j = 0; j < base.length; j++) {
                point[j] = (float) (base[j] + PATH.nodes()[node] * ((double) passes.logits()[at + j] - base[j]));
            }
            target.gradient(point, 0, output, gradient);
            for (int j = 0; j < base.length; j++) {
                multipliers[at + j] = (float) (multipliers[at + j] + PATH.weights()[node] * gradient[j]);
            }
        }
    }

    /** Multiplies what arrives at a layer's activations by each activation's Δout/Δin. */
    private void rescale(int layer, float[] arriving, int rows) {
        Activation activation = layers.get(layer).activation();
        int width = layers.get(layer).out();
        float[] z = passes.z(layer);
        float[] a = passes.a(layer);
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < width; j++) {
                int i = r * width + j;
                float change = z[i] - baseZ[layer][j];
                if (Math.abs(change) <= TINY * Math.max(Math.abs(z[i]), Math.abs(baseZ[layer][j]))) {
                    Maps.multiplyByDerivative(activation, z, i, arriving, i, 1);
                } else {
                    arriving[i] *= (a[i] - baseA[layer][j]) / change;
                }
            }
        }
    }
}
