package io.lanescope.jmh;

import java.util.SplittableRandom;

import io.lanescope.simd.Elementary;
import io.lanescope.simd.Maps;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Row-wise softmax, beside exp of the same number of elements. */
public class SoftmaxBenchmark extends Defaults {

    /** Logits between −8 and 8. */
    @State(Scope.Benchmark)
    public static class Matrix {

        /** Rows × columns. */
        @Param({"100x10", "10x100", "1x1000", "64x1000"})
        public String shape;

        private int rows;
        private int columns;
        private float[] x;
        private float[] y;
        private float[] scratch;

        @Setup
        public void fill() {
            String[] numbers = shape.split("x", -1);
            rows = Integer.parseInt(numbers[0]);
            columns = Integer.parseInt(numbers[1]);
            x = Operands.floats(new SplittableRandom(1), rows * columns);
            y = new float[rows * columns];
            scratch = new float[columns];
            for (int i = 0; i < x.length; i++) {
                x[i] *= 8;
            }
        }
    }

    /** Probabilities that are checked. */
    @State(Scope.Benchmark)
    public static class Softmax {
        @TearDown
        public void check(Matrix m) {
            for (int i = 0; i < m.x.length; i++) {
                double expected = Math.exp(m.x[i] - logSumExp(m, i / m.columns));
                Check.close("softmax of element " + i, m.y[i], expected, 1, 4, 0x1p-23);
            }
        }
    }

    /** Logarithms of probabilities that are checked. */
    @State(Scope.Benchmark)
    public static class LogSoftmax {
        @TearDown
        public void check(Matrix m) {
            for (int i = 0; i < m.x.length; i++) {
                Check.close("log-softmax of element " + i, m.y[i], m.x[i] - logSumExp(m, i / m.columns), 16, 4,
                        0x1p-23);
            }
        }
    }

    /** Exponentials that are checked. */
    @State(Scope.Benchmark)
    public static class Exp {
        @TearDown
        public void check(Matrix m) {
            for (int i = 0; i < m.x.length; i++) {
                double expected = Math.exp(m.x[i]);
                Check.close("exp of element " + i, m.y[i], expected, expected, 1, 0x1p-23);
            }
        }
    }

    @Benchmark
    public float[] lanescope(Matrix m, Softmax checked) {
        Maps.softmax(m.rows, m.columns, m.x, 0, m.columns, m.y, 0, m.columns);
        return m.y;
    }

    @Benchmark
    public float[] lanescopeLog(Matrix m, LogSoftmax checked) {
        Maps.logSoftmax(m.rows, m.columns, m.x, 0, m.columns, m.y, 0, m.columns, m.scratch);
        return m.y;
    }

    @Benchmark
    public float[] lanescopeExp(Matrix m, Exp checked) {
        Maps.apply(Elementary.EXP, m.x, 0, m.y, 0, m.x.length);
        return m.y;
    }

    /** {@link Math#exp} in three passes. */
    @Benchmark
    public float[] scalarMath(Matrix m, Softmax checked) {
        for (int i = 0; i < m.rows; i++) {
            int from = i * m.columns;
            int to = from + m.columns;
            float max = Float.NEGATIVE_INFINITY;
            for (int j = from; j < to; j++) {
                max = Math.max(max, m.x[j]);
            }
            float sum = 0;
            for (int j = from; j < to; j++) {
                m.y[j] = (float) Math.exp(m.x[j] - max);
                sum += m.y[j];
            }
            for (int j = from; j < to; j++) {
                m.y[j] /= sum;
            }
        }
        return m.y;
    }

    private static double logSumExp(Matrix m, int row) {
        double sum = 0;
        for (int j = 0; j < m.columns; j++) {
            sum += Math.exp(m.x[row * m.columns + j]);
        }
        return Math.log(sum);
    }
}
