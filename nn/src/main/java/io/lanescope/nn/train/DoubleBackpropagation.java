package io.lanescope.nn.train;

import io.lanescope.nn.Architecture;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Epilogue;
import io.lanescope.simd.Maps;
import io.lanescope.simd.MatMul;
import io.lanescope.simd.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * The gradient of the penalty on {@link ForbiddenFeatures} (Drucker and Le Cun, 1992), as three additions to a pass back of
 * the loss.
 *
 * <p>With {@code s = Σ_c log p_c}, the pass back of s gives {@code βₗ = ∂s/∂zₗ} and {@code g = ∂s/∂x}. The penalty P changes
 * with the parameters as the slope of s along {@code v = ∂P/∂g} does. That slope is {@code ṡ = β·ż} at the logits, with tangents
 * {@code ẋ = v}, {@code ż = ȧ·W}, {@code ȧ = f'(z) ∘ ż}. Back from it go the adjoints of z, which are linear in what comes
 * from above and so share the loss's δ: it gets {@code ∂ṡ/∂z} at the logits, and {@code f″/f′(z) ∘ ż ∘ β} at each activation
 * below. Weights get {@code ȧᵀ·β} besides.
 */
final class DoubleBackpropagation {

    private static final Activation SIGMOID = new Activation.Sigmoid();

    private final ForbiddenFeatures forbidden;
    private final Architecture architecture;
    private final boolean binary;
    private final Parameters parameters;
    private final MatMul matMul;
    private final float[][] z;
    private final Epilogue[] backward;
    private final @Nullable Dropout[] dropouts;
    private final Curvature[] curvatures;
    private final float[][] beta;
    private final float[][] tangents;
    private final float[][] zTangents;
    private final float[] scratch;

    /**
     * @param z        values before each layer's activation, of the pass forward
     * @param backward multiply by each layer's slopes
     * @param dropouts of each layer, as drawn in the pass forward
     * @param capacity the most rows of a batch
     */
    DoubleBackpropagation(ForbiddenFeatures forbidden, Architecture architecture, Loss loss, Parameters parameters,
            MatMul matMul, float[][] z, Epilogue[] backward, @Nullable Dropout[] dropouts, int capacity) {
        this.forbidden = forbidden;
        this.architecture = architecture;
        binary = loss instanceof Loss.BinaryCrossEntropy;
        this.parameters = parameters;
        this.matMul = matMul;
        this.z = z;
        this.backward = backward;
        this.dropouts = dropouts;
        int depth = z.length;
        curvatures = new Curvature[depth];
        beta = new float[depth][];
        tangents = new float[depth][];
        zTangents = new float[depth][];
        int widest = 0;
        for (int l = 0; l < depth; l++) {
            curvatures[l] = Curvature.of(architecture.layers().get(l).activation());
            beta[l] = new float[z[l].length];
            zTangents[l] = new float[z[l].length];
            tangents[l] = new float[Math.multiplyExact(capacity, architecture.in(l))];
            widest = Math.max(widest, z[l].length);
        }
        scratch = new float[widest];
    }

    /** Goes back with s and forward along v, and adds what the penalty changes at the logits. */
    void start(int rows, Targets targets, int first, float[] delta) {
        int last = z.length - 1;
        slopesAtLogits(rows * architecture.out(last), architecture.out(last));
        for (int l = last; l >= 0; l--) {
            int in = architecture.in(l);
            int out = architecture.out(l);
            matMul.multiply(rows, in, out, 1, beta[l], 0, out, false, parameters.values(), parameters.weights(l), out,
                    true, 0, l == 0 ? tangents[0] : beta[l - 1], 0, in, l == 0 ? Epilogue.NONE : backward[l - 1]);
            if (l > 0) {
                drop(l - 1, beta[l - 1], rows * in);
            }
        }
        forbidden.toPenaltySlopes(tangents[0], rows, architecture.inputs(), targets, first);
        for (int l = 0; l <= last; l++) {
            int in = architecture.in(l);
            int out = architecture.out(l);
            matMul.multiply(rows, out, in, 1, tangents[l], 0, in, false, parameters.values(), parameters.weights(l),
                    out, false, 0, zTangents[l], 0, out, Epilogue.NONE);
            if (l < last) {
                int size = rows * out;
                System.arraycopy(zTangents[l], 0, tangents[l + 1], 0, size);
                Maps.multiplyByDerivative(architecture.layers().get(l).activation(), z[l], 0, tangents[l + 1], 0, size);
                drop(l, tangents[l + 1], size);
            }
        }
        addAtLogits(rows, architecture.out(last), delta);
    }

    private void drop(int layer, float[] values, int size) {
        Dropout dropout = dropouts[layer];
        if (dropout != null) {
            dropout.apply(values, size);
        }
    }

    /** {@code 1 − C·p} of C classes; of one logit {@code 1 − 2·σ(z)}. Leaves the probabilities in scratch. */
    private void slopesAtLogits(int size, int outputs) {
        float[] logits = z[z.length - 1];
        float[] slopes = beta[z.length - 1];
        if (binary) {
            Maps.apply(SIGMOID, logits, 0, scratch, 0, size);
        } else {
            Maps.softmax(size / outputs, outputs, logits, 0, outputs, scratch, 0, outputs);
        }
        int classes = binary ? 2 : outputs;
        for (int i = 0; i < size; i++) {
            slopes[i] = 1 - classes * scratch[i];
        }
    }

    /** {@code −C·p ∘ (ż − p·ż)}; of one logit {@code −2·σ(z)·(1 − σ(z))·ż}. */
    private void addAtLogits(int rows, int outputs, float[] delta) {
        float[] along = zTangents[z.length - 1];
        for (int i = 0; binary && i < rows; i++) {
            delta[i] -= 2 * scratch[i] * (1 - scratch[i]) * along[i];
        }
        for (int r = 0; !binary && r < rows; r++) {
            int at = r * outputs;
            float mean = Vectors.dot(scratch, at, along, at, outputs);
            for (int i = at; i < at + outputs; i++) {
                delta[i] -= outputs * scratch[i] * (along[i] - mean);
            }
        }
    }

    /** Adds what a layer's weights get besides the product with δ. */
    void addWeights(int layer, int rows, Parameters gradients) {
        int in = architecture.in(layer);
        int out = architecture.out(layer);
        matMul.multiply(in, out, rows, 1, tangents[layer], 0, in, true, beta[layer], 0, out, false,
                1, gradients.values(), gradients.weights(layer), out, Epilogue.NONE);
    }

    /** Adds to δ, before a hidden layer's activation, what comes from the change of the slope there. */
    void addCurvature(int layer, int rows, float[] delta) {
        Curvature curvature = curvatures[layer];
        if (curvature == Curvature.NONE) {
            return;
        }
        int size = rows * architecture.out(layer);
        curvature.ratio(z[layer], scratch, size);
        Vectors.multiply(scratch, 0, zTangents[layer], 0, scratch, 0, size);
        Vectors.fma(scratch, 0, beta[layer], 0, delta, 0, size);
    }
}
