package io.lanescope.explain.actions;

import java.util.Comparator;
import java.util.stream.IntStream;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.train.Trainer;
import io.lanescope.nn.train.TrainingListener;
import io.lanescope.nn.train.TrainingOptions;
import io.lanescope.nn.train.Validation;
import io.lanescope.simd.Team;
import io.lanescope.simd.Vectors;

/** Finds rows whose label is likely wrong: large scores are suspicious. */
public final class LabelNoise {

    private LabelNoise() {}

    /**
     * TracIn's self-influence (Pruthi, Liu, Kale and Sundararajan, 2020, arXiv 2002.08484) at one checkpoint: the squared
     * norm of the row's own loss gradient over all weights and biases, {@code Σ_layers (δ·δ)(a·a + 1)} with δ the gradient
     * at a layer's pre-activations and a its input. Never negative. Rows on which the model insists against their label
     * stand out, unless it has learned them by heart.
     *
     * @param model a network, best one that has not been trained for long
     * @param data  rows with what belongs to them
     * @param team  the threads
     * @return {@code [rows]}
     * @throws IllegalArgumentException if the data does not fit the model, or has no row or target
     */
    public static double[] selfInfluence(Mlp model, Dataset data, Team team) {
        double[] scores = new double[data.rows()];
        LossPasses passes = new LossPasses(model, data, team);
        passes.backward((first, rows) -> {
            for (int l = 0; l < passes.depth(); l++) {
                Dense layer = model.layers().get(l);
                for (int r = 0; r < rows; r++) {
                    double slope = squaredNorm(passes.delta(l), r * layer.out(), layer.out());
                    double input = squaredNorm(passes.input(l), r * layer.in(), layer.in());
                    scores[first + r] += slope * (input + 1);
                }
            }
        });
        return scores;
    }

    /**
     * Each row's loss under a model that has not seen it: the rows are dealt into parts, and for each part a model is
     * trained on the others (out-of-sample scores as in Northcutt, Jiang and Chuang, 2021, arXiv 1911.00068). No row can
     * be learned by heart.
     *
     * @param architecture the models' shape
     * @param data         rows with what belongs to them
     * @param parts        how many, at least 2 and no more than rows
     * @param options      how to train; nothing is held out beside a part
     * @param team         the threads
     * @return {@code [rows]}
     * @throws IllegalArgumentException if the parts are too few or too many, or the network does not fit the data
     */
    public static double[] crossValidatedLoss(
            Architecture architecture, Dataset data, int parts, TrainingOptions options, Team team) {
        if (parts < 2 || parts > data.rows()) {
            throw new IllegalArgumentException("the " + data.rows() + " rows cannot be dealt into " + parts + " parts");
        }
        Deal deal = Deal.of(data.rows(), parts, options.seed());
        TrainingOptions whole = options.toBuilder().validation(new Validation.None()).patience(0).build();
        double[] scores = new double[data.rows()];
        for (int part = 0; part < parts; part++) {
            int[] unseen = deal.part(part);
            Mlp model = new Trainer(architecture, data.subset(deal.allBut(part)), whole, team, TrainingListener.NONE)
                    .train()
                    .model();
            double[] losses = losses(model, data.subset(unseen), team);
            for (int i = 0; i < unseen.length; i++) {
                scores[unseen[i]] = losses[i];
            }
        }
        return scores;
    }

    /**
     * Each row's loss.
     *
     * @param model the network
     * @param data  rows with what belongs to them
     * @param team  the threads
     * @return {@code [rows]}: cross-entropy of a classifier, squared error of a regression
     * @throws IllegalArgumentException if the data does not fit the model, or has no row or target
     */
    public static double[] losses(Mlp model, Dataset data, Team team) {
        double[] losses = new double[data.rows()];
        LossPasses passes = new LossPasses(model, data, team);
        passes.backward((first, rows) -> {
            for (int r = 0; r < rows; r++) {
                losses[first + r] = passes.loss(r);
            }
        });
        return losses;
    }

    /**
     * The rows with the most suspicious first; equals in the order of the rows.
     *
     * @param scores {@code [rows]}
     * @return every row once
     */
    public static int[] suspects(double[] scores) {
        return IntStream.range(0, scores.length).boxed().sorted(Comparator.comparingDouble(row -> -scores[row]))
                .mapToInt(Integer::intValue).toArray();
    }

    private static double squaredNorm(float[] x, int from, int n) {
        return Vectors.dot(x, from, x, from, n);
    }
}
