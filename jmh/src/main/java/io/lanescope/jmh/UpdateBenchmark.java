package io.lanescope.jmh;

import java.util.SplittableRandom;

import io.lanescope.simd.Updates;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One step of an optimiser over all parameters of a network. */
public class UpdateBenchmark extends Defaults {

    private static final double RATE = 1e-3;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    /** Parameters, gradients and moments. The gradients stay the same, so that Adam's steps have a known size. */
    @State(Scope.Benchmark)
    public static class Parameters {

        @Param({"1000", "100000", "4000000"})
        public int length;

        private float[] w;
        private float[] g;
        private float[] m;
        private float[] v;
        private long step;

        @Setup
        public void fill() {
            SplittableRandom random = new SplittableRandom(1);
            w = Operands.floats(random, length);
            g = Operands.floats(random, length);
            m = new float[length];
            v = new float[length];
        }

        /** With a gradient that never changes, moments that start at 0 stay parallel to it. */
        @TearDown
        public void check() {
            double gain = m[0] / g[0];
            for (int i = 0; i < length; i++) {
                Check.close("moment " + i, m[i], gain * g[i], Math.abs(gain * g[i]), 1e4, 0x1p-24);
            }
        }
    }

    @Benchmark
    public float[] momentum(Parameters p) {
        Updates.momentum(p.w, p.g, p.m, 0, p.length, RATE, BETA1);
        return p.w;
    }

    @Benchmark
    public float[] adam(Parameters p) {
        Updates.adam(p.w, p.g, p.m, p.v, 0, p.length, ++p.step, RATE, BETA1, BETA2, EPSILON, 0);
        return p.w;
    }

    /** The same formula in a plain loop. */
    @Benchmark
    public float[] adamScalar(Parameters p) {
        p.step++;
        float rate = (float) (RATE / (1 - Math.pow(BETA1, p.step)));
        float correction = (float) Math.sqrt(1 - Math.pow(BETA2, p.step));
        for (int i = 0; i < p.length; i++) {
            p.m[i] += (float) (1 - BETA1) * (p.g[i] - p.m[i]);
            p.v[i] = (float) BETA2 * p.v[i] + (float) (1 - BETA2) * p.g[i] * p.g[i];
            p.w[i] -= rate * p.m[i] / ((float) Math.sqrt(p.v[i]) / correction + (float) EPSILON);
        }
        return p.w;
    }
}
