package io.lanescope.cli;

/**
 * Says things about the work on {@code err}.
 *
 * @param terminal where
 * @param quiet    whether to say nothing
 */
record Notes(Terminal terminal, boolean quiet) {

    void say(String text) {
        if (!quiet) {
            terminal.err().println(text);
        }
    }
}
