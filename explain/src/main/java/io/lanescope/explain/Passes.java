package io.lanescope.explain;

import java.util.List;

import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Epilogue;
import io.lanescope.simd.Maps;
import io.lanescope.simd.MatMul;

/**
 * One thread's forward and backward passes through a network, for up to a fixed number of rows at once.
 *
 * <p>The first layer is affine, so what it computes along a straight line of inputs is a straight line too. Methods that
 * walk such a line therefore start at the first layer's pre-activations ({@link #preActivate}) and end at their gradient
 * ({@link #backward}); only sums of those go through the first layer's weights again ({@link #toInputs}).
 */
final class Passes {

    private final Mlp model;
    private final List<Dense> layers;
    private final int capacity;
    private final MatMul matMul = new MatMul();
    private final float[] scaled;
    private final float[][] z;
    private final float[][] a;
    private final float[][] delta;
    private final Epilogue[] forward;
    private final Epilogue[] backward;

    Passes(Mlp model, int capacity) {
        this.model = model;
        this.layers = model.layers();
        this.capacity = capacity;
        int depth = layers.size();
        scaled = new float[capacity * model.inputs()];
        z = new float[depth][];
        a = new float[depth][];
        delta = new float[depth][];
        forward = new Epilogue[depth];
        backward = new Epilogue[depth];
        for (int l = 0; l < depth; l++) {
            Dense layer = layers.get(l);
            int out = layer.out();
            z[l] = new float[capacity * out];
            a[l] = new float[capacity * out];
            delta[l] = new float[capacity * out];
            forward[l] = l == 0
                    ? new Epilogue.Bias(layer.bias(), 0)
                    : new Epilogue.BiasActivation(layer.bias(), 0, layer.activation(), a[l], 0, out);
            backward[l] = new Epilogue.TimesDerivative(layer.activation(), z[l], 0, out);
        }
    }

    int capacity() {
        return capacity;
    }

    /** Width of the first layer, in which lines stay lines. */
    int width() {
        return layers.getFirst().out();
    }

    /** The first layer's pre-activations of inputs in the data's own units. */
    void preActivate(float[] x, int xOffset, int rows, float[] z1, int z1Offset) {
        Dense first = layers.getFirst();
        int in = first.in();
        int out = first.out();
        model.scaler().apply(x, xOffset, scaled, 0, rows);
        matMul.multiply(rows, out, in, 1, scaled, 0, in, false, first.weights(), 0, out, false,
                0, z1, z1Offset, out, forward[0]);
    }

    /** Where the first layer's pre-activations go before {@link #forward}: {@code [capacity, width]}. */
    float[] start() {
        return z[0];
    }

    /** Runs the network from the pre-activations in {@link #start}. */
    void forward(int rows) {
        forward(rows, z.length - 1);
    }

    /** Runs the network from the pre-activations in {@link #start} up to a layer. */
    void forward(int rows, int last) {
        if (last == 0) {
            return; // its pre-activations are what the caller put there
        }
        Maps.apply(layers.getFirst().activation(), z[0], 0, a[0], 0, rows * width());
        for (int l = 1; l <= last; l++) {
            Dense layer = layers.get(l);
            int in = layer.in();
            int out = layer.out();
            matMul.multiply(rows, out, in, 1, a[l - 1], 0, in, false, layer.weights(), 0, out, false,
                    0, z[l], 0, out, forward[l]);
        }
    }

    /** The last layer's pre-activations, {@code [capacity, outputs]}. */
    float[] logits() {
        return z[z.length - 1];
    }

    /** Where the gradient with respect to {@link #logits} goes before {@link #backward}. */
    float[] logitGradient() {
        return delta[delta.length - 1];
    }

    /** Propagates {@link #logitGradient} back to the first layer's pre-activations and returns their gradient. */
    float[] backward(int rows) {
        for (int l = z.length - 1; l > 0; l--) {
            throughWeights(l, rows, backward[l - 1]);
        }
        return delta[0];
    }

    /** What replaces an activation's derivative on the way back. */
    @FunctionalInterface
    interface Rule {
        /** Changes, in place, what arrives at a layer's activations into what leaves at its pre-activations. */
        void pass(int layer, float[] arriving, int rows);
    }

    /** Propagates {@link #logitGradient} back to the first layer's pre-activations by a rule of its own. */
    float[] backward(int rows, Rule rule) {
        for (int l = z.length - 1; l > 0; l--) {
            throughWeights(l, rows, Epilogue.NONE);
            rule.pass(l - 1, delta[l - 1], rows);
        }
        return delta[0];
    }

    private void throughWeights(int l, int rows, Epilogue epilogue) {
        Dense layer = layers.get(l);
        int in = layer.in();
        int out = layer.out();
        matMul.multiply(rows, in, out, 1, delta[l], 0, out, false, layer.weights(), 0, out, true,
                0, delta[l - 1], 0, in, epilogue);
    }

    /** A layer's pre-activations in the last forward pass. */
    float[] z(int layer) {
        return z[layer];
    }

    /** A layer's activations in the last forward pass. */
    float[] a(int layer) {
        return a[layer];
    }

    /** Takes a gradient at the first layer's pre-activations to one at the inputs in the data's own units. */
    void toInputs(float[] gradient, int rows, float[] dx, int dxOffset) {
        Dense first = layers.getFirst();
        int in = first.in();
        int out = first.out();
        matMul.multiply(rows, in, out, 1, gradient, 0, out, false, first.weights(), 0, out, true,
                0, dx, dxOffset, in, Epilogue.NONE);
        model.scaler().applyToGradient(dx, dxOffset, rows);
    }
}
