package io.lanescope.explain.layer;

import java.util.List;
import java.util.Objects;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.Baseline;
import io.lanescope.explain.Method;
import io.lanescope.explain.PathRule;
import io.lanescope.explain.Target;
import io.lanescope.explain.pass.PathAttributor;
import io.lanescope.nn.Mlp;

/**
 * The conductance of a hidden layer's units (Dhamdhere, Sundararajan and Yan, 2018, arXiv 1805.12233): how much of f's
 * change along the path from the baseline flows through each unit, {@code ∫₀¹ ∂f/∂h_k · dh_k/dα dα}. The derivative of
 * the unit along the path is taken forward through the network, not from differences between the nodes.
 *
 * <p>Complete at every layer up to the error of the integral: the units' conductances add up to {@code f(x) − f(x′)}.
 *
 * @param baseline the input {@code x′} at which the path starts
 * @param rule     how the integral is taken
 * @param layer    the layer
 */
public record Conductance(Baseline baseline, PathRule rule, HiddenLayer layer) implements Method {

    /** Refuses missing settings. */
    public Conductance {
        Objects.requireNonNull(baseline, "baseline");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(layer, "layer");
    }

    /**
     * From a baseline of zeros, by 50 Gauss–Legendre steps.
     *
     * @param layer the layer
     */
    public Conductance(HiddenLayer layer) {
        this(new Baseline.Zeros(), new PathRule.Steps(), layer);
    }

    @Override
    public String name() {
        return "conductance";
    }

    @Override
    public List<String> columns(Mlp model) {
        return layer.unitNames(model);
    }

    @Override
    public Attributor attributor(Mlp model, Target target) {
        return PathAttributor.of(model, target, baseline, rule,
                new UnitIntegrand.Conducted(model, layer.in(model)));
    }
}
