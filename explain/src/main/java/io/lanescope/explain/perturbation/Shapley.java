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
 * Shapley values (Shapley, 1953; as attributions: Štrumbelj and Kononenko, 2010): what a feature or group changes on
 * average over all orders in which the input's features can replace the reference's. With several reference rows the
 * value of a coalition is the mean over them.
 *
 * <p>Groups that equal the reference in every row of it, or that no weight looks at, change nothing: they get exactly 0
 * and leave the game. Up to {@value #EXACT} that remain are treated exactly, through all their coalitions; more by
 * sampled orders in antithetic pairs (Mitchell, Cooper, Frank and Holmes, 2022), the same ones for all rows. Complete up
 * to rounding, at any number of samples: {@code Σφ = f(x) − mean f(x′)}, each group counted once.
 *
 * @param reference what to compare with
 * @param groups    which features come and go together
 * @param samples   orders, at least 1; each costs as many evaluations as there are groups
 * @param seed      what the orders are drawn from
 */
public record Shapley(Reference reference, FeatureGroups groups, int samples, long seed) implements Method {

    /** Up to how many features or groups all coalitions are evaluated. */
    public static final int EXACT = 20;

    /** The usual number of orders. */
    public static final int USUAL_SAMPLES = 64;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if there is no sample
     */
    public Shapley {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(groups, "groups");
        if (samples < 1) {
            throw new IllegalArgumentException("samples must be at least 1, but is " + samples);
        }
    }

    /**
     * Feature by feature, with the usual number of orders and seed 0.
     *
     * @param reference what to compare with
     */
    public Shapley(Reference reference) {
        this(reference, new FeatureGroups.Single(), USUAL_SAMPLES, 0);
    }

    /** Against zeros. */
    public Shapley() {
        this(new Baseline.Zeros());
    }

    /**
     * Whether no order is drawn for any row, so that neither the samples nor the seed matter.
     *
     * @param model the network
     * @return true if there are no more than {@value #EXACT} features or groups
     * @throws IllegalArgumentException if the groups are for another number of features
     */
    public boolean isExact(Mlp model) {
        return groups.members(model.inputs()).length <= EXACT;
    }

    @Override
    public String name() {
        return "shapley";
    }

    @Override
    public Attributor attributor(Mlp model, Target target) {
        return GameAttributor.amongDifferent(model, target, reference, groups,
                players -> players <= EXACT ? new AllSubsets(players) : new Permutations(players, samples, seed));
    }
}
