package io.lanescope.jmh;

import java.util.Arrays;
import java.util.SplittableRandom;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import io.lanescope.simd.Epilogue;
import io.lanescope.simd.MatMul;
import io.lanescope.simd.PackedMatrix;
import org.bytedeco.javacpp.FloatPointer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemv;

/** A batch of one row through a layer's weights {@code [k, n]}: bound by how fast the weights can be read. */
public class MatVecBenchmark extends Defaults {

    /** A row, and a layer without bias. */
    @State(Scope.Benchmark)
    public static class Layer {

        @Param({"1x64x64", "1x784x128", "1x784x256", "1x1024x1024", "1x4096x4096"})
        public String shape;

        private Shape s;
        private float[] x;
        private float[] weights;
        private float[] y;
        private MatMul matMul;

        @Setup
        public void fill() {
            s = Shape.parse(shape);
            if (s.m() != 1) {
                throw new IllegalArgumentException("a batch of one row is asked for, not " + shape);
            }
            SplittableRandom random = new SplittableRandom(1);
            x = Operands.floats(random, s.k());
            weights = Operands.floats(random, s.k() * s.n());
            y = new float[s.n()];
            Arrays.fill(y, Float.NaN);
            matMul = new MatMul();
        }

        @TearDown
        public void check() {
            Check.product(s, i -> x[i], i -> weights[i], i -> y[i], 0x1p-24);
        }
    }

    @Benchmark
    public float[] lanescope(Layer layer) {
        layer.matMul.multiply(1, layer.s.n(), layer.s.k(), layer.x, layer.weights, layer.y);
        return layer.y;
    }

    /** Weights that were packed before. */
    @State(Scope.Benchmark)
    public static class Packed {
        private PackedMatrix weights;

        @Setup
        public void pack(Layer layer) {
            weights = PackedMatrix.of(layer.s.k(), layer.s.n(), layer.weights, 0, layer.s.n(), false);
        }
    }

    @Benchmark
    public float[] lanescopePacked(Layer layer, Packed packed) {
        layer.matMul.multiply(1, 1, layer.x, 0, layer.s.k(), false, packed.weights, 0, layer.y, 0, layer.s.n(),
                Epilogue.NONE);
        return layer.y;
    }

    /** OpenBLAS with its operands in native memory. */
    @State(Scope.Benchmark)
    public static class Native {
        private FloatPointer x;
        private FloatPointer weights;
        private FloatPointer y;

        @Setup
        public void copyIn(Layer layer) {
            OpenBlas.start(1);
            x = new FloatPointer(layer.x);
            weights = new FloatPointer(layer.weights);
            y = new FloatPointer(layer.y);
        }

        /** Before the operands' own end, which checks the result. */
        @TearDown(Level.Iteration)
        public void copyOut(Layer layer) {
            y.get(layer.y);
        }
    }

    @Benchmark
    public FloatPointer openblasNative(Layer layer, Native in) {
        cblas_sgemv(CblasRowMajor, CblasTrans, layer.s.k(), layer.s.n(), 1, in.weights, layer.s.n(), in.x, 1, 0, in.y,
                1);
        return in.y;
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
    public float[] netlibVector(Layer layer, NetlibVector netlib) {
        netlib.blas.sgemv("N", layer.s.n(), layer.s.k(), 1, layer.weights, layer.s.n(), layer.x, 1, 0, layer.y, 1);
        return layer.y;
    }
}
