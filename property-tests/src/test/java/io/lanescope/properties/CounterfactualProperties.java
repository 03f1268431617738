package io.lanescope.properties;

import java.util.Arrays;
import java.util.random.RandomGenerator;

import io.lanescope.explain.effects.Counterfactuals;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Predictor;
import io.lanescope.simd.Activation;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CounterfactualProperties {

    private static final int FEATURES = 6;

    @Property(tries = 60)
    void whatIsFoundMeetsTheGoalInsideTheBoundsAndLeavesAloneWhatMustStay(
            @ForAll long seed, @ForAll @IntRange(min = 0, max = 2) int wanted) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, FEATURES, 2, 3, new Activation.Tanh());
        float[] data = RandomNetworks.numbers(random, 50 * FEATURES);
        Counterfactuals search = Counterfactuals.within(new Counterfactuals.Decision(wanted), data, 50, FEATURES, seed)
                .keeping(0, 3);
        float[] x = Arrays.copyOf(data, FEATURES);
        Counterfactuals.Result result = search.search(model, x);
        float[] z = new float[3];
        new Predictor(model, 1).predict(result.point(), z);
        assertEquals(result.found(), argMax(z) == wanted);
        assertEquals(result.found(), result.shortfall() <= 0);
        assertEquals(x[0], result.point()[0]);
        assertEquals(x[3], result.point()[3]);
        int changed = 0;
        double distance = 0;
        for (int j = 0; j < FEATURES; j++) {
            assertTrue(result.point()[j] >= search.low()[j] && result.point()[j] <= search.high()[j]);
            changed += result.point()[j] == x[j] ? 0 : 1;
            distance += Math.abs((double) result.point()[j] - x[j]) / search.scale()[j];
        }
        assertEquals(changed, result.changed());
        assertEquals(distance, result.distance(), 1e-9);
        assertArrayEquals(result.point(), search.search(model, x).point());
    }

    /** The smallest change of a linear decision in one feature is known. */
    @Property(tries = 40)
    void ofALinearDecisionNoMoreChangesThanMust(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        float bias = random.nextFloat(-1, 1);
        Dense layer = new Dense(2, 2, new float[]{1, -1, 0, 0}, new float[]{bias, 0}, new Activation.Identity());
        Mlp model = RandomNetworks.withFirst(RandomNetworks.classifier(random, 2, 0, 2, new Activation.Relu()), layer);
        float[] x = {random.nextFloat(1, 3), 7};
        var search = new Counterfactuals(new Counterfactuals.Decision(1), new float[]{-9, -9}, new float[]{9, 9},
                new boolean[2], new float[]{1, 1}, 0.1, 200, 2, 0);
        Counterfactuals.Result result = search.search(model, x);
        assertTrue(result.found());
        assertEquals(1, result.changed());
        assertEquals(x[0] + bias / 2, result.distance(), 1e-5);
    }

    @Property(tries = 30)
    void anOutputCanBeBroughtIntoARange(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, FEATURES, 1, 2, new Activation.Tanh());
        float[] data = RandomNetworks.numbers(random, 50 * FEATURES);
        float[] z = new float[2];
        new Predictor(model, 1).predict(Arrays.copyOfRange(data, FEATURES, 2 * FEATURES), z);
        var goal = new Counterfactuals.Range(1, z[1] - 0.01, z[1] + 0.01);
        Counterfactuals.Result result = Counterfactuals.within(goal, data, 50, FEATURES, seed)
                .search(model, Arrays.copyOf(data, FEATURES));
        new Predictor(model, 1).predict(result.point(), z);
        assertEquals(result.found(), z[1] >= goal.low() && z[1] <= goal.high());
    }

    @Example
    void aRowThatMeetsTheGoalIsItsOwnCounterfactual() {
        Mlp model = RandomNetworks.classifier(RandomNetworks.random(2), FEATURES, 1, 3, new Activation.Relu());
        float[] x = RandomNetworks.numbers(RandomNetworks.random(3), FEATURES);
        float[] z = new float[3];
        new Predictor(model, 1).predict(x, z);
        Counterfactuals.Result result = Counterfactuals
                .within(new Counterfactuals.Decision(argMax(z)), x, 1, FEATURES, 0).search(model, x);
        assertTrue(result.found());
        assertArrayEquals(x, result.point());
        assertEquals(0, result.changed());
    }

    @Example
    void whereNothingMayChangeNothingIsFound() {
        Mlp model = RandomNetworks.classifier(RandomNetworks.random(2), FEATURES, 1, 3, new Activation.Relu());
        float[] x = RandomNetworks.numbers(RandomNetworks.random(3), FEATURES);
        float[] z = new float[3];
        new Predictor(model, 1).predict(x, z);
        Counterfactuals.Result result = Counterfactuals
                .within(new Counterfactuals.Decision((argMax(z) + 1) % 3), x, 1, FEATURES, 0)
                .keeping(0, 1, 2, 3, 4, 5).search(model, x);
        assertFalse(result.found());
        assertArrayEquals(x, result.point());
        assertTrue(result.shortfall() > 0);
    }

    @Example
    void settingsThatDoNotFitAreRefused() {
        Mlp model = RandomNetworks.classifier(RandomNetworks.random(2), 2, 1, 3, new Activation.Relu());
        var goal = new Counterfactuals.Decision(0);
        var search = Counterfactuals.within(goal, new float[]{1, 2}, 1, 2, 0);
        assertThrows(IllegalArgumentException.class, () -> search.search(model, new float[3]));
        assertThrows(IllegalArgumentException.class, () -> search.search(model, new float[]{1, Float.NaN}));
        assertThrows(IndexOutOfBoundsException.class, () -> search.keeping(2));
        assertThrows(IllegalArgumentException.class,
                () -> Counterfactuals.within(new Counterfactuals.Decision(3), new float[]{1, 2}, 1, 2, 0)
                        .search(model, new float[2]));
        assertThrows(IllegalArgumentException.class, () -> new Counterfactuals.Range(0, 2, 1));
        assertThrows(IllegalArgumentException.class, () -> new Counterfactuals(goal, new float[]{1}, new float[]{0},
                new boolean[1], new float[]{1}, 0.1, 1, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Counterfactuals(goal, new float[]{0}, new float[]{1},
                new boolean[1], new float[]{0}, 0.1, 1, 1, 0));
    }

    private static int argMax(float[] z) {
        int best = 0;
        for (int j = 1; j < z.length; j++) {
            best = z[j] > z[best] ? j : best;
        }
        return best;
    }
}
