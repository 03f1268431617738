package io.lanescope.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Makes the Java that docs/cli.md tells how to make, and runs it. Skipped where the JDK has no jlink. */
class RuntimeImageTest {

    private static final Pattern MODULES = Pattern.compile("jlink --add-modules (\\S+)");

    @TempDir
    Path folder;

    @Test
    void theDocumentedModulesSufficeForPicturesAndReports() throws Exception {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jlink");
        assumeTrue(Files.isExecutable(tool), "this JDK has no jlink");
        Matcher modules = MODULES.matcher(Files.readString(Path.of("../docs/cli.md")));
        assertTrue(modules.find());
        Path image = folder.resolve("java");
        run(List.of(tool.toString(), "--add-modules", modules.group(1), "--no-header-files", "--no-man-pages",
                "--output", image.toString()));
        Path model = folder.resolve("model.onnx");
        lanescope(image, "train", "glyphs:100", "--epochs", "1", "--hidden", "8", "-o", model.toString());
        Path picture = folder.resolve("why.png");
        Path report = folder.resolve("why.html");
        lanescope(image, "explain", model.toString(), "glyphs:20", "--rows", "0-1", "-o", picture.toString(),
                "--report", report.toString());
        assertTrue(Files.size(picture) > 1000);
        assertTrue(Files.size(report) > 100_000);
    }

    private static void lanescope(Path image, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(image.resolve("bin/java").toString(), "--add-modules",
                "jdk.incubator.vector", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                "io.lanescope.cli.Main"));
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
