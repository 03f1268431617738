package io.lanescope.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Runs commands in this JVM, as a user would, and keeps what they wrote. */
final class Commands {

    /**
     * What a command left.
     *
     * @param code its exit code
     * @param out  standard output
     * @param err  standard error
     */
    record Result(int code, String out, String err) {}

    private Commands() {}

    static Result run(Object... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] line = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            line[i] = args[i].toString();
        }
        int code = Main.run(
                new Terminal(out, new PrintStream(err, true, StandardCharsets.UTF_8), false, 100), line);
        return new Result(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
