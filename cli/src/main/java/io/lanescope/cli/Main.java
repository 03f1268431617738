package io.lanescope.cli;

import java.io.PrintWriter;
import java.util.List;

import picocli.AutoComplete;
import picocli.CommandLine;

/** The program's entry. */
public final class Main {

    private Main() {}

    /**
     * Runs a command and ends the JVM with its exit code: 0 done, 1 the work failed, 2 wrong usage or bad input.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(run(Terminal.ofProcess(), args));
    }

    /** Runs a command. What goes wrong becomes one sentence on {@code err}; only {@code --debug} shows where. */
    static int run(Terminal terminal, String... args) {
        CommandLine line = commands(terminal);
        Failures failures = new Failures(terminal, List.of(args).contains("--debug"));
        // usage and version go where results go
        line.setOut(new PrintWriter(terminal.out(), true, Terminal.charset()));
        line.setErr(new PrintWriter(terminal.err(), true));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(failures);
        line.setExecutionExceptionHandler(failures);
        line.setUsageHelpAutoWidth(false);
        try {
            return line.execute(args);
        } catch (OutOfMemoryError | ExceptionInInitializerError e) {
            return failures.handle(e);
        }
    }

    /** Everything that there is to type. */
    static CommandLine commands(Terminal terminal) {
        CommandLine line = new CommandLine(new LanescopeCommand(terminal));
        for (Object command : List.of(new DemoCommand(terminal), new TrainCommand(terminal),
                new EvaluateCommand(terminal),
                new PredictCommand(terminal), new ExplainCommand(terminal), new CompareCommand(terminal),
                new DiagnoseCommand(terminal), new ConvertCommand(terminal), new SummaryCommand(terminal),
                new DoctorCommand(terminal))) {
            line.addSubcommand(command);
        }
        line.addSubcommand("completion", new AutoComplete.GenerateCompletion());
        line.getSubcommands().forEach(
                (name, command) -> command.getCommandSpec().usageMessage().footer(Examples.footer(name)));
        return line;
    }
}
