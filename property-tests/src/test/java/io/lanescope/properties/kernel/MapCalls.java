package io.lanescope.properties.kernel;

import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

import io.lanescope.simd.Activation;
import io.lanescope.simd.Elementary;
import io.lanescope.simd.ElementwiseFunction;
import io.lanescope.simd.Maps;
import io.lanescope.simd.Updates;
import org.junit.jupiter.params.provider.Arguments;

import static io.lanescope.properties.kernel.KernelCalls.work;

/** Every map and its slope, the softmax family and every optimiser step. */
final class MapCalls {

    private static final float[] X = Values.ORDINARY.floats(1, 2000);
    private static final float[] Y = Values.ORDINARY.floats(2, 2000);
    private static final Activation RELU = new Activation.Relu();
    private static final Activation TANH = new Activation.Tanh();
    private static final float[] LARGE = withLarge(X.clone());
    private static final float[] M = new float[2000];
    private static final float[] V = new float[2000];
    private static final float[] MOST = new float[2000];

    private MapCalls() {}

    static Stream<Arguments> all() {
        return Stream.of(
                MapProperties.FUNCTIONS.stream().map(MapCalls::value),
                MapProperties.FUNCTIONS.stream().map(MapCalls::slope),
                Stream.of(
                        doing("relu of a sum",
                                n -> Maps.applyToSum(RELU, X, 1, M, 2, Y, 3, n)),
                        doing("tanh of a sum",
                                n -> Maps.applyToSum(TANH, X, 1, M, 2, Y, 3, n)),
                        doing("products of relu",
                                n -> Maps.addReluProducts(3, n, X, 1, M, 2, 300, V, 3, 2, Y, 0)),
                        doing("exp of some large numbers", n -> Maps.apply(Elementary.EXP, LARGE, 1, Y, 3, n)),
                        doing("softmax", n -> Maps.softmax(2, n, X, 0, n, Y, 0, n)),
                        doing("softmax of short rows", n -> Maps.softmax(7, 10, X, n, 10, Y, n, 10)),
                        doing("logSoftmax of short rows", n -> Maps.logSoftmax(7, 10, X, n, 10, Y, n, 10, M)),
                        doing("logSoftmax", n -> Maps.logSoftmax(2, n, X, 0, n, Y, 0, n, M)),
                        work("logSumExp", n -> Maps.logSumExp(X, 1, n, M)),
                        doing("sgd", n -> Updates.sgd(Y, X, 1, n, 0.1)),
                        doing("momentum", n -> Updates.momentum(Y, X, M, 1, n, 0.1, 0.9)),
                        doing("nesterov", n -> Updates.nesterov(Y, X, M, 1, n, 0.1, 0.9)),
                        doing("adagrad", n -> Updates.adagrad(Y, X, V, 1, n, 0.1, 1e-8)),
                        doing("rmsProp", n -> Updates.rmsProp(Y, X, V, 1, n, 0.1, 0.9, 1e-8)),
                        doing("adam", n -> Updates.adam(Y, X, M, V, 1, n, 3, 0.1, 0.9, 0.99, 1e-8, 0)),
                        doing("amsGrad", n -> Updates.amsGrad(Y, X, M, V, MOST, 1, n, 3, 0.1, 0.9, 0.99, 1e-8, 0))))
                .flatMap(Function.identity());
    }

    private static float[] withLarge(float[] x) {
        for (int i = 40; i < x.length; i += 50) {
            x[i] = -1000;
        }
        return x;
    }

    private static Arguments value(ElementwiseFunction f) {
        return doing(f.toString(), n -> Maps.apply(f, X, 1, Y, 3, n));
    }

    private static Arguments slope(ElementwiseFunction f) {
        return doing("slope of " + f, n -> Maps.multiplyByDerivative(f, X, 1, Y, 3, n));
    }

    private static Arguments doing(String name, IntConsumer work) {
        return work(name, n -> {
            work.accept(n);
            return Y[3];
        });
    }
}
