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
 * Internal influence of a hidden layer's units (Leino et al., 2018, arXiv 1802.03788): the mean slope of f in each unit
 * along the path from the baseline, {@code ∫₀¹ ∂f/∂h_k dα}. A slope and no share, so it does not add up to anything.
 *
 * @param baseline the input {@code x′} at which the path starts
 * @param rule     how the integral is taken
 * @param layer    the layer
 */
public record InternalInfluence(Baseline baseline, PathRule rule, HiddenLayer layer) implements Method {

    /** Refuses missing settings. */
    public InternalInfluence {
        Objects.requireNonNull(baseline, "baseline");
        Objects.requireNonNull(rule, "rule");
        Objects.requireNonNull(layer, "layer");
    }

    /**
     * From a baseline of zeros, by 50 Gauss–Legendre steps.
     *
     * @param layer the layer
     */
    public InternalInfluence(HiddenLayer layer) {
        this(new Baseline.Zeros(), new PathRule.Steps(), layer);
    }

    @Override
    public String name() {
        return "internal-influence";
    }

    @Override
    public List<String> columns(Mlp model) {
        return layer.unitNames(model);
    }

    @Override
    public boolean slope() {
        return true;
    }

    @Override
    public Attributor attributor(Mlp model, Target target) {
        return PathAttributor.of(model, target, baseline, rule,
                new UnitIntegrand.Influence(model, layer.in(model)));
    }
}
