package io.lanescope.explain.actions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.train.Evaluation;
import io.lanescope.simd.Team;

/** Which hidden units a model can do without: the order in which to remove them, the first one being missed least. */
public enum Pruning {

    /**
     * The mean over the rows of {@code ((a − ā) · ∂L/∂a)²}: what the loss of a row would lose to first order, if the unit
     * said its mean ā there (Molchanov, Mallya, Tyree, Frosio and Kautz, 2019, arXiv 1906.10771).
     */
    RELEVANCE,

    /**
     * {@code ‖w_in‖₂ · ‖w_out‖₂}, the size of the weights into the unit and out of it, which a rescaling of ReLU units
     * does not change, relative to its layer's mean, so that layers of different widths can be compared.
     */
    MAGNITUDE,

    /** By chance, to see what the others are worth. */
    RANDOM;

    /**
     * One point of a curve of accuracy against size.
     *
     * @param units      how many hidden units are left
     * @param parameters how many weights and biases are left
     * @param evaluation how good the smaller model is
     */
    public record Point(int units, long parameters, Evaluation evaluation) {}

    /**
     * All hidden units in the order in which to remove them. Each layer's last one is left out: a layer cannot be empty.
     *
     * @param model the network
     * @param data  rows to judge by, with what belongs to them
     * @param seed  decides what is left to chance
     * @param team  the threads
     * @return the unit that is missed least first
     * @throws IllegalArgumentException if the data does not fit the model, or has no row or target
     */
    public List<HiddenUnit> order(Mlp model, Dataset data, long seed, Team team) {
        List<HiddenUnit> units = HiddenUnit.of(model, data, team);
        double[][] scores = switch (this) {
            case RELEVANCE -> relevance(model, data, units, team);
            case MAGNITUDE -> magnitude(model);
            case RANDOM -> random(model, seed);
        };
        List<HiddenUnit> order = new ArrayList<>(units);
        order.sort(Comparator.comparingDouble(unit -> scores[unit.layer()][unit.unit()]));
        for (int l = 0; l < scores.length; l++) {
            int layer = l;
            int best = 0;
            for (int i = 0; i < order.size(); i++) {
                best = order.get(i).layer() == layer ? i : best;
            }
            order.remove(best);
        }
        return order;
    }

    /**
     * Removes more and more units, and measures each model. What a unit said on average goes into the next layer's bias.
     *
     * @param model the network
     * @param order the units in the order of their removal
     * @param data  rows to measure on
     * @param steps how many points, at least 1, beside that of the whole model
     * @return from the whole model to the smallest one
     * @throws IllegalArgumentException if there is no step, or the data does not fit the model
     */
    public static List<Point> curve(Mlp model, List<HiddenUnit> order, Dataset data, int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("a curve needs at least one step, but has " + steps);
        }
        int units = model.layers().stream().limit(model.layers().size() - 1L).mapToInt(Dense::out).sum();
        List<Point> points = new ArrayList<>();
        for (int i = 0; i <= steps; i++) {
            int gone = (int) ((long) order.size() * i / steps);
            Mlp smaller = UnitSurgery.remove(model, order.subList(0, gone));
            points.add(new Point(units - gone, smaller.parameters(), Evaluation.of(smaller, data)));
        }
        return points;
    }

    private static double[][] relevance(Mlp model, Dataset data, List<HiddenUnit> units, Team team) {
        double[][] scores = empty(model);
        double[][] means = empty(model);
        for (HiddenUnit unit : units) {
            means[unit.layer()][unit.unit()] = unit.mean();
        }
        LossPasses passes = new LossPasses(model, data, team);
        passes.backward((first, rows) -> {
            for (int l = 0; l < scores.length; l++) {
                int width = scores[l].length;
                for (int i = 0; i < rows * width; i++) {
                    double change = (passes.a(l)[i] - means[l][i % width]) * passes.atActivations(l)[i];
                    scores[l][i % width] += change * change;
                }
            }
        });
        return scores;
    }

    private static double[][] magnitude(Mlp model) {
        double[][] scores = empty(model);
        for (int l = 0; l < scores.length; l++) {
            Dense lower = model.layers().get(l);
            Dense upper = model.layers().get(l + 1);
            for (int k = 0; k < lower.out(); k++) {
                double in = 0;
                for (int i = 0; i < lower.in(); i++) {
                    double w = lower.weights()[i * lower.out() + k];
                    in += w * w;
                }
                double out = 0;
                for (int j = 0; j < upper.out(); j++) {
                    double w = upper.weights()[k * upper.out() + j];
                    out += w * w;
                }
                scores[l][k] = Math.sqrt(in) * Math.sqrt(out);
            }
            double mean = Arrays.stream(scores[l]).sum() / scores[l].length;
            for (int k = 0; mean > 0 && k < lower.out(); k++) {
                scores[l][k] /= mean;
            }
        }
        return scores;
    }

    private static double[][] random(Mlp model, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] scores = empty(model);
        for (double[] layer : scores) {
            Arrays.setAll(layer, _ -> random.nextDouble());
        }
        return scores;
    }

    private static double[][] empty(Mlp model) {
        double[][] scores = new double[model.layers().size() - 1][];
        Arrays.setAll(scores, l -> new double[model.layers().get(l).out()]);
        return scores;
    }
}
