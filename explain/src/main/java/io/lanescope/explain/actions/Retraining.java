package io.lanescope.explain.actions;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.train.Trainer;
import io.lanescope.nn.train.TrainingListener;
import io.lanescope.nn.train.TrainingOptions;
import io.lanescope.nn.train.Validation;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;

/**
 * How models of a given one's shape are trained anew. How the model itself was trained is not known, so they all get the
 * usual settings, and are compared with one another only.
 *
 * @param architecture the model's shape, which ends in raw outputs
 * @param scaling      standardised if the model scales its features, else none
 * @param seed         decides what is left to chance
 * @param team         the threads
 */
record Retraining(Architecture architecture, TrainingOptions.Scaling scaling, long seed, Team team) {

    private static final int LARGEST_BATCH = 64;
    private static final int SMALLEST_BATCH = 8;
    private static final int BATCHES = 20;
    private static final int STEPS = 800;

    static Retraining of(Mlp model, long seed, Team team) {
        Architecture architecture = Architecture.of(model.inputs());
        for (Dense layer : model.layers().subList(0, model.layers().size() - 1)) {
            architecture = architecture.dense(layer.out(), layer.activation());
        }
        boolean scaled = false;
        for (int j = 0; j < model.inputs(); j++) {
            scaled |= model.scaler().shift()[j] != 0 || model.scaler().scale()[j] != 1;
        }
        return new Retraining(architecture.dense(model.outputs()),
                scaled ? TrainingOptions.Scaling.STANDARD : TrainingOptions.Scaling.NONE, seed, team);
    }

    /** A model's outputs must be what training gives, where one is to take the model's place. */
    static void checkReplaceable(Mlp model) {
        if (!(model.layers().getLast().activation() instanceof Activation.Identity)) {
            throw new IllegalArgumentException("a model that ends in an activation cannot be trained anew");
        }
    }

    /** Enough epochs for 800 steps, but 10 to 200. */
    TrainingOptions options(int rows) {
        int batch = Math.clamp(rows / BATCHES, SMALLEST_BATCH, LARGEST_BATCH);
        int steps = Math.max(1, (rows + batch - 1) / batch);
        return TrainingOptions.builder(seed).epochs(Math.clamp(STEPS / steps, 10, 200)).batchSize(batch)
                .scaling(scaling).validation(new Validation.None()).build();
    }

    Mlp train(Dataset data) {
        return new Trainer(architecture, data, options(data.rows()), team, TrainingListener.NONE).train().model();
    }

    /** Trains a model on, for a fifth of the usual epochs. */
    Mlp trainOn(Mlp model, Dataset data) {
        TrainingOptions options = options(data.rows());
        return new Trainer(architecture, data, options.toBuilder().epochs(options.epochs() / 5).build(), team,
                TrainingListener.NONE).startFrom(model).train().model();
    }
}
