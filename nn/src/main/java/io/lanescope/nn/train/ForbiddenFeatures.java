package io.lanescope.nn.train;

import java.util.Objects;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.Dataset;

/**
 * Features that must not matter to a classifier (right for the right reasons; Ross, Hughes and Doshi-Velez, 2017, arXiv
 * 1703.03717). To the loss of each row comes {@code strength · Σⱼ (Aⱼ · ∂/∂xⱼ Σ_c log p_c)²}, with A the row's mask, p_c the
 * probabilities of all classes (two for a network of one logit), and x the row as the network sees it, behind the scaler: where
 * a feature is divided by its deviation, the slope counts per deviation. Rows count as they do in the loss, of whose mean
 * the penalty is thus a part.
 *
 * <p>The penalty's gradient is exact, by a pass forward and a pass back through the pass back (double backpropagation; Drucker
 * and Le Cun, 1992). That needs f″, so hidden layers must have identity, relu, leaky_relu, elu, selu, sigmoid, hard_sigmoid,
 * log_sigmoid, softplus or tanh, and no batch normalisation, which mixes rows.
 *
 * @param strength how much the penalty counts, λ of the paper, not negative; 0 for not at all
 * @param mask     A: {@code [features]} for all rows alike, or {@code [rows, features]} in the order of the data, in the
 *                 features' own order; 1 for what must not matter, 0 for the others, or any weights that are not
 *                 negative. Not copied
 */
@SuppressWarnings("ArrayRecordComponent") // may be as large as the data; compared by identity on purpose
public record ForbiddenFeatures(double strength, float[] mask) {

    /** Everything may matter. */
    public static final ForbiddenFeatures NONE = new ForbiddenFeatures(0, new float[0]);

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the strength or a weight is negative or not finite
     */
    public ForbiddenFeatures {
        Objects.requireNonNull(mask, "mask");
        check(strength >= 0 && Double.isFinite(strength),
                "the strength of the penalty on forbidden features must not be negative, but is " + strength);
        for (int i = 0; i < mask.length; i++) {
            check(mask[i] >= 0 && Float.isFinite(mask[i]),
                    "a mask of forbidden features has no negative weights, but number " + i + " is " + mask[i]);
        }
    }

    /** Whether there is anything to do. */
    boolean matters() {
        if (strength > 0) {
            for (float weight : mask) {
                if (weight > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Refuses what cannot be trained so. */
    void checkFits(Architecture architecture, Task task, Dataset data) {
        check(task != Task.REGRESSION, "features can be forbidden to classifiers only");
        check(!architecture.normalizes(), "features cannot be forbidden to a network with batch normalisation");
        check(mask.length == data.columns() || mask.length == data.features().length,
                "a mask of forbidden features has " + data.columns() + " numbers, or as many for each of "
                        + data.rows() + " rows, but there are " + mask.length);
        architecture.layers().forEach(layer -> Curvature.of(layer.activation()));
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** From slopes g of {@code Σ_c log p_c}, {@code [rows, features]}, to the penalty's own at them, in place. */
    void toPenaltySlopes(float[] slopes, int rows, int features, Targets targets, int first) {
        double total = targets.totalWeight(first, rows);
        for (int r = 0; r < rows; r++) {
            double share = total == 0 ? 0 : targets.weight(first + r) / total;
            float factor = (float) (2 * strength * share);
            int at = mask.length == features ? 0 : targets.order()[first + r] * features;
            for (int j = 0; j < features; j++) {
                slopes[r * features + j] *= factor * mask[at + j] * mask[at + j];
            }
        }
    }
}
