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
 * Kernel SHAP (Lundberg and Lee, 2017, arXiv 1705.07874): Shapley values as the solution of a weighted linear regression
 * on coalitions, with the weight {@code (M − 1)/(C(M, s)·s·(M − s))} for each of size {@code s}, under the constraint
 * that they add up. All coalitions if there are no more than {@code samples}, then it is exact; else whole sizes while
 * the budget allows, and pairs of sampled coalitions and their complements (Covert and Lee, 2021, arXiv 2012.01536) for
 * the rest, the same ones for all rows. No features are selected.
 *
 * <p>Groups that equal the reference in every row of it, or that no weight looks at, change nothing: they get exactly 0
 * and leave the game. Complete up to rounding, at any number of samples: {@code Σφ = f(x) − mean f(x′)}, each group
 * counted once. Where the samples are too few to tell all players apart, the answer is the one nearest to equal shares.
 *
 * @param reference what to compare with; with several rows a coalition's value is the mean over them
 * @param groups    which features come and go together
 * @param samples   how many coalitions to evaluate, at least 2, or {@link #USUAL_SAMPLES}
 * @param seed      what the coalitions are drawn from
 */
public record KernelShap(Reference reference, FeatureGroups groups, int samples, long seed) implements Method {

    /** In place of a number of samples: {@code 2·M + 2048}. */
    public static final int USUAL_SAMPLES = 0;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if there are too few samples
     */
    public KernelShap {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(groups, "groups");
        if (samples != USUAL_SAMPLES && samples < 2) {
            throw new IllegalArgumentException("samples must be at least 2, but is " + samples);
        }
    }

    /**
     * Feature by feature, with the usual number of samples and seed 0.
     *
     * @param reference what to compare with
     */
    public KernelShap(Reference reference) {
        this(reference, new FeatureGroups.Single(), USUAL_SAMPLES, 0);
    }

    /** Against zeros. */
    public KernelShap() {
        this(new Baseline.Zeros());
    }

    /**
     * Whether no coalition is drawn for any row, so that the seed does not matter.
     *
     * @param model the network
     * @return true if the samples suffice for all coalitions
     * @throws IllegalArgumentException if the groups are for another number of features
     */
    public boolean isExact(Mlp model) {
        int players = groups.members(model.inputs()).length;
        return KernelCoalitions.areAll(players, coalitions(players));
    }

    private int coalitions(int players) {
        return samples == USUAL_SAMPLES ? 2 * players + 2048 : samples;
    }

    @Override
    public String name() {
        return "kernel-shap";
    }

    @Override
    public Attributor attributor(Mlp model, Target target) {
        return GameAttributor.amongDifferent(model, target, reference, groups,
                players -> new KernelCoalitions(players, coalitions(players), seed));
    }
}
