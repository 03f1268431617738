package io.lanescope.cli;

/** The options do not go together, or not with the data. The message is one sentence for the person who typed them. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
