package io.lanescope.jmh;

import java.util.SplittableRandom;

import io.lanescope.simd.Vectors;
import org.apache.lucene.util.VectorUtil;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Squared Euclidean distances of two float vectors. */
public class DistanceBenchmark extends Defaults {

    /** Two vectors. */
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
            for (int i = 0; i < length; i++) {
                double difference = (double) a[i] - b[i];
                sum += difference * difference;
            }
            Check.close("the squared distance", result, sum, sum, length, 0x1p-24);
        }
    }

    @Benchmark
    public float lanescope(Pair pair) {
        return pair.result = Vectors.squaredDistance(pair.a, pair.b);
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
        return pair.result = VectorUtil.squareDistance(pair.a, pair.b);
    }

    @Benchmark
    public float scalar(Pair pair) {
        float[] a = pair.a;
        float[] b = pair.b;
        float sum = 0;
        for (int i = 0; i < a.length; i++) {
            float difference = a[i] - b[i];
            sum += difference * difference;
        }
        return pair.result = sum;
    }
}
