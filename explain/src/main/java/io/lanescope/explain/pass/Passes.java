package io.lanescope.explain.pass;

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
public final class Passes {

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

    public Passes(Mlp model, int capacity) {
        this.model = model;
        this.layers = model.layers();
        this.capacity = capacity;
        int depth = layers.size();
        scaled = new float[Math.multiplyExact(capacity, model.inputs())];
        z = new float[depth][];
        a = new float[depth][];
        delta = new float[depth][];
        forward = new Epilogue[depth];
        backward = new Epilogue[depth];
        for (int l = 0; l < depth; l++) {
            Dense layer = layers.get(l);
            int out = layer.out();
            z[l] = new float[Math.multiplyExact(capacity, out)];
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
    public int width() {
        return layers.getFirst().out();
    }

    /** The first layer's pre-activations of inputs in the data's own units. */
    public void preActivate(float[] x, int xOffset, int rows, float[] z1, int z1Offset) {
        Dense first = layers.getFirst();
        model.scaler().apply(x, xOffset, scaled, 0, rows);
        matMul.multiply(rows, 1, scaled, 0, first.in(), false, first.packed(), 0, z1, z1Offset, first.out(),
                forward[0]);
    }

    /** The scaled inputs of the last {@link #preActivate}, {@code [capacity, inputs]}. */
    public float[] scaled() {
        return scaled;
    }

    /** Where the first layer's pre-activations go before {@link #forward}: {@code [capacity, width]}. */
    public float[] start() {
        return z[0];
    }

    /** Runs the network from the pre-activations in {@link #start}. */
    public void forward(int rows) {
        forward(rows, z.length - 1);
    }

    /** Runs the network from the pre-activations in {@link #start} up to a layer. */
    public void forward(int rows, int last) {
        Maps.apply(layers.getFirst().activation(), z[0], 0, a[0], 0, rows * width());
        for (int l = 1; l <= last; l++) {
            Dense layer = layers.get(l);
            matMul.multiply(rows, 1, a[l - 1], 0, layer.in(), false, layer.packed(), 0, z[l], 0, layer.out(),
                    forward[l]);
        }
    }

    /** The last layer's pre-activations, {@code [capacity, outputs]}. */
    public float[] logits() {
        return z[z.length - 1];
    }

    /** Where the gradient with respect to {@link #logits} goes before {@link #backward}. */
    public float[] logitGradient() {
        return delta[delta.length - 1];
    }

    /** Propagates {@link #logitGradient} back to the first layer's pre-activations and returns their gradient. */
    public float[] backward(int rows) {
        return backward(z.length - 1, rows);
    }

    /** Propagates a layer's {@link #delta} back to the first layer's pre-activations and returns their gradient. */
    public float[] backward(int from, int rows) {
        for (int l = from; l > 0; l--) {
            throughWeights(l, rows, backward[l - 1]);
        }
        return delta[0];
    }

    /** Propagates {@link #logitGradient} back to a hidden layer's activations and returns their gradient. */
    public float[] backwardToActivations(int layer, int rows) {
        for (int l = z.length - 1; l > layer + 1; l--) {
            throughWeights(l, rows, backward[l - 1]);
        }
        throughWeights(layer + 1, rows, Epilogue.NONE);
        return delta[layer];
    }

    /** What replaces an activation's derivative on the way back. */
    @FunctionalInterface
    public interface Rule {
        /** Changes, in place, what arrives at a layer's activations into what leaves at its pre-activations. */
        void pass(int layer, float[] arriving, int rows);
    }

    /** Propagates {@link #logitGradient} back to the first layer's pre-activations by a rule of its own. */
    public float[] backward(int rows, Rule rule) {
        for (int l = z.length - 1; l > 0; l--) {
            throughWeights(l, rows, Epilogue.NONE);
            rule.pass(l - 1, delta[l - 1], rows);
        }
        return delta[0];
    }

    private void throughWeights(int l, int rows, Epilogue epilogue) {
        Dense layer = layers.get(l);
        matMul.multiply(rows, 1, delta[l], 0, layer.out(), false, layer.packedTranspose(), 0, delta[l - 1], 0,
                layer.in(), epilogue);
    }

    /** A layer's pre-activations in the last forward pass. */
    public float[] z(int layer) {
        return z[layer];
    }

    /** A layer's activations in the last forward pass. */
    public float[] a(int layer) {
        return a[layer];
    }

    /** What the last backward pass left at a layer. */
    public float[] delta(int layer) {
        return delta[layer];
    }

    /** Takes a gradient at the first layer's pre-activations to one at the inputs in the data's own units. */
    public void toInputs(float[] gradient, int rows, float[] dx, int dxOffset) {
        Dense first = layers.getFirst();
        matMul.multiply(rows, 1, gradient, 0, first.out(), false, first.packedTranspose(), 0, dx, dxOffset, first.in(),
                Epilogue.NONE);
        model.scaler().applyToGradient(dx, dxOffset, rows);
    }
}
