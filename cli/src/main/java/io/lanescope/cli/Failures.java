package io.lanescope.cli;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

import io.lanescope.nn.data.InputException;
import io.lanescope.nn.train.DivergenceException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns whatever goes wrong into one sentence for a person and an exit code for a program. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private final Terminal terminal;
    private final boolean debug;

    Failures(Terminal terminal, boolean debug) {
        this.terminal = terminal;
        this.debug = debug;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        String name = e.getCommandLine().getCommandSpec().qualifiedName();
        StringBuilder sentence = new StringBuilder(name).append(": ");
        boolean command = e.getCommandLine().getParent() == null && e instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().getFirst().startsWith("-");
        sentence.append(command
                ? "there is no command '" + ((UnmatchedArgumentException) e).getUnmatched().getFirst() + "'"
                : message(e));
        if (e instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            if (!near.isEmpty()) {
                sentence.append("; did you mean ").append(String.join(" or ", near.stream().limit(2).toList()))
                        .append("?");
            }
        }
        return tell(e, sentence + " (" + name + " --help shows what there is)", ExitCode.USAGE);
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine line, @Nullable ParseResult parsed) {
        return e instanceof UsageException
                ? tell(e, line.getCommandSpec().qualifiedName() + ": " + message(e), ExitCode.USAGE)
                : handle(e);
    }

    int handle(Throwable e) {
        return switch (e) {
            case ClosedPipeException _ -> ExitCode.OK;
            case InputException _ -> tell(e, message(e), ExitCode.USAGE);
            case DivergenceException _ -> tell(e, message(e), ExitCode.SOFTWARE);
            case UncheckedIOException _ -> tell(e, message(e), ExitCode.SOFTWARE);
            case ExceptionInInitializerError _ -> tell(e, message(e), ExitCode.USAGE);
            case OutOfMemoryError _ ->
                tell(e, "the memory does not suffice: give Java more with LANESCOPE_JAVA_OPTIONS=-Xmx8g, or take less "
                        + "data", ExitCode.SOFTWARE);
            default -> tell(e, "something went wrong that should not: " + e + " (--debug shows where)",
                    ExitCode.SOFTWARE);
        };
    }

    private static String message(Throwable e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }

    private int tell(Throwable e, String sentence, int code) {
        if (debug) {
            e.printStackTrace(terminal.err());
        }
        terminal.err().println(sentence.replaceAll("\\R", " "));
        return code;
    }
}
