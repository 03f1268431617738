package io.lanescope.jmh.lab;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import io.lanescope.nn.data.InputException;
import io.lanescope.nn.exchange.AtomicFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Measures. */
@Command(name = "run", sortOptions = false, description = "Measures benchmarks with every variant of JVM flags.", footer = {
    "", "Examples:",
    "  lab run DotBenchmark.lanescope -p length=1024 --flags lanes,fma --limits -o dot.json",
    "  lab run 'MatMulBenchmark.(lanescope|ejml)' -p shape=64,256 --flags my.flags --rounds 9 --for 20m -o products.json",
    "  lab run --resume products.json --for 20m --html products.html"})
final class RunCommand implements Callable<Integer> {

    private static final String LIMITS = "\\.LimitBenchmark\\.";

    private static final int MOST_ROUNDS = 1000;

    /** What a file that is gone on with has said already. */
    private static final List<String> SAID = List.of("-e", "-p", "--flags", "--jvm-args", "--limits", "--seed", "-wi",
            "-w",
            "-i", "-r", "-o");

    private final PrintStream out;
    private final PrintStream err;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "BENCHMARK", arity = "0..*", description = "Regular expressions that match a part of the "
            + "benchmark's full name, as for JMH (-l tells the names).")
    private List<String> include = new ArrayList<>();

    @Option(names = "-e", paramLabel = "REGEX", description = "Leave out benchmarks that match.")
    private List<String> exclude = new ArrayList<>();

    @Option(names = "-p", paramLabel = "NAME=VALUE[,VALUE]", description = "Values of a benchmark's parameter.")
    private List<String> params = new ArrayList<>();

    @Mixin
    private FlagOptions flags = new FlagOptions();

    @Option(names = "--limits", description = "Measure the limits of the machine too (FMA, caches, memory), and tell "
            + "shares of them.")
    private boolean limits;

    @Option(names = "--with-same", description = "Measure variants too that differ in nothing from the baseline: they "
            + "show the noise.")
    private boolean withSame;

    @Option(names = "--rounds", description = "How often every variant meets every benchmark (5); with --resume, how "
            + "often in all.")
    private @Nullable Integer rounds;

    @Option(names = "--seed", defaultValue = "1", description = "Of the random order (${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "-wi", paramLabel = "N", defaultValue = "5", description = "Iterations to warm up (${DEFAULT-VALUE}).")
    private int warmups;

    @Option(names = "-w", paramLabel = "TIME", defaultValue = "300ms", converter = Time.class, description = "Time of each, such as 300ms or 2s (${DEFAULT-VALUE}).")
    private Duration warmup = Duration.ZERO;

    @Option(names = "-i", paramLabel = "N", defaultValue = "5", description = "Iterations to measure (${DEFAULT-VALUE}).")
    private int iterations;

    @Option(names = "-r", paramLabel = "TIME", defaultValue = "200ms", converter = Time.class, description = "Time of each (${DEFAULT-VALUE}).")
    private Duration iteration = Duration.ZERO;

    @Option(names = "--for", paramLabel = "TIME", converter = Time.class, description = "Stop after this time, such as "
            + "90s, 20m or 1h30m; no fork is begun that would probably end later.")
    private @Nullable Duration budget;

    @Option(names = {"-o",
        "--output"}, paramLabel = "FILE.json", description = "Where the results go, saved after each "
                + "fork (lab.json). An existing file is only written to with --resume.")
    private @Nullable Path output;

    @Option(names = "--resume", paramLabel = "FILE.json", description = "Go on with what is open in this file.")
    private @Nullable Path resume;

    @Option(names = "--force", description = "Go on although the machine, the JVM or the program is another one.")
    private boolean force;

    @Mixin
    private ReportOptions reports = new ReportOptions();

    RunCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        long start = System.nanoTime();
        if (rounds != null && (rounds < 1 || rounds > MOST_ROUNDS)) {
            throw new InputException("--rounds must be from 1 to " + MOST_ROUNDS);
        }
        if (force && resume == null) {
            throw new InputException("--force is for --resume: without it there is nothing to go on with");
        }
        reports.check();
        Path file = resume != null ? resume : fileFor(output);
        AtomicFile.check(file);
        try (FileHold _ = FileHold.of(file)) {
            return measure(file, start);
        }
    }

    private int measure(Path file, long start) {
        Session session = resume == null ? begin() : goOn(resume);
        // a fork that is left alone would go on and disturb what is measured next
        Runtime.getRuntime().addShutdownHook(new Thread(
                () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroy), "end forks"));
        Laboratory laboratory = new Laboratory(file, new ForkRunner(session.settings())::run, System::nanoTime,
                err);
        // trying the variants took some of the time
        Duration left = budget == null ? null : budget.minusNanos(System.nanoTime() - start);
        Session done = laboratory.run(session, left, withSame);
        out.print(reports.write(done));
        out.flush();
        boolean nothing = !done.forks().isEmpty() && done.forks().stream().allMatch(Fork::failed);
        return nothing ? ExitCode.SOFTWARE : ExitCode.OK;
    }

    private Session begin() {
        if (include.isEmpty()) {
            throw new InputException("which benchmarks? (java -jar benchmarks.jar -l tells their names)");
        }
        check("-wi", warmups, 0);
        check("-i", iterations, 1);
        List<Subject> subjects = Selection.find(include, exclude, values(params));
        Settings settings = new Settings(seed, rounds == null ? 5 : rounds, warmups, (int) warmup.toMillis(),
                iterations,
                (int) iteration.toMillis(), flags.common());
        Matrix matrix = flags.matrix();
        int variants = matrix.variants().size();
        err.println("trying " + variants + (variants == 1 ? " variant" : " variants"));
        List<Trial> trials = JvmProbe.ofThis(flags.common()).tryAll(matrix);
        return new Session(Environment.here(), settings, trials, subjects,
                limits ? Selection.find(List.of(LIMITS), List.of(), Map.of()) : List.of(), List.of());
    }

    private Session goOn(Path file) {
        List<String> said = SAID.stream().filter(spec.commandLine().getParseResult()::hasMatchedOption).toList();
        if (!include.isEmpty() || !said.isEmpty()) {
            throw new InputException("with --resume " + (said.isEmpty() ? "the benchmarks" : String.join(" and ", said))
                    + " cannot be given: what is measured, and how, is what " + file + " says");
        }
        Session before = SessionFile.read(file);
        List<String> differences = before.environment().differences(Environment.here());
        if (!differences.isEmpty() && !force) {
            throw new InputException(file + " cannot be gone on with here: " + String.join("; ", differences)
                    + " (--force does it all the same)");
        }
        differences.forEach(difference -> err.println("note: " + difference));
        return rounds == null ? before : before.with(before.settings().withRounds(rounds));
    }

    private static Path fileFor(@Nullable Path output) {
        Path file = output == null ? Path.of("lab.json") : output;
        if (Files.exists(file)) {
            throw new InputException(file + " is there already: say --resume " + file
                    + " to go on with it, or -o to write another file");
        }
        return file;
    }

    private static void check(String option, int value, int least) {
        if (value < least) {
            throw new InputException(option + " must be at least " + least);
        }
    }

    private static Map<String, List<String>> values(List<String> params) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String param : params) {
            int equals = param.indexOf('=');
            if (equals <= 0) {
                throw new InputException("-p is written NAME=VALUE,VALUE, not " + InputException.quote(param));
            }
            values.put(param.substring(0, equals), Arrays.asList(param.substring(equals + 1).split(",", -1)));
        }
        return values;
    }

    /** Reads 300ms, 90s, 20m or 1h30m. */
    static final class Time implements ITypeConverter<Duration> {

        @Override
        public Duration convert(String text) {
            try {
                Duration time = text.endsWith("ms")
                        ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                        : Duration.parse("PT" + text);
                if (time.isPositive() && time.compareTo(Duration.ofDays(1)) <= 0) {
                    return time;
                }
            } catch (DateTimeParseException | NumberFormatException _) {
                // told below
            }
            throw new TypeConversionException("a time is written 300ms, 90s, 20m or 1h30m, up to a day, not "
                    + InputException.quote(text));
        }
    }
}
