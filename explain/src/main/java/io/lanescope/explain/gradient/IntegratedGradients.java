package io.lanescope.explain.gradient;

import java.util.Objects;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.Baseline;
import io.lanescope.explain.Method;
import io.lanescope.explain.PathRule;
import io.lanescope.explain.Quadrature;
import io.lanescope.explain.Target;
import io.lanescope.explain.pass.PathAttributor;
import io.lanescope.nn.Mlp;

/**
 * Integrated gradients (Sundararajan, Taly and Yan, 2017, arXiv 1703.01365):
 * {@code φⱼ = (xⱼ − x′ⱼ) · ∫₀¹ ∂f/∂xⱼ (x′ + α(x − x′)) dα}, the integral by a {@link Quadrature}.
 *
 * <p>Complete up to the quadrature's error: {@code Σφ = f(x) − f(x′)}. The result agrees with the same rule in double
 * precision to about 1e-5 relative. Memory grows with the batch alone, not with the steps: along the path the first
 * layer's pre-activations are interpolated, and only the weighted sum of their gradients returns to the inputs.
 *
 * @param baseline   the input {@code x′} at which the path starts
 * @param steps      how many nodes the quadrature has
 * @param quadrature the rule
 */
public record IntegratedGradients(Baseline baseline, int steps, Quadrature quadrature) implements Method {

    /**
     * Checks the settings.
     *
     * @param baseline   the input at which the path starts
     * @param steps      how many nodes the quadrature has, at least 1 (2 for the trapezoid)
     * @param quadrature the rule
     * @throws IllegalArgumentException if there are too few steps for the rule
     */
    public IntegratedGradients {
        Objects.requireNonNull(baseline, "baseline");
        quadrature.nodes(steps);
    }

    /** The usual settings: a baseline of zeros and 50 Gauss–Legendre steps. */
    public IntegratedGradients() {
        this(new Baseline.Zeros(), 50, Quadrature.GAUSS_LEGENDRE);
    }

    @Override
    public String name() {
        return "integrated-gradients";
    }

    @Override
    public Attributor attributor(Mlp model, Target target) {
        return PathAttributor.ofInputs(model, target, baseline, new PathRule.Steps(steps, quadrature));
    }
}
