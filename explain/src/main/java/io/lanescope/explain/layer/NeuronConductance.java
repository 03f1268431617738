package io.lanescope.explain.layer;

import java.util.Objects;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.Baseline;
import io.lanescope.explain.Method;
import io.lanescope.explain.PathRule;
import io.lanescope.explain.Target;
import io.lanescope.explain.gradient.IntegratedGradients;
import io.lanescope.explain.pass.PathAttributor;
import io.lanescope.nn.Mlp;

/**
 * The part of each feature's integrated gradient that passes through one hidden unit (Dhamdhere, Sundararajan and Yan,
 * 2018, arXiv 1805.12233): {@code φⱼ = (xⱼ − x′ⱼ) · ∫₀¹ ∂f/∂h_k · ∂h_k/∂xⱼ dα}. Over the features it adds up to the
 * unit's {@link Conductance}, and over a layer's units to {@link IntegratedGradients}.
 *
 * @param baseline the input {@code x′} at which the path starts
 * @param rule     how the integral is taken
 * @param layer    the unit's layer
 * @param unit     its number there, from 0
 */
public record NeuronConductance(Baseline baseline, PathRule rule, HiddenLayer layer, int unit) implements Method {

    /** Refuses missing settings. */
    public NeuronConductance {
        Objects.requireNonNull(baseline, "baseline");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(layer, "layer");
    }

    @Override
    public String name() {
        return "neuron-conductance";
    }

    @Override
    public Attributor attributor(Mlp model, Target target) {
        layer.checkUnit(model, unit);
        return PathAttributor.of(model, target, baseline, rule,
                new UnitIntegrand.ThroughUnit(model, layer.in(model), unit));
    }
}
