package io.lanescope.explain.actions;

import java.util.List;

import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Epilogue;
import io.lanescope.simd.Maps;
import io.lanescope.simd.MatMul;
import io.lanescope.simd.Team;

/**
 * Forward and backward passes of blocks of rows, with each row's own loss: cross-entropy of a classifier, squared error
 * of a regression, as evaluation measures them. Everything stays readable until the next block.
 */
final class LossPasses {

    /** How many rows go through the network at once. */
    static final int BLOCK = 256;

    private static final Activation SIGMOID = new Activation.Sigmoid();

    private final Mlp model;
    private final Dataset data;
    private final List<Dense> layers;
    private final MatMul matMul;
    private final float[] scaled;
    private final float[][] z;
    private final float[][] a;
    private final float[][] delta;
    private final float[][] atActivations;
    private final double[] losses = new double[BLOCK];
    private final float[] scratch;

    LossPasses(Mlp model, Dataset data, Team team) {
        if (data.columns() != model.inputs()) {
            throw new IllegalArgumentException(
                    "the model takes " + model.inputs() + " features, but the data has " + data.columns());
        }
        if (data.rows() == 0) {
            throw new IllegalArgumentException("there is no row to look at");
        }
        boolean fits = switch (data.target()) {
            case Dataset.Classes classes ->
                model.isClassifier() && classes.names().size() == model.outputNames().size();
            case Dataset.Values values ->
                !model.isClassifier() && values.values().length == data.rows() * model.outputs();
            case Dataset.None() -> true;
        };
        if (!fits) {
            throw new IllegalArgumentException("what belongs to the rows is not what the model predicts");
        }
        this.model = model;
        this.data = data;
        this.layers = model.layers();
        this.matMul = new MatMul(team);
        int depth = layers.size();
        scaled = new float[Math.multiplyExact(BLOCK, model.inputs())];
        z = new float[depth][];
        a = new float[depth][];
        delta = new float[depth][];
        atActivations = new float[depth][];
        for (int l = 0; l < depth; l++) {
            int size = Math.multiplyExact(BLOCK, layers.get(l).out());
            z[l] = new float[size];
            a[l] = new float[size];
            delta[l] = new float[size];
            atActivations[l] = new float[size];
        }
        scratch = new float[model.outputs()];
    }

    /** Uses a block of rows. */
    @FunctionalInterface
    interface Block {
        void see(int first, int rows);
    }

    /** Runs every row forward, block by block. */
    void forward(Block block) {
        for (int first = 0; first < data.rows(); first += BLOCK) {
            int rows = Math.min(BLOCK, data.rows() - first);
            forward(first, rows);
            block.see(first, rows);
        }
    }

    /** Runs every row forward and its loss back, block by block. */
    void backward(Block block) {
        forward((first, rows) -> {
            differentiate(first, rows);
            backward(rows);
            block.see(first, rows);
        });
    }

    private void forward(int first, int rows) {
        model.scaler().apply(data.features(), first * data.columns(), scaled, 0, rows);
        for (int l = 0; l < z.length; l++) {
            Dense layer = layers.get(l);
            matMul.multiply(rows, layer.out(), layer.in(), 1, input(l), 0, layer.in(), false, layer.weights(), 0,
                    layer.out(), false, 0, z[l], 0, layer.out(),
                    new Epilogue.BiasActivation(layer.bias(), 0, layer.activation(), a[l], 0, layer.out()));
        }
    }

    /** Propagates what {@link #delta} of the last layer holds down to the first. */
    void backward(int rows) {
        for (int l = z.length - 1; l > 0; l--) {
            Dense layer = layers.get(l);
            matMul.multiply(rows, layer.in(), layer.out(), 1, delta[l], 0, layer.out(), false, layer.weights(), 0,
                    layer.out(), true, 0, atActivations[l - 1], 0, layer.in(), Epilogue.NONE);
            System.arraycopy(atActivations[l - 1], 0, delta[l - 1], 0, rows * layer.in());
            Maps.multiplyByDerivative(layers.get(l - 1).activation(), z[l - 1], 0, delta[l - 1], 0, rows * layer.in());
        }
    }

    private void differentiate(int first, int rows) {
        int outputs = model.outputs();
        int last = z.length - 1;
        switch (data.target()) {
            case Dataset.Classes classes -> {
                for (int r = 0; r < rows; r++) {
                    classify(r * outputs, classes.labels()[first + r], r);
                }
            }
            case Dataset.Values values -> {
                for (int r = 0; r < rows; r++) {
                    losses[r] = 0;
                    for (int j = 0; j < outputs; j++) {
                        double error = (double) a[last][r * outputs + j] - values.values()[(first + r) * outputs + j];
                        losses[r] += error * error / outputs;
                        delta[last][r * outputs + j] = (float) (2 * error / outputs);
                    }
                }
                Maps.multiplyByDerivative(layers.getLast().activation(), z[last], 0, delta[last], 0, rows * outputs);
            }
            case Dataset.None() -> throw new IllegalArgumentException("it is not known what belongs to the rows");
        }
    }

    private void classify(int at, int label, int r) {
        int outputs = model.outputs();
        float[] logits = z[z.length - 1];
        float[] gradient = delta[z.length - 1];
        if (outputs == 1) {
            gradient[at] = label == 1 ? -logits[at] : logits[at];
            losses[r] = Math.max(gradient[at], 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(gradient[at])));
            // 1 − σ of the true class's logit, without cancellation
            Maps.apply(SIGMOID, gradient, at, gradient, at, 1);
            gradient[at] = label == 1 ? -gradient[at] : gradient[at];
            return;
        }
        losses[r] = (double) Maps.logSumExp(logits, at, outputs, scratch) - logits[at + label];
        Maps.softmax(1, outputs, logits, at, outputs, gradient, at, outputs);
        float others = 0;
        for (int j = 0; j < outputs; j++) {
            others += j == label ? 0 : gradient[at + j];
        }
        gradient[at + label] = -others;
    }

    int depth() {
        return z.length;
    }

    /** What a layer is fed, {@code [rows, in]}. */
    float[] input(int layer) {
        return layer == 0 ? scaled : a[layer - 1];
    }

    /** A layer's pre-activations, {@code [rows, out]}. */
    float[] z(int layer) {
        return z[layer];
    }

    /** A layer's activations, {@code [rows, out]}. */
    float[] a(int layer) {
        return a[layer];
    }

    /** Each row's gradient at a layer's pre-activations, {@code [rows, out]}. */
    float[] delta(int layer) {
        return delta[layer];
    }

    /** Each row's gradient at a hidden layer's activations, {@code [rows, out]}. */
    float[] atActivations(int layer) {
        return atActivations[layer];
    }

    /** Each row's loss. */
    double loss(int row) {
        return losses[row];
    }
}
