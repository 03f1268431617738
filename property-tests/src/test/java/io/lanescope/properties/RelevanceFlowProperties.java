package io.lanescope.properties;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

import io.lanescope.explain.Explainer;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.Target;
import io.lanescope.explain.lrp.Lrp;
import io.lanescope.explain.lrp.LrpRule;
import io.lanescope.explain.lrp.RelevanceFlow;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.Scaler;
import io.lanescope.simd.Activation;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class RelevanceFlowProperties {

    private static final int FEATURES = 9;
    private static final int CLASSES = 4;
    private static final float EPSILON = 0.1f;

    @Property(tries = 50)
    void whatReachesTheFeaturesIsTheMeanOfLrp(@ForAll long seed, @ForAll @IntRange(max = 3) int depth,
            @ForAll @IntRange(min = 1, max = 80) int rows) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.behindScaler(random,
                RandomNetworks.classifier(random, FEATURES, depth, CLASSES, new Activation.Relu()));
        float[] x = RandomNetworks.numbers(random, rows * FEATURES);
        Target target = new Target.Margin(2, 1);
        RelevanceFlow flow = RelevanceFlow.of(model, target, EPSILON, x, rows);
        Explanation each = new Explainer(model, target).explain(new Lrp(new LrpRule.Epsilon(EPSILON)), x, rows);
        double[] mean = new double[FEATURES];
        double scale = 0;
        for (int i = 0; i < x.length; i++) {
            mean[i % FEATURES] += each.rows().values()[i] / rows;
            scale = Math.max(scale, Math.abs(each.rows().values()[i]));
        }
        assertArrayEquals(mean, doubles(flow.relevance().getFirst()), 1e-5 * scale);
    }

    @Property(tries = 50)
    void whatAUnitGetsOverItsConnectionsIsWhatItHolds(@ForAll long seed, @ForAll @IntRange(max = 3) int depth,
            @ForAll @IntRange(min = 1, max = 20) int rows) {
        RandomGenerator random = RandomNetworks.random(seed);
        Mlp model = RandomNetworks.classifier(random, FEATURES, depth, CLASSES, new Activation.Relu());
        float[] x = RandomNetworks.numbers(random, rows * FEATURES);
        RelevanceFlow flow = RelevanceFlow.of(model, new Target.Logit(Target.PREDICTED), EPSILON, x, rows);
        for (int l = 0; l < model.layers().size(); l++) {
            Dense layer = model.layers().get(l);
            float[] edges = flow.edges().get(l);
            for (int j = 0; j < layer.in(); j++) {
                double sum = 0;
                double size = 0;
                for (int k = 0; k < layer.out(); k++) {
                    sum += edges[j * layer.out() + k];
                    size += Math.abs(edges[j * layer.out() + k]);
                }
                assertEquals(sum, flow.relevance().get(l)[j], 1e-4 * Math.max(1e-3, size), "layer " + l + ", " + j);
            }
        }
    }

    @Example
    void aConnectionCarriesItsShareOfTheSumAndTheBiasKeepsItsOwn() {
        // z = 2·3 + 1·(−1) + 0.5 = 5.5; the output is 2 z
        Mlp model = new Mlp(
                List.of(new Dense(2, 1, new float[]{3, -1}, new float[]{0.5f}, new Activation.Relu()),
                        new Dense(1, 1, new float[]{2}, new float[]{0}, new Activation.Identity())),
                Task.REGRESSION, Scaler.none(2), List.of("a", "b"), List.of("y"));
        RelevanceFlow flow = RelevanceFlow.of(model, new Target.Output(0), 0, new float[]{2, 1}, 1);
        assertArrayEquals(new float[]{12, -2}, flow.edges().getFirst(), 1e-5f);
        assertArrayEquals(new float[]{11}, flow.edges().getLast(), 1e-5f);
        assertArrayEquals(new float[]{11}, flow.relevance().getLast(), 1e-5f);
        assertArrayEquals(new float[]{11}, flow.relevance().get(1), 1e-5f);
    }

    @Example
    void rowsThatAreNotThereAreRefused() {
        Mlp model = RandomNetworks.classifier(RandomNetworks.random(1), FEATURES, 1, CLASSES, new Activation.Relu());
        Target target = new Target.Logit(0);
        assertThrows(IllegalArgumentException.class, () -> RelevanceFlow.of(model, target, 0, new float[0], 0));
        assertThrows(IllegalArgumentException.class, () -> RelevanceFlow.of(model, target, 0, new float[8], 1));
        assertThrows(IllegalArgumentException.class,
                () -> RelevanceFlow.of(model, new Target.Logit(CLASSES), 0, new float[FEATURES], 1));
        assertThrows(IllegalArgumentException.class,
                () -> RelevanceFlow.of(model, target, -1, new float[FEATURES], 1));
    }

    private static double[] doubles(float[] x) {
        double[] doubles = new double[x.length];
        Arrays.setAll(doubles, i -> x[i]);
        return doubles;
    }
}
