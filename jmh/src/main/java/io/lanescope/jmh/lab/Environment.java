package io.lanescope.jmh.lab;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.lanescope.simd.CpuInfo;

/**
 * What results depend on beside flags: results of different environments are not put together.
 *
 * @param cpu        its name
 * @param processors how many of them the JVM sees
 * @param features   instruction sets
 * @param caches     data caches of a processor, the nearest first
 * @param system     the operating system
 * @param jvm        its version, name and maker
 * @param program    SHA-256 of everything on the class path
 */
record Environment(
        String cpu,
        int processors,
        List<String> features,
        List<Cache> caches,
        String system,
        String jvm,
        String program) {

    /**
     * A cache.
     *
     * @param level 1 for the nearest
     * @param bytes its size
     */
    record Cache(int level, long bytes) {}

    /** This machine, JVM and program. */
    static Environment here() {
        CpuInfo cpu = CpuInfo.read();
        return new Environment(cpu.model().orElse("unknown") + ", " + cpu.architecture(), cpu.processors(),
                cpu.features(), cpu.caches().stream().map(cache -> new Cache(cache.level(), cache.bytes())).toList(),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.version") + ", " + System.getProperty("java.vm.name") + ", "
                        + System.getProperty("java.vendor"),
                digest(System.getProperty("java.class.path")));
    }

    /** In what it differs from another, as sentences. */
    List<String> differences(Environment now) {
        List<String> differences = new ArrayList<>();
        differ(differences, "the CPU", cpu + " " + features + " " + caches, now.cpu + " " + now.features + " "
                + now.caches);
        differ(differences, "the number of processors", String.valueOf(processors), String.valueOf(now.processors));
        differ(differences, "the system", system, now.system);
        differ(differences, "the JVM", jvm, now.jvm);
        differ(differences, "the program", program, now.program);
        return differences;
    }

    private static void differ(List<String> differences, String what, String before, String now) {
        if (!before.equals(now)) {
            differences.add(what + " was " + before + " and is " + now);
        }
    }

    private static String digest(String classPath) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (String entry : classPath.split(Pattern.quote(File.pathSeparator), -1)) {
                for (Path file : files(Path.of(entry))) {
                    try (InputStream in = Files.newInputStream(file)) {
                        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                            sha.update(buffer, 0, n);
                        }
                    }
                }
            }
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path entry) throws IOException {
        if (!Files.exists(entry)) {
            return List.of();
        }
        try (Stream<Path> tree = Files.walk(entry)) {
            return tree.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
