package io.lanescope.explain.lrp;

import java.util.Objects;

import io.lanescope.explain.Attributor;
import io.lanescope.explain.InputBounds;
import io.lanescope.explain.Method;
import io.lanescope.explain.Target;
import io.lanescope.nn.Mlp;
import org.jspecify.annotations.Nullable;

/**
 * Layer-wise relevance propagation (Bach et al., 2015, doi 10.1371/journal.pone.0130140): the explained scalar is handed
 * down layer by layer, each unit dividing what it has among its inputs by an {@link LrpRule}. Activations pass relevance
 * through unchanged, and so does the scaler: the rules see the scaled inputs, whose relevance is the features'.
 *
 * <p>It starts at the last layer's pre-activations {@code z}. A target that is linear in them gives each its term,
 * {@code R_k = z_k · ∂f/∂z_k}: the logit itself, or {@code z_a} and {@code −z_b} for a margin. The log-odds do the same,
 * which is the redistribution of Montavon et al. (2019) for class discrimination: {@code R_c = z_c}, and the others get
 * {@code −z_k} times their share of the softmax among themselves. A probability, or an output behind an activation, is
 * relevance of its own unit that the activation passes through, {@code R_c = f}.
 *
 * <p>There is no baseline, and the base value is 0: relevance adds up to f, less what biases, stabilisers and units with a
 * denominator of 0 keep.
 *
 * @param rule       how relevance is divided
 * @param spreadBias whether a bias's share goes to the layer's inputs in equal parts instead of staying where it is
 */
public record Lrp(LrpRule rule, boolean spreadBias) implements Method {

    /** The smallest ε that is usual: it leaves relevance as it is, but for units that all but cancel. */
    public static final float EPSILON = 1e-6f;

    /** The usual γ. */
    public static final float GAMMA = 0.25f;

    /** Refuses a missing rule. */
    public Lrp {
        Objects.requireNonNull(rule, "rule");
    }

    /**
     * With biases that keep their share.
     *
     * @param rule how relevance is divided
     */
    public Lrp(LrpRule rule) {
        this(rule, false);
    }

    /** LRP-ε with {@link #EPSILON}. */
    public Lrp() {
        this(new LrpRule.Epsilon(EPSILON));
    }

    @Override
    public String name() {
        return "lrp";
    }

    @Override
    public @Nullable InputBounds bounds() {
        return switch (rule) {
            case LrpRule.ZBox(InputBounds box) -> box;
            case LrpRule.Preset preset -> preset.bounds();
            default -> null;
        };
    }

    @Override
    public Attributor attributor(Mlp model, Target target) {
        return new LrpWorker(model, target, rule, spreadBias);
    }
}
