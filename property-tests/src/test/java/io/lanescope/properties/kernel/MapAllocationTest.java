package io.lanescope.properties.kernel;

import java.lang.management.ManagementFactory;
import java.util.function.Function;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Elementary;
import io.lanescope.simd.ElementwiseFunction;
import io.lanescope.simd.Maps;
import io.lanescope.simd.Updates;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Once compiled, no map and no optimiser step allocates a byte, with or without a tail. */
class MapAllocationTest {

    private static final int CALLS = 500;
    private static final int ROUNDS = 2_000;
    private static final int MILLISECONDS_FOR_THE_COMPILER = 10;

    private static final float[] X = Values.ORDINARY.floats(1, 2000);
    private static final float[] Y = Values.ORDINARY.floats(2, 2000);
    private static final Activation RELU = new Activation.Relu();
    private static final Activation TANH = new Activation.Tanh();
    private static final float[] LARGE = withLarge(X.clone());
    private static final float[] M = new float[2000];
    private static final float[] V = new float[2000];
    private static final float[] MOST = new float[2000];

    /** Something to do with n elements. */
    interface Work {
        void of(int n);
    }

    static Stream<Arguments> work() {
        return Stream.of(
                MapProperties.FUNCTIONS.stream().map(MapAllocationTest::value),
                MapProperties.FUNCTIONS.stream().map(MapAllocationTest::slope),
                Stream.of(
                        work("relu of a sum",
                                n -> Maps.applyToSum(RELU, X, 1, M, 2, Y, 3, n)),
                        work("tanh of a sum",
                                n -> Maps.applyToSum(TANH, X, 1, M, 2, Y, 3, n)),
                        work("exp of some large numbers", n -> Maps.apply(Elementary.EXP, LARGE, 1, Y, 3, n)),
                        work("softmax", n -> Maps.softmax(2, n, X, 0, n, Y, 0, n)),
                        work("softmax of short rows", n -> Maps.softmax(7, 10, X, n, 10, Y, n, 10)),
                        work("logSoftmax of short rows", n -> Maps.logSoftmax(7, 10, X, n, 10, Y, n, 10, M)),
                        work("logSoftmax", n -> Maps.logSoftmax(2, n, X, 0, n, Y, 0, n, M)),
                        work("logSumExp", n -> V[0] = Maps.logSumExp(X, 1, n, M)),
                        work("sgd", n -> Updates.sgd(Y, X, 1, n, 0.1)),
                        work("momentum", n -> Updates.momentum(Y, X, M, 1, n, 0.1, 0.9)),
                        work("nesterov", n -> Updates.nesterov(Y, X, M, 1, n, 0.1, 0.9)),
                        work("adagrad", n -> Updates.adagrad(Y, X, V, 1, n, 0.1, 1e-8)),
                        work("rmsProp", n -> Updates.rmsProp(Y, X, V, 1, n, 0.1, 0.9, 1e-8)),
                        work("adam", n -> Updates.adam(Y, X, M, V, 1, n, 3, 0.1, 0.9, 0.99, 1e-8, 0)),
                        work("amsGrad", n -> Updates.amsGrad(Y, X, M, V, MOST, 1, n, 3, 0.1, 0.9, 0.99, 1e-8, 0))))
                .flatMap(Function.identity());
    }

    private static float[] withLarge(float[] x) {
        for (int i = 40; i < x.length; i += 50) {
            x[i] = -1000;
        }
        return x;
    }

    private static Arguments work(String name, Work work) {
        return Arguments.of(name, work);
    }

    private static Arguments value(ElementwiseFunction f) {
        return work(f.toString(), n -> Maps.apply(f, X, 1, Y, 3, n));
    }

    private static Arguments slope(ElementwiseFunction f) {
        return work("slope of " + f, n -> Maps.multiplyByDerivative(f, X, 1, Y, 3, n));
    }

    @ParameterizedTest(name = "{0} allocates nothing")
    @MethodSource("work")
    void allocatesNothing(String name, Work work) throws InterruptedException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long bytes = Long.MAX_VALUE;
        // the compiler works beside us, for seconds on a busy machine: rounds go on until its code is in use
        for (int round = 0; round < ROUNDS && bytes != 0; round++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int call = 0; call < CALLS; call++) {
                work.of(call % 3 == 0 ? 256 : 1 + call % 200);
            }
            bytes = threads.getCurrentThreadAllocatedBytes() - before;
            if (bytes != 0) {
                Thread.sleep(MILLISECONDS_FOR_THE_COMPILER);
            }
        }
        assertEquals(0, bytes, name);
    }
}
