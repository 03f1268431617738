package io.lanescope.properties;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;

import io.lanescope.explain.actions.TracIn;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static io.lanescope.properties.Explanations.doubles;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TracInProperties {

    private static final int FEATURES = 5;
    private static final int CLASSES = 3;

    @Provide
    Arbitrary<Activation> activations() {
        return RandomNetworks.allActivations();
    }

    private static Dataset rows(RandomGenerator random, Mlp model, int rows) {
        int[] labels = random.ints(rows, 0, CLASSES).toArray();
        return new Dataset(RandomNetworks.numbers(random, rows * FEATURES), model.featureNames(), null,
                new Dataset.Classes(labels, model.outputNames()));
    }

    @Property(tries = 40)
    void itIsTheProductOfTheGradientsOverAllParameters(@ForAll long seed,
            @ForAll("activations") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp early = RandomNetworks.behindScaler(random,
                RandomNetworks.classifier(random, FEATURES, 2, CLASSES, activation));
        Mlp late = RandomNetworks.behindScaler(random,
                RandomNetworks.classifier(random, FEATURES, 1, CLASSES, activation));
        Dataset training = rows(random, early, 4);
        Dataset explained = rows(random, early, 3);
        TracIn tracIn = new TracIn(List.of(new TracIn.Checkpoint(early, 0.5), new TracIn.Checkpoint(late, 0.1)));
        double[] influence = tracIn.influence(training, explained, Team.single());
        for (int r = 0; r < 3; r++) {
            for (int i = 0; i < 4; i++) {
                double[] a = gradient(early, explained, r);
                double[] b = gradient(early, training, i);
                double[] c = gradient(late, explained, r);
                double[] d = gradient(late, training, i);
                double expected = 0.5 * dot(a, b) + 0.1 * dot(c, d);
                double scale = 0.5 * Math.sqrt(dot(a, a) * dot(b, b)) + 0.1 * Math.sqrt(dot(c, c) * dot(d, d));
                assertEquals(expected, influence[r * 4 + i], 2e-5 * scale + 1e-6);
            }
        }
    }

    @Property(tries = 20)
    void onItselfARowsInfluenceIsNeverNegative(@ForAll long seed, @ForAll("activations") Activation activation) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, FEATURES, 2, CLASSES, activation);
        Dataset data = rows(random, model, 300);
        double[] own = new TracIn(model).selfInfluence(data, Team.single());
        double[] all = new TracIn(model).influence(data, data, Team.single());
        double largest = Arrays.stream(own).max().orElseThrow();
        for (int r = 0; r < 300; r++) {
            assertTrue(own[r] >= 0);
            assertEquals(own[r], all[r * 301], 1e-5 * largest);
            assertEquals(all[r * 300], all[r], 1e-5 * largest);
        }
    }

    @Property(tries = 5)
    void theBitsDoNotDependOnTheThreads(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, FEATURES, 2, CLASSES, new Activation.Relu());
        Dataset training = rows(random, model, 300);
        Dataset explained = rows(random, model, 270);
        double[] alone = new TracIn(model).influence(training, explained, Team.single());
        try (ExecutorService threads = Executors.newFixedThreadPool(2); Team team = Team.of(threads, 3)) {
            assertArrayEquals(alone, new TracIn(model).influence(training, explained, team));
        }
    }

    @Example
    void whatMakesNoSenseIsRefused() {
        RandomGenerator random = RandomNetworks.random(1);
        Mlp model = RandomNetworks.classifier(random, FEATURES, 1, CLASSES, new Activation.Relu());
        Dataset data = rows(random, model, 2);
        Dataset unlabelled = new Dataset(data.features(), data.featureNames(), null, new Dataset.None());
        assertThrows(IllegalArgumentException.class, () -> new TracIn(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new TracIn.Checkpoint(model, -1));
        assertThrows(IllegalArgumentException.class,
                () -> new TracIn(model).influence(data, unlabelled, Team.single()));
    }

    /** The gradient of a row's cross-entropy over all weights and biases, written out. */
    private static double[] gradient(Mlp model, Dataset data, int row) {
        double[] x = doubles(Arrays.copyOfRange(data.features(), row * FEATURES, (row + 1) * FEATURES));
        double[][] z = ReferenceExplanations.preActivations(model, x);
        int depth = z.length;
        double[] delta = new double[CLASSES];
        double sum = Arrays.stream(z[depth - 1]).map(Math::exp).sum();
        for (int c = 0; c < CLASSES; c++) {
            delta[c] = Math.exp(z[depth - 1][c]) / sum;
        }
        delta[((Dataset.Classes) data.target()).labels()[row]] -= 1;
        double[] gradient = new double[(int) model.parameters()];
        int at = 0;
        for (int l = depth - 1; l >= 0; l--) {
            Dense layer = model.layers().get(l);
            double[] a = ReferenceExplanations.input(model, l, z, x);
            double[] below = new double[layer.in()];
            for (int j = 0; j < layer.out(); j++) {
                for (int i = 0; i < layer.in(); i++) {
                    gradient[at++] = a[i] * delta[j];
                    below[i] += layer.weights()[i * layer.out() + j] * delta[j];
                }
                gradient[at++] = delta[j];
            }
            for (int i = 0; l > 0 && i < below.length; i++) {
                below[i] *= ReferenceActivations.slope(model.layers().get(l - 1).activation(), z[l - 1][i]);
            }
            delta = below;
        }
        return gradient;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
