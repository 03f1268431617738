package io.lanescope.jmh.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.lanescope.nn.data.InputException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the JVM what it makes of flags: it is started with them and with {@code -XX:+PrintFlagsFinal}, and says there which
 * kernels Lanescope chose.
 *
 * @param java      the program
 * @param classPath where Lanescope is
 * @param common    arguments that every variant has
 * @param patience  how long it may take to start and end
 */
record JvmProbe(Path java, String classPath, List<String> common, Duration patience) {

    private static final Pattern FLAG = Pattern
            .compile("^\\s+\\w+\\s+(\\w+)\\s+:?= ?(.*?)\\s*\\{.*\\}\\s*\\{.*\\}\\s*$");

    private static final Pattern ASKED = Pattern.compile("-XX:(?:[+-](\\w+)|(\\w+)=.*)");

    /** Arguments that say everything they do in the values of flags. */
    private static final Pattern FLAGS_ALONE = Pattern.compile("-XX:.*|-Xint|-Xcomp|-Xmixed|-Xm[nsx]\\d.*|-Xss\\d.*");

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** A JVM of this kind, with this program. */
    static JvmProbe ofThis(List<String> common) {
        String program = System.getProperty("os.name").startsWith("Windows") ? "java.exe" : "java";
        return new JvmProbe(Path.of(System.getProperty("java.home"), "bin", program),
                System.getProperty("java.class.path"), common, PATIENCE);
    }

    /** What became of a start. */
    sealed interface Start {}

    /**
     * The JVM did not start.
     *
     * @param reason its own sentence
     */
    record Refused(String reason) implements Start {}

    /**
     * The JVM started.
     *
     * @param flags    the values of all its flags
     * @param kernels  which kernels Lanescope chose, and why
     * @param warnings what it remarked
     */
    record Accepted(SortedMap<String, String> flags, String kernels, List<String> warnings) implements Start {}

    /** Starts the JVM with some arguments. */
    Start start(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(java.toString(), "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(common);
        command.addAll(arguments);
        command.addAll(List.of("-XX:+PrintFlagsFinal", "-cp", classPath, ChosenKernels.class.getName()));
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            CompletableFuture<Process> end = process.onExit().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((_, late) -> {
                        if (late != null) {
                            process.destroyForcibly(); // so that its output ends, too
                        }
                    });
            List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()
                    .toList();
            int code = process.waitFor();
            if (end.isCompletedExceptionally()) {
                return new Refused("it did not end within " + patience.toSeconds() + " s");
            }
            return code == 0 ? accepted(lines) : new Refused(reason(lines, code));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Accepted accepted(List<String> lines) {
        TreeMap<String, String> flags = new TreeMap<>();
        List<String> warnings = new ArrayList<>();
        String kernels = "";
        for (String line : lines) {
            Matcher flag = FLAG.matcher(line);
            if (flag.matches()) {
                flags.put(flag.group(1), flag.group(2));
            } else if (line.startsWith(ChosenKernels.MARK)) {
                kernels = line.substring(ChosenKernels.MARK.length());
            } else if (line.contains("warning") && !line.contains("incubator module")) {
                warnings.add(line.replaceFirst("^.*?warning(\\]\\[[\\w, ]+)?\\]?:? *", ""));
            }
        }
        return new Accepted(flags, kernels, warnings);
    }

    /** Without the lines that say the same of every failure. */
    private static String reason(List<String> lines, int code) {
        List<String> telling = lines.stream().filter(line -> !FLAG.matcher(line).matches() && !line.isBlank()
                && !line.startsWith("[Global flags]") && !line.startsWith("Error: Could not create the Java")
                && !line.startsWith("Error: A fatal exception") && !line.contains("incubator module")
                && !line.startsWith("Error occurred during init")).toList();
        return telling.isEmpty() ? "it ended with code " + code : String.join("; ", telling);
    }

    /**
     * Tries all variants.
     *
     * @return as many, the baseline first
     * @throws InputException if the JVM refuses the baseline
     */
    List<Trial> tryAll(Matrix matrix) {
        Variant first = matrix.variants().getFirst();
        Accepted baseline = baseline(first);
        // what differs between two starts of the same, such as a random address, tells nothing of a variant
        changes(baseline.flags, baseline(first).flags).keySet().forEach(baseline.flags::remove);
        List<Trial> trials = new ArrayList<>();
        for (Variant variant : matrix.variants()) {
            trials.add(switch (variant.equals(first) ? baseline : start(variant.flags())) {
                case Refused refused -> Trial.refused(variant, refused.reason());
                case Accepted accepted -> trial(variant, accepted, baseline);
            });
        }
        return trials;
    }

    private Accepted baseline(Variant first) {
        return switch (start(first.flags())) {
            case Accepted accepted -> accepted;
            case Refused refused -> throw new InputException("the JVM refuses the baseline " + first.name() + " "
                    + String.join(" ", common) + ": " + refused.reason());
        };
    }

    private static Trial trial(Variant variant, Accepted accepted, Accepted baseline) {
        TreeMap<String, String> asked = new TreeMap<>();
        for (String flag : variant.flags()) {
            String name = nameOf(flag);
            if (name != null) {
                asked.put(name, accepted.flags.getOrDefault(name, "(not told)"));
            }
        }
        TreeMap<String, String> changed = changes(baseline.flags, accepted.flags);
        boolean same = changed.isEmpty() && accepted.kernels.equals(baseline.kernels)
                && variant.flags().stream().allMatch(flag -> FLAGS_ALONE.matcher(flag).matches());
        return new Trial(variant.name(), variant.flags(), null, accepted.warnings, asked, changed, accepted.kernels,
                same);
    }

    private static @Nullable String nameOf(String flag) {
        Matcher asked = ASKED.matcher(flag);
        return asked.matches() ? Objects.requireNonNullElse(asked.group(1), asked.group(2)) : null;
    }

    private static TreeMap<String, String> changes(Map<String, String> before, Map<String, String> after) {
        TreeMap<String, String> changes = new TreeMap<>();
        before.forEach((name, old) -> {
            String value = after.getOrDefault(name, "(none)");
            if (!old.equals(value)) {
                changes.put(name, old + " → " + value);
            }
        });
        return changes;
    }
}
