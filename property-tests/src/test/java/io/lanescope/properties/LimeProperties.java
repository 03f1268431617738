package io.lanescope.properties;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

import io.lanescope.explain.Explainer;
import io.lanescope.explain.ExplanationListener;
import io.lanescope.explain.Target;
import io.lanescope.explain.perturbation.Lime;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class LimeProperties {

    private static final double TOLERANCE = 1e-5;

    @Provide
    Arbitrary<GameCase> cases() {
        return GameCase.cases(7);
    }

    @Property(tries = 50)
    void agreesWithRidgeRegressionInDouble(@ForAll("cases") GameCase given, @ForAll long seed) {
        int samples = 90;
        Lime lime = new Lime(given.reference(), given.groups(), samples, 0.5, 0.1, seed);
        Lime.Fits fits = fit(given, lime);
        int[][] members = given.members();
        int m = members.length;
        for (int r = 0; r < given.rows(); r++) {
            ReferenceGame game = given.reference(r, fits.explanation());
            SplittableRandom random = new SplittableRandom(seed);
            double[][] normal = new double[m + 1][m + 2];
            double[] y = new double[samples];
            double[] weight = new double[samples];
            int[][] masks = new int[samples][m + 1];
            for (int s = 0; s < samples; s++) {
                long coalition = 0;
                masks[s][m] = 1;
                for (int i = 0; i < m; i++) {
                    masks[s][i] = s == 0 || random.nextBoolean() ? 1 : 0;
                    coalition |= (long) masks[s][i] << i;
                }
                y[s] = game.value(coalition);
                weight[s] = Math.sqrt(Math.exp(-(m - Long.bitCount(coalition)) / (0.5 * 0.5 * m)));
                for (int i = 0; i <= m; i++) {
                    for (int j = 0; j <= m; j++) {
                        normal[i][j] += weight[s] * masks[s][i] * masks[s][j];
                    }
                    normal[i][m + 1] += weight[s] * masks[s][i] * y[s];
                }
            }
            for (int i = 0; i < m; i++) {
                normal[i][i] += 0.1;
            }
            double[] solution = eliminate(normal);
            double tolerance = TOLERANCE * Math.max(1, game.largest());
            for (int i = 0; i < m; i++) {
                assertEquals(solution[i], fits.explanation().rows().values()[r * given.features() + members[i][0]],
                        tolerance);
            }
            assertEquals(solution[m], fits.explanation().rows().baseValue()[r], tolerance);
            assertEquals(fidelity(masks, y, weight, solution), fits.fidelity()[r], 1e-3);
        }
    }

    private static double fidelity(int[][] masks, double[] y, double[] weight, double[] solution) {
        double mean = 0;
        double total = 0;
        for (int s = 0; s < y.length; s++) {
            mean += weight[s] * y[s];
            total += weight[s];
        }
        mean /= total;
        double left = 0;
        double all = 0;
        for (int s = 0; s < y.length; s++) {
            double fitted = 0;
            for (int i = 0; i < solution.length; i++) {
                fitted += solution[i] * masks[s][i];
            }
            left += weight[s] * (y[s] - fitted) * (y[s] - fitted);
            all += weight[s] * (y[s] - mean) * (y[s] - mean);
        }
        return all < 1e-9 ? 1 : 1 - left / all;
    }

    /** Gauss's elimination with the largest pivot. */
    private static double[] eliminate(double[][] a) {
        int n = a.length;
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k; i < n; i++) {
                pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
            }
            double[] swap = a[k];
            a[k] = a[pivot];
            a[pivot] = swap;
            for (int i = 0; i < n; i++) {
                double factor = i == k ? 0 : a[i][k] / a[k][k];
                for (int j = k; j <= n; j++) {
                    a[i][j] -= factor * a[k][j];
                }
            }
        }
        double[] x = new double[n];
        Arrays.setAll(x, i -> a[i][n] / a[i][i]);
        return x;
    }

    @Property(tries = 30)
    void aLinearFunctionIsFittedWithoutError(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, 9, 0, 3, new Activation.Relu());
        int[] ids = {0, 1, 2, 3, 4, 5, 6, 7, 8};
        GameCase given = new GameCase(model, new Target.Logit(1), RandomNetworks.numbers(random, 9), 1,
                RandomNetworks.numbers(random, 9), 1, ids);
        Lime.Fits fits = fit(given, new Lime(given.reference(), given.groups(), 200, 0.75, 0, seed));
        for (int j = 0; j < 9; j++) {
            float expected = model.layers().getFirst().weights()[j * 3 + 1] * (given.x()[j] - given.references()[j]);
            assertEquals(expected, fits.explanation().rows().values()[j], TOLERANCE);
        }
        assertEquals(1, fits.fidelity()[0], TOLERANCE);
        assertEquals(0, fits.explanation().completenessGap(0), 2 * TOLERANCE);
    }

    @Property(tries = 10)
    void aRowsBitsDependNeitherOnItsBatchNorOnTheThreads(@ForAll("cases") GameCase given) {
        Lime lime = new Lime(given.reference(), given.groups(), 300, 7);
        float[] batch = given.explain(lime).rows().values();
        try (ExecutorService threads = Executors.newFixedThreadPool(2); Team team = Team.of(threads, 3)) {
            assertArrayEquals(batch, given.explain(lime, team).rows().values());
        }
        for (int r = 0; r < given.rows(); r++) {
            assertArrayEquals(Arrays.copyOfRange(batch, r * given.features(), (r + 1) * given.features()),
                    given.withRows(given.row(r), given.references()).explain(lime).rows().values());
        }
        assertArrayEquals(batch, fit(given, lime).explanation().rows().values());
    }

    @Example
    void aRowThatIsTheReferenceGetsNothingAndIsFittedWell() {
        RandomGenerator random = RandomNetworks.random(1);
        Mlp model = RandomNetworks.classifier(random, 3, 2, 4, new Activation.Relu());
        float[] x = RandomNetworks.numbers(random, 3);
        GameCase given = new GameCase(model, new Target.Logit(1), x, 1, x, 1, new int[]{0, 1, 2});
        Lime.Fits fits = fit(given, new Lime(given.reference(), given.groups(), 50, 0));
        assertArrayEquals(new float[3], fits.explanation().rows().values());
        assertEquals(1, fits.fidelity()[0]);
    }

    @Example
    void settingsOutOfRangeAreRefused() {
        GameCase given = new GameCase(RandomNetworks.classifier(RandomNetworks.random(1), 2, 1, 2,
                new Activation.Relu()), new Target.Logit(0), new float[2], 1, new float[2], 1, new int[]{0, 1});
        assertThrows(IllegalArgumentException.class, () -> new Lime(given.reference(), given.groups(), 1, 0));
        assertThrows(IllegalArgumentException.class,
                () -> new Lime(given.reference(), given.groups(), 9, Double.NaN, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Lime(given.reference(), given.groups(), 9, 1, -1, 0));
        assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class,
                () -> fit(new GameCase(given.model(), given.target(), given.x(), 1, given.references(), 1,
                        new int[]{0, 1, 2}),
                        new Lime(given.reference(), new GameCase(given.model(), given.target(),
                                given.x(), 1, given.references(), 1, new int[]{0, 1, 2}).groups(), 9, 0)))
                .getMessage()).contains("3"));
    }

    private static Lime.Fits fit(GameCase given, Lime lime) {
        return lime.explain(new Explainer(given.model(), given.target()), given.x(), given.rows(),
                ExplanationListener.NONE);
    }
}
