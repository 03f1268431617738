package io.lanescope.explain.lrp;

import io.lanescope.explain.InputBounds;

import org.jspecify.annotations.Nullable;

/**
 * How layer-wise relevance propagation hands the relevance {@code R_k} of a layer's units down to what feeds them
 * (Bach et al., 2015, doi 10.1371/journal.pone.0130140; Montavon et al., 2019, Layer-wise relevance propagation: an
 * overview). With {@code a_j} the layer's input, {@code w} its weights, {@code b} its bias, {@code w⁺} and {@code w⁻} the
 * positive and the negative part of a weight.
 *
 * <p>The bias stands in the denominator and keeps its share, unless {@link Lrp#spreadBias} is set. A unit whose denominator
 * is 0 has nothing to divide its relevance by, and hands nothing down.
 */
public sealed interface LrpRule {

    /** LRP-0: {@code R_j = Σ_k a_j w_jk R_k / z_k} with {@code z_k = Σ_j a_j w_jk + b_k}. */
    record Zero() implements LrpRule {}

    /**
     * LRP-ε: as LRP-0, with {@code z_k + ε·sgn z_k} in the denominator, {@code sgn 0 = +1}.
     *
     * @param epsilon ε, not negative
     */
    record Epsilon(float epsilon) implements LrpRule {
        /**
         * Checks ε.
         *
         * @param epsilon ε
         * @throws IllegalArgumentException if it is negative or not finite
         */
        public Epsilon {
            check("epsilon", epsilon);
        }
    }

    /**
     * LRP-γ: as LRP-0, with {@code w + γ·w⁺} for the weights and {@code b + γ·b⁺} for the bias. Made for layers whose
     * inputs are not negative.
     *
     * @param gamma γ, not negative
     */
    record Gamma(float gamma) implements LrpRule {
        /**
         * Checks γ.
         *
         * @param gamma γ
         * @throws IllegalArgumentException if it is negative or not finite
         */
        public Gamma {
            check("gamma", gamma);
        }
    }

    /** z⁺: as LRP-0, with {@code w⁺} and {@code b⁺} in place of weights and bias. For inputs that are not negative. */
    record ZPlus() implements LrpRule {}

    /**
     * LRP-αβ: {@code R_j = Σ_k (α·(a_j w_jk)⁺ / z_k⁺ − β·(a_j w_jk)⁻ / z_k⁻) R_k}, where {@code z_k⁺ = Σ_j (a_j w_jk)⁺ +
     * b_k⁺} and {@code z_k⁻} likewise.
     *
     * @param alpha α, at least 1
     * @param beta  β = α − 1
     */
    record AlphaBeta(float alpha, float beta) implements LrpRule {
        /**
         * Checks the factors.
         *
         * @param alpha α
         * @param beta  β
         * @throws IllegalArgumentException if β is negative or {@code α − β} is not 1
         */
        public AlphaBeta {
            if (!(beta >= 0 && Math.abs(alpha - beta - 1) <= 1e-6f * alpha && Float.isFinite(alpha))) {
                throw new IllegalArgumentException(
                        "alpha − beta must be 1 and beta not negative, but alpha is " + alpha + " and beta " + beta);
            }
        }

        /**
         * The two factors from the first one.
         *
         * @param alpha α, at least 1
         */
        public AlphaBeta(float alpha) {
            this(alpha, alpha - 1);
        }
    }

    /** w²: {@code R_j = Σ_k w_jk² / Σ_i w_ik² · R_k}, whatever the inputs are; without the bias. */
    record WSquare() implements LrpRule {}

    /** Flat: {@code R_j = Σ_k R_k / n} for a layer of n inputs; without weights and bias. */
    record Flat() implements LrpRule {}

    /**
     * zB in the first layer, for inputs between bounds {@code l} and {@code h}: {@code R_j = Σ_k (x_j w_jk − l_j w_jk⁺ −
     * h_j w_jk⁻) / Σ_i (…) · R_k}, without the bias; z⁺ in the layers above. Together this is deep Taylor decomposition
     * (Montavon et al., 2017, arXiv 1512.02479).
     *
     * @param bounds what the inputs can be
     */
    record ZBox(InputBounds bounds) implements LrpRule {

        @Override
        public LrpRule at(int layer, int depth) {
            return layer == 0 ? this : new ZPlus();
        }
    }

    /**
     * A rule for every depth (Montavon et al., 2019; Kohlbrenner et al., 2020, arXiv 1910.09840). Of a network of n layers
     * the last takes LRP-0, the first zB where bounds are given and w² otherwise; of those between, the lower half (rounded
     * up) takes LRP-γ and the upper half LRP-ε. A network of one layer takes LRP-0.
     *
     * @param bounds  what the inputs can be, or null where there are no bounds
     * @param gamma   γ of the lower layers
     * @param epsilon ε of the upper layers
     */
    record Preset(@Nullable InputBounds bounds, float gamma, float epsilon) implements LrpRule {
        /**
         * Checks the factors.
         *
         * @param bounds  what the inputs can be, or null
         * @param gamma   γ
         * @param epsilon ε
         * @throws IllegalArgumentException if a factor is negative or not finite
         */
        public Preset {
            check("gamma", gamma);
            check("epsilon", epsilon);
        }

        @Override
        public LrpRule at(int layer, int depth) {
            if (layer == depth - 1) {
                return new Zero();
            }
            if (layer == 0) {
                return bounds == null ? new WSquare() : new ZBox(bounds);
            }
            return 2 * layer < depth ? new Gamma(gamma) : new Epsilon(epsilon);
        }
    }

    /**
     * The rule for one layer of a network.
     *
     * @param layer the layer's number, from 0 at the input
     * @param depth how many layers there are
     * @return this rule, unless it is a composition of several
     */
    default LrpRule at(int layer, int depth) {
        return this;
    }

    private static void check(String name, float value) {
        if (!(value >= 0 && Float.isFinite(value))) {
            throw new IllegalArgumentException(name + " must be a number that is not negative, but is " + value);
        }
    }
}
