package io.lanescope.cli.report;

import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * Where numbers lie in a drawing, from the left to the right.
 *
 * @param low  the smallest number
 * @param high the largest one
 * @param left where the smallest lies
 * @param right where the largest lies
 */
record Axis(double low, double high, double left, double right) {

    private static final int TICKS = 5;

    /** An axis that holds both numbers; if they are one, or none, it is 1 long. */
    static Axis of(double low, double high, double left, double right) {
        return low < high && Double.isFinite(low) && Double.isFinite(high)
                ? new Axis(low, high, left, right)
                : new Axis(Double.isFinite(low) ? low : 0, (Double.isFinite(low) ? low : 0) + 1, left, right);
    }

    double at(double value) {
        return left + (right - left) * (value - low) / (high - low);
    }

    /** Round numbers on it: multiples of 1, 2 or 5 times a power of ten. */
    double[] ticks() {
        double rough = (high - low) / TICKS;
        double power = StrictMath.pow(10, Math.floor(StrictMath.log10(rough)));
        double step = DoubleStream.of(1, 2, 5, 10).map(f -> f * power).filter(s -> s >= rough).findFirst()
                .orElse(10 * power);
        return LongStream.rangeClosed((long) Math.ceil(low / step), (long) Math.floor(high / step))
                .mapToDouble(k -> k * step).toArray();
    }
}
