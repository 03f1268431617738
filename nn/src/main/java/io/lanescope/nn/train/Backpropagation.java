package io.lanescope.nn.train;

import java.util.ArrayList;
import java.util.List;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.Dense;
import io.lanescope.nn.data.Scaler;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Epilogue;
import io.lanescope.simd.Maps;
import io.lanescope.simd.MatMul;
import io.lanescope.simd.Team;
import io.lanescope.simd.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * Forward and backward passes over batches of up to a fixed number of rows, in a workspace that is made once
 * (Rumelhart, Hinton and Williams, 1986). A step allocates nothing.
 *
 * <p>With {@code δ} the gradient of the mean loss at a layer's pre-activations and {@code a} its input:
 * {@code ∂W = aᵀ·δ}, {@code ∂b = Σ_rows δ}, and below it {@code δ' = (δ·Wᵀ) ∘ f'(z')}, times the mask of a dropout there, and
 * through a batch normalisation there. What {@link DoubleBackpropagation} adds comes between.
 */
final class Backpropagation {

    private final Architecture architecture;
    private final LossGradient loss;
    private final Parameters parameters;
    private final Parameters gradients;
    private final MatMul matMul;
    private final float[][] z;
    private final float[][] a;
    private final float[][] delta;
    private final Epilogue[] forward;
    private final Epilogue[] backward;
    private final @Nullable BatchNorm[] norms;
    private final @Nullable Dropout[] dropouts;
    private final @Nullable DoubleBackpropagation penalty;

    /**
     * @param forbidden what must not matter
     * @param capacity  the most rows of a batch
     * @param seed      decides what is dropped out
     */
    Backpropagation(Architecture architecture, Loss loss, ForbiddenFeatures forbidden, Parameters parameters,
            int capacity, long seed, Team team) {
        this.architecture = architecture;
        this.loss = new LossGradient(loss, capacity, architecture.layers().getLast().width());
        this.parameters = parameters;
        this.gradients = new Parameters(architecture);
        this.matMul = new MatMul(team);
        int depth = architecture.layers().size();
        z = new float[depth][];
        a = new float[depth][];
        delta = new float[depth][];
        forward = new Epilogue[depth];
        backward = new Epilogue[depth];
        norms = new @Nullable BatchNorm[depth];
        dropouts = new @Nullable Dropout[depth];
        for (int l = 0; l < depth; l++) {
            Architecture.Layer layer = architecture.layers().get(l);
            int out = layer.width();
            int size = Math.multiplyExact(capacity, out);
            z[l] = new float[size];
            a[l] = new float[size];
            delta[l] = new float[size];
            norms[l] = layer.batchNorm() ? new BatchNorm(l, parameters, gradients, capacity) : null;
            dropouts[l] = layer.dropout() > 0 ? new Dropout(layer.dropout(), seed + l, size) : null;
            forward[l] = layer.batchNorm()
                    ? new Epilogue.Bias(parameters.values(), parameters.bias(l))
                    : new Epilogue.BiasActivation(parameters.values(), parameters.bias(l), layer.activation(), a[l], 0,
                            out);
            backward[l] = new Epilogue.TimesDerivative(layer.activation(), z[l], 0, out);
        }
        penalty = forbidden.matters()
                ? new DoubleBackpropagation(forbidden, architecture, loss, parameters, matMul, z, backward, dropouts,
                        capacity)
                : null;
    }

    Parameters gradients() {
        return gradients;
    }

    /** Lets the outputs predict numbers that are scaled so. */
    void targetScaler(Scaler scaler) {
        loss.targetScaler(scaler);
    }

    /**
     * The layers as they are after training: with normalisation and the way back from scaled targets folded in, without
     * dropout.
     */
    List<Dense> toLayers() {
        List<Dense> layers = new ArrayList<>();
        for (Dense layer : parameters.toLayers()) {
            BatchNorm norm = norms[layers.size()];
            layers.add(norm == null ? layer : norm.fold(layer));
        }
        layers.add(loss.unscaled(layers.removeLast()));
        return layers;
    }

    /** The running means and variances of each layer that normalises, from the input to the output. */
    List<float[]> running() {
        List<float[]> all = new ArrayList<>();
        for (BatchNorm norm : norms) {
            if (norm != null) {
                all.add(norm.running());
            }
        }
        return all;
    }

    /** A layer's values before the activation, of the last batch. */
    float[] preActivations(int layer) {
        return z[layer];
    }

    private void forward(float[] x, int rows, long step) {
        for (int l = 0; l < z.length; l++) {
            int in = architecture.in(l);
            int out = architecture.out(l);
            int size = rows * out;
            matMul.multiply(rows, out, in, 1, l == 0 ? x : a[l - 1], 0, in, false,
                    parameters.values(), parameters.weights(l), out, false, 0, z[l], 0, out, forward[l]);
            BatchNorm norm = norms[l];
            if (norm != null) {
                norm.forward(z[l], rows);
                Activation activation = architecture.layers().get(l).activation();
                Maps.apply(activation, z[l], 0, a[l], 0, size);
            }
            Dropout dropout = dropouts[l];
            if (dropout != null) {
                dropout.draw(step, size);
                dropout.apply(a[l], size);
            }
        }
    }

    /**
     * One batch: the sum of the weighted losses of its rows, without a penalty, with the gradient of their mean, and that of
     * the penalty, in {@link #gradients}.
     *
     * @param x       {@code [rows, inputs]}
     * @param rows    how many
     * @param targets what belongs to them
     * @param first   the first of them
     * @param step    the step's number
     */
    double step(float[] x, int rows, Targets targets, int first, long step) {
        forward(x, rows, step);
        int last = z.length - 1;
        double sum = loss.step(a[last], rows, targets, first, delta[last]);
        if (penalty != null) {
            penalty.start(rows, targets, first, delta[last]);
        }
        for (int l = last; l >= 0; l--) {
            int in = architecture.in(l);
            int out = architecture.out(l);
            matMul.multiply(in, out, rows, 1, l == 0 ? x : a[l - 1], 0, in, true, delta[l], 0, out, false,
                    0, gradients.values(), gradients.weights(l), out, Epilogue.NONE);
            if (penalty != null) {
                penalty.addWeights(l, rows, gradients);
            }
            Vectors.addRows(rows, out, delta[l], 0, out, gradients.values(), gradients.bias(l));
            if (l > 0) {
                matMul.multiply(rows, in, out, 1, delta[l], 0, out, false,
                        parameters.values(), parameters.weights(l), out, true, 0, delta[l - 1], 0, in, backward[l - 1]);
                Dropout dropout = dropouts[l - 1];
                if (dropout != null) {
                    dropout.apply(delta[l - 1], rows * in);
                }
                BatchNorm norm = norms[l - 1];
                if (norm != null) {
                    norm.backward(delta[l - 1], rows);
                }
                if (penalty != null) {
                    penalty.addCurvature(l - 1, rows, delta[l - 1]);
                }
            }
        }
        return sum;
    }
}
