package io.lanescope.nn;

import java.util.Objects;

import io.lanescope.simd.Activation;
import io.lanescope.simd.Epilogue;
import io.lanescope.simd.Maps;
import io.lanescope.simd.MatMul;

/**
 * Runs a model, in a workspace of its own that is made once: a prediction allocates nothing. A predictor serves one
 * thread at a time; any number of them share a model. A row's outputs have the same bits alone and in any batch.
 */
public final class Predictor {

    private static final Activation SIGMOID = new Activation.Sigmoid();

    private final Mlp model;
    private final int capacity;
    private final MatMul matMul = new MatMul();
    private final boolean scales;
    private final float[] scaled;
    private final float[][] a;
    private final Epilogue[] epilogues;
    private final Epilogue logitEpilogue;
    private final float[] scratch;

    /**
     * A predictor for blocks of rows.
     *
     * @param model    the network
     * @param capacity how many rows go through the network at once, at least 1; larger batches are cut into such blocks
     * @throws IllegalArgumentException if the capacity is not positive
     */
    public Predictor(Mlp model, int capacity) {
        this.model = Objects.requireNonNull(model, "model");
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, but is " + capacity);
        }
        this.capacity = capacity;
        scales = !model.scaler().isNone();
        scaled = new float[scales ? Math.multiplyExact(capacity, model.inputs()) : 0];
        int depth = model.layers().size();
        a = new float[depth][];
        epilogues = new Epilogue[depth];
        for (int l = 0; l < depth; l++) {
            Dense layer = model.layers().get(l);
            layer.packed(); // here rather than in the first prediction
            a[l] = new float[Math.multiplyExact(capacity, layer.out())];
            epilogues[l] = new Epilogue.BiasActivation(layer.bias(), 0, layer.activation(), a[l], 0, layer.out());
        }
        logitEpilogue = new Epilogue.Bias(model.layers().getLast().bias(), 0);
        scratch = new float[model.outputs()];
    }

    /**
     * The model's outputs, after its last activation and its output function.
     *
     * @param x       {@code [rows, inputs]} in the data's own units
     * @param xOffset where they start
     * @param rows    how many rows
     * @param y       receives {@code [rows, outputs]}
     * @param yOffset where they start
     * @throws IndexOutOfBoundsException if an array is too short
     */
    public void predict(float[] x, int xOffset, int rows, float[] y, int yOffset) {
        run(x, xOffset, rows, y, yOffset, epilogues[epilogues.length - 1]);
        model.outputFunction().apply(rows, model.outputs(), y, yOffset, scratch);
    }

    /**
     * What the last layer computes before its activation: a classifier's logits.
     *
     * @param x       {@code [rows, inputs]} in the data's own units
     * @param xOffset where they start
     * @param rows    how many rows
     * @param z       receives {@code [rows, outputs]}
     * @param zOffset where they start
     * @throws IndexOutOfBoundsException if an array is too short
     */
    public void logits(float[] x, int xOffset, int rows, float[] z, int zOffset) {
        run(x, xOffset, rows, z, zOffset, logitEpilogue);
    }

    private void run(float[] x, int xOffset, int rows, float[] y, int yOffset, Epilogue last) {
        int in = model.inputs();
        int out = model.outputs();
        Objects.checkFromIndexSize(xOffset, Math.multiplyExact(rows, in), x.length);
        Objects.checkFromIndexSize(yOffset, Math.multiplyExact(rows, out), y.length);
        for (int first = 0; first < rows; first += capacity) {
            int count = Math.min(capacity, rows - first);
            forward(x, xOffset + first * in, count, last);
            System.arraycopy(a[a.length - 1], 0, y, yOffset + first * out, count * out);
        }
    }

    /**
     * The outputs of one row.
     *
     * @param x {@code [inputs]} in the data's own units
     * @param y receives {@code [outputs]}
     * @throws IndexOutOfBoundsException if an array is too short
     */
    public void predict(float[] x, float[] y) {
        predict(x, 0, 1, y, 0);
    }

    /**
     * The classes' probabilities: softmax of the logits, or {@code [1 − σ(z), σ(z)]} for a binary classifier.
     *
     * @param x       {@code [rows, inputs]} in the data's own units
     * @param xOffset where they start
     * @param rows    how many rows
     * @param p       receives {@code [rows, classes]}
     * @param pOffset where they start
     * @throws IllegalStateException     if the model is a regression
     * @throws IndexOutOfBoundsException if an array is too short
     */
    public void probabilities(float[] x, int xOffset, int rows, float[] p, int pOffset) {
        int classes = model.outputNames().size();
        switch (model.task()) {
            case REGRESSION -> throw new IllegalStateException("a regression has no probabilities");
            case MULTICLASS -> {
                logits(x, xOffset, rows, p, pOffset);
                Maps.softmax(rows, classes, p, pOffset, classes, p, pOffset, classes);
            }
            case BINARY -> {
                Objects.checkFromIndexSize(pOffset, Math.multiplyExact(rows, 2), p.length);
                logits(x, xOffset, rows, p, pOffset);
                for (int r = rows - 1; r >= 0; r--) {
                    float z = p[pOffset + r];
                    p[pOffset + 2 * r] = -z;
                    p[pOffset + 2 * r + 1] = z;
                }
                Maps.apply(SIGMOID, p, pOffset, p, pOffset, 2 * rows);
            }
        }
    }

    private void forward(float[] x, int xOffset, int rows, Epilogue last) {
        float[] input = x;
        int from = xOffset;
        if (scales) {
            model.scaler().apply(x, xOffset, scaled, 0, rows);
            input = scaled;
            from = 0;
        }
        for (int l = 0; l < a.length; l++) {
            Dense layer = model.layers().get(l);
            Epilogue epilogue = l == a.length - 1 ? last : epilogues[l];
            matMul.multiply(rows, 1, input, from, layer.in(), false, layer.packed(), 0, a[l], 0, layer.out(), epilogue);
            input = a[l];
            from = 0;
        }
    }
}
