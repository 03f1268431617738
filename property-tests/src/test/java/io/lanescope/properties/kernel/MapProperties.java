package io.lanescope.properties.kernel;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import io.lanescope.simd.Activation;
import io.lanescope.simd.Elementary;
import io.lanescope.simd.ElementwiseFunction;
import io.lanescope.simd.Epilogue;
import io.lanescope.simd.Maps;
import io.lanescope.simd.MatMul;
import io.lanescope.simd.kernel.MapKernels;
import io.lanescope.simd.kernel.scalar.ScalarExp;
import io.lanescope.simd.kernel.scalar.ScalarLogistic;
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
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Maps have the bits of the scalar code, and softmax what its formula promises. */
class MapProperties {

    private static final MapKernels SCALAR = new ScalarMaps();

    private static final float[] EDGES = {0f, -0f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL, 1e-20f, 0.625f,
        -0.625f, Math.nextDown(0.625f), 1f, 88.72283f, 88.72284f, 87f, -87f, -87.33655f, -103.97208f, -103.97209f,
        1e30f, 16f, -16f, 16.5f, -16.6f, -17f, -100f, -104f, 9.8f, -9.8f, -10.9f, -12.5f, -13.26f,
        Float.MAX_VALUE, -Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};

    static final List<ElementwiseFunction> FUNCTIONS = Stream.concat(Arrays.stream(Elementary.values()),
            Stream.of(new Activation.Identity(), new Activation.Relu(), new Activation.LeakyRelu(0.1f),
                    new Activation.Elu(0.7f), new Activation.Selu(), new Activation.Gelu(), new Activation.GeluTanh(),
                    new Activation.Silu(), new Activation.Sigmoid(), new Activation.HardSigmoid(),
                    new Activation.HardSwish(), new Activation.LogSigmoid(), new Activation.Softplus(),
                    new Activation.Tanh(), new Activation.Mish()))
            .toList();

    /** Functions whose kernels take fewer steps for numbers up to some size, and how they go on from the first other one. */
    private static final Map<ElementwiseFunction, Float> ORDINARY = Map.of(Elementary.EXP, ScalarExp.EXP_NORMAL,
            Elementary.LOG, Float.MAX_VALUE, new Activation.Sigmoid(), ScalarLogistic.EXACT, new Activation.Silu(),
            ScalarLogistic.EXACT, new Activation.GeluTanh(), ScalarLogistic.GELU_TANH_NORMAL);

    @Provide
    Arbitrary<ElementwiseFunction> functions() {
        return Arbitraries.of(FUNCTIONS);
    }

    @Property(tries = 1000)
    @Tag("cold")
    void valuesAndSlopesHaveTheBitsOfTheScalarCode(@ForAll("functions") ElementwiseFunction function,
            @ForAll long seed, @ForAll @IntRange(max = 257) int n, @ForAll @IntRange(max = 15) int offset) {
        haveTheBitsOfTheScalarCode(function, numbers(seed, n + offset + 3), numbers(seed + 1, n + offset + 5), offset,
                n);
    }

    @Example
    void everyLengthHasTheBitsOfTheScalarCode() {
        for (ElementwiseFunction function : FUNCTIONS) {
            for (int n = 0; n <= 4 * 64 + 1; n++) {
                haveTheBitsOfTheScalarCode(function, numbers(n, n + 5), numbers(n + 1, n + 6), n % 3, n);
            }
            haveTheBitsOfTheScalarCode(function, numbers(1, 10_007), numbers(2, 10_010), 3, 10_001);
        }
    }

