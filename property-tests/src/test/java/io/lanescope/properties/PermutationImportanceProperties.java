package io.lanescope.properties;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import io.lanescope.explain.FeatureGroups;
import io.lanescope.explain.perturbation.PermutationImportance;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.train.Evaluation;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PermutationImportanceProperties {

    private static final int FEATURES = 5;
    private static final int ROWS = 60;

    @Property(tries = 20)
    void isTheMeanChangeOverShuffledCopiesOfTheData(@ForAll long seed) {
        Mlp model = model(seed);
        Dataset data = data(model, seed);
        int[] ids = {0, 1, 0, 2, 3};
        var result = new PermutationImportance(new FeatureGroups.Mask(ids), 4, seed).measure(model, data,
                Team.single());
        Evaluation whole = Evaluation.of(model, data);
        double[] drops = new double[4];
        double[] rises = new double[4];
        SplittableRandom random = new SplittableRandom(seed);
        for (int k = 0; k < 4; k++) {
            float[] x = data.features().clone();
            int[] shuffle = IntStream.range(0, ROWS).toArray();
            for (int i = ROWS - 1; i > 0; i--) {
                int j = random.nextInt(i + 1);
                int other = shuffle[j];
                shuffle[j] = shuffle[i];
                shuffle[i] = other;
            }
            for (int i = 0; i < ROWS; i++) {
                for (int j : List.of(0, 2)) {
                    x[i * FEATURES + j] = data.features()[shuffle[i] * FEATURES + j];
                }
            }
            Evaluation shuffled = Evaluation.of(model, new Dataset(x, data.featureNames(), null, data.target()));
            drops[k] = whole.score() - shuffled.score();
            rises[k] = shuffled.loss() - whole.loss();
        }
        assertEquals(mean(drops), result.scoreDrop()[0], 1e-12);
        assertEquals(deviation(drops), result.scoreDropStd()[0], 1e-12);
        assertEquals(mean(rises), result.lossRise()[2], 1e-9);
        assertEquals(deviation(rises), result.lossRiseStd()[2], 1e-9);
    }

    @Property(tries = 20)
    void whatIsConstantOrNotUsedDoesNotMatter(@ForAll long seed) {
        Dense first = model(seed).layers().getFirst();
        float[] weights = first.weights().clone();
        Arrays.fill(weights, 0, first.out(), 0);
        Mlp model = RandomNetworks.withFirst(model(seed),
                new Dense(FEATURES, first.out(), weights, first.bias(), first.activation()));
        Dataset data = data(model, seed);
        for (int i = 0; i < ROWS; i++) {
            data.features()[i * FEATURES + 1] = 0.25f;
        }
        var result = new PermutationImportance(new FeatureGroups.Single(), 3, seed).measure(model, data,
                Team.single());
        for (int j = 0; j < 2; j++) {
            assertEquals(0, result.scoreDrop()[j]);
            assertEquals(0, result.scoreDropStd()[j]);
            assertEquals(0, result.lossRise()[j]);
        }
        assertTrue(Arrays.stream(result.lossRise()).anyMatch(rise -> rise != 0));
    }

    @Property(tries = 5)
    void theBitsDoNotDependOnTheThreads(@ForAll long seed) {
        Mlp model = model(seed);
        Dataset data = data(model, seed);
        var method = new PermutationImportance(new FeatureGroups.Single(), 3, seed);
        var alone = method.measure(model, data, Team.single());
        try (ExecutorService threads = Executors.newFixedThreadPool(2); Team team = Team.of(threads, 3)) {
            var together = method.measure(model, data, team);
            assertArrayEquals(alone.scoreDrop(), together.scoreDrop());
            assertArrayEquals(alone.lossRiseStd(), together.lossRiseStd());
        }
    }

    @Example
    void whatCannotBeMeasuredIsRefused() {
        Mlp model = model(1);
        Dataset data = data(model, 1);
        var method = new PermutationImportance(new FeatureGroups.Single(), 1, 0);
        assertThrows(IllegalArgumentException.class, () -> new PermutationImportance(new FeatureGroups.Single(), 0, 0));
        assertThrows(IllegalArgumentException.class, () -> method.measure(model, data.range(0, 1), Team.single()));
        Dataset blind = new Dataset(data.features(), data.featureNames(), null, new Dataset.None());
        assertThrows(IllegalArgumentException.class, () -> method.measure(model, blind, Team.single()));
    }

    private static Mlp model(long seed) {
        return RandomNetworks.classifier(RandomNetworks.random(seed), FEATURES, 1, 3, new Activation.Tanh());
    }

    /** Rows of whose classes the model knows most. */
    private static Dataset data(Mlp model, long seed) {
        RandomGenerator random = RandomNetworks.random(seed + 1);
        float[] x = RandomNetworks.numbers(random, ROWS * FEATURES);
        int[] labels = new int[ROWS];
        for (int i = 0; i < ROWS; i++) {
            double[] z = ReferenceExplanations.logits(model,
                    GameCase.doubles(Arrays.copyOfRange(x, i * FEATURES, (i + 1) * FEATURES)));
            labels[i] = i % 10 == 0 ? random.nextInt(3) : z[0] > z[1] && z[0] > z[2] ? 0 : z[1] > z[2] ? 1 : 2;
        }
        return new Dataset(x, model.featureNames(), null, new Dataset.Classes(labels, model.outputNames()));
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
    }
}
