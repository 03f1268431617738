package io.lanescope.jmh.lab;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Asks the JVM, and measures nothing. */
@Command(name = "try", sortOptions = false, description = "Tells what the JVM makes of each variant, and measures nothing.")
final class TryCommand implements Callable<Integer> {

    private final PrintStream out;

    @Mixin
    private FlagOptions flags = new FlagOptions();

    TryCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        List<Trial> trials = JvmProbe.ofThis(flags.common()).tryAll(flags.matrix());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("variant", "kernels", "what the JVM made of it"));
        trials.forEach(trial -> rows.add(List.of(trial.name(), trial.kernels(),
                Sentences.trial(trial, trial.equals(trials.getFirst())))));
        out.print(TextReport.table(rows));
        return 0;
    }
}
