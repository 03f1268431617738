package io.lanescope.launcher;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Makes {@code java -jar} work under any Java from 11 on. A Java of at least 25 that was started with the Vector API runs
 * the program at once; otherwise this looks for one that can, as {@link JavaSearch} says, and starts the program there
 * with the same standard streams, passing on signals and the exit code.
 *
 * <p>Which program that is, the jar's manifest says: {@code Lanescope-Main} is its main class,
 * {@code Lanescope-Java-Options} are options for the Java that is started, and {@code Lanescope-Unset} names environment
 * variables that it must not see.
 */
public final class Launcher {

    static final String VECTOR_MODULE = "jdk.incubator.vector";

    /** The oldest Java that can run the program. */
    static final int OLDEST = 25;

    private static final int WRONG_USAGE = 2;

    private Launcher() {}

    /**
     * Runs the program.
     *
     * @param args its command line
     * @throws Throwable whatever the program throws, if it runs in this JVM
     */
    public static void main(String[] args) throws Throwable {
        Path jar = Path.of(Launcher.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Attributes attributes = manifest(jar);
        String main = attributes.getValue("Lanescope-Main");
        Set<String> unset = new HashSet<>(words(attributes.getValue("Lanescope-Unset")));
        if (main == null) {
            fail(jar + " does not say in its manifest (Lanescope-Main) what to start.");
        } else if (Runtime.version().feature() >= OLDEST && ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent()
                && Collections.disjoint(unset, System.getenv().keySet())) {
            call(main, args);
        } else {
            List<String> options = words(attributes.getValue("Lanescope-Java-Options"));
            ProcessBuilder program = new ProcessBuilder(command(jar, main, options, args)).inheritIO();
            program.environment().keySet().removeAll(unset);
            System.exit(run(program));
        }
    }

    private static Attributes manifest(Path jar) throws IOException {
        if (!Files.isRegularFile(jar)) {
            return new Attributes();
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            return manifest == null ? new Attributes() : manifest.getMainAttributes();
        }
    }

    private static void call(String main, String[] args) throws Throwable {
        try {
            Class.forName(main).getMethod("main", String[].class).invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static List<String> words(String text) {
        return text == null ? List.of() : List.of(text.trim().split("\\s+"));
    }

    private static List<String> command(Path jar, String main, List<String> options, String[] args) {
        // The JVM's own options go on: who starts "java -Xmx4g -jar" means the program.
        List<String> given = ManagementFactory.getRuntimeMXBean().getInputArguments();
        List<String> command = new ArrayList<>();
        command.add(java().program().toString());
        command.add("--add-modules");
        command.add(VECTOR_MODULE);
        boolean collectorChosen = given.stream().anyMatch(option -> option.matches("-XX:\\+Use\\w+GC"));
        for (String option : options) {
            if (!(collectorChosen && option.endsWith("GC"))) {
                command.add(option);
            }
        }
        command.addAll(given);
        command.add("-cp");
        command.add(jar.toString());
        command.add(main);
        command.addAll(List.of(args));
        return command;
    }

    private static JavaHome java() {
        Optional<JavaHome> found = Optional.empty();
        String problem = "Lanescope needs Java " + OLDEST + " or later, and this is Java " + Runtime.version().feature()
                + ": install a JDK " + OLDEST
                + " (for example from https://adoptium.net), or name the folder of one in "
                + "LANESCOPE_JAVA.";
        try {
            found = JavaSearch.here().find(Path.of(System.getProperty("java.home")));
        } catch (IllegalStateException e) {
            problem = e.getMessage();
        }
        if (found.isEmpty()) {
            fail(problem);
        }
        return found.orElseThrow();
    }

    private static void fail(String problem) {
        System.err.println(problem);
        System.exit(WRONG_USAGE);
    }

    private static int run(ProcessBuilder program) throws IOException, InterruptedException {
        Process child = program.start();
        // A signal ends this JVM, but not before the child, which gets it too, has put its things in order.
        Thread atSignal = new Thread(() -> {
            child.destroy();
            try {
                child.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(atSignal);
        return child.waitFor();
    }
}
