package io.lanescope.properties.accuracy;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import io.lanescope.simd.Activation;
import io.lanescope.simd.Elementary;
import io.lanescope.simd.ElementwiseFunction;
import io.lanescope.simd.Maps;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Every map against a double reference, over every n-th float: all exponents, and significands that differ from one exponent to
 * the next. {@code -Paccuracy} measures over all floats and prints what it finds.
 */
class AccuracyTest {

    private static final int ORDINARY_STRIDE = 40_009;
    private static final int STRIDE = Integer.getInteger("lanescope.accuracy.stride", ORDINARY_STRIDE);
    /** In an ordinary run, functions that promise no single ULP are measured over every 16th of those. */
    private static final int COARSER = 16;
    private static final int BLOCK = 1 << 12;
    /** Blocks that one thread takes at a time. */
    private static final int SHARE = 64;
    /** By how much an error may be larger than it seems by the polynomial, in ULP and as a share of it. */
    private static final double DOUBT = 1e-3;

    /**
     * What is promised: an error of at most so many ULP, or else of at most {@code floor}.
     *
     * @param slope whether for the derivative
     */
    record Promise(ElementwiseFunction function, boolean slope, double ulps, double floor) {

        @Override
        public String toString() {
            return function.toString().toLowerCase(Locale.ROOT).replace("[]", "") + (slope ? "'" : "");
        }
    }

    /** The worst error in ULP and where it is, and the worst one in absolute terms of those above 2 ULP. */
    record Worst(double ulps, float at, double floor, float floorAt) {

        private static final Worst NONE = new Worst(0, 0, 0, 0);

        Worst or(Worst other) {
            Worst larger = other.ulps > ulps || other.ulps == ulps && other.at < at ? other : this;
            Worst further = other.floor > floor || other.floor == floor && other.floorAt < floorAt ? other : this;
            return new Worst(larger.ulps, larger.at, further.floor, further.floorAt);
        }
    }

    /** The worst errors that all threads have found so far. */
    private static final class Found {

        private Worst worst = Worst.NONE;

        synchronized Worst get() {
            return worst;
        }

        synchronized void add(Worst other) {
            worst = worst.or(other);
        }
    }

    static Stream<Promise> promises() {
        return Stream.of(
                value(Elementary.EXP, 1, 0), value(Elementary.EXPM1, 1, 0), value(Elementary.LOG, 1, 0),
                value(Elementary.LOG1P, 1, 0), value(Elementary.ERF, 1, 0),
                value(new Activation.Sigmoid(), 1, 0), value(new Activation.Tanh(), 1, 0),
                value(Elementary.SQRT, 0.5, 0), value(Elementary.RSQRT, 2, 0), value(Elementary.RECIPROCAL, 0.5, 0),
                value(new Activation.Identity(), 0, 0), value(new Activation.Relu(), 0, 0),
                value(new Activation.LeakyRelu(0.01f), 0.5, 0), value(new Activation.Elu(1), 2, 0),
                value(new Activation.Selu(), 2, 8e-8), value(new Activation.Gelu(), 2, 5e-8),
                value(new Activation.GeluTanh(), 2, 5e-8), value(new Activation.Silu(), 2, 0),
                value(new Activation.HardSigmoid(), 2, 0), value(new Activation.HardSwish(), 2, 0),
                value(new Activation.LogSigmoid(), 2, 0), value(new Activation.Softplus(), 2, 0),
                value(new Activation.Mish(), 2, 7e-8),
                slope(Elementary.EXP, 1, 0), slope(Elementary.EXPM1, 1, 0), slope(Elementary.LOG, 0.5, 0),
                slope(Elementary.LOG1P, 2, 0), slope(Elementary.ERF, 2, 0), slope(Elementary.SQRT, 2, 0),
                slope(Elementary.RSQRT, 2, 0), slope(Elementary.RECIPROCAL, 2, 0),
                slope(new Activation.Identity(), 0, 0), slope(new Activation.Relu(), 0, 0),
                slope(new Activation.LeakyRelu(0.01f), 0, 0), slope(new Activation.Elu(1), 2, 0),
                slope(new Activation.Selu(), 2, 0), slope(new Activation.Gelu(), 2, 8e-8),
                slope(new Activation.GeluTanh(), 2, 8e-8), slope(new Activation.Silu(), 2, 5e-8),
                slope(new Activation.Sigmoid(), 2, 0), slope(new Activation.HardSigmoid(), 0.5, 0),
                slope(new Activation.HardSwish(), 2, 3e-8), slope(new Activation.LogSigmoid(), 1, 0),
                slope(new Activation.Softplus(), 1, 0), slope(new Activation.Tanh(), 2, 5e-45),
                slope(new Activation.Mish(), 2, 1.2e-7));
    }

    private static Promise value(ElementwiseFunction f, double ulps, double floor) {
        return new Promise(f, false, ulps, floor);
    }

