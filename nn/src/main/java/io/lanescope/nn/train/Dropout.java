package io.lanescope.nn.train;

import io.lanescope.simd.Vectors;

/**
 * Inverted dropout of one layer's outputs (Srivastava and others, 2014): each is set to 0 with a probability, or divided
 * by the probability to stay. Which ones depends on the seed, the layer and the number of the step alone: element i takes the
 * i-th number of a counter-based generator (Salmon and others, 2011), the mixing function of SplitMix64 (Steele, Lea and
 * Flood, 2014) over a counter.
 */
final class Dropout {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long seed;
    private final int threshold;
    private final float gain;
    private final float[] mask;

    /**
     * @param probability with which an output is set to 0
     * @param seed        of this layer
     * @param size        how many outputs there are at most
     */
    Dropout(double probability, long seed, int size) {
        this.seed = seed;
        threshold = (int) Math.round(probability * (1 << 24));
        gain = (float) (1 / (1 - probability));
        mask = new float[size];
    }

    /** Draws which of the first n outputs stay in a step. */
    void draw(long step, int n) {
        long key = mix(seed + mix(step));
        for (int i = 0; i < n; i++) {
            int uniform = (int) (mix(key + i * GOLDEN_GAMMA) >>> 40);
            mask[i] = uniform < threshold ? 0 : gain;
        }
    }

    /** Multiplies outputs, or their gradients. */
    void apply(float[] x, int n) {
        Vectors.multiply(x, 0, mask, 0, x, 0, n);
    }

    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