    @Property(tries = 500)
    @Tag("cold")
    void productsOfReluHaveTheBitsOfASumThatIsActivatedAndMultiplied(@ForAll long seed,
            @ForAll @IntRange(max = 40) int rows, @ForAll @IntRange(max = 150) int columns,
            @ForAll @IntRange(max = 3) int gap) {
        int stride = columns + gap;
        float[] x = numbers(seed, rows * stride + 1);
        float[] y = numbers(seed + 1, rows * stride + 2);
        float[] w = numbers(seed + 2, rows * 3 + 1);
        float[] actual = numbers(seed + 3, columns + 3);
        float[] expected = actual.clone();
        float[] scalar = actual.clone();
        float[] activated = new float[rows * stride];
        for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
                activated[r * stride + c] = Math.max(x[1 + r * stride + c] + y[2 + r * stride + c], 0);
            }
        }
        new MatMul().multiply(1, columns, rows, 1, w, 1, 3, true, activated, 0, stride, false, 1, expected, 3, columns,
                Epilogue.NONE);
        SCALAR.addReluProducts(rows, columns, x, 1, y, 2, stride, w, 1, 3, scalar, 3);
        Maps.addReluProducts(rows, columns, x, 1, y, 2, stride, w, 1, 3, actual, 3);
        assertArrayEquals(expected, scalar);
        assertArrayEquals(expected, actual);
    }

    @Example
    void productsOfReluRefuseWhatReachesPastItsArray() {
        float[] x = new float[8];
        assertThrows(IndexOutOfBoundsException.class,
                () -> Maps.addReluProducts(2, 5, x, 0, x, 0, 4, x, 0, 1, new float[5], 0));
        assertThrows(IndexOutOfBoundsException.class,
                () -> Maps.addReluProducts(2, 4, x, 0, x, 0, 4, x, 0, 1, new float[3], 0));
        assertThrows(IndexOutOfBoundsException.class,
                () -> Maps.addReluProducts(2, 4, x, 0, x, 0, 4, new float[1], 0, 1, new float[4], 0));
        assertThrows(IllegalArgumentException.class,
                () -> Maps.addReluProducts(2, 4, x, 0, x, 0, -4, x, 0, 1, new float[4], 0));
    }

    @Provide
    Arbitrary<ElementwiseFunction> ordinary() {
        return Arbitraries.of(ORDINARY.keySet().stream().sorted(Comparator.comparing(Object::toString)).toList());
    }

    @Property(tries = 1500)
    void mapsHaveTheBitsOfTheScalarCodeBeforeAndBehindAnUnusualNumber(
            @ForAll("ordinary") ElementwiseFunction function, @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 300) int n, @ForAll @IntRange(max = 400) int place) {
        SplittableRandom random = new SplittableRandom(seed);
        float bound = ORDINARY.getOrDefault(function, 1f);
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = switch (random.nextInt(8)) {
                case 0 -> Math.nextDown(bound);
                case 1 -> Float.intBitsToFloat(random.nextInt(Float.floatToRawIntBits(1)));
                default -> random.nextFloat() * bound;
            };
            x[i] = function == Elementary.LOG || random.nextBoolean() ? x[i] : -x[i];
        }
        if (place < n) {
            x[place] = random.nextBoolean() ? bound : EDGES[random.nextInt(EDGES.length)];
        }
        float[] expected = new float[n];
        SCALAR.apply(function, x, 0, expected, 0, n);
        Maps.apply(function, x, 0, x, 0, n);
        assertArrayEquals(expected, x);
    }

    /** There the exponent of 2 is a whole number and a half. */
    @Example
    void geluTanhHasTheBitsOfTheScalarCodeWhereAHalfIsRounded() {
        float[] x = new float[64];
        Arrays.fill(x, -0x1.094266p0f);
        float[] y = new float[64];
        Maps.apply(new Activation.GeluTanh(), x, 0, y, 0, 64);
        float[] expected = new float[64];
        Arrays.fill(expected, ScalarLogistic.geluTanh(-0x1.094266p0f));
        assertArrayEquals(expected, y);
    }

    private static void haveTheBitsOfTheScalarCode(ElementwiseFunction function, float[] x, float[] y, int offset,
            int n) {
        float[] actual = y.clone();
        float[] expected = y.clone();
        SCALAR.apply(function, x, offset, expected, offset + 2, n);
        Maps.apply(function, x, offset, actual, offset + 2, n);
        assertArrayEquals(expected, actual, function::toString);

        float[] sums = new float[x.length];
        for (int i = 0; i < n; i++) {
            sums[offset + i] = x[offset + i] + y[offset + 2 + i];
        }
        expected = y.clone();
        actual = y.clone();
        SCALAR.apply(function, sums, offset, expected, offset + 2, n);
        Maps.applyToSum(function, x, offset, actual, offset + 2, actual, offset + 2, n);
        assertArrayEquals(expected, actual, () -> function + " of a sum");

        expected = y.clone();
        actual = y.clone();
        SCALAR.multiplyByDerivative(function, x, offset, expected, offset + 2, n);
        Maps.multiplyByDerivative(function, x, offset, actual, offset + 2, n);
        assertArrayEquals(expected, actual, function + "'");

        expected = x.clone();
        actual = x.clone();
        SCALAR.apply(function, expected, offset, expected, offset, n);
        Maps.apply(function, actual, offset, actual, offset, n);
        assertArrayEquals(expected, actual, function + " in place");
    }

    @Property(tries = 300)
    @Tag("cold")
    void softmaxHasTheBitsOfTheScalarCode(@ForAll long seed, @ForAll @IntRange(min = 1, max = 257) int n) {
        float[] x = numbers(seed, n + 1);
        float[] expected = new float[n];
        float[] actual = new float[n];
        SCALAR.softmax(1, n, x, 1, n, expected, 0, n);
        Maps.softmax(1, n, x, 1, n, actual, 0, n);
        assertArrayEquals(expected, actual);
        Maps.softmax(1, n, x, 1, n, x, 1, n);
        assertArrayEquals(expected, Arrays.copyOfRange(x, 1, n + 1));
    }

    @Property(tries = 300)
    void softmaxOfManyShortRowsHasTheBitsOfTheScalarCode(@ForAll long seed, @ForAll @IntRange(max = 300) int rows,
            @ForAll @IntRange(min = 1, max = 40) int columns, @ForAll @IntRange(max = 2) int gap) {
        int stride = columns + gap;
        float[] x = numbers(seed, rows * stride + 1);
        float[] expected = new float[rows * stride + 2];
        float[] actual = expected.clone();
        SCALAR.softmax(rows, columns, x, 1, stride, expected, 2, stride);
        Maps.softmax(rows, columns, x, 1, stride, actual, 2, stride);
        assertArrayEquals(expected, actual);
        Maps.softmax(rows, columns, x, 1, stride, actual, 2, columns);
        SCALAR.softmax(rows, columns, x, 1, stride, expected, 2, columns);
        assertArrayEquals(expected, actual);
        SCALAR.softmax(rows, columns, x, 1, stride, expected, 2, stride);
        Maps.softmax(rows, columns, x, 1, stride, x, 1, stride);
        for (int i = 0; i < rows; i++) {
            assertArrayEquals(Arrays.copyOfRange(expected, 2 + i * stride, 2 + i * stride + columns),
                    Arrays.copyOfRange(x, 1 + i * stride, 1 + i * stride + columns));
        }
    }

    @Property(tries = 300)
    void logSoftmaxHasTheBitsOfTheScalarCodeAndOfItsLogSumExp(@ForAll long seed, @ForAll @IntRange(max = 300) int rows,
            @ForAll @IntRange(min = 1, max = 40) int columns, @ForAll @IntRange(max = 2) int gap) {
        int stride = columns + gap;
        float[] x = numbers(seed, rows * stride + 1);
        float[] expected = new float[rows * stride + 2];
        float[] actual = expected.clone();
        float[] scratch = new float[columns];
        SCALAR.logSoftmax(rows, columns, x, 1, stride, expected, 2, stride, scratch);
        Maps.logSoftmax(rows, columns, x, 1, stride, actual, 2, stride, scratch);
        assertArrayEquals(expected, actual);
        for (int i = 0; i < rows; i++) {
            float sum = Maps.logSumExp(x, 1 + i * stride, columns, scratch);
            if (Float.isFinite(sum)) {
                assertEquals(x[1 + i * stride] - sum, actual[2 + i * stride]);
            }
        }
        Maps.logSoftmax(rows, columns, x, 1, stride, x, 1, stride, scratch);
        for (int i = 0; i < rows; i++) {
            assertArrayEquals(Arrays.copyOfRange(expected, 2 + i * stride, 2 + i * stride + columns),
                    Arrays.copyOfRange(x, 1 + i * stride, 1 + i * stride + columns));
        }
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

    @Property(tries = 200)
    void logSoftmaxIsTheLogarithmOfSoftmax(@ForAll long seed, @ForAll @IntRange(min = 1, max = 200) int columns) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] x = new float[2 * columns];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextFloat(-30, 30);
        }
        float[] p = new float[2 * columns];
        Maps.softmax(2, columns, x, 0, columns, p, 0, columns);
        Maps.logSoftmax(2, columns, x, 0, columns, x, 0, columns, new float[columns]);
        for (int i = 0; i < x.length; i++) {
            assertEquals(Math.log(p[i]), x[i], 1e-5);
        }
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
