package io.lanescope.nn;

import java.util.random.RandomGenerator;

/**
 * How a layer's weights start. Uniform ones are drawn from {@code [−limit, limit)}, normal ones with the given standard
 * deviation; both have the same bits on every machine. Biases start at 0.
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
    /** LeCun, Bottou, Orr and Müller, 1998: {@code σ = √(1 / in)}. */
    LECUN_NORMAL,
    /** All zero: only for layers without a hidden one below. */
    ZEROS;

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
        double scale = switch (this) {
            case GLOROT_UNIFORM -> Math.sqrt(6.0 / ((double) in + out));
            case GLOROT_NORMAL -> Math.sqrt(2.0 / ((double) in + out));
            case HE_UNIFORM -> Math.sqrt(6.0 / in);
            case HE_NORMAL -> Math.sqrt(2.0 / in);
            case LECUN_UNIFORM -> Math.sqrt(3.0 / in);
            case LECUN_NORMAL -> Math.sqrt(1.0 / in);
            case ZEROS -> 0;
        };
        for (int i = offset; i < offset + in * out; i++) {
            weights[i] = (float) (scale * draw(random));
        }
    }

    private double draw(RandomGenerator random) {
        return switch (this) {
            case GLOROT_UNIFORM, HE_UNIFORM, LECUN_UNIFORM -> 2 * random.nextDouble() - 1;
            case GLOROT_NORMAL, HE_NORMAL, LECUN_NORMAL -> gaussian(random);
            case ZEROS -> 0;
        };
    }

    /** Box and Muller's method on StrictMath, whose bits, unlike those of Math's intrinsics, are the same everywhere. */
    private static double gaussian(RandomGenerator random) {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }
}
