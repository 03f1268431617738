package io.lanescope.explain.gradient;

import java.util.Objects;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.Baseline;
import io.lanescope.explain.Method;
import io.lanescope.explain.PathRule;
import io.lanescope.explain.Target;
import io.lanescope.explain.pass.PathAttributor;
import io.lanescope.nn.Mlp;

/**
 * Integrated gradients of a piecewise linear network (ReLU, leaky ReLU, hard sigmoid, identity) without quadrature: the
 * path is cut wherever a unit changes its branch, and the pieces are added up (Sotoudeh and Thakur, 2019, arXiv 1908.06214).
 * Complete up to rounding: {@code Σφ = f(x) − f(x′)}.
 *
 * <p>The work grows with the number of cuts, at most one for each unit of the first layer and usually about as many as
 * there are hidden units.
 *
 * @param baseline the input {@code x′} at which the path starts
 */
public record ExactIntegratedGradients(Baseline baseline) implements Method {

    /** Refuses a missing baseline. */
    public ExactIntegratedGradients {
        Objects.requireNonNull(baseline, "baseline");
    }

    /** From a baseline of zeros. */
    public ExactIntegratedGradients() {
        this(new Baseline.Zeros());
    }

    @Override
    public String name() {
        return "exact-integrated-gradients";
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the network or the target is not piecewise linear
     */
    @Override
    public Attributor attributor(Mlp model, Target target) {
        return PathAttributor.ofInputs(model, target, baseline, new PathRule.Exact());
    }
}
