package io.lanescope.properties.kernel;

import java.math.BigDecimal;
import java.util.Arrays;

import io.lanescope.simd.Vectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Float32 vectors: the canonical order to the bit, and how accurate it is. */
@Tag("cold")
class VectorsProperties {

    private static final double ROUNDING = 0x1p-24;

    @Property
    @Label("sums have the bits of the canonical order")
    void sumsHaveTheBitsOfTheCanonicalOrder(
            @ForAll @IntRange(max = 700) int n, @ForAll @IntRange(max = 15) int aOffset,
            @ForAll @IntRange(max = 15) int bOffset,
            @ForAll Values values, @ForAll long seed) {
        assertCanonical(n, aOffset, bOffset, values, seed);
    }

    @Property(tries = 1)
    @Label("every length up to four blocks and one has the bits of the canonical order")
    void everyLengthHasTheBitsOfTheCanonicalOrder() {
        for (int n = 0; n <= 4 * 64 + 1; n++) {
            assertCanonical(n, n % 16, n % 7, Values.ORDINARY, n);
        }
    }

    @Property(tries = 1)
    @Label("so have large vectors")
    void largeVectorsHaveTheBitsOfTheCanonicalOrder() {
        assertCanonical(100_003, 3, 5, Values.ORDINARY, 1);
    }

    private static void assertCanonical(int n, int aOffset, int bOffset, Values values, long seed) {
        float[] a = values.floats(seed, aOffset + n + 3);
        float[] b = values.floats(~seed, bOffset + n + 5);
        float ab = CanonicalOrder.reduce(n, (i, s) -> Math.fma(a[aOffset + i], b[bOffset + i], s));
        float aa = CanonicalOrder.reduce(n, (i, s) -> Math.fma(a[aOffset + i], a[aOffset + i], s));
        float bb = CanonicalOrder.reduce(n, (i, s) -> Math.fma(b[bOffset + i], b[bOffset + i], s));
        float sum = CanonicalOrder.reduce(n, (i, s) -> s + a[aOffset + i]);
        float distance = CanonicalOrder.reduce(n, (i, s) -> square(a[aOffset + i] - b[bOffset + i], s));
        assertBits(ab, Vectors.dot(a, aOffset, b, bOffset, n), "dot");
        assertBits(distance, Vectors.squaredDistance(a, aOffset, b, bOffset, n), "squared distance");
        assertBits((float) (ab / Math.sqrt((double) aa * bb)), Vectors.cosine(a, aOffset, b, bOffset, n), "cosine");
        assertBits(sum, Vectors.sum(a, aOffset, n), "sum");
        assertBits(CanonicalOrder.reduce(n, (i, s) -> s + Math.abs(a[aOffset + i])), Vectors.l1Norm(a, aOffset, n),
                "L1");
        assertBits((float) Math.sqrt(aa), Vectors.l2Norm(a, aOffset, n), "L2");
        if (n > 0) {
            float mean = (float) (sum / (double) n);
            assertBits(mean, Vectors.mean(a, aOffset, n), "mean");
            float deviations = CanonicalOrder.reduce(n, (i, s) -> square(a[aOffset + i] - mean, s));
            assertBits((float) (deviations / (double) n), Vectors.variance(a, aOffset, n), "variance");
        }
    }

    @Property
    @Label("dot products and distances keep their error bounds")
    void dotProductsAndDistancesKeepTheirErrorBounds(@ForAll @IntRange(min = 1, max = 1000) int n, @ForAll long seed) {
        for (Values values : new Values[]{Values.ORDINARY, Values.WIDE, Values.TINY}) {
            float[] a = values.floats(seed, n);
            float[] b = values.floats(~seed, n);
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
            int blocks = (n + 63) / 64;
            assertError(dot, Vectors.dot(a, 0, b, 0, n),
                    (blocks + 6) * ROUNDING * magnitude.doubleValue() + n * 0x1p-150);
            assertError(distance, Vectors.squaredDistance(a, 0, b, 0, n),
                    (blocks + 8) * ROUNDING * distance.doubleValue() + n * 0x1p-150);
        }
    }

    @Property
    @Label("sums and norms keep their error bounds")
    void sumsAndNormsKeepTheirErrorBounds(@ForAll @IntRange(min = 1, max = 1000) int n, @ForAll long seed) {
        for (Values values : new Values[]{Values.ORDINARY, Values.WIDE}) {
            float[] a = values.floats(seed, n);
            BigDecimal sum = BigDecimal.ZERO;
            BigDecimal magnitude = BigDecimal.ZERO;
            for (float x : a) {
                sum = sum.add(new BigDecimal(x));
                magnitude = magnitude.add(new BigDecimal(x).abs());
            }
            double bound = ((n + 63) / 64 + 5) * ROUNDING * magnitude.doubleValue();
            assertError(sum, Vectors.sum(a, 0, n), bound);
            assertError(magnitude, Vectors.l1Norm(a, 0, n), bound);
        }
    }

    /** To first order; what the higher orders add is far below a thousandth. */
    private static void assertError(BigDecimal exact, float result, double bound) {
        double error = new BigDecimal(result).subtract(exact).abs().doubleValue();
        assertTrue(error <= bound * 1.001, () -> "error " + error + " beyond " + bound);
    }

