package io.lanescope.properties.kernel;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

import io.lanescope.simd.Activation;
import io.lanescope.simd.Maps;
import io.lanescope.simd.kernel.MapKernels;
import io.lanescope.simd.kernel.scalar.ScalarMaps;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Maps have the bits of the scalar code, and the accuracy that they state. */
class MapProperties {

    private static final MapKernels SCALAR = new ScalarMaps();

    private static final float[] EDGES = {0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, 1e-20f, 0.625f,
        -0.625f, Math.nextDown(0.625f), 1f, 88.72283f, 88.72284f, -87.33655f, -103.97208f, -103.97209f, 1e30f,
        Float.MAX_VALUE, -Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};

    @Provide
    Arbitrary<Activation> activations() {
        return Arbitraries.of(new Activation.Identity(), new Activation.Relu(), new Activation.LeakyRelu(0.1f),
                new Activation.Elu(0.7f), new Activation.Selu(), new Activation.Gelu(), new Activation.GeluTanh(),
                new Activation.Silu(), new Activation.Sigmoid(), new Activation.HardSigmoid(),
                new Activation.HardSwish(), new Activation.LogSigmoid(), new Activation.Softplus(),
                new Activation.Tanh(), new Activation.Mish());
    }

    @Property(tries = 300)
    @Tag("cold")
    void valuesAndSlopesHaveTheBitsOfTheScalarCode(@ForAll("activations") Activation activation, @ForAll long seed,
            @ForAll @IntRange(max = 257) int n, @ForAll @IntRange(max = 15) int offset) {
        float[] x = numbers(seed, n + offset + 3);
        float[] expected = numbers(seed + 1, n + offset + 5);
        float[] actual = expected.clone();
        SCALAR.apply(activation, x, offset, expected, offset + 2, n);
        Maps.apply(activation, x, offset, actual, offset + 2, n);
        assertArrayEquals(expected, actual);

        SCALAR.multiplyByDerivative(activation, x, offset, expected, offset + 2, n);
        Maps.multiplyByDerivative(activation, x, offset, actual, offset + 2, n);
        assertArrayEquals(expected, actual);

        Maps.apply(activation, x, offset, x, offset, n);
        SCALAR.apply(activation, numbers(seed, n + offset + 3), offset, expected, offset, n);
        assertArrayEquals(Arrays.copyOfRange(expected, offset, offset + n), Arrays.copyOfRange(x, offset, offset + n));
    }

    @Property(tries = 300)
    @Tag("cold")
    void exponentialsHaveTheBitsOfTheScalarCode(@ForAll long seed, @ForAll @IntRange(max = 257) int n) {
        float[] x = numbers(seed, n);
        float[] expected = new float[n];
        float[] actual = new float[n];
        SCALAR.exp(0, x, 0, expected, 0, n);
        Maps.exp(x, 0, actual, 0, n);
        assertArrayEquals(expected, actual);
    }

    /** Every 4,099th float: all exponents, and mantissas that differ from one to the next. */
    @Example
    void errorsStayWithinWhatIsStatedOverAllExponents() {
        double exp = worst(null, Math::exp);
        double sigmoid = worst(new Activation.Sigmoid(), x -> 1 / (1 + Math.exp(-x)));
        double tanh = worst(new Activation.Tanh(), Math::tanh);
        assertTrue(exp <= 1, "exp " + exp);
        assertTrue(sigmoid <= 2, "sigmoid " + sigmoid);
        assertTrue(tanh <= 2, "tanh " + tanh);
    }

    private static double worst(@org.jspecify.annotations.Nullable Activation activation, DoubleUnaryOperator exact) {
        int block = 1 << 12;
        float[] x = new float[block];
        float[] y = new float[block];
        double worst = 0;
        long bits = Integer.MIN_VALUE;
        while (bits <= Integer.MAX_VALUE) {
            for (int i = 0; i < block; i++, bits += 4099) {
                x[i] = Float.intBitsToFloat((int) Math.min(bits, Integer.MAX_VALUE));
            }
            if (activation == null) {
                Maps.exp(x, 0, y, 0, block);
            } else {
                Maps.apply(activation, x, 0, y, 0, block);
            }
            for (int i = 0; i < block; i++) {
                worst = Math.max(worst, ulps(y[i], exact.applyAsDouble(x[i])));
            }
        }
        return worst;
    }

    private static double ulps(float actual, double exact) {
        float nearest = (float) exact;
        if (Float.compare(actual, nearest) == 0) {
            return Float.isFinite(actual) ? Math.abs(actual - exact) / Math.ulp(nearest) : 0;
        }
        if (!Float.isFinite(nearest)) {
            return actual == Float.MAX_VALUE ? 1 : Double.POSITIVE_INFINITY;
        }
        return Math.abs(actual - exact) / Math.ulp(nearest);
    }

    @Property(tries = 300)
    void softmaxSumsToOneAndDoesNotMindAShift(@ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int columns) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] x = new float[2 * columns];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextInt(-80, 80);
        }
        float[] p = new float[2 * columns];
        float[] shifted = x.clone();
        for (int i = 0; i < x.length; i++) {
            shifted[i] += 1000;
        }
        Maps.softmax(2, columns, x, 0, columns, p, 0, columns);
        Maps.softmax(2, columns, shifted, 0, columns, shifted, 0, columns);
        assertArrayEquals(p, shifted);
        for (int row = 0; row < 2; row++) {
            double sum = 0;
            for (int j = 0; j < columns; j++) {
                sum += p[row * columns + j];
            }
            assertEquals(1, sum, 1e-5);
        }
    }

    @Property(tries = 300)
    void logSumExpAgreesWithDouble(@ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int columns,
            @ForAll @IntRange(min = 1, max = 1000) int size) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] x = new float[columns];
        for (int i = 0; i < columns; i++) {
            x[i] = (random.nextFloat() - 0.5f) * size;
        }
        double max = Double.NEGATIVE_INFINITY;
        for (float v : x) {
            max = Math.max(max, v);
        }
        double sum = 0;
        for (float v : x) {
            sum += Math.exp(v - max);
        }
        double expected = max + Math.log(sum);
        assertEquals(expected, Maps.logSumExp(x, 0, columns, new float[columns]), 1e-6 * Math.max(1, size));
    }

    @Example
    void infiniteRowsHaveADefinedLogSumExp() {
        float[] none = {Float.NEGATIVE_INFINITY, Float.NEGATIVE_INFINITY};
        float[] all = {1, Float.POSITIVE_INFINITY};
        assertEquals(Float.NEGATIVE_INFINITY, Maps.logSumExp(none, 0, 2, new float[2]));
        assertEquals(Float.POSITIVE_INFINITY, Maps.logSumExp(all, 0, 2, new float[2]));
        assertTrue(Float.isNaN(Maps.logSumExp(new float[]{1, Float.NaN}, 0, 2, new float[2])));
    }

    private static float[] numbers(long seed, int n) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = switch (random.nextInt(4)) {
                case 0 -> EDGES[random.nextInt(EDGES.length)];
                case 1 -> Float.intBitsToFloat(random.nextInt());
                default -> (random.nextFloat() - 0.5f) * 20;
            };
        }
        return x;
    }
}
