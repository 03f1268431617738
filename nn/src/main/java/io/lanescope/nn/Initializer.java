package io.lanescope.nn;

import java.util.random.RandomGenerator;

import io.lanescope.simd.Activation;

/**
 * How a layer's weights start. Uniform ones are drawn from {@code [−limit, limit)}, normal ones with the given standard
 * deviation; all have the same bits on every machine. Biases start at 0.
 */
public enum Initializer {
    /** Glorot and Bengio, 2010: {@code limit = √(6 / (in + out))}. */
    GLOROT_UNIFORM,
    /** Glorot and Bengio, 2010: {@code σ = √(2 / (in + out))}. */
    GLOROT_NORMAL,
    /** He, Zhang, Ren and Sun, 2015: {@code limit = √(6 / in)}; for the ReLU family. */
    HE_UNIFORM,
    /** He, Zhang, Ren and Sun, 2015: {@code σ = √(2 / in)}. */
    HE_NORMAL,
    /** LeCun, Bottou, Orr and Müller, 1998: {@code limit = √(3 / in)}. */
    LECUN_UNIFORM,
    /** LeCun, Bottou, Orr and Müller, 1998: {@code σ = √(1 / in)}; for SELU. */
    LECUN_NORMAL,
    /** Saxe, McClelland and Ganguli, 2014: orthonormal columns, or rows where those are fewer, of a random direction. */
    ORTHOGONAL,
    /** All zero: only for layers without a hidden one below. */
    ZEROS;

    /**
     * What is usual before an activation: uniform after He for the family of the rectifiers, whose negative side is flat
     * or nearly so, normal after LeCun for SELU, and uniform after Glorot for everything else.
     *
     * @param activation what follows the layer's affine map
     * @return how its weights start
     */
    public static Initializer usual(Activation activation) {
        return switch (activation) {
            case Activation.Relu _,Activation.LeakyRelu _,Activation.Elu _,Activation.Gelu _,Activation.GeluTanh _,Activation.Silu _,Activation.HardSwish _,Activation.Mish _ ->
                HE_UNIFORM;
            case Activation.Selu _ -> LECUN_NORMAL;
            default -> GLOROT_UNIFORM;
        };
    }

    /**
     * Draws the weights of one layer.
     *
     * @param random  the source of chance
     * @param in      width of the layer's input
     * @param out     width of its output
     * @param weights receives {@code in · out} numbers
     * @param offset  where they start
     */
    public void fill(RandomGenerator random, int in, int out, float[] weights, int offset) {
        if (this == ORTHOGONAL) {
            fillOrthogonal(random, in, out, weights, offset);
            return;
        }
        double scale = switch (this) {
            case GLOROT_UNIFORM -> Math.sqrt(6.0 / ((double) in + out));
            case GLOROT_NORMAL -> Math.sqrt(2.0 / ((double) in + out));
            case HE_UNIFORM -> Math.sqrt(6.0 / in);
            case HE_NORMAL -> Math.sqrt(2.0 / in);
            case LECUN_UNIFORM -> Math.sqrt(3.0 / in);
            case LECUN_NORMAL -> Math.sqrt(1.0 / in);
            case ORTHOGONAL, ZEROS -> 0;
        };
        for (int i = offset; i < offset + in * out; i++) {
            weights[i] = (float) (scale * draw(random));
        }
    }

    private double draw(RandomGenerator random) {
        return switch (this) {
            case GLOROT_UNIFORM, HE_UNIFORM, LECUN_UNIFORM -> 2 * random.nextDouble() - 1;
            case GLOROT_NORMAL, HE_NORMAL, LECUN_NORMAL, ORTHOGONAL -> gaussian(random);
            case ZEROS -> 0;
        };
    }

    /** Gram and Schmidt's method on random vectors, twice, which is enough to lose no digit. */
    private void fillOrthogonal(RandomGenerator random, int in, int out, float[] weights, int offset) {
        int length = Math.max(in, out);
        double[][] vectors = new double[Math.min(in, out)][length];
        for (int v = 0; v < vectors.length; v++) {
            for (int i = 0; i < length; i++) {
                vectors[v][i] = draw(random);
            }
            for (int twice = 0; twice < 2; twice++) {
                for (int u = 0; u < v; u++) {
                    addMultiple(-dot(vectors[u], vectors[v]), vectors[u], vectors[v]);
                }
                addMultiple(1 / Math.sqrt(dot(vectors[v], vectors[v])) - 1, vectors[v], vectors[v]);
            }
            for (int i = 0; i < length; i++) {
                weights[offset + (in >= out ? i * out + v : v * out + i)] = (float) vectors[v][i];
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void addMultiple(double factor, double[] x, double[] y) {
        for (int i = 0; i < x.length; i++) {
            y[i] += factor * x[i];
        }
    }

    /** Box and Muller's method on StrictMath, whose bits, unlike those of Math's intrinsics, are the same everywhere. */
    private static double gaussian(RandomGenerator random) {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }
}
