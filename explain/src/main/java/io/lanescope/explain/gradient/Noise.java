package io.lanescope.explain.gradient;

import java.util.SplittableRandom;

import io.lanescope.explain.pass.Lines;
import io.lanescope.explain.pass.PathPoints;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Epilogue;
import io.lanescope.simd.MatMul;
import io.lanescope.simd.Vectors;

/**
 * Gaussian noise around a row. The same draws serve every row, so a row's result depends on nothing but the seed. Behind the
 * affine first layer the noise is added to a row's own pre-activations, and goes through its weights once for all rows.
 */
final class Noise implements PathPoints {

    private static final int BLOCK = 64;

    private final int samples;
    private final int width;
    /** {@code [samples, width]}, what the noise adds to the first layer's pre-activations. */
    private final float[] shifts;

    Noise(Mlp model, int samples, float stdev, long seed) {
        this.samples = samples;
        Dense first = model.layers().getFirst();
        width = first.out();
        if ((long) samples * width > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(samples + " samples of noise for the " + width
                    + " units of the first layer do not fit into memory");
        }
        shifts = new float[samples * width];
        MatMul matMul = new MatMul();
        SplittableRandom random = new SplittableRandom(seed);
        float[] noise = new float[BLOCK * first.in()];
        for (int block = 0; block < samples; block += BLOCK) {
            int count = Math.min(BLOCK, samples - block);
            draw(random, stdev, noise, count * first.in());
            matMul.multiply(count, 1, noise, 0, first.in(), false, first.packed(), 0, shifts, block * width, width,
                    Epilogue.NONE);
        }
    }

    /** Marsaglia's polar method, with functions whose bits no machine changes. */
    private static void draw(SplittableRandom random, float stdev, float[] noise, int n) {
        for (int i = 0; i < n; i += 2) {
            double u;
            double v;
            double s;
            do {
                u = 2 * random.nextDouble() - 1;
                v = 2 * random.nextDouble() - 1;
                s = u * u + v * v;
            } while (s >= 1 || s == 0);
            double radius = stdev * Math.sqrt(-2 * StrictMath.log(s) / s);
            noise[i] = (float) (radius * u);
            if (i + 1 < n) {
                noise[i + 1] = (float) (radius * v);
            }
        }
    }

    @Override
    public int find(Lines lines, int row) {
        return samples;
    }

    @Override
    public void place(Lines lines, int row, int i, float[] z, int at) {
        Vectors.add(lines.end, row * width, shifts, i * width, z, at, width);
    }

    @Override
    public double weight(int i) {
        return 1.0 / samples;
    }

    /** Refuses what is no number of samples or no spread. */
    static void check(int samples, float stdev) {
        if (samples < 1) {
            throw new IllegalArgumentException("there must be at least 1 sample, but samples is " + samples);
        }
        if (!(stdev >= 0 && Float.isFinite(stdev))) {
            throw new IllegalArgumentException("stdev must be a number that is not negative, but is " + stdev);
        }
    }
}
