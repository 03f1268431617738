package io.lanescope.properties.kernel;

import java.math.BigDecimal;

import io.lanescope.simd.DoubleVectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Float64 vectors: the canonical order to the bit, and how accurate it is. */
@Tag("cold")
class DoubleVectorsProperties {

    @Property
    @Label("sums have the bits of the canonical order")
    void sumsHaveTheBitsOfTheCanonicalOrder(
            @ForAll @IntRange(max = 400) int n, @ForAll @IntRange(max = 15) int aOffset,
            @ForAll @IntRange(max = 15) int bOffset,
            @ForAll Values values, @ForAll long seed) {
        assertCanonical(n, aOffset, bOffset, values, seed);
    }

    @Property(tries = 1)
    @Label("every length up to four blocks and one has the bits of the canonical order")
    void everyLengthHasTheBitsOfTheCanonicalOrder() {
        for (int n = 0; n <= 4 * 32 + 1; n++) {
            assertCanonical(n, n % 16, n % 7, Values.ORDINARY, n);
        }
    }

    private static void assertCanonical(int n, int aOffset, int bOffset, Values values, long seed) {
        double[] a = values.doubles(seed, aOffset + n + 3);
        double[] b = values.doubles(~seed, bOffset + n + 5);
        double ab = CanonicalOrder.reduceDoubles(n, (i, s) -> Math.fma(a[aOffset + i], b[bOffset + i], s));
        double aa = CanonicalOrder.reduceDoubles(n, (i, s) -> Math.fma(a[aOffset + i], a[aOffset + i], s));
        double bb = CanonicalOrder.reduceDoubles(n, (i, s) -> Math.fma(b[bOffset + i], b[bOffset + i], s));
        double distance = CanonicalOrder.reduceDoubles(n, (i, s) -> square(a[aOffset + i] - b[bOffset + i], s));
        assertBits(ab, DoubleVectors.dot(a, aOffset, b, bOffset, n));
        assertBits(distance, DoubleVectors.squaredDistance(a, aOffset, b, bOffset, n));
        assertBits(ab / (Math.sqrt(aa) * Math.sqrt(bb)), DoubleVectors.cosine(a, aOffset, b, bOffset, n));
    }

    @Property
    @Label("dot products and distances keep their error bounds")
    void dotProductsAndDistancesKeepTheirErrorBounds(@ForAll @IntRange(min = 1, max = 500) int n, @ForAll long seed) {
        double[] a = Values.ORDINARY.doubles(seed, n);
        double[] b = Values.ORDINARY.doubles(~seed, n);
        BigDecimal dot = BigDecimal.ZERO;
        BigDecimal magnitude = BigDecimal.ZERO;
        BigDecimal distance = BigDecimal.ZERO;
        for (int i = 0; i < n; i++) {
            BigDecimal product = new BigDecimal(a[i]).multiply(new BigDecimal(b[i]));
            BigDecimal difference = new BigDecimal(a[i]).subtract(new BigDecimal(b[i]));
            dot = dot.add(product);
            magnitude = magnitude.add(product.abs());
            distance = distance.add(difference.multiply(difference));
        }
        int blocks = (n + 31) / 32;
        assertError(dot, DoubleVectors.dot(a, 0, b, 0, n), (blocks + 5) * 0x1p-53 * magnitude.doubleValue());
        assertError(distance, DoubleVectors.squaredDistance(a, 0, b, 0, n),
                (blocks + 7) * 0x1p-53 * distance.doubleValue());
    }

    private static void assertError(BigDecimal exact, double result, double bound) {
        double error = new BigDecimal(result).subtract(exact).abs().doubleValue();
        assertTrue(error <= bound * 1.001, () -> "error " + error + " beyond " + bound);
    }

    private static double square(double d, double s) {
        return Math.fma(d, d, s);
    }

    private static void assertBits(double expected, double actual) {
        assertEquals(Double.doubleToLongBits(expected), Double.doubleToLongBits(actual),
                () -> actual + ", not " + expected);
    }
}
