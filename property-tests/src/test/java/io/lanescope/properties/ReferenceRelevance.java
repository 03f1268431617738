package io.lanescope.properties;

import java.util.Arrays;

import io.lanescope.explain.lrp.LrpRule;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;

/** Relevance propagation in plain double loops, from the rules' formulas alone, one share after the other. */
final class ReferenceRelevance {

    /** Relevance of the inputs. */
    final double[] values;
    /** For each input, what relative errors of 1 in every number on the way could do, to first order. */
    final double[] noise;

    private ReferenceRelevance(double[] values, double[] noise) {
        this.values = values;
        this.noise = noise;
    }

    /** Propagates relevance from the last layer's pre-activations, in whose share of it they are, to the inputs. */
    static ReferenceRelevance of(Mlp model, LrpRule rule, boolean spreadBias, double[] x, double[] start) {
        double[][] z = ReferenceExplanations.preActivations(model, x);
        double[][] noise = ReferenceExplanations.noise(model, x);
        double[] startNoise = noise[z.length - 1].clone();
        Arrays.setAll(startNoise, k -> start[k] == 0 ? 0 : startNoise[k]);
        ReferenceRelevance at = new ReferenceRelevance(start, startNoise);
        for (int l = z.length - 1; l >= 0; l--) {
            at = at.through(model, l, rule.at(l, z.length), spreadBias, ReferenceExplanations.input(model, l, z, x),
                    ReferenceExplanations.inputNoise(model, l, z, noise, x));
        }
        return at;
    }

    private ReferenceRelevance through(Mlp model, int l, LrpRule rule, boolean spreadBias, double[] a, double[] n) {
        Dense layer = model.layers().get(l);
        var lower = new ReferenceRelevance(new double[layer.in()], new double[layer.in()]);
        Term noise = (j, w) -> n[j] * Math.abs(w);
        switch (rule) {
            case LrpRule.Zero() -> share(layer, lower, spreadBias, 1, 0, (j, w) -> a[j] * w, noise, b -> b);
            case LrpRule.Epsilon(float epsilon) ->
                share(layer, lower, spreadBias, 1, epsilon, (j, w) -> a[j] * w, noise, b -> b);
            case LrpRule.Gamma(float gamma) ->
                share(layer, lower, spreadBias, 1, 0, (j, w) -> a[j] * (w + gamma * Math.max(w, 0)),
                        (j, w) -> n[j] * (Math.abs(w) + gamma * Math.max(w, 0)), b -> b + gamma * Math.max(b, 0));
            case LrpRule.ZPlus() -> share(layer, lower, spreadBias, 1, 0, (j, w) -> a[j] * Math.max(w, 0),
                    (j, w) -> n[j] * Math.max(w, 0), b -> Math.max(b, 0));
            case LrpRule.AlphaBeta(float alpha, float beta) -> {
                share(layer, lower, spreadBias, alpha, 0, (j, w) -> Math.max(a[j] * w, 0), noise,
                        b -> Math.max(b, 0));
                share(layer, lower, spreadBias, -beta, 0, (j, w) -> Math.min(a[j] * w, 0), noise,
                        b -> Math.min(b, 0));
            }
            case LrpRule.WSquare() ->
                share(layer, lower, spreadBias, 1, 0, (_, w) -> w * w, (_, w) -> w * w, _ -> 0);
            case LrpRule.Flat() -> share(layer, lower, spreadBias, 1, 0, (_, _) -> 1, (_, _) -> 1, _ -> 0);
            case LrpRule.ZBox(var bounds) -> share(layer, lower, spreadBias, 1, 0, (j, w) -> {
                double p = scaled(model, j, bounds.low()[j]);
                double q = scaled(model, j, bounds.high()[j]);
                return a[j] * w - Math.min(p, q) * Math.max(w, 0) - Math.max(p, q) * Math.min(w, 0);
            }, (j, w) -> Math.abs(w) * (n[j] + Math.max(Math.abs(scaled(model, j, bounds.low()[j])),
                    Math.abs(scaled(model, j, bounds.high()[j])))), _ -> 0);
            case LrpRule.Preset _ -> throw new IllegalArgumentException();
        }
        return lower;
    }

    private static double scaled(Mlp model, int j, double x) {
        return (x - model.scaler().shift()[j]) * model.scaler().scale()[j];
    }

    /** What an input and the weight behind it make of each other. */
    private interface Term {
        double of(int j, double weight);
    }

    private interface Bias {
        double of(double b);
    }

    private void share(Dense layer, ReferenceRelevance lower, boolean spreadBias, double factor, double epsilon,
            Term term, Term termNoise, Bias bias) {
        for (int k = 0; k < layer.out(); k++) {
            double b = bias.of(layer.bias()[k]);
            double sum = b;
            double size = Math.abs(b);
            for (int j = 0; j < layer.in(); j++) {
                double weight = layer.weights()[j * layer.out() + k];
                sum += term.of(j, weight);
                size += termNoise.of(j, weight);
            }
            double denominator = sum + (sum >= 0 ? epsilon : -epsilon);
            if (denominator == 0) {
                continue;
            }
            double uncertain = noise[k] + Math.abs(values[k]) * size / Math.abs(denominator);
            double spread = spreadBias ? b / layer.in() : 0;
            for (int j = 0; j < layer.in(); j++) {
                double weight = layer.weights()[j * layer.out() + k];
                double share = factor / denominator * (term.of(j, weight) + spread);
                lower.values[j] += share * values[k];
                lower.noise[j] += Math.abs(share) * uncertain + Math.abs(factor / denominator * values[k])
                        * (termNoise.of(j, weight) + Math.abs(spread));
            }
        }
    }
}
