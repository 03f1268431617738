package io.lanescope.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Commands in a process of their own that something stops half-way. */
@EnabledOnOs(OS.LINUX)
class InterruptionTest {

    private static final String OLD = "what was there before";

    @TempDir
    static Path models;

    @TempDir
    Path folder;

    private static Path model;

    private Path result;

    @BeforeAll
    static void train() {
        model = models.resolve("model.safetensors");
        Commands.Result trained = Commands.run("train", "glyphs:200", "--epochs", "1", "--hidden", "8", "-q", "-o",
                model);
        assertEquals(0, trained.code(), trained.err());
    }

    @BeforeEach
    void writeAnOldResult() throws IOException {
        result = Files.writeString(folder.resolve("result"), OLD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void whoIsStoppedWhileItWritesLeavesTheOldFileAndNoDraft(String signal) throws Exception {
        Process process = start("exec env --default-signal=INT " + command(
                "explain " + model + " glyphs:1000 --method gradient --json -q -o " + result));
        while (files().size() == 1 && process.isAlive()) {
            Thread.onSpinWait();
        }
        assertEquals(2, files().size(), "it should be writing: " + files());
        assertEquals(0, new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor());
        String said = finish(process);
        assertEquals(signal.equals("INT") ? 130 : 143, process.exitValue(), said);
        assertEquals("", said);
        assertEquals(List.of(result), files());
        assertEquals(OLD, Files.readString(result));
    }

    @Test
    void whoIsStoppedWhileItTrainsLeavesNothing() throws Exception {
        Process process = start("exec env --default-signal=INT " + command(
                "train glyphs:500 --epochs 100000 --checkpoint " + folder.resolve("checkpoint") + " -o " + result));
        while (files().size() == 1 && process.isAlive()) {
            Thread.sleep(10);
        }
        assertEquals(0, new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor());
        String said = finish(process);
        assertEquals(130, process.exitValue(), said);
        assertTrue(!said.contains("\tat ") && !said.contains("Exception"), said);
        assertEquals(List.of(),
                files().stream().filter(file -> file.getFileName().toString().startsWith(".")).toList());
        assertEquals(OLD, Files.readString(result));
    }

    @Test
    void whoStopsTheDemoFindsNoHalfReport() throws Exception {
        Process process = start("exec env --default-signal=INT " + command("demo --data glyphs:300 -o " + folder));
        Path trained = folder.resolve("model.safetensors");
        while (!Files.exists(trained) && process.isAlive()) {
            Thread.sleep(5);
        }
        assertEquals(0, new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start().waitFor());
        String said = finish(process);
        assertEquals(130, process.exitValue(), said);
        assertTrue(!said.contains("\tat ") && !said.contains("Exception"), said);
        assertEquals(List.of(trained, result), files());
    }

    @Test
    void aDemoWithoutRoomForItsReportSaysSoAndLeavesNoPartOfIt() throws Exception {
        Process process = start("ulimit -f 1200; " + command("demo --data glyphs:100 -q -o " + folder));
        String said = finish(process);
        assertEquals(1, process.exitValue(), said);
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.contains("report.html could not be written"), said);
        assertEquals(List.of(folder.resolve("model.safetensors"), result), files());
    }

    @Test
    void whoseListenerGoesAwayTheDemoStillWritesItsReport() throws Exception {
        Process process = start("{ " + command("demo --data glyphs:100 -o " + folder) + "; echo $? >"
                + folder.resolve("code") + "; } 2>&1 | head -n 1 >" + result);
        assertEquals("", finish(process));
        assertEquals("0", Files.readString(folder.resolve("code")).strip());
        assertTrue(Files.readString(folder.resolve("report.html")).strip().endsWith("</html>"));
    }

    @Test
    void aReaderThatGoesAwayEndsItInSilence() throws Exception {
        Process process = start("{ " + command("explain " + model + " glyphs:1000 --method gradient -q") + "; echo $? >"
                + folder.resolve("code") + "; } | head -n 1 >" + result);
        assertEquals("", finish(process));
        assertEquals("0", Files.readString(folder.resolve("code")).strip());
        assertTrue(Files.readString(result).startsWith("pixel"), Files.readString(result));
    }

    @ParameterizedTest
    @ValueSource(strings = {"> /dev/full", "-o /dev/full"})
    void aFullDiskIsToldInASentence(String where) throws Exception {
        Process process = start(command("explain " + model + " glyphs:20 --method gradient -q " + where));
        String said = finish(process);
        assertEquals(1, process.exitValue(), said);
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.contains("could not be written") && said.contains("No space left"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".png"})
    void aFileThatMayNotGrowIsToldInASentenceAndTheOldOneStays(String ending) throws Exception {
        Path file = Files.writeString(folder.resolve("result" + ending), OLD);
        Process process = start("ulimit -f 20; " + command(
                "explain " + model + " glyphs:200 --method gradient -q -o " + file));
        String said = finish(process);
        assertEquals(1, process.exitValue(), said);
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.contains(file + " could not be written"), said);
        assertEquals(OLD, Files.readString(file));
        assertTrue(files().stream().noneMatch(each -> each.toString().endsWith(".tmp")), files().toString());
    }

    private static String command(String line) {
        return Path.of(System.getProperty("java.home"), "bin", "java")
                + " --add-modules jdk.incubator.vector -XX:+UseSerialGC -XX:-UsePerfData -cp \"$CLASSES\" "
                + "io.lanescope.cli.Main " + line;
    }

    private static Process start(String script) throws IOException {
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", script);
        shell.environment().put("CLASSES", System.getProperty("java.class.path"));
        return shell.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** What it said, but for the JVM's own line about the vector module. */
    private static String finish(Process process) throws IOException, InterruptedException {
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), said);
        return said.lines().filter(line -> !line.startsWith("WARNING: Using incubator modules"))
                .reduce("", (all, line) -> all + line + "\n");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
