package io.lanescope.explain.perturbation;

import java.util.Objects;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.Baseline;
import io.lanescope.explain.FeatureGroups;
import io.lanescope.explain.Method;
import io.lanescope.explain.Reference;
import io.lanescope.explain.Target;
import io.lanescope.nn.Mlp;

/**
 * Ablation: how much {@code f} falls when a feature or group takes the reference's value, {@code f(x) − f(x with it
 * replaced)}; with several reference rows, on average over them. All features of a group get the group's value. Complete
 * only where {@code f} is additive.
 *
 * @param reference what takes a feature's place
 * @param groups    which features are replaced together
 */
public record Ablation(Reference reference, FeatureGroups groups) implements Method {

    /** Refuses what is missing. */
    public Ablation {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(groups, "groups");
    }

    /**
     * Feature by feature.
     *
     * @param reference what takes a feature's place
     */
    public Ablation(Reference reference) {
        this(reference, new FeatureGroups.Single());
    }

    /** By zeros. */
    public Ablation() {
        this(new Baseline.Zeros());
    }

    @Override
    public String name() {
        return "ablation";
    }

    @Override
    public Attributor attributor(Mlp model, Target target) {
        return GameAttributor.leavingOut(model, target, reference, groups.members(model.inputs()));
    }
}