    @Property
    @Label("extremes are those of java.lang.Math, and the first index wins")
    void extremesAreThoseOfMath(
            @ForAll @IntRange(min = 1, max = 3000) int n, @ForAll @IntRange(max = 15) int offset, @ForAll Values values,
            @ForAll long seed) {
        float[] x = values.floats(seed, offset + n + 2);
        float min = x[offset];
        float max = x[offset];
        int argMin = 0;
        int argMax = 0;
        for (int i = 0; i < n; i++) {
            float v = x[offset + i];
            min = Math.min(min, v);
            max = Math.max(max, v);
            argMin = v < x[offset + argMin] || (Float.isNaN(v) && !Float.isNaN(x[offset + argMin])) ? i : argMin;
            argMax = v > x[offset + argMax] || (Float.isNaN(v) && !Float.isNaN(x[offset + argMax])) ? i : argMax;
        }
        assertBits(min, Vectors.min(x, offset, n), "min");
        assertBits(max, Vectors.max(x, offset, n), "max");
        assertEquals(argMin, Vectors.argMin(x, offset, n));
        assertEquals(argMax, Vectors.argMax(x, offset, n));
    }

    @Property
    @Label("many dot products have the bits of single ones")
    void manyDotProductsHaveTheBitsOfSingleOnes(
            @ForAll @IntRange(max = 9) int count, @ForAll @IntRange(max = 200) int n,
            @ForAll @IntRange(max = 5) int gap,
            @ForAll Values values, @ForAll long seed) {
        float[] query = values.floats(seed, n + 3);
        float[] rows = values.floats(~seed, count * (n + gap) + 2);
        float[] out = new float[count + 1];
        Vectors.dotRows(query, 3, rows, 2, n + gap, count, n, out, 1);
        for (int r = 0; r < count; r++) {
            assertBits(Vectors.dot(query, 3, rows, 2 + r * (n + gap), n), out[1 + r], "row " + r);
        }
    }

    @Property
    @Label("sums of columns add rows one after the other")
    void sumsOfColumnsAddRowsOneAfterTheOther(
            @ForAll @IntRange(max = 20) int rows, @ForAll @IntRange(max = 200) int columns,
            @ForAll @IntRange(max = 5) int gap,
            @ForAll Values values, @ForAll long seed) {
        float[] x = values.floats(seed, rows * (columns + gap) + 3);
        float[] y = values.floats(~seed, columns + 4);
        float[] expected = y.clone();
        Arrays.fill(expected, 2, 2 + columns, 0);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                expected[2 + j] += x[3 + i * (columns + gap) + j];
            }
        }
        Vectors.addRows(rows, columns, x, 3, columns + gap, y, 2);
        assertArrayBits(expected, y);
    }

    @Property
    @Label("elementwise arithmetic rounds each element as written and touches no other")
    void elementwiseArithmeticRoundsEachElementAsWritten(
            @ForAll @IntRange(max = 300) int n, @ForAll @IntRange(max = 15) int offset, @ForAll Values values,
            @ForAll long seed) {
        float[] x = values.floats(seed, n + 4);
        float[] y = values.floats(seed + 1, n + offset + 3);
        float[] z = values.floats(seed + 2, n + 9);
        float[] axpy = y.clone();
        float[] scaled = y.clone();
        float[] clamped = y.clone();
        float[] sums = z.clone();
        float[] products = z.clone();
        float[] fused = z.clone();
        for (int i = 0; i < n; i++) {
            axpy[offset + i] = Math.fma(0.7f, x[1 + i], y[offset + i]);
            scaled[offset + i] = 0.7f * x[1 + i];
            clamped[offset + i] = Math.min(Math.max(x[1 + i], -0.5f), 0.25f);
            sums[5 + i] = x[1 + i] + y[offset + i];
            products[5 + i] = x[1 + i] * y[offset + i];
            fused[5 + i] = Math.fma(x[1 + i], y[offset + i], z[5 + i]);
        }
        float[] result = y.clone();
        Vectors.axpy(0.7f, x, 1, result, offset, n);
        assertArrayBits(axpy, result);
        Vectors.scale(0.7f, x, 1, result, offset, n);
        assertArrayBits(scaled, result);
        Vectors.clamp(-0.5f, 0.25f, x, 1, result, offset, n);
        assertArrayBits(clamped, result);
        float[] third = z.clone();
        Vectors.fma(x, 1, y, offset, third, 5, n);
        assertArrayBits(fused, third);
        Vectors.add(x, 1, y, offset, third, 5, n);
        assertArrayBits(sums, third);
        Vectors.multiply(x, 1, y, offset, third, 5, n);
        assertArrayBits(products, third);
    }

    private static float square(float d, float s) {
        return Math.fma(d, d, s);
    }

    private static void assertBits(float expected, float actual, String what) {
        assertEquals(Float.floatToIntBits(expected), Float.floatToIntBits(actual),
                () -> what + " is " + actual + ", not " + expected);
    }

    private static void assertArrayBits(float[] expected, float[] actual) {
        int[] expectedBits = new int[expected.length];
        int[] actualBits = new int[actual.length];
        Arrays.setAll(expectedBits, i -> Float.floatToIntBits(expected[i]));
        Arrays.setAll(actualBits, i -> Float.floatToIntBits(actual[i]));
        assertArrayEquals(expectedBits, actualBits);
    }
}
