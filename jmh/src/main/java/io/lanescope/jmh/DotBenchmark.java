package io.lanescope.jmh;

import java.util.SplittableRandom;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import io.lanescope.simd.Vectors;
import org.apache.lucene.util.VectorUtil;
import org.bytedeco.javacpp.FloatPointer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sdot;

/** Dot products of two float pair. */
public class DotBenchmark extends Defaults {

    /** Two pair. */
    @State(Scope.Benchmark)
    public static class Pair {

        @Param({"128", "256", "512", "1024", "2048", "4096", "16777216"})
        public int length;

        private float[] a;
        private float[] b;
        private float result;

        @Setup
        public void fill() {
            SplittableRandom random = new SplittableRandom(1);
            a = Operands.floats(random, length);
            b = Operands.floats(random, length);
            result = Float.NaN;
        }

        @TearDown
        public void check() {
            double sum = 0;
            double magnitude = 0;
            for (int i = 0; i < length; i++) {
                double term = (double) a[i] * b[i];
                sum += term;
                magnitude += Math.abs(term);
            }
            Check.close("the dot product", result, sum, magnitude, length, 0x1p-24);
        }
    }

    @Benchmark
    public float lanescope(Pair pair) {
        return pair.result = Vectors.dot(pair.a, pair.b);
    }

    /** Lucene's own functions. */
    @State(Scope.Benchmark)
    public static class Lucene {
        @Setup
        public void start() {
            Peers.lucene();
        }
    }

    @Benchmark
    public float lucene(Pair pair, Lucene lucene) {
        return pair.result = VectorUtil.dotProduct(pair.a, pair.b);
    }

    /** OpenBLAS with its operands in native memory. */
    @State(Scope.Benchmark)
    public static class Native {
        private FloatPointer a;
        private FloatPointer b;

        @Setup
        public void copyIn(Pair pair) {
            OpenBlas.start(1);
            a = new FloatPointer(pair.a);
            b = new FloatPointer(pair.b);
        }
    }

    @Benchmark
    public float openblasNative(Pair pair, Native x) {
        return pair.result = cblas_sdot(pair.length, x.a, 1, x.b, 1);
    }

    /** The netlib that runs in Java: on the Vector API where it can. */
    @State(Scope.Benchmark)
    public static class NetlibVector {
        private BLAS blas;

        @Setup
        public void start() {
            blas = JavaBLAS.getInstance();
            Peers.netlib(blas);
        }
    }

    @Benchmark
    public float netlibVector(Pair pair, NetlibVector netlib) {
        return pair.result = netlib.blas.sdot(pair.length, pair.a, 1, pair.b, 1);
    }

    @Benchmark
    public float scalar(Pair pair) {
        float[] a = pair.a;
        float[] b = pair.b;
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return pair.result = sum;
    }
}
