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
 * {@code φⱼ = (xⱼ − x′ⱼ) · ∫₀¹ ∂f/∂xⱼ (x′ + α(x − x′)) dα}, the integral by a {@link Quadrature}, or without error where the
 * network is piecewise linear ({@link PathRule.Exact}).
 *
 * <p>Complete up to the quadrature's error, with the exact rule up to rounding: {@code Σφ = f(x) − f(x′)}. The result
 * agrees with the same quadrature in double precision to about 1e-5 relative. Memory grows with the batch alone, not with
 * the steps: along the path the first layer's pre-activations are interpolated, and only the weighted sum of their
 * gradients returns to the inputs. The exact rule's work grows with the number of cuts, usually about as many as there are
 * hidden units.
 *
 * @param baseline the input {@code x′} at which the path starts
 * @param rule     how the integral is taken
 */
public record IntegratedGradients(Baseline baseline, PathRule rule) implements Method {

    /** Refuses what is missing. */
    public IntegratedGradients {
        Objects.requireNonNull(baseline, "baseline");
        Objects.requireNonNull(rule, "rule");
    }

    /**
     * By a quadrature.
     *
     * @param baseline   the input at which the path starts
     * @param steps      how many nodes the quadrature has, at least 1 (2 for the trapezoid)
     * @param quadrature the rule
     * @throws IllegalArgumentException if there are too few steps for the rule
     */
    public IntegratedGradients(Baseline baseline, int steps, Quadrature quadrature) {
        this(baseline, new PathRule.Steps(steps, quadrature));
    }

    /** The usual settings: a baseline of zeros and 50 Gauss–Legendre steps. */
    public IntegratedGradients() {
        this(new Baseline.Zeros(), new PathRule.Steps());
    }

    @Override
    public String name() {
        return "integrated-gradients";
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the rule is exact, but the network or the target is not piecewise linear
     */
    @Override
    public Attributor attributor(Mlp model, Target target) {
        return PathAttributor.ofInputs(model, target, baseline, rule);
    }
}
