package io.lanescope.properties;

import java.util.Arrays;
import java.util.random.RandomGenerator;

import io.lanescope.explain.Target;
import io.lanescope.explain.effects.AccumulatedEffects;
import io.lanescope.explain.effects.PartialDependence;
import io.lanescope.nn.Mlp;
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
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Partial dependence, ICE and accumulated local effects. */
class FeatureEffectsProperties {

    private static final double TOLERANCE = 1e-5;

    /** A network and rows; a target with a number of its own. */
    record Sample(Mlp model, Target target, float[] x, int rows, int feature) {

        double[] row(int r, double value) {
            double[] row = GameCase.doubles(Arrays.copyOfRange(x, r * model.inputs(), (r + 1) * model.inputs()));
            row[feature] = value;
            return row;
        }

        float at(int r) {
            return x[r * model.inputs() + feature];
        }

        double value(int r, double value) {
            return ReferenceExplanations.value(model, target, row(r, value));
        }
    }

    @Provide
    Arbitrary<Sample> samples() {
        return GameCase.cases(6).map(given -> {
            RandomGenerator random = RandomNetworks.random(given.rows());
            int rows = random.nextInt(1, 600);
            float[] x = RandomNetworks.numbers(random, rows * given.features());
            Target target = given.target() instanceof Target.Logit ? new Target.Logit(1) : given.target();
            return new Sample(given.model(), target, x, rows, random.nextInt(given.features()));
        });
    }

    @Property(tries = 40)
    void partialDependenceIsTheMeanOfRowsWithTheFeatureReplaced(
            @ForAll("samples") Sample given, @ForAll @IntRange(min = 2, max = 9) int points) {
        PartialDependence effect = PartialDependence.of(given.model(), given.target(), given.x(), given.rows(),
                given.feature(), points);
        int size = effect.grid().length;
        assertTrue(size <= points);
        for (int p = 0; p < size; p++) {
            double sum = 0;
            double largest = 1;
            for (int r = 0; r < given.rows(); r++) {
                double expected = given.value(r, effect.grid()[p]);
                largest = Math.max(largest, Math.abs(expected));
                sum += expected;
                assertEquals(expected, effect.ice()[r * size + p], TOLERANCE * Math.max(1, Math.abs(expected)));
            }
            assertEquals(sum / given.rows(), effect.mean()[p], TOLERANCE * largest);
        }
    }

    @Property(tries = 40)
    void accumulatedEffectsAreMeanChangesWithinIntervals(
            @ForAll("samples") Sample given, @ForAll @IntRange(min = 1, max = 9) int bins) {
        AccumulatedEffects effect = AccumulatedEffects.of(given.model(), given.target(), given.x(), given.rows(),
                given.feature(), bins);
        float[] edges = effect.edges();
        assertEquals(given.rows() == 1 ? 0 : given.rows(), Arrays.stream(effect.counts()).sum());
        double mean = 0;
        for (int k = 0; k + 1 < edges.length; k++) {
            double change = 0;
            int count = 0;
            for (int r = 0; r < given.rows(); r++) {
                if (given.at(r) <= edges[k + 1] && (given.at(r) > edges[k] || k == 0)) {
                    change += given.value(r, edges[k + 1]) - given.value(r, edges[k]);
                    count++;
                }
            }
            assertEquals(count, effect.counts()[k]);
            assertEquals(change / Math.max(1, count), effect.effect()[k + 1] - effect.effect()[k], 3 * TOLERANCE);
            mean += count * (effect.effect()[k] + effect.effect()[k + 1]) / 2;
        }
        assertEquals(0, mean / given.rows(), 1e-9);
    }

    @Property(tries = 30)
    void ofAnAdditiveFunctionBothAreTheFeaturesOwnCurve(@ForAll long seed) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.blocks(random, 4, 1, 5);
        Sample given = new Sample(model, new Target.Logit(0), RandomNetworks.numbers(random, 4 * 80), 80, 2);
        AccumulatedEffects accumulated = AccumulatedEffects.of(model, given.target(), given.x(), 80, 2, 6);
        PartialDependence partial = PartialDependence.of(model, given.target(), given.x(), 80, 2,
                accumulated.edges());
        for (int k = 1; k < accumulated.edges().length; k++) {
            assertEquals(partial.mean()[k] - partial.mean()[0], accumulated.effect()[k] - accumulated.effect()[0],
                    TOLERANCE);
        }
    }

    @Example
    void aFeatureThatIsConstantHasOnePointAndNoEffect() {
        Mlp model = RandomNetworks.classifier(RandomNetworks.random(1), 2, 1, 3, new Activation.Relu());
        float[] x = {1, 5, 2, 5, 3, 5};
        AccumulatedEffects effect = AccumulatedEffects.of(model, new Target.Logit(0), x, 3, 1, 4);
        assertArrayEquals(new float[]{5}, effect.edges());
        assertArrayEquals(new double[1], effect.effect());
        assertEquals(0, effect.counts().length);
        assertArrayEquals(new float[]{5}, PartialDependence.of(model, new Target.Logit(0), x, 3, 1, 4).grid());
    }

    @Example
    void whatMakesNoSenseIsRefused() {
        Mlp model = RandomNetworks.classifier(RandomNetworks.random(1), 2, 1, 3, new Activation.Relu());
        float[] x = {1, 5, 2, 6};
        Target logit = new Target.Logit(0);
        assertThrows(IllegalArgumentException.class, () -> PartialDependence.of(model, logit, x, 0, 0, 4));
        assertThrows(IllegalArgumentException.class, () -> PartialDependence.of(model, logit, x, 2, 2, 4));
        assertThrows(IllegalArgumentException.class, () -> PartialDependence.of(model, logit, x, 2, 0, 1));
        assertThrows(IllegalArgumentException.class,
                () -> PartialDependence.of(model, new Target.Logit(Target.PREDICTED), x, 2, 0, 4));
        assertThrows(IllegalArgumentException.class,
                () -> PartialDependence.of(model, logit, x, 2, 0, new float[]{1, 1}));
        assertThrows(IllegalArgumentException.class, () -> AccumulatedEffects.of(model, logit, x, 2, 0, 0));
        assertThrows(IllegalArgumentException.class,
                () -> AccumulatedEffects.of(model, logit, new float[]{1, Float.NaN}, 1, 0, 3));
    }
}
