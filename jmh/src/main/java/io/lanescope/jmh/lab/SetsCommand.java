package io.lanescope.jmh.lab;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows the built-in sets, which are written as everybody's own would be. */
@Command(name = "sets", sortOptions = false, description = "Shows the built-in sets of flags, as the files they are.")
final class SetsCommand implements Callable<Integer> {

    private final PrintStream out;

    @Parameters(paramLabel = "SET", arity = "0..1", description = "Only this one.")
    private @Nullable String set;

    SetsCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        if (set != null) {
            out.print(Matrix.text(set));
            return 0;
        }
        for (String name : Matrix.builtIn()) {
            out.println(name);
            for (String line : List.of(Matrix.text(name).split("\n"))) {
                out.println("    " + line);
            }
        }
        return 0;
    }
}
