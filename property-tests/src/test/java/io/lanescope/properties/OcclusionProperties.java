package io.lanescope.properties;

import java.util.Arrays;
import java.util.random.RandomGenerator;

import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.FeatureGroups;
import io.lanescope.explain.Target;
import io.lanescope.explain.perturbation.Ablation;
import io.lanescope.explain.perturbation.Occlusion;
import io.lanescope.explain.perturbation.Window;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.simd.Activation;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class OcclusionProperties {

    private static final double TOLERANCE = 1e-5;

    @Provide
    Arbitrary<GameCase> cases() {
        return GameCase.cases(12);
    }

    @Property(tries = 50)
    void aWindowOfOneIsAblation(@ForAll("cases") GameCase given) {
        float[] ablation = given.explain(new Ablation(given.reference(), given.groups())).rows().values();
        assertArrayEquals(ablation, given.explain(
                new Occlusion(given.reference(), given.groups(), new Window.Run(1, 1))).rows().values());
    }

    @Property(tries = 60)
    void eachFeatureGetsTheMeanOfItsWindows(
            @ForAll("cases") GameCase given, @ForAll @IntRange(min = 1, max = 5) int size,
            @ForAll @IntRange(min = 1, max = 5) int wish) {
        int stride = Math.min(size, wish);
        Explanation explanation = given.explain(new Occlusion(given.reference(), new Window.Run(size, stride)));
        int features = given.features();
        for (int r = 0; r < given.rows(); r++) {
            double[] sums = new double[features];
            int[] counts = new int[features];
            for (int from = 0;; from += stride) {
                int[] window = range(from, Math.min(features, from + size));
                addWindow(given, r, explanation, window, sums, counts);
                if (from + size >= features) {
                    break;
                }
            }
            check(sums, counts, explanation, r);
        }
    }

    @Property(tries = 30)
    void rectanglesSlideOverImages(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int height,
            @ForAll @IntRange(min = 1, max = 4) int width) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, 5 * 6, 2, 4, new Activation.Relu());
        GameCase given = new GameCase(model, new Target.Logit(1), RandomNetworks.numbers(random, 2 * 30), 2,
                RandomNetworks.numbers(random, 30), 1, range(0, 30));
        int down = random.nextInt(1, height + 1);
        int across = random.nextInt(1, width + 1);
        Explanation explanation = given.explain(new Occlusion(given.reference(),
                new Window.Rectangle(new Dataset.ImageShape(5, 6), height, width, down, across)));
        for (int r = 0; r < 2; r++) {
            double[] sums = new double[30];
            int[] counts = new int[30];
            for (int top = 0; top == 0 || top < 5 - height + down; top += down) {
                for (int left = 0; left == 0 || left < 6 - width + across; left += across) {
                    int[] window = new int[30];
                    int pixels = 0;
                    for (int y = top; y < Math.min(5, top + height); y++) {
                        for (int x = left; x < Math.min(6, left + width); x++) {
                            window[pixels++] = y * 6 + x;
                        }
                    }
                    addWindow(given, r, explanation, Arrays.copyOf(window, pixels), sums, counts);
                }
            }
            check(sums, counts, explanation, r);
        }
    }

    @Example
    void windowsThatLeaveGapsOrDoNotFitAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Window.Run(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Window.Run(2, 3));
        Dataset.ImageShape image = new Dataset.ImageShape(2, 3);
        assertThrows(IllegalArgumentException.class, () -> new Window.Rectangle(image, 1, 2, 2, 1));
        Window tooSmall = new Window.Rectangle(image, 1, 1, 1, 1);
        assertThrows(IllegalArgumentException.class, () -> tooSmall.over(new FeatureGroups.Single().members(7)));
    }

    @Example
    void aWindowWiderThanTheRowReplacesAllOfIt() {
        RandomGenerator random = RandomNetworks.random(3);
        Mlp model = RandomNetworks.classifier(random, 4, 1, 3, new Activation.Tanh());
        float[] x = RandomNetworks.numbers(random, 4);
        GameCase given = new GameCase(model, new Target.Logit(0), x, 1, new float[4], 1, range(0, 4));
        Explanation explanation = given.explain(new Occlusion(new Baseline.Zeros(), new Window.Run(9, 9)));
        for (float value : explanation.rows().values()) {
            assertEquals(explanation.rows().value()[0] - explanation.rows().baseValue()[0], value, TOLERANCE);
        }
    }

    private static void addWindow(
            GameCase given, int row, Explanation explanation, int[] window, double[] sums, int[] counts) {
        GameCase one = new GameCase(given.model(), given.target(), given.x(), given.rows(), given.references(),
                given.referenceRows(), mask(window, given.features()));
        ReferenceGame game = one.reference(row, explanation);
        int[][] members = one.members();
        int left = members[0][0] == window[0] ? 0 : 1;
        long all = (1L << members.length) - 1;
        double difference = game.value(all) - game.value(all & ~(1L << left));
        for (int j : window) {
            sums[j] += difference;
            counts[j]++;
        }
    }

    private static int[] mask(int[] window, int features) {
        int[] ids = new int[features];
        for (int j : window) {
            ids[j] = 1;
        }
        return ids;
    }

    private static void check(double[] sums, int[] counts, Explanation explanation, int row) {
        for (int j = 0; j < sums.length; j++) {
            double expected = sums[j] / counts[j];
            assertEquals(expected, explanation.rows().values()[row * sums.length + j],
                    TOLERANCE * Math.max(2, Math.abs(expected)), "row " + row + " feature " + j);
        }
    }

    private static int[] range(int from, int to) {
        int[] range = new int[to - from];
        Arrays.setAll(range, i -> from + i);
        return range;
    }
}
