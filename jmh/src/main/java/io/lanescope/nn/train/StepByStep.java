package io.lanescope.nn.train;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.data.Dataset;
import io.lanescope.simd.Team;

/** Training one step at a time, which a benchmark needs and {@link Trainer} keeps to itself. */
public final class StepByStep {

    private final Learner learner;
    private final double momentum;
    private final int steps;
    private int step;

    /**
     * Starts with the first step of the first epoch.
     *
     * @param architecture the network
     * @param data         its rows, a multiple of the batch size
     * @param options      how to train
     * @param team         the threads
     */
    public StepByStep(Architecture architecture, Dataset data, TrainingOptions options, Team team) {
        learner = new Learner(architecture, data, options, team);
        momentum = options.optimizer().momentum();
        learner.begin(1);
        steps = learner.stepsPerEpoch();
    }

    /**
     * Gather, forward, loss, backward, update; the epoch's batches one after the other, again and again.
     *
     * @return the mean loss of the batch
     */
    public double next() {
        int rows = learner.batchSize();
        double sum = learner.step(step * rows, rows, 1, momentum);
        step = step + 1 == steps ? 0 : step + 1;
        return sum / rows;
    }
}
