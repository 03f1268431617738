package io.lanescope.explain.gradient;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.Method;
import io.lanescope.explain.Target;

import io.lanescope.nn.Mlp;

/**
 * The plain gradient (Simonyan, Vedaldi and Zisserman, 2013, arXiv 1312.6034): {@code φⱼ = ∂f/∂xⱼ} at the row itself,
 * signed, per unit of the data. It says what a small change would do, not what the present value has done, so it does
 * not add up to {@code f(x)}; the base value is {@code f(0)}.
 */
public record Gradient() implements Method {

    @Override
    public String name() {
        return "gradient";
    }

    @Override
    public boolean slope() {
        return true;
    }

    @Override
    public Attributor attributor(Mlp model, Target target) {
        return new InputGradients(model, target);
    }
}
