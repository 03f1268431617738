package io.lanescope.properties.kernel;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import io.lanescope.simd.Activation;
import io.lanescope.simd.Epilogue;
import io.lanescope.simd.MatMul;
import io.lanescope.simd.PackedMatrix;
import io.lanescope.simd.Team;
import io.lanescope.simd.kernel.MapKernels;
import io.lanescope.simd.kernel.scalar.ScalarMaps;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Every product has the bits of the textbook loop, at whatever lane width this JVM runs. */
class MatMulProperties {

    private static final MapKernels SCALAR = new ScalarMaps();

    private static final float[] EDGES = {0f, -0f, 1f, Float.MIN_VALUE, -1e-40f, 3e38f, Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY, Float.NaN};

    /** A product {@code C = alpha·op(A)·op(B) + beta·C} in larger arrays. */
    record Product(
            int m, int n, int k, boolean transposeA, boolean transposeB, float alpha, float beta, boolean edges,
            long seed) {

        int lda() {
            return (transposeA ? m : k) + 2;
        }

        int ldb() {
            return (transposeB ? k : n) + 3;
        }

        int ldc() {
            return n + 1;
        }

        float[] a() {
            return numbers(seed, 5 + lda() * Math.max(transposeA ? k : m, 1));
        }

        float[] b() {
            return numbers(seed + 1, 7 + ldb() * Math.max(transposeB ? n : k, 1));
        }

        float[] c() {
            return numbers(seed + 2, 1 + ldc() * Math.max(m, 1));
        }

        private float[] numbers(long from, int size) {
            RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(from);
            float[] x = new float[size];
            for (int i = 0; i < size; i++) {
                x[i] = edges && random.nextInt(6) == 0
                        ? EDGES[random.nextInt(EDGES.length)]
                        : random.nextFloat(-1, 1);
            }
            return x;
        }

        float[] multiply(MatMul matMul) {
            return multiply(matMul, Epilogue.NONE);
        }

        float[] multiply(MatMul matMul, Epilogue epilogue) {
            float[] c = c();
            matMul.multiply(m, n, k, alpha, a(), 5, lda(), transposeA, b(), 7, ldb(), transposeB, beta, c, 1, ldc(),
                    epilogue);
            return c;
        }

        float[] bias() {
            return numbers(seed + 3, n + 2);
        }

        float[] z() {
            return numbers(seed + 4, 3 + (n + 2) * Math.max(m, 1));
        }

        float[] multiplyPacked(MatMul matMul) {
            float[] c = c();
            PackedMatrix b = PackedMatrix.of(k, n, b(), 7, ldb(), transposeB);
            matMul.multiply(m, alpha, a(), 5, lda(), transposeA, b, beta, c, 1, ldc(), Epilogue.NONE);
            return c;
        }

        double[] multiplyDoubles() {
            double[] c = doubles(c());
            new MatMul().multiply(m, n, k, alpha, doubles(a()), 5, lda(), transposeA, doubles(b()), 7, ldb(),
                    transposeB,
                    beta, c, 1, ldc());
            return c;
        }

        double[] textbookInDoubles() {
            double[] a = doubles(a());
            double[] b = doubles(b());
            double[] c = doubles(c());
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    double chain = beta == 0 ? 0 : beta * c[1 + i * ldc() + j];
                    for (int p = 0; p < k; p++) {
                        double x = a[5 + (transposeA ? p * lda() + i : i * lda() + p)];
                        double y = b[7 + (transposeB ? j * ldb() + p : p * ldb() + j)];
                        chain = Math.fma(alpha * x, y, chain);
                    }
                    c[1 + i * ldc() + j] = chain;
                }
            }
            return c;
        }

        private static double[] doubles(float[] x) {
            double[] y = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                y[i] = x[i] / 3.0;
            }
            return y;
        }

        float[] textbook() {
            float[] a = a();
            float[] b = b();
            float[] c = c();
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                    float chain = beta == 0 ? 0 : beta * c[1 + i * ldc() + j];
                    for (int p = 0; p < k; p++) {
                        float x = a[5 + (transposeA ? p * lda() + i : i * lda() + p)];
                        float y = b[7 + (transposeB ? j * ldb() + p : p * ldb() + j)];
                        chain = Math.fma(alpha * x, y, chain);
                    }
                    c[1 + i * ldc() + j] = chain;
                }
            }
            return c;
        }
    }

    @Provide
    Arbitrary<Product> products() {
        Arbitrary<Integer> size = Arbitraries.integers().between(0, 70);
        return products(size, size, size);
    }

    /** Large in one direction, small in the others. */
    @Provide
    Arbitrary<Product> largeProducts() {
        Arbitrary<Integer> size = Arbitraries.integers().between(1, 40);
        return Arbitraries.oneOf(
                products(Arbitraries.integers().between(100, 300), size, Arbitraries.integers().between(200, 600)),
                products(size, Arbitraries.integers().between(400, 1200), Arbitraries.integers().between(200, 600)),
                products(size, size, Arbitraries.integers().between(2000, 4200)));
    }

    /** So wide that panels of B come in pairs, with any rest, and so deep that B comes in several blocks. */
    @Provide
    Arbitrary<Product> singleRows() {
        return products(Arbitraries.just(1), Arbitraries.integers().between(1, 300),
                Arbitraries.integers().between(1, 1000));
    }

    /** Columns that hardly fill a vector. */
    @Provide
    Arbitrary<Product> narrowProducts() {
        return products(Arbitraries.integers().between(1, 20), Arbitraries.integers().between(1, 16),
                Arbitraries.integers().between(0, 40));
    }

    private static Arbitrary<Product> products(
            Arbitrary<Integer> rows, Arbitrary<Integer> columns, Arbitrary<Integer> depth) {
        Arbitrary<Float> factors = Arbitraries.of(0f, 1f, -0.7f, 2.5f);
        return Combinators.combine(rows, columns, depth, Arbitraries.of(true, false), Arbitraries.of(true, false),
                Combinators.combine(factors, factors).as((alpha, beta) -> new float[]{alpha, beta}),
                Arbitraries.of(true, false), Arbitraries.longs())
                .as((m, n, k, ta, tb, f, edges, seed) -> new Product(m, n, k, ta, tb, f[0], f[1], edges, seed));
    }

    @Property
    @Tag("cold")
    void aProductHasTheBitsOfTheTextbookLoop(@ForAll("products") Product product) {
        assertArrayEquals(product.textbook(), product.multiply(new MatMul()));
    }

    @Property(tries = 300)
    void whatEndsAProductIsDoneToEachElementOnce(@ForAll("products") Product product) {
        int m = product.m();
        int n = product.n();
        Activation gelu = new Activation.Gelu();
        float[] textbook = product.textbook();
        float[] bias = product.bias();
        float[] z = product.z();
        float[] shifted = textbook.clone();
        float[] values = z.clone();
        float[] slopes = textbook.clone();
        for (int i = 0; i < m; i++) {
            int row = 1 + i * product.ldc();
            int zRow = 3 + i * (n + 2);
            for (int j = 0; j < n; j++) {
                shifted[row + j] += bias[2 + j];
                values[zRow + j] = ScalarMaps.value(gelu, shifted[row + j]);
            }
            SCALAR.multiplyByDerivative(gelu, z, zRow, slopes, row, n);
        }
        assertArrayEquals(shifted, product.multiply(new MatMul(), new Epilogue.Bias(bias, 2)));
        assertArrayEquals(slopes, product.multiply(new MatMul(), new Epilogue.TimesDerivative(gelu, z, 3, n + 2)));
        float[] activated = z.clone();
        assertArrayEquals(shifted, product.multiply(new MatMul(),
                new Epilogue.BiasActivation(bias, 2, gelu, activated, 3, n + 2)));
        assertArrayEquals(values, activated);
    }

    @Example
    void aThreadWithoutColumnsHasNothingToEnd() {
        Product product = new Product(1, 100, 2000, false, false, 1, 0, false, 1);
        Epilogue bias = new Epilogue.Bias(product.bias(), 2);
        float[] expected = product.multiply(new MatMul(), bias);
        try (ExecutorService threads = Executors.newCachedThreadPool(); Team team = Team.of(threads, 3)) {
            assertArrayEquals(expected, product.multiply(new MatMul(team), bias));
        }
    }

    @Property(tries = 20)
    void soHasOneThatTakesManyBlocks(@ForAll("largeProducts") Product product) {
        float[] expected = product.textbook();
        assertArrayEquals(expected, product.multiply(new MatMul()));
        assertArrayEquals(expected, product.multiplyPacked(new MatMul()));
        assertArrayEquals(product.textbookInDoubles(), product.multiplyDoubles());
    }

    @Property(tries = 200)
    void soHasOneWithAMatrixThatWasPackedBefore(@ForAll("products") Product product) {
        assertArrayEquals(product.textbook(), product.multiplyPacked(new MatMul()));
    }

    @Property(tries = 200)
    void soHasASingleRow(@ForAll("singleRows") Product product) {
        float[] expected = product.textbook();
        assertArrayEquals(expected, product.multiply(new MatMul()));
        assertArrayEquals(expected, product.multiplyPacked(new MatMul()));
        try (ExecutorService threads = Executors.newCachedThreadPool(); Team team = Team.of(threads, 3)) {
            assertArrayEquals(expected, product.multiplyPacked(new MatMul(team)));
        }
    }

    @Property(tries = 300)
    void soHaveFewColumns(@ForAll("narrowProducts") Product product) {
        float[] expected = product.textbook();
        assertArrayEquals(expected, product.multiply(new MatMul()));
        assertArrayEquals(expected, product.multiplyPacked(new MatMul()));
    }

    @Property(tries = 200)
    void soHasOneInDoublePrecision(@ForAll("products") Product product) {
        assertArrayEquals(product.textbookInDoubles(), product.multiplyDoubles());
    }

    @Property(tries = 100)
    void anyNumberOfThreadsGivesTheSameBits(@ForAll("products") Product product) {
        float[] expected = product.textbook();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            for (int size : new int[]{2, 3, 7}) {
                try (Team team = Team.of(threads, size)) {
                    assertArrayEquals(expected, product.multiply(new MatMul(team)));
                }
            }
        }
    }

    @Property(tries = 100)
    void theErrorStaysWithinTheBoundOfAChain(@ForAll("products") Product product) {
        Product plain = new Product(product.m(), product.n(), product.k(), product.transposeA(), product.transposeB(),
                1,
                0, false, product.seed());
        float[] c = plain.multiply(new MatMul());
        float[] a = plain.a();
        float[] b = plain.b();
        for (int i = 0; i < plain.m(); i++) {
            for (int j = 0; j < plain.n(); j++) {
                double sum = 0;
                double size = 0;
                for (int p = 0; p < plain.k(); p++) {
                    double term = (double) a[5 + (plain.transposeA() ? p * plain.lda() + i : i * plain.lda() + p)]
                            * b[7 + (plain.transposeB() ? j * plain.ldb() + p : p * plain.ldb() + j)];
                    sum += term;
                    size += Math.abs(term);
                }
                double error = Math.abs(c[1 + i * plain.ldc() + j] - sum);
                assertTrue(error <= 1.01 * plain.k() * 0x1p-24 * size + Float.MIN_VALUE, error + " of " + size);
            }
        }
    }
}
