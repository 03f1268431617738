package io.lanescope.cli;

import java.io.PrintWriter;
import java.util.List;

import picocli.AutoComplete;
import picocli.CommandLine;

/** The program's entry. */
public final class Main {

    private static final String COMPLETION = "completion";

    /** In the order of the help. */
    private static final List<String> NAMES = List.of("demo", "train", "evaluate", "predict", "explain", "compare",
            "diagnose", "convert", "summary", "doctor", COMPLETION);

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
        CommandLine line = commands(terminal, needed(args));
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
        return commands(terminal, NAMES);
    }

    /** Reading the options of a command takes longer than many a command, so only those of the typed one are read. */
    private static List<String> needed(String... args) {
        boolean one = args.length > 0 && NAMES.contains(args[0]) && !args[0].equals(COMPLETION);
        return one ? List.of(args[0]) : NAMES;
    }

    private static CommandLine commands(Terminal terminal, List<String> names) {
        CommandLine line = new CommandLine(new LanescopeCommand(terminal));
        for (String name : names) {
            CommandLine command = new CommandLine(command(terminal, name));
            command.getCommandSpec().usageMessage().footer(Examples.footer(name));
            line.addSubcommand(name, command);
        }
        return line;
    }

    private static Object command(Terminal terminal, String name) {
        return switch (name) {
            case "demo" -> new DemoCommand(terminal);
            case "train" -> new TrainCommand(terminal);
            case "evaluate" -> new EvaluateCommand(terminal);
            case "predict" -> new PredictCommand(terminal);
            case "explain" -> new ExplainCommand(terminal);
            case "compare" -> new CompareCommand(terminal);
            case "diagnose" -> new DiagnoseCommand(terminal);
            case "convert" -> new ConvertCommand(terminal);
            case "summary" -> new SummaryCommand(terminal);
            case "doctor" -> new DoctorCommand(terminal);
            case COMPLETION -> new AutoComplete.GenerateCompletion();
            default -> throw new IllegalArgumentException("there is no command " + name);
        };
    }
}
