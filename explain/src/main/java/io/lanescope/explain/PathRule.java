package io.lanescope.explain;

import java.util.Objects;

/** How an integral along the path from a baseline to a row is taken. */
public sealed interface PathRule {

    /**
     * By a quadrature.
     *
     * @param steps      how many nodes it has
     * @param quadrature the rule
     */
    record Steps(int steps, Quadrature quadrature) implements PathRule {

        /**
         * Checks the number of nodes.
         *
         * @param steps      how many nodes
         * @param quadrature the rule
         * @throws IllegalArgumentException if there are too few for the rule
         */
        public Steps {
            Objects.requireNonNull(quadrature, "quadrature");
            quadrature.nodes(steps);
        }

        /** 50 Gauss–Legendre nodes. */
        public Steps() {
            this(50, Quadrature.GAUSS_LEGENDRE);
        }
    }

    /**
     * Without error, for piecewise linear networks: the path is cut wherever a unit changes its branch (Sotoudeh and
     * Thakur, 2019, arXiv 1908.06214).
     */
    record Exact() implements PathRule {}
}
