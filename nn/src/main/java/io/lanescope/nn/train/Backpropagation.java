package io.lanescope.nn.train;

import io.lanescope.nn.Architecture;
import io.lanescope.simd.Epilogue;
import io.lanescope.simd.MatMul;
import io.lanescope.simd.Team;
import io.lanescope.simd.Vectors;

/**
 * Forward and backward passes over batches of up to a fixed number of rows, in a workspace that is made once
 * (Rumelhart, Hinton and Williams, 1986). A step allocates nothing.
 *
 * <p>With {@code δ} the gradient of the mean loss at a layer's pre-activations and {@code a} its input:
 * {@code ∂W = aᵀ·δ}, {@code ∂b = Σ_rows δ}, and below it {@code δ' = (δ·Wᵀ) ∘ f'(z')}.
 */
final class Backpropagation {

    private final Architecture architecture;
    private final Loss loss;
    private final Parameters parameters;
    private final Parameters gradients;
    private final MatMul matMul;
    private final float[][] z;
    private final float[][] a;
    private final float[][] delta;
    private final Epilogue[] forward;
    private final Epilogue[] backward;

    Backpropagation(Architecture architecture, Loss loss, Parameters parameters, int capacity, Team team) {
        this.architecture = architecture;
        this.loss = loss;
        this.parameters = parameters;
        this.gradients = new Parameters(architecture);
        this.matMul = new MatMul(team);
        int depth = architecture.layers().size();
        z = new float[depth][];
        a = new float[depth][];
        delta = new float[depth][];
        forward = new Epilogue[depth];
        backward = new Epilogue[depth];
        for (int l = 0; l < depth; l++) {
            int out = architecture.out(l);
            int size = Math.multiplyExact(capacity, out);
            var activation = architecture.layers().get(l).activation();
            z[l] = new float[size];
            a[l] = new float[size];
            delta[l] = new float[size];
            forward[l] = new Epilogue.BiasActivation(parameters.values(), parameters.bias(l), activation, a[l], 0, out);
            backward[l] = new Epilogue.TimesDerivative(activation, z[l], 0, out);
        }
    }

    Parameters gradients() {
        return gradients;
    }

    /** The last layer's outputs after {@link #forward}, {@code [rows, outputs]}. */
    float[] outputs() {
        return a[a.length - 1];
    }

    /** Runs the network on rows of x, {@code [rows, inputs]} from the offset. */
    void forward(float[] x, int xOffset, int rows) {
        for (int l = 0; l < z.length; l++) {
            int in = architecture.in(l);
            int out = architecture.out(l);
            matMul.multiply(rows, out, in, 1, l == 0 ? x : a[l - 1], l == 0 ? xOffset : 0, in, false,
                    parameters.values(), parameters.weights(l), out, false, 0, z[l], 0, out, forward[l]);
        }
    }

    /** One batch: the sum of the losses of its rows, with the gradient of their mean in {@link #gradients}. */
    double step(float[] x, int rows, Targets targets, int first) {
        forward(x, 0, rows);
        int last = z.length - 1;
        int outputs = architecture.out(last);
        double sum = LossGradient.sum(loss, outputs(), rows, outputs, targets, first, delta[last]);
        LossGradient.gradient(loss, outputs(), rows, outputs, targets, first, delta[last]);
        for (int l = last; l >= 0; l--) {
            int in = architecture.in(l);
            int out = architecture.out(l);
            matMul.multiply(in, out, rows, 1, l == 0 ? x : a[l - 1], 0, in, true, delta[l], 0, out, false,
                    0, gradients.values(), gradients.weights(l), out, Epilogue.NONE);
            Vectors.addRows(rows, out, delta[l], 0, out, gradients.values(), gradients.bias(l));
            if (l > 0) {
                matMul.multiply(rows, in, out, 1, delta[l], 0, out, false,
                        parameters.values(), parameters.weights(l), out, true, 0, delta[l - 1], 0, in, backward[l - 1]);
            }
        }
        return sum;
    }
}
