package io.lanescope.nn.train;

import java.util.List;

/**
 * How training went.
 *
 * @param epochs one entry an epoch
 */
public record History(List<Epoch> epochs) {

    /** Copies the epochs. */
    public History {
        epochs = List.copyOf(epochs);
    }

    /**
     * One pass over the training rows. A score is the accuracy of a classifier, or R² of a regression. What is measured
     * on training rows is measured batch by batch while they are learned from.
     *
     * @param number          from 1
     * @param loss            mean loss over the training rows
     * @param validationLoss  mean loss over the held-out rows after the epoch; NaN if there are none
     * @param validationScore the score on them; NaN if there are none
     * @param rate            the learning rate of its last step
     */
    public record Epoch(int number, double loss, double validationLoss, double validationScore, double rate) {}
}
