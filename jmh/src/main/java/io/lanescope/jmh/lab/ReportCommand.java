package io.lanescope.jmh.lab;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Makes the reports of a file again. */
@Command(name = "report", sortOptions = false, description = "Shows the results of a file, complete or not.", footer = {
    "",
    "Example:", "  lab report lanes.json --csv lanes.csv --html lanes.html"})
final class ReportCommand implements Callable<Integer> {

    private final PrintStream out;

    @Parameters(paramLabel = "FILE.json", description = "What lab run has written.")
    private Path file = Path.of("");

    @Mixin
    private ReportOptions reports = new ReportOptions();

    ReportCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() {
        out.print(reports.write(SessionFile.read(file)));
        return 0;
    }
}
