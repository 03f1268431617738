package io.lanescope.explain.gradient;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.Method;
import io.lanescope.explain.Target;
import io.lanescope.explain.pass.Lines;
import io.lanescope.explain.pass.PathAttributor;
import io.lanescope.nn.Mlp;

/**
 * VarGrad (Adebayo et al., 2018, arXiv 1810.03307): the variance of the {@link Gradient} over noisy copies of the row,
 * {@code φⱼ = 1/n · Σ_s (gⱼ(x + ε_s) − ḡⱼ)²}, by Welford's recurrence, which does not cancel. The noise is that of
 * {@link SmoothGrad}; without it the result is exactly 0. The base value is {@code f(0)}.
 *
 * @param samples how many noisy copies of each row
 * @param stdev   standard deviation σ of the noise, in units of the scaled features
 * @param seed    decides the noise, the same for every row
 */
public record VarGrad(int samples, float stdev, long seed) implements Method {

    /**
     * Checks the settings.
     *
     * @param samples how many noisy copies of each row
     * @param stdev   standard deviation of the noise
     * @param seed    decides the noise
     * @throws IllegalArgumentException if there is no sample, or {@code stdev} is negative or not finite
     */
    public VarGrad {
        Noise.check(samples, stdev);
    }

    /**
     * The variance of 50 gradients under noise of 0.1.
     *
     * @param seed decides the noise
     */
    public VarGrad(long seed) {
        this(SmoothGrad.SAMPLES, SmoothGrad.STDEV, seed);
    }

    @Override
    public String name() {
        return "vargrad";
    }

    @Override
    public Attributor attributor(Mlp model, Target target) {
        return new PathAttributor(new Lines(model, target, new float[model.inputs()]),
                new Noise(model, samples, stdev, seed), new GradientVariance(model.inputs()));
    }
}
