package io.lanescope.nn;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a model was trained.
 *
 * @param settings what was set, in words, by name and in the order to read it in
 * @param epochs   by rising numbers, at least one; a file remembers only some of very many, but always the last one
 * @param kept     the number of the epoch whose weights the model has, which is one of them
 */
public record History(Map<String, String> settings, List<Epoch> epochs, int kept) {

    /**
     * Copies the settings and the epochs.
     *
     * @throws IllegalArgumentException if the numbers of the epochs do not rise from 1 or more, or the one that was kept is
     *                                  none of them
     */
    public History {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        epochs = List.copyOf(epochs);
        int before = 0;
        boolean found = false;
        for (Epoch epoch : epochs) {
            if (epoch.number() <= before) {
                throw new IllegalArgumentException("epoch " + epoch.number() + " cannot follow epoch " + before);
            }
            before = epoch.number();
            found |= before == kept;
        }
        if (!found) {
            throw new IllegalArgumentException(
                    "the weights cannot be those of epoch " + kept + ", which is not told of");
        }
    }

    /**
     * How long the training was.
     *
     * @return the number of the last epoch
     */
    public int length() {
        return epochs.getLast().number();
    }

    /**
     * The epoch whose weights the model has.
     *
     * @return one of the epochs
     */
    public Epoch keptEpoch() {
        return epochs.stream().filter(epoch -> epoch.number() == kept).findFirst().orElseThrow();
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
