package io.lanescope.jmh.lab;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

import io.lanescope.nn.data.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The laboratory's command line. */
@Command(name = "lab", sortOptions = false, synopsisSubcommandLabel = "COMMAND", description = "Runs benchmarks over a matrix of JVM flags, and says what the flags did.", footer = {
    "", "Examples:",
    "  java -jar jmh/target/benchmarks.jar lab sets",
    "  java -jar jmh/target/benchmarks.jar lab run 'MatMulBenchmark.lanescope' -p shape=256 --flags lanes --for 5m \\",
    "      -o lanes.json --html lanes.html",
    "  java -jar jmh/target/benchmarks.jar lab run --resume lanes.json --for 5m",
    "  java -jar jmh/target/benchmarks.jar lab report lanes.json --csv lanes.csv",
    "  java -jar jmh/target/benchmarks.jar lab compare before.json after.json --threshold 0.05", "",
    "lab COMMAND --help shows what a command can do. Exit codes: 0 done, 1 the work failed or a regression was found,",
    "2 wrong usage or bad input."})
public final class LabCommand implements Callable<Integer> {

    /** Of the help, whose examples shall not be broken. */
    private static final int WIDTH = 120;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = {"-h", "--help"}, usageHelp = true, scope = ScopeType.INHERIT, description = "Show this text.")
    private boolean help;

    private LabCommand() {}

    /**
     * Runs a command.
     *
     * @param out  where results go
     * @param err  where progress and complaints go
     * @param args the command line
     * @return 0 done, 1 the work failed or a regression was found, 2 wrong usage or bad input
     */
    public static int run(PrintStream out, PrintStream err, String... args) {
        CommandLine line = new CommandLine(new LabCommand())
                .addSubcommand("run", new RunCommand(out, err))
                .addSubcommand("try", new TryCommand(out))
                .addSubcommand("sets", new SetsCommand(out))
                .addSubcommand("report", new ReportCommand(out))
                .addSubcommand("compare", new CompareCommand(out));
        line.setUsageHelpWidth(WIDTH);
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        line.setParameterExceptionHandler((e, _) -> {
            String name = e.getCommandLine().getCommandSpec().qualifiedName();
            err.println(name + ": " + e.getMessage() + " (" + name + " --help shows what there is)");
            return ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((e, command, _) -> failed(err, command, e));
        return line.execute(args);
    }

    private static int failed(PrintStream err, CommandLine command, Exception e) {
        String sentence = Objects.requireNonNullElse(e.getMessage(), e.toString()).replaceAll("\\R", " ");
        return switch (e) {
            case InputException _ -> {
                err.println(command.getCommandSpec().qualifiedName() + ": " + sentence);
                yield ExitCode.USAGE;
            }
            case UncheckedIOException _ -> {
                err.println(sentence);
                yield ExitCode.SOFTWARE;
            }
            case IOException _ -> {
                err.println(sentence);
                yield ExitCode.SOFTWARE;
            }
            case ForkRunner.Interrupted _ -> {
                err.println("interrupted; what was measured is saved");
                yield ExitCode.SOFTWARE;
            }
            default -> {
                err.println("something went wrong that should not: " + e + " at " + List.of(e.getStackTrace())
                        .subList(0, Math.min(3, e.getStackTrace().length)));
                yield ExitCode.SOFTWARE;
            }
        };
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }
}
