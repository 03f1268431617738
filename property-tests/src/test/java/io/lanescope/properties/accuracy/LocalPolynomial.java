package io.lanescope.properties.accuracy;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * A smooth function over a short interval as the polynomial through its values at Chebyshev's nodes, which takes far fewer
 * steps than the function itself.
 */
final class LocalPolynomial {

    private static final int NODES = 8;
    /** From the values at the nodes to the coefficients of the powers of a number between −1 and 1. */
    private static final double[][] TO_POWERS = toPowers();
    /** Places beside the nodes, among them the ends, where the polynomial shows whether it is the function. */
    private static final double[] CHECKS = {-1, -0.71, -0.36, 0.03, 0.42, 0.69, 1};

    private final double[] coefficients = new double[NODES];
    private double centre;
    private double scale;

    /**
     * Whether the function is, from the first number to the last one, this polynomial to 1/100,000 ULP of a float, or the same
     * everywhere, be it infinite or no number.
     */
    boolean fits(DoubleUnaryOperator exact, double first, double last) {
        centre = first + (last - first) / 2;
        double half = (last - first) / 2;
        scale = 1 / half;
        Arrays.fill(coefficients, 0);
        if (isConstant(exact, exact.applyAsDouble(centre), half)) {
            coefficients[0] = exact.applyAsDouble(centre);
            return true;
        }
        for (int node = 0; node < NODES; node++) {
            double value = exact.applyAsDouble(centre + half * node(node));
            for (int power = 0; power < NODES; power++) {
                coefficients[power] += TO_POWERS[power][node] * value;
            }
        }
        for (double check : CHECKS) {
            double expected = exact.applyAsDouble(centre + half * check);
            if (!(Math.abs(value(check) - expected) <= 1e-5 * Math.ulp((float) expected))) {
                return false;
            }
        }
        return true;
    }

    private boolean isConstant(DoubleUnaryOperator exact, double value, double half) {
        for (double check : CHECKS) {
            if (!Double.isFinite(half) || Double.compare(exact.applyAsDouble(centre + half * check), value) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Its values at all x. */
    void evaluate(float[] x, double[] values) {
        double c0 = coefficients[0];
        double c1 = coefficients[1];
        double c2 = coefficients[2];
        double c3 = coefficients[3];
        double c4 = coefficients[4];
        double c5 = coefficients[5];
        double c6 = coefficients[6];
        double c7 = coefficients[7];
        double from = centre;
        double by = scale;
        for (int i = 0; i < x.length; i++) {
            double t = (x[i] - from) * by;
            values[i] = ((((((c7 * t + c6) * t + c5) * t + c4) * t + c3) * t + c2) * t + c1) * t + c0;
        }
    }

    private double value(double t) {
        double sum = 0;
        for (int power = NODES - 1; power >= 0; power--) {
            sum = sum * t + coefficients[power];
        }
        return sum;
    }

    private static double node(int index) {
        return StrictMath.cos(Math.PI * (index + 0.5) / NODES);
    }

    private static double[][] toPowers() {
        double[][] powers = new double[NODES][NODES];
        double[] before = new double[NODES];
        double[] chebyshev = new double[NODES];
        chebyshev[0] = 1;
        for (int degree = 0; degree < NODES; degree++) {
            for (int node = 0; node < NODES; node++) {
                double weight = (degree == 0 ? 1.0 : 2.0) / NODES
                        * StrictMath.cos(Math.PI * degree * (node + 0.5) / NODES);
                for (int power = 0; power < NODES; power++) {
                    powers[power][node] += weight * chebyshev[power];
                }
            }
            double[] next = new double[NODES];
            for (int power = 0; power < NODES; power++) {
                double raised = power == 0 ? 0 : chebyshev[power - 1];
                next[power] = degree == 0 ? raised : 2 * raised - before[power];
            }
            before = chebyshev;
            chebyshev = next;
        }
        return powers;
    }
}
