package io.lanescope.jmh;

import java.util.SplittableRandom;

/** Refuses to report the speed of a wrong answer: every benchmark passes its last result through here. */
final class Check {

    /** Elements of a product that are computed again. */
    private static final int SAMPLES = 64;

    private Check() {}

    /**
     * A number against what it should be.
     *
     * @param magnitude what its rounding errors are relative to
     * @param roundings how many units in the last place of {@code magnitude} are allowed
     * @param unit      one of them, relative
     */
    static void close(String what, double actual, double expected, double magnitude, double roundings, double unit) {
        if (!(Math.abs(actual - expected) <= roundings * unit * magnitude)) {
            throw new IllegalStateException(what + " is " + actual + ", but should be " + expected);
        }
    }

    /** Some elements of {@code C = op(A)·op(B)} against sums in double precision. */
    static void product(Shape shape, Element a, Element b, Element c, double unit) {
        SplittableRandom random = new SplittableRandom(shape.m());
        for (int sample = 0; sample < SAMPLES; sample++) {
            int i = random.nextInt(shape.m());
            int j = random.nextInt(shape.n());
            double sum = 0;
            double magnitude = 0;
            for (int p = 0; p < shape.k(); p++) {
                double term = a.at(shape.transposeA() ? p * shape.m() + i : i * shape.k() + p)
                        * b.at(shape.transposeB() ? j * shape.k() + p : p * shape.n() + j);
                sum += term;
                magnitude += Math.abs(term);
            }
            close("row " + i + ", column " + j + " of the product", c.at(i * shape.n() + j), sum, magnitude,
                    shape.k() + 1.0, unit);
        }
    }

    /** An array of either precision. */
    @FunctionalInterface
    interface Element {
        double at(int index);
    }
}
