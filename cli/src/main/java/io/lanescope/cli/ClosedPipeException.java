package io.lanescope.cli;

/** Who read the result has seen enough of it and gone, as {@code head} does. Not a failure. */
final class ClosedPipeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClosedPipeException(Throwable cause) {
        super(cause);
    }
}