    private static Promise slope(ElementwiseFunction f, double ulps, double floor) {
        return new Promise(f, true, ulps, floor);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("promises")
    void errorsStayWithinWhatIsPromised(Promise promise) {
        int stride = STRIDE == 1 ? 1 : STRIDE * (promise.ulps == 1 && !promise.slope ? 1 : COARSER);
        long blocks = (1L << 32) / stride / BLOCK + 1;
        Found soFar = new Found();
        LongStream.rangeClosed(0, blocks / SHARE).parallel().forEach(share -> {
            Search search = new Search(promise, stride, soFar);
            for (long block = share * SHARE; block < Math.min((share + 1) * SHARE, blocks); block++) {
                search.block((int) (Integer.MIN_VALUE + block * BLOCK * stride));
            }
        });
        Worst worst = soFar.get();
        if (STRIDE < ORDINARY_STRIDE) {
            System.out.printf("%-22s %10.4f ULP at %14s; above 2 ULP at most %.2g at %s%n", promise, worst.ulps,
                    worst.at, worst.floor, worst.floorAt);
        }
        assertTrue(worst.ulps <= promise.ulps || promise.ulps == 2 && worst.floor <= promise.floor,
                () -> promise + ": " + worst);
    }

    /**
     * Goes through blocks of floats. Over a block of neighbours the exact function is nearly always a polynomial, by which most
     * blocks are seen to hold no error worse than one already found; the errors of the others are taken from the function itself.
     */
    private static final class Search {

        private final Promise promise;
        private final int stride;
        private final Found soFar;
        private final DoubleUnaryOperator exact;
        private final LocalPolynomial polynomial = new LocalPolynomial();
        private final float[] x = new float[BLOCK];
        private final float[] y = new float[BLOCK];
        private final double[] near = new double[BLOCK];

        Search(Promise promise, int stride, Found soFar) {
            this.promise = promise;
            this.stride = stride;
            this.soFar = soFar;
            exact = promise.slope
                    ? DoubleReferences.slope(promise.function)
                    : DoubleReferences.value(promise.function);
        }

        void block(int from) {
            for (int i = 0; i < BLOCK; i++) {
                x[i] = Float.intBitsToFloat(from + i * stride); // behind the last float comes the first one
            }
            if (promise.slope) {
                Arrays.fill(y, 1);
                Maps.multiplyByDerivative(promise.function, x, 0, y, 0, BLOCK);
            } else {
                Maps.apply(promise.function, x, 0, y, 0, BLOCK);
            }
            if (stride > 1 || !polynomial.fits(exact, x[0], x[BLOCK - 1])) {
                measureAll();
                return;
            }
            polynomial.evaluate(x, near);
            if (mayBeWorse(soFar.get())) {
                measureTheWorst();
            }
        }

        private boolean mayBeWorse(Worst worst) {
            double least = Double.POSITIVE_INFINITY;
            for (int i = 0; i < BLOCK; i++) {
                double size = Math.abs(near[i]);
                least = size < least ? size : least;
            }
            double ulp = Math.ulp((float) least);
            double most = Math.min((worst.ulps - DOUBT) * ulp,
                    Math.max((2 - DOUBT) * ulp, (1 - DOUBT) * worst.floor));
            for (int i = 0; i < BLOCK; i++) {
                if (!(Math.abs(y[i] - near[i]) <= most)) {
                    return true;
                }
            }
            return false;
        }

        private void measureTheWorst() {
            Worst worst = soFar.get();
            for (int i = 0; i < BLOCK; i++) {
                double ulps = ulps(y[i], near[i]);
                if (ulps > worst.ulps - DOUBT
                        || ulps > 2 - DOUBT && Math.abs(y[i] - near[i]) > (1 - DOUBT) * worst.floor) {
                    worst = worst.or(error(i));
                }
            }
            soFar.add(worst);
        }

        private void measureAll() {
            Worst worst = Worst.NONE;
            for (int i = 0; i < BLOCK; i++) {
                worst = worst.or(error(i));
            }
            soFar.add(worst);
        }

        private Worst error(int i) {
            double expected = exact.applyAsDouble(x[i]);
            double ulps = ulps(y[i], expected);
            double floor = ulps <= 2 ? 0 : ulps == Double.POSITIVE_INFINITY ? ulps : Math.abs(y[i] - expected);
            return new Worst(ulps, x[i], floor, floor == 0 ? 0 : x[i]);
        }
    }

    /** The error in units of the last place of the nearest float; infinite where only one of both is a number. */
    private static double ulps(float actual, double expected) {
        float nearest = (float) expected;
        if (Float.compare(actual, nearest) == 0 && !Float.isFinite(nearest)) {
            return 0;
        }
        if (Float.isNaN(actual) || Float.isNaN(nearest)) {
            return Double.POSITIVE_INFINITY;
        }
        if (Float.isInfinite(actual) || Float.isInfinite(nearest)) {
            boolean neighbours = Math.min(Math.abs(actual), Math.abs(nearest)) == Float.MAX_VALUE
                    && Math.signum(actual) == Math.signum(nearest);
            return neighbours ? 1 : Double.POSITIVE_INFINITY;
        }
        return Math.abs(actual - expected) / Math.ulp(nearest);
    }
}
