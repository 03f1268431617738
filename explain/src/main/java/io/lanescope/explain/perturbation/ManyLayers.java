package io.lanescope.explain.perturbation;

import java.util.List;

import io.lanescope.explain.pass.TargetGradient;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Epilogue;
import io.lanescope.simd.Maps;
import io.lanescope.simd.MatMul;
import io.lanescope.simd.Vectors;

/** Any number of layers. Points of several rows wait until they fill a block. */
final class ManyLayers implements UpperLayers {

    private final TargetGradient target;
    private final List<Dense> layers;
    private final MatMul matMul = new MatMul();
    private final int width;
    /** Pre-activations and activations of each layer, {@code [POINTS, width]}. */
    private final float[][] z;
    private final float[][] a;
    private final Epilogue[] epilogues;
    /** Which rows' points wait, and from where on. */
    private final int[] rowOf = new int[POINTS];
    private final int[] from = new int[POINTS + 1];
    private int waiting;

    ManyLayers(Mlp model, TargetGradient target) {
        this.target = target;
        layers = model.layers();
        width = layers.getFirst().out();
        int depth = layers.size();
        z = new float[depth][];
        a = new float[depth][];
        epilogues = new Epilogue[depth];
        for (int l = 0; l < depth; l++) {
            Dense layer = layers.get(l);
            z[l] = new float[POINTS * layer.out()];
            a[l] = new float[z[l].length];
            epilogues[l] = l == depth - 1
                    ? new Epilogue.Bias(layer.bias(), 0)
                    : new Epilogue.BiasActivation(layer.bias(), 0, layer.activation(), a[l], 0, layer.out());
        }
    }

    @Override
    public boolean inColumns() {
        return false;
    }

    @Override
    public void add(float[] own, float[] shared, int rows, int count, int[] output, int first, double[] values) {
        for (int r = 0; r < rows; r++) {
            if (from[waiting] + count > POINTS) {
                finish(output, first, values);
            }
            int point = from[waiting];
            start(own, r * POINTS * width, shared, point * width, count * width);
            rowOf[waiting++] = r;
            from[waiting] = point + count;
        }
    }

    private void start(float[] own, int at, float[] shared, int to, int n) {
        if (layers.size() == 1) {
            Vectors.add(own, at, shared, 0, z[0], to, n);
        } else {
            Maps.applyToSum(layers.getFirst().activation(), own, at, shared, 0, a[0], to, n);
        }
    }

    @Override
    public void finish(int[] output, int first, double[] values) {
        float[] logits = run(from[waiting]);
        for (int w = 0; w < waiting; w++) {
            int row = rowOf[w];
            for (int p = from[w]; p < from[w + 1]; p++) {
                values[row * POINTS + p - from[w]] += target.value(logits, p, output[first + row]);
            }
        }
        waiting = 0;
    }

    private float[] run(int points) {
        for (int l = 1; l < layers.size(); l++) {
            Dense layer = layers.get(l);
            matMul.multiply(points, 1, a[l - 1], 0, layer.in(), false, layer.packed(), 0, z[l], 0, layer.out(),
                    epilogues[l]);
        }
        return z[layers.size() - 1];
    }
}
