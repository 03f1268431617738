package io.lanescope.explain.perturbation;

import java.util.List;

import io.lanescope.explain.pass.TargetGradient;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Epilogue;
import io.lanescope.simd.Maps;
import io.lanescope.simd.MatMul;
import io.lanescope.simd.Vectors;

/** Any number of layers. Points of several rows wait until they fill a block; behind the first layer each of them is a row. */
final class ManyLayers implements UpperLayers {

    private final TargetGradient target;
    private final List<Dense> layers;
    private final MatMul matMul = new MatMul();
    /** {@code [width, POINTS]}. */
    private final float[] columns;
    /** Pre-activations and activations of the layers above, {@code [POINTS, width]} each. */
    private final float[][] z;
    private final float[][] a;
    private final Epilogue[] epilogues;
    /** Which rows' points wait, and from which column on. */
    private final int[] rowOf = new int[POINTS];
    private final int[] from = new int[POINTS + 1];
    private int waiting;

    ManyLayers(Mlp model, TargetGradient target) {
        this.target = target;
        layers = model.layers();
        columns = new float[layers.getFirst().out() * POINTS];
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
    public void add(float[] own, float[] shared, int rows, int count, int[] output, int first, double[] values) {
        for (int r = 0; r < rows; r++) {
            if (from[waiting] + count > POINTS) {
                finish(output, first, values);
            }
            int column = from[waiting];
            for (int line = 0; line < columns.length; line += POINTS) {
                Vectors.add(own, r * columns.length + line, shared, line, columns, line + column, count);
            }
            rowOf[waiting++] = r;
            from[waiting] = column + count;
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
        int last = layers.size() - 1;
        if (last == 0) {
            transpose(points);
            return z[0];
        }
        Maps.apply(layers.getFirst().activation(), columns, 0, columns, 0, columns.length);
        for (int l = 1; l <= last; l++) {
            Dense layer = layers.get(l);
            boolean inColumns = l == 1;
            matMul.multiply(points, 1, inColumns ? columns : a[l - 1], 0, inColumns ? POINTS : layer.in(), inColumns,
                    layer.packed(), 0, z[l], 0, layer.out(), epilogues[l]);
        }
        return z[last];
    }

    private void transpose(int points) {
        int width = layers.getFirst().out();
        for (int p = 0; p < points; p++) {
            for (int h = 0; h < width; h++) {
                z[0][p * width + h] = columns[h * POINTS + p];
            }
        }
    }
}
