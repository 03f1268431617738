package io.lanescope.nn.train;

/** Training lost its numbers: the loss is no longer finite. The message says when, where and what to try. */
public final class DivergenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Number of the epoch. */
    private final int epoch;

    /** Number of the step. */
    private final long step;

    /** Number of the layer, or −1. */
    private final int layer;

    DivergenceException(String message, int epoch, long step, int layer) {
        super(message);
        this.epoch = epoch;
        this.step = step;
        this.layer = layer;
    }

    /**
     * When it was.
     *
     * @return the number of the epoch, from 1
     */
    public int epoch() {
        return epoch;
    }

    /**
     * When it was.
     *
     * @return the number of the step over all epochs, from 1
     */
    public long step() {
        return step;
    }

    /**
     * Where it was.
     *
     * @return the number of the first layer whose weights or outputs are not finite, from 0; −1 if the data is not
     */
    public int layer() {
        return layer;
    }
}
