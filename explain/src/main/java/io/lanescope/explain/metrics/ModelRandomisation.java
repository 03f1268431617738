package io.lanescope.explain.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

import io.lanescope.explain.Explanation;
import io.lanescope.explain.Rows;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Initializer;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Team;

/**
 * The model-parameter randomisation check (Adebayo, Gilmer, Muelly, Goodfellow, Hardt and Kim, 2018, arXiv 1810.03292):
 * layers are replaced by random ones from the output down, one more each time, and Spearman's correlation of {@code |a|}
 * with what it was says how much of the map does not depend on what the network has learned. Weights are drawn after He,
 * each layer with a seed of its own; biases are 0. The score is the mean over the layers: small for a method that looks
 * at the model. From −1 to 1; 0 where one of the two maps does not vary.
 *
 * @param seed decides the random layers
 */
public record ModelRandomisation(long seed) implements Metric {

    @Override
    public String name() {
        return "randomisation";
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public double[] scores(Explanation explanation, Team team) {
        double[][] correlations = correlations(explanation, team);
        double[] scores = new double[explanation.rows().count()];
        for (double[] layer : correlations) {
            for (int row = 0; row < scores.length; row++) {
                scores[row] += layer[row] / correlations.length;
            }
        }
        return scores;
    }

    /**
     * The correlations after each replacement.
     *
     * @param explanation attributions of features
     * @param team        the threads
     * @return {@code [layers][rows]}: first with the last layer replaced, at last with all of them
     * @throws IllegalArgumentException if the explanation's columns are not the features
     */
    public double[][] correlations(Explanation explanation, Team team) {
        Features.check(explanation);
        Rows rows = explanation.rows();
        SplittableRandom random = new SplittableRandom(seed);
        List<Dense> layers = new ArrayList<>(explanation.model().layers());
        double[][] correlations = new double[layers.size()][rows.count()];
        for (int l = layers.size() - 1; l >= 0; l--) {
            layers.set(l, randomised(layers.get(l), random.split()));
            Mlp model = explanation.model().withLayers(layers);
            float[] values = Again.explain(explanation, model, rows.x(), rows.outputs(), team);
            double[] scores = correlations[layers.size() - 1 - l];
            for (int row = 0; row < rows.count(); row++) {
                scores[row] = Correlation.spearman(sizes(rows.values(), row, rows.features()),
                        sizes(values, row, rows.features()));
            }
        }
        return correlations;
    }

    private static Dense randomised(Dense layer, SplittableRandom random) {
        float[] weights = new float[layer.weights().length];
        Initializer.HE_UNIFORM.fill(random, layer.in(), layer.out(), weights, 0);
        return new Dense(layer.in(), layer.out(), weights, new float[layer.out()], layer.activation());
    }

    private static double[] sizes(float[] values, int row, int features) {
        double[] sizes = new double[features];
        for (int j = 0; j < features; j++) {
            sizes[j] = Math.abs(values[row * features + j]);
        }
        return sizes;
    }
}
