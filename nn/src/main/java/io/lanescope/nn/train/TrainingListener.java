package io.lanescope.nn.train;

import io.lanescope.nn.History;

/** Hears how training goes, on the training thread. */
public interface TrainingListener {

    /** Hears nothing. */
    TrainingListener NONE = new TrainingListener() {
    };

    /**
     * A step is done.
     *
     * @param epoch number of the epoch, from 1
     * @param done  training rows of the epoch that are done
     * @param rows  how many there are
     * @param loss  mean loss over those that are done
     */
    default void step(int epoch, int done, int rows, double loss) {}

    /**
     * An epoch is done.
     *
     * @param epoch its results
     */
    default void epoch(History.Epoch epoch) {}
}
