package io.lanescope.jmh;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import io.lanescope.simd.Epilogue;
import io.lanescope.simd.MatMul;
import io.lanescope.simd.Team;
import org.bytedeco.javacpp.FloatPointer;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.ojalgo.OjAlgoUtils;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R032Store;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_sgemm;

/**
 * Matrix products in single precision, {@code C = op(A)·op(B)}, written as {@link Shape} says. {@code threads} is for
 * Lanescope and OpenBLAS; the others run on one.
 */
public class MatMulBenchmark extends Defaults {

    /** What is multiplied. */
    @State(Scope.Benchmark)
    public static class Product {

        @Param({"16", "32", "64", "256", "512", "1024", "2048", "128x784x256", "784x128x256T", "128x256x784NT"})
        public String shape;

        @Param("1")
        public int threads;

        private Shape s;
        private float[] a;
        private float[] b;
        private float[] c;

        @Setup
        public void fill() {
            s = Shape.parse(shape);
            SplittableRandom random = new SplittableRandom(1);
            a = Operands.floats(random, s.m() * s.k());
            b = Operands.floats(random, s.k() * s.n());
            c = new float[s.m() * s.n()];
            Arrays.fill(c, Float.NaN);
        }

        @TearDown
        public void check() {
            Check.product(s, i -> a[i], i -> b[i], i -> c[i], 0x1p-24);
        }
    }

    /** This library. */
    @State(Scope.Benchmark)
    public static class Ours {
        private ExecutorService executor;
        private Team team;
        private MatMul matMul;

        @Setup
        public void start(Product product) {
            executor = Executors.newFixedThreadPool(product.threads);
            team = Team.of(executor, product.threads);
            matMul = new MatMul(team);
        }

        @TearDown
        public void stop() {
            team.close();
            executor.shutdown();
        }
    }

    @Benchmark
    public float[] lanescope(Product product, Ours ours) {
        Shape s = product.s;
        ours.matMul.multiply(s.m(), s.n(), s.k(), 1, product.a, 0, s.lda(), s.transposeA(), product.b, 0, s.ldb(),
                s.transposeB(), 0, product.c,
                0,
                s.n(), Epilogue.NONE);
        return product.c;
    }

    /** OpenBLAS with its operands in native memory. */
    @State(Scope.Benchmark)
    public static class Native {
        private FloatPointer a;
        private FloatPointer b;
        private FloatPointer c;

        @Setup
        public void copyIn(Product product) {
            OpenBlas.start(product.threads);
            a = new FloatPointer(product.a);
            b = new FloatPointer(product.b);
            c = new FloatPointer(product.c);
        }

        /** Before the operands' own end, which checks the result. */
        @TearDown(Level.Iteration)
        public void copyOut(Product product) {
            c.get(product.c);
        }
    }

    @Benchmark
    public FloatPointer openblasNative(Product product, Native x) {
        Shape s = product.s;
        cblas_sgemm(CblasRowMajor, OpenBlas.transposed(s.transposeA()), OpenBlas.transposed(s.transposeB()), s.m(),
                s.n(),
                s.k(), 1, x.a, s.lda(), x.b, s.ldb(), 0, x.c, s.n());
        return x.c;
    }

    /** OpenBLAS called with Java arrays, which the binding copies in and out. */
    @State(Scope.Benchmark)
    public static class Heap {
        @Setup
        public void start(Product product) {
            OpenBlas.start(product.threads);
        }
    }

    @Benchmark
    public float[] openblasHeap(Product product, Heap x) {
        Shape s = product.s;
        cblas_sgemm(CblasRowMajor, OpenBlas.transposed(s.transposeA()), OpenBlas.transposed(s.transposeB()), s.m(),
                s.n(),
                s.k(), 1, product.a, s.lda(), product.b, s.ldb(), 0, product.c, s.n());
        return product.c;
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
    public float[] netlibVector(Product product, NetlibVector netlib) {
        return netlib(product, netlib.blas);
    }

    /** The netlib that calls the system's BLAS; fails where there is none. */
    @State(Scope.Benchmark)
    public static class NetlibNative {
        private BLAS blas;

        @Setup
        public void start() {
            blas = NativeBLAS.getInstance();
            Peers.netlib(blas);
        }
    }

    @Benchmark
    public float[] netlibNative(Product product, NetlibNative netlib) {
        return netlib(product, netlib.blas);
    }

    /** It expects columns in one piece, so this asks for {@code Cᵀ = op(B)ᵀ·op(A)ᵀ}. */
    private static float[] netlib(Product product, BLAS blas) {
        Shape s = product.s;
        blas.sgemm(s.transposeB() ? "T" : "N", s.transposeA() ? "T" : "N", s.n(), s.m(), s.k(), 1,
                product.b, s.ldb(), product.a, s.lda(), 0, product.c, s.n());
        return product.c;
    }

    /** EJML, on the same arrays. */
    @State(Scope.Benchmark)
    public static class Ejml {
        private FMatrixRMaj a;
        private FMatrixRMaj b;
        private FMatrixRMaj c;

        @Setup
        public void wrap(Product product) {
            Peers.runsOn("EJML", "1 thread");
            Shape s = product.s;
            a = FMatrixRMaj.wrap(s.transposeA() ? s.k() : s.m(), s.lda(), product.a);
            b = FMatrixRMaj.wrap(s.transposeB() ? s.n() : s.k(), s.ldb(), product.b);
            c = FMatrixRMaj.wrap(s.m(), s.n(), product.c);
        }
    }

    @Benchmark
    public FMatrixRMaj ejml(Product product, Ejml x) {
        Shape s = product.s;
        if (s.transposeA()) {
            return s.transposeB()
                    ? CommonOps_FDRM.multTransAB(x.a, x.b, x.c)
                    : CommonOps_FDRM.multTransA(x.a, x.b, x.c);
        }
        return s.transposeB() ? CommonOps_FDRM.multTransB(x.a, x.b, x.c) : CommonOps_FDRM.mult(x.a, x.b, x.c);
    }

    /** ojAlgo, on the same arrays; it too expects columns in one piece. */
    @State(Scope.Benchmark)
    public static class Ojalgo {
        private MatrixStore<Double> a;
        private MatrixStore<Double> b;
        private R032Store c;

        @Setup
        public void wrap(Product product) {
            OjAlgoUtils.limitThreadsTo(1);
            Peers.runsOn("ojAlgo", "1 thread");
            Shape s = product.s;
            a = R032Store.wrap(product.a, s.lda());
            b = R032Store.wrap(product.b, s.ldb());
            c = R032Store.wrap(product.c, s.n());
            a = s.transposeA() ? a.transpose() : a;
            b = s.transposeB() ? b.transpose() : b;
        }
    }

    @Benchmark
    public R032Store ojalgo(Ojalgo x) {
        x.c.fillByMultiplying(x.b, x.a);
        return x.c;
    }
}
