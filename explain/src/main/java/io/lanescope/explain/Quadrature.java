package io.lanescope.explain;

/**
 * A rule that approximates {@code ∫₀¹ g(α) dα} by {@code Σ wᵢ g(αᵢ)}. The weights of every rule sum to 1. Nodes and
 * weights have the same bits on every machine.
 */
public enum Quadrature {

    /** Exact for polynomials up to degree {@code 2n − 1}; all nodes lie inside (0, 1). */
    GAUSS_LEGENDRE("gauss-legendre", 1) {
        @Override
        Rule rule(int n) {
            return gaussLegendre(n);
        }
    },

    /** {@code αᵢ = (i + ½)/n}, equal weights. */
    MIDPOINT("midpoint", 1) {
        @Override
        Rule rule(int n) {
            return equal(n, 0.5);
        }
    },

    /** {@code αᵢ = i/n}, equal weights. */
    LEFT("left", 1) {
        @Override
        Rule rule(int n) {
            return equal(n, 0);
        }
    },

    /** {@code αᵢ = (i + 1)/n}, equal weights. */
    RIGHT("right", 1) {
        @Override
        Rule rule(int n) {
            return equal(n, 1);
        }
    },

    /**
     * {@code n} points with step {@code 1/(n − 1)}, the two ends with half weight. (With the common weights of
     * {@code 1/n} they would sum to {@code 1 − 1/n}, and attributions would not be complete.)
     */
    TRAPEZOID("trapezoid", 2) {
        @Override
        Rule rule(int n) {
            return trapezoid(n);
        }
    };

    private final String label;
    private final int fewest;

    Quadrature(String label, int fewest) {
        this.label = label;
        this.fewest = fewest;
    }

    /**
     * Nodes in rising order and their weights.
     *
     * @param nodes   points of [0, 1]
     * @param weights one per node, with sum 1
     */
    @SuppressWarnings("ArrayRecordComponent") // shared by workers, never compared
    public record Rule(double[] nodes, double[] weights) {

        /**
         * How many nodes.
         *
         * @return their number
         */
        public int size() {
            return nodes.length;
        }
    }

    abstract Rule rule(int n);

    /**
     * The rule's nodes and weights.
     *
     * @param n how many nodes
     * @return the rule
     * @throws IllegalArgumentException if the rule needs more nodes
     */
    public Rule nodes(int n) {
        if (n < fewest) {
            throw new IllegalArgumentException(label + " needs at least " + fewest + " steps, but steps is " + n);
        }
        return rule(n);
    }

    /**
     * The rule's name as users type it.
     *
     * @return such as {@code gauss-legendre}
     */
    public String label() {
        return label;
    }

    private static Rule equal(int n, double shift) {
        double[] nodes = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            nodes[i] = (i + shift) / n;
            weights[i] = 1.0 / n;
        }
        return new Rule(nodes, weights);
    }

    private static Rule trapezoid(int n) {
        double[] nodes = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            nodes[i] = (double) i / (n - 1);
            weights[i] = (i == 0 || i == n - 1 ? 0.5 : 1.0) / (n - 1);
        }
        return new Rule(nodes, weights);
    }

    /** Newton's iteration on the roots of the Legendre polynomial P_n (Press et al., Numerical Recipes, 4.6). */
    private static Rule gaussLegendre(int n) {
        double[] nodes = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < (n + 1) / 2; i++) {
            double root = StrictMath.cos(StrictMath.PI * (i + 0.75) / (n + 0.5));
            double slope = 1;
            double step = 1;
            for (int turn = 0; turn < 50 && Math.abs(step) > 1e-15; turn++) {
                double previous = 0;
                double value = 1;
                for (int k = 1; k <= n; k++) {
                    double next = ((2 * k - 1) * root * value - (k - 1) * previous) / k;
                    previous = value;
                    value = next;
                }
                slope = n * (root * value - previous) / (root * root - 1);
                step = value / slope;
                root -= step;
            }
            double weight = 1 / ((1 - root * root) * slope * slope);
            nodes[i] = 0.5 * (1 - root);
            nodes[n - 1 - i] = 0.5 * (1 + root);
            weights[i] = weight;
            weights[n - 1 - i] = weight;
        }
        return new Rule(nodes, weights);
    }
}
