package io.lanescope.jmh;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import dev.ludovic.netlib.blas.BLAS;
import dev.ludovic.netlib.blas.JavaBLAS;
import dev.ludovic.netlib.blas.NativeBLAS;
import io.lanescope.simd.MatMul;
import io.lanescope.simd.Team;
import org.bytedeco.javacpp.DoublePointer;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ojalgo.OjAlgoUtils;
import org.ojalgo.matrix.store.MatrixStore;
import org.ojalgo.matrix.store.R064Store;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.cblas_dgemm;

/**
 * Matrix products in double precision, {@code C = op(A)·op(B)}, written as {@link Shape} says. {@code threads} is for
 * Lanescope and OpenBLAS; the others run on one.
 */
public class DgemmBenchmark extends Defaults {

    /** What is multiplied. */
    @State(Scope.Benchmark)
    public static class Product {

        @Param({"16", "32", "64", "256", "512", "1024", "2048", "128x784x256", "784x128x256T", "128x256x784NT"})
        public String shape;

        @Param("1")
        public int threads;

        private Shape s;
        private double[] a;
        private double[] b;
        private double[] c;

        @Setup
        public void fill() {
            s = Shape.parse(shape);
            SplittableRandom random = new SplittableRandom(1);
            a = Operands.doubles(random, s.m() * s.k());
            b = Operands.doubles(random, s.k() * s.n());
            c = new double[s.m() * s.n()];
            Arrays.fill(c, Double.NaN);
        }

        @TearDown
        public void check() {
            Check.product(s, i -> a[i], i -> b[i], i -> c[i], 0x1p-52);
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
    public double[] lanescope(Product product, Ours ours) {
        Shape s = product.s;
        ours.matMul.multiply(s.m(), s.n(), s.k(), 1, product.a, 0, s.lda(), s.transposeA(), product.b, 0, s.ldb(),
                s.transposeB(), 0, product.c,
                0,
                s.n());
        return product.c;
    }

    /** OpenBLAS with its operands in native memory. */
    @State(Scope.Benchmark)
    public static class Native {
        private DoublePointer a;
        private DoublePointer b;
        private DoublePointer c;

        @Setup
        public void copyIn(Product product) {
            OpenBlas.start(product.threads);
            a = new DoublePointer(product.a);
            b = new DoublePointer(product.b);
            c = new DoublePointer(product.c);
        }

        /** Before the operands' own end, which checks the result. */
        @TearDown(Level.Iteration)
        public void copyOut(Product product) {
            c.get(product.c);
        }
    }

    @Benchmark
    public DoublePointer openblasNative(Product product, Native x) {
        Shape s = product.s;
        cblas_dgemm(CblasRowMajor, OpenBlas.transposed(s.transposeA()), OpenBlas.transposed(s.transposeB()), s.m(),
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
    public double[] openblasHeap(Product product, Heap x) {
        Shape s = product.s;
        cblas_dgemm(CblasRowMajor, OpenBlas.transposed(s.transposeA()), OpenBlas.transposed(s.transposeB()), s.m(),
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
    public double[] netlibVector(Product product, NetlibVector netlib) {
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
    public double[] netlibNative(Product product, NetlibNative netlib) {
        return netlib(product, netlib.blas);
    }

    /** It expects columns in one piece, so this asks for {@code Cᵀ = op(B)ᵀ·op(A)ᵀ}. */
    private static double[] netlib(Product product, BLAS blas) {
        Shape s = product.s;
        blas.dgemm(s.transposeB() ? "T" : "N", s.transposeA() ? "T" : "N", s.n(), s.m(), s.k(), 1,
                product.b, s.ldb(), product.a, s.lda(), 0, product.c, s.n());
        return product.c;
    }

    /** EJML, on the same arrays. */
    @State(Scope.Benchmark)
    public static class Ejml {
        private DMatrixRMaj a;
        private DMatrixRMaj b;
        private DMatrixRMaj c;

        @Setup
        public void wrap(Product product) {
            Peers.runsOn("EJML", "1 thread");
            Shape s = product.s;
            a = DMatrixRMaj.wrap(s.transposeA() ? s.k() : s.m(), s.lda(), product.a);
            b = DMatrixRMaj.wrap(s.transposeB() ? s.n() : s.k(), s.ldb(), product.b);
            c = DMatrixRMaj.wrap(s.m(), s.n(), product.c);
        }
    }

    @Benchmark
    public DMatrixRMaj ejml(Product product, Ejml x) {
        Shape s = product.s;
        if (s.transposeA()) {
            return s.transposeB()
                    ? CommonOps_DDRM.multTransAB(x.a, x.b, x.c)
                    : CommonOps_DDRM.multTransA(x.a, x.b, x.c);
        }
        return s.transposeB() ? CommonOps_DDRM.multTransB(x.a, x.b, x.c) : CommonOps_DDRM.mult(x.a, x.b, x.c);
    }

    /** ojAlgo, on the same arrays; it too expects columns in one piece. */
    @State(Scope.Benchmark)
    public static class Ojalgo {
        private MatrixStore<Double> a;
        private MatrixStore<Double> b;
        private R064Store c;

        @Setup
        public void wrap(Product product) {
            OjAlgoUtils.limitThreadsTo(1);
            Peers.runsOn("ojAlgo", "1 thread");
            Shape s = product.s;
            a = R064Store.wrap(product.a, s.lda());
            b = R064Store.wrap(product.b, s.ldb());
            c = R064Store.wrap(product.c, s.n());
            a = s.transposeA() ? a.transpose() : a;
            b = s.transposeB() ? b.transpose() : b;
        }
    }

    @Benchmark
    public R064Store ojalgo(Ojalgo x) {
        x.c.fillByMultiplying(x.b, x.a);
        return x.c;
    }
}
