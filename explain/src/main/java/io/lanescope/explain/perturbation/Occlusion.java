package io.lanescope.explain.perturbation;

import java.util.Objects;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.FeatureGroups;
import io.lanescope.explain.Method;
import io.lanescope.explain.Reference;
import io.lanescope.explain.Target;
import io.lanescope.nn.Mlp;

/**
 * Occlusion (Zeiler and Fergus, 2014, arXiv 1311.2901): a window slides over the features, and takes the reference's values
 * in their place. A feature gets the mean of {@code f(x) − f(x with the window replaced)} over the windows it is in. A
 * window of one feature is {@link Ablation}. Complete only where {@code f} is additive and windows do not overlap.
 *
 * @param reference what takes the features' place; with several rows f is averaged over them
 * @param groups    features that are in the same windows; a window counts groups
 * @param window    what slides, and how far at a time
 */
public record Occlusion(Reference reference, FeatureGroups groups, Window window) implements Method {

    /** Refuses what is missing. */
    public Occlusion {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(groups, "groups");
        Objects.requireNonNull(window, "window");
    }

    /**
     * Over single features.
     *
     * @param reference what takes the features' place
     * @param window    what slides, and how far at a time
     */
    public Occlusion(Reference reference, Window window) {
        this(reference, new FeatureGroups.Single(), window);
    }

    @Override
    public String name() {
        return "occlusion";
    }

    @Override
    public Attributor attributor(Mlp model, Target target) {
        return GameAttributor.leavingOut(model, target, reference, window.over(groups.members(model.inputs())));
    }
}
