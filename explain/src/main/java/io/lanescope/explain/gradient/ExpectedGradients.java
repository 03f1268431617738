package io.lanescope.explain.gradient;

import java.util.Objects;
import java.util.SplittableRandom;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.Method;
import io.lanescope.explain.Reference;
import io.lanescope.explain.Target;
import io.lanescope.explain.pass.BackgroundRows;
import io.lanescope.explain.pass.Deck;
import io.lanescope.explain.pass.Lines;
import io.lanescope.explain.pass.PathAttributor;
import io.lanescope.explain.pass.PathPoints;
import io.lanescope.nn.Mlp;

/**
 * Expected gradients (Erion et al., 2021, arXiv 1906.10670; SHAP's and Captum's GradientSHAP without noise): integrated
 * gradients averaged over a background, by sampling, {@code φⱼ = E[(xⱼ − bⱼ) · ∂f/∂xⱼ(b + α(x − b))]} with a random row b
 * and a random α.
 *
 * <p>Two things bring the estimate closer than independent draws would, and leave it unbiased: sample s takes its α from
 * the s-th of {@code samples} equal parts of [0, 1], and every background row is drawn before one is drawn again. The base
 * value is the mean of f over the background, and {@code Σφ} is {@code f(x)} minus it on average over seeds.
 *
 * @param reference the background, or a single baseline
 * @param samples   how many gradients for each row
 * @param seed      decides the draws, the same for every row
 */
public record ExpectedGradients(Reference reference, int samples, long seed) implements Method {

    /** The usual number of samples. */
    public static final int SAMPLES = 200;

    /**
     * Checks the settings.
     *
     * @param reference the background, or a single baseline
     * @param samples   how many gradients for each row, at least 1
     * @param seed      decides the draws
     * @throws IllegalArgumentException if there is no sample
     */
    public ExpectedGradients {
        Objects.requireNonNull(reference, "reference");
        if (samples < 1) {
            throw new IllegalArgumentException("there must be at least 1 sample, but samples is " + samples);
        }
    }

    @Override
    public String name() {
        return "expected-gradients";
    }

    @Override
    public Attributor attributor(Mlp model, Target target) {
        BackgroundRows background = new BackgroundRows(model, target, reference);
        Draws draws = Draws.of(background, samples, seed);
        return new PathAttributor(new Lines(model, target, new float[model.inputs()]), draws,
                new SampleIntegrand.FromBackground(background, draws.rows));
    }

    /** Points on lines from background rows to the row. */
    private static final class Draws implements PathPoints {

        private final float[] starts;
        private final int[] rows;
        private final float[] alphas;

        private Draws(float[] starts, int samples) {
            this.starts = starts;
            rows = new int[samples];
            alphas = new float[samples];
        }

        static Draws of(BackgroundRows background, int samples, long seed) {
            Draws draws = new Draws(background.z(0), samples);
            SplittableRandom random = new SplittableRandom(seed);
            Deck deck = new Deck(background.count());
            for (int s = 0; s < samples; s++) {
                draws.rows[s] = deck.draw(random, s % background.count());
                draws.alphas[s] = (float) ((s + random.nextDouble()) / samples);
            }
            return draws;
        }

        @Override
        public int find(Lines lines, int row) {
            return alphas.length;
        }

        @Override
        public void place(Lines lines, int row, int i, float[] z, int at) {
            int from = rows[i] * lines.width;
            int to = row * lines.width;
            for (int j = 0; j < lines.width; j++) {
                z[at + j] = Math.fma(alphas[i], lines.end[to + j] - starts[from + j], starts[from + j]);
            }
        }

        @Override
        public double weight(int i) {
            return 1.0 / alphas.length;
        }
    }
}
