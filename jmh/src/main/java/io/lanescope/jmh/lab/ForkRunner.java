package io.lanescope.jmh.lab;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.lanescope.jmh.Peers;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs one fork with JMH.
 *
 * @param settings how
 */
record ForkRunner(Settings settings) {

    private static final Pattern PEER = Pattern.compile(Pattern.quote(Peers.MARK) + "(.*)");

    /** What a benchmark's own check, or a JVM that breaks, says. */
    private static final Pattern CAUSE = Pattern.compile("(?m)^(?:Caused by: )?(?!org\\.openjdk\\.jmh\\.)"
            + "(?:java|io|org)\\.[\\w.$]+(?:Exception|Error): .*|^# +Internal Error.*");

    /** The first thing that a JVM says which does not start, behind what it always says. */
    private static final Pattern REFUSAL = Pattern.compile(
            "(?m)^<stderr last=.*>\\R(?:(?:WARNING: |OpenJDK .* warning: |Error occurred during ).*\\R)*([^<\\s].*)$");

    /** A fork that was asked to end, with those that asked: SIGINT and SIGTERM. */
    private static final Pattern INTERRUPTED = Pattern.compile("exit code (130|143)\\b");

    /** The person at the keyboard, or the system, wants it to end. */
    static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Runs it. What fails becomes a fork that says so. */
    Fork run(Session.Task task) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
        try {
            RunResult result = new Runner(options(task).build(),
                    OutputFormatFactory.createFormatInstance(out, VerboseMode.NORMAL)).runSingle();
            List<Double> scores = result.getBenchmarkResults().iterator().next().getIterationResults().stream()
                    .map(IterationResult::getPrimaryResult).map(score -> score.getScore()).toList();
            if (!Fork.isPositive(Fork.median(scores))) {
                return failed(task, "its scores are " + scores);
            }
            return new Fork(task.round(), task.trial().name(), task.subject().id(), scores,
                    result.getPrimaryResult().getScoreUnit(), peers(text.toString(StandardCharsets.UTF_8)), null);
        } catch (RunnerException e) {
            String said = text + "\n" + e;
            if (INTERRUPTED.matcher(said).find()) {
                throw new Interrupted();
            }
            return failed(task, cause(said, e));
        }
    }

    private static Fork failed(Session.Task task, String why) {
        return new Fork(task.round(), task.trial().name(), task.subject().id(), List.of(), "", List.of(), why);
    }

    private ChainedOptionsBuilder options(Session.Task task) {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(task.subject().benchmark()) + "$")
                // not the arguments of this JVM, which JMH would hand on
                .jvmArgs(settings.common().toArray(new String[0]))
                .jvmArgsAppend(task.trial().flags().toArray(new String[0]))
                .forks(1).warmupForks(0).shouldFailOnError(true)
                .warmupIterations(settings.warmups()).warmupTime(TimeValue.milliseconds(settings.warmupMillis()))
                .measurementIterations(settings.iterations())
                .measurementTime(TimeValue.milliseconds(settings.iterationMillis()));
        task.subject().params().forEach((name, value) -> options.param(name, value));
        return options;
    }

    private static List<String> peers(String text) {
        return PEER.matcher(text).results().map(found -> found.group(1).strip()).distinct().toList();
    }

    private static String cause(String text, RunnerException e) {
        Matcher cause = CAUSE.matcher(text);
        if (cause.find()) {
            return cause.group().strip();
        }
        Matcher refusal = REFUSAL.matcher(text);
        return refusal.find()
                ? refusal.group(1).strip()
                : Objects.requireNonNullElse(e.getMessage(), e.toString()).lines().findFirst().orElse("it failed");
    }
}
