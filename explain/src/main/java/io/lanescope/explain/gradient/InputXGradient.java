package io.lanescope.explain.gradient;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.Method;
import io.lanescope.explain.Target;

import io.lanescope.nn.Mlp;

/**
 * Input times gradient (Shrikumar, Greenside, Shcherbina and Kundaje, 2016, arXiv 1605.01713):
 * {@code φⱼ = xⱼ · ∂f/∂xⱼ}, signed. Complete with respect to zeros only where f is linear or, as ReLU networks without
 * biases are, homogeneous.
 */
public record InputXGradient() implements Method {

    @Override
    public String name() {
        return "input-x-gradient";
    }

    @Override
    public Attributor attributor(Mlp model, Target target) {
        Attributor gradient = new Gradient().attributor(model, target);
        return (rows, from, to) -> {
            gradient.attribute(rows, from, to);
            for (int i = from * rows.features(); i < to * rows.features(); i++) {
                rows.values()[i] *= rows.x()[i];
            }
        };
    }
}
