package io.lanescope.nn.train;

/** Training lost its numbers: the loss is no longer finite. The message says when, where and what to try. */
public final class DivergenceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DivergenceException(String message) {
        super(message);
    }
}
