package io.lanescope.properties;

import java.util.function.DoubleBinaryOperator;

import io.lanescope.explain.lrp.LrpRule;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;

/** Relevance propagation in plain double loops, from the rules' formulas alone, one share after the other. */
final class ReferenceRelevance {

    /** Relevance of the inputs. */
    final double[] values;
    /** For each input, how much a relative error of 1 in every denominator's terms could do. */
    final double[] noise;
    /** The largest relevance of any unit on the way. */
    double largest;

    private ReferenceRelevance(double[] values, double[] noise, double largest) {
        this.values = values;
        this.noise = noise;
        this.largest = largest;
    }

    /** Propagates relevance from the last layer's pre-activations to the inputs. */
    static ReferenceRelevance of(Mlp model, LrpRule rule, boolean spreadBias, double[] x, double[] start) {
        double[][] z = ReferenceExplanations.preActivations(model, x);
        ReferenceRelevance at = new ReferenceRelevance(start, new double[start.length], 0);
        for (int l = z.length - 1; l >= 0; l--) {
            at = at.through(model, l, rule.at(l, z.length), spreadBias, ReferenceExplanations.input(model, l, z, x));
        }
        return at;
    }

    private ReferenceRelevance through(Mlp model, int l, LrpRule rule, boolean spreadBias, double[] a) {
        Dense layer = model.layers().get(l);
        var lower = new ReferenceRelevance(new double[layer.in()], new double[layer.in()], largest);
        switch (rule) {
            case LrpRule.Zero() -> share(layer, lower, spreadBias, 1, 0, (j, w) -> a[(int) j] * w, b -> b);
            case LrpRule.Epsilon(float epsilon) ->
                share(layer, lower, spreadBias, 1, epsilon, (j, w) -> a[(int) j] * w, b -> b);
            case LrpRule.Gamma(float gamma) -> share(layer, lower, spreadBias, 1, 0,
                    (j, w) -> a[(int) j] * (w + gamma * Math.max(w, 0)), b -> b + gamma * Math.max(b, 0));
            case LrpRule.ZPlus() -> share(layer, lower, spreadBias, 1, 0,
                    (j, w) -> a[(int) j] * Math.max(w, 0), b -> Math.max(b, 0));
            case LrpRule.AlphaBeta(float alpha, float beta) -> {
                share(layer, lower, spreadBias, alpha, 0,
                        (j, w) -> Math.max(a[(int) j] * w, 0), b -> Math.max(b, 0));
                share(layer, lower, spreadBias, -beta, 0,
                        (j, w) -> Math.min(a[(int) j] * w, 0), b -> Math.min(b, 0));
            }
            case LrpRule.WSquare() -> share(layer, lower, spreadBias, 1, 0, (_, w) -> w * w, _ -> 0);
            case LrpRule.Flat() -> share(layer, lower, spreadBias, 1, 0, (_, _) -> 1, _ -> 0);
            case LrpRule.ZBox(var bounds) -> share(layer, lower, spreadBias, 1, 0, (j, w) -> {
                double p = scaled(model, (int) j, bounds.low()[(int) j]);
                double q = scaled(model, (int) j, bounds.high()[(int) j]);
                return a[(int) j] * w - Math.min(p, q) * Math.max(w, 0) - Math.max(p, q) * Math.min(w, 0);
            }, _ -> 0);
            case LrpRule.Preset _ -> throw new IllegalArgumentException();
        }
        for (double v : lower.values) {
            lower.largest = Math.max(lower.largest, Math.abs(v));
        }
        return lower;
    }

    private static double scaled(Mlp model, int j, double x) {
        return (x - model.scaler().shift()[j]) * model.scaler().scale()[j];
    }

    private interface Bias {
        double of(double b);
    }

    private void share(Dense layer, ReferenceRelevance lower, boolean spreadBias, double factor, double epsilon,
            DoubleBinaryOperator term, Bias bias) {
        for (int k = 0; k < layer.out(); k++) {
            double b = bias.of(layer.bias()[k]);
            double sum = b;
            double size = Math.abs(b);
            for (int j = 0; j < layer.in(); j++) {
                double t = term.applyAsDouble(j, layer.weights()[j * layer.out() + k]);
                sum += t;
                size += Math.abs(t);
            }
            double denominator = sum + (sum >= 0 ? epsilon : -epsilon);
            if (denominator == 0) {
                continue;
            }
            double uncertain = noise[k] + Math.abs(values[k]) * size / Math.abs(denominator);
            for (int j = 0; j < layer.in(); j++) {
                double share = factor / denominator
                        * (term.applyAsDouble(j, layer.weights()[j * layer.out() + k])
                                + (spreadBias ? b / layer.in() : 0));
                lower.values[j] += share * values[k];
                lower.noise[j] += Math.abs(share) * uncertain;
            }
        }
    }
}
