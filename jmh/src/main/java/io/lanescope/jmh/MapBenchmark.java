package io.lanescope.jmh;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

import io.lanescope.simd.ElementwiseFunction;
import io.lanescope.simd.Maps;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Elementwise functions of an array that lies in the first cache, against the JDK's own in vectors and one at a time. */
public class MapBenchmark extends Defaults {

    /** A function's inputs between −4 and 4, positive ones for log, and its outputs. */
    @State(Scope.Benchmark)
    public static class Numbers {

        @Param("1000")
        public int length;

        float[] x;
        float[] y;

        @Setup
        public void fill() {
            x = Operands.floats(new SplittableRandom(1), length);
            y = new float[length];
            for (int i = 0; i < length; i++) {
                x[i] *= 4;
            }
        }

        void check(String function) {
            DoubleUnaryOperator exact = MapFunctions.exact(function);
            for (int i = 0; i < length; i++) {
                double expected = exact.applyAsDouble(x[i]);
                Check.close(function + " of " + x[i], y[i], expected, Math.max(1, Math.abs(expected)), 4, 0x1p-23);
            }
        }

        void prepare(String function) {
            for (int i = 0; function.startsWith("log") && i < length; i++) {
                x[i] = Math.abs(x[i]);
            }
        }
    }

    /** All functions. */
    @State(Scope.Benchmark)
    public static class Lanescope {

        @Param({"exp", "expm1", "log", "log1p", "tanh", "sigmoid", "erf", "gelu", "gelu_tanh", "silu", "softplus",
            "mish"})
        public String function;

        private ElementwiseFunction map;

        @Setup
        public void prepare(Numbers numbers) {
            numbers.prepare(function);
            map = MapFunctions.map(function);
        }

        @TearDown
        public void check(Numbers numbers) {
            numbers.check(function);
        }
    }

    /** Functions that the JDK has, or that one would write with its own. */
    @State(Scope.Benchmark)
    public static class Jdk {

        @Param({"exp", "expm1", "log", "log1p", "tanh", "sigmoid", "silu"})
        public String function;

        private DoubleUnaryOperator exact;

        @Setup
        public void prepare(Numbers numbers) {
            numbers.prepare(function);
            exact = MapFunctions.inJdk(function);
        }

        @TearDown
        public void check(Numbers numbers) {
            numbers.check(function);
        }
    }

    @Benchmark
    public float[] lanescope(Numbers numbers, Lanescope lanescope) {
        Maps.apply(lanescope.map, numbers.x, 0, numbers.y, 0, numbers.length);
        return numbers.y;
    }

    /** The operators of the Vector API: those of the JDK's vector math library where the JVM has it. */
    @Benchmark
    public float[] jdkVector(Numbers numbers, Jdk jdk) {
        JdkVector.apply(jdk.function, numbers.x, numbers.y);
        return numbers.y;
    }

    /** {@link Math}, one number after the other, in double precision. */
    @Benchmark
    public float[] scalarMath(Numbers numbers, Jdk jdk) {
        float[] x = numbers.x;
        float[] y = numbers.y;
        DoubleUnaryOperator f = jdk.exact;
        for (int i = 0; i < x.length; i++) {
            y[i] = (float) f.applyAsDouble(x[i]);
        }
        return y;
    }
}
