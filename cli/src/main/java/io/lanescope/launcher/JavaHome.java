package io.lanescope.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** An installed Java, as the {@code release} file in its folder describes it. Nothing is started to find out. */
final class JavaHome {

    private final Path folder;
    private final Runtime.Version version;
    private final boolean vectorModule;

    private JavaHome(Path folder, Runtime.Version version, boolean vectorModule) {
        this.folder = folder;
        this.version = version;
        this.vectorModule = vectorModule;
    }

    /**
     * The Java of a folder.
     *
     * @param folder a Java home
     * @return what is installed there, or empty if it is no Java home that can be read
     */
    static Optional<JavaHome> read(Path folder) {
        if (!Files.isRegularFile(program(folder))) {
            return Optional.empty();
        }
        try {
            Map<String, String> facts = facts(folder.resolve("release"));
            Runtime.Version version = Runtime.Version.parse(facts.getOrDefault("JAVA_VERSION", ""));
            String modules = facts.get("MODULES");
            boolean vector = modules == null
                    ? Files.isRegularFile(folder.resolve("jmods").resolve(Launcher.VECTOR_MODULE + ".jmod"))
                    : (" " + modules + " ").contains(" " + Launcher.VECTOR_MODULE + " ");
            return Optional.of(new JavaHome(folder, version, vector));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /**
     * The Java that somebody named: its home, or its {@code bin/java}.
     *
     * @param path what was named
     * @return what is installed there, or empty
     */
    static Optional<JavaHome> named(String path) {
        try {
            Path named = Path.of(path);
            if (Files.isRegularFile(named)) {
                Path bin = named.toRealPath().getParent();
                return bin == null || bin.getParent() == null ? Optional.empty() : read(bin.getParent());
            }
            return read(named);
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> facts(Path release) throws IOException {
        Map<String, String> facts = new HashMap<>();
        for (String line : Files.readAllLines(release)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                facts.put(line.substring(0, equals), line.substring(equals + 1).replace("\"", "").strip());
            }
        }
        return facts;
    }

    private static Path program(Path folder) {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        return folder.resolve("bin").resolve(windows ? "java.exe" : "java");
    }

    boolean suits() {
        return version.feature() >= Launcher.OLDEST && vectorModule;
    }

    Runtime.Version version() {
        return version;
    }

    Path folder() {
        return folder;
    }

    Path program() {
        return program(folder);
    }
}
