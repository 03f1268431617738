package io.lanescope.explain.gradient;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.Method;
import io.lanescope.explain.Target;
import io.lanescope.explain.pass.Integrand;
import io.lanescope.explain.pass.Lines;
import io.lanescope.explain.pass.PathAttributor;
import io.lanescope.nn.Mlp;

/**
 * SmoothGrad (Smilkov et al., 2017, arXiv 1706.03825): the mean of the {@link Gradient} over noisy copies of the row,
 * {@code φⱼ = 1/n · Σ_s ∂f/∂xⱼ(x + ε_s)}, signed; or with {@code squared} SmoothGrad² (Hooker et al., 2019, arXiv
 * 1806.10758), the mean of the squares.
 *
 * <p>The noise is added behind the model's scaler: {@code stdev} counts in units of the scaled features (standard
 * deviations, where features were standardised), and in the data's own units where the model has no scaler. Without noise
 * the result is the gradient. The base value is {@code f(0)}, as for the gradient.
 *
 * @param samples how many noisy copies of each row
 * @param stdev   standard deviation σ of the noise
 * @param squared whether the squares are averaged
 * @param seed    decides the noise, the same for every row
 */
public record SmoothGrad(int samples, float stdev, boolean squared, long seed) implements Method {

    /** The usual number of noisy copies. */
    public static final int SAMPLES = 50;

    /** The usual standard deviation of the noise. */
    public static final float STDEV = 0.1f;

    /**
     * Checks the settings.
     *
     * @param samples how many noisy copies of each row
     * @param stdev   standard deviation of the noise
     * @param squared whether the squares are averaged
     * @param seed    decides the noise
     * @throws IllegalArgumentException if there is no sample, or {@code stdev} is negative or not finite
     */
    public SmoothGrad {
        Noise.check(samples, stdev);
    }

    /**
     * The mean of 50 gradients under noise of 0.1.
     *
     * @param seed decides the noise
     */
    public SmoothGrad(long seed) {
        this(SAMPLES, STDEV, false, seed);
    }

    @Override
    public String name() {
        return squared ? "smoothgrad-squared" : "smoothgrad";
    }

    @Override
    public boolean slope() {
        return !squared;
    }

    @Override
    public Attributor attributor(Mlp model, Target target) {
        return new PathAttributor(new Lines(model, target, new float[model.inputs()]),
                new Noise(model, samples, stdev, seed),
                squared
                        ? new SampleIntegrand.Squares(model.inputs())
                        : new Integrand.InputGradient(model.layers().getFirst().out()));
    }
}
