package io.lanescope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Types what the documentation says, in its order, on small data of the same names. */
class DocumentationTest {

    private static final List<String> PAGES = List.of("README.md", "docs/cli.md", "docs/report.md", "docs/quality.md");

    private static final Pattern FILE = Pattern.compile("mnist/|.*\\.(csv|safetensors|onnx|html|svg)");

    @TempDir
    Path folder;

    @Test
    void everyCommandDoesWhatItSays() throws IOException {
        Files.move(Tables.clouds(folder), folder.resolve("patients.csv"));
        Path patients = folder.resolve("patients.csv");
        Files.writeString(patients, Files.readString(patients).replace("a,b,kind", "a,b,diagnosis"));
        Tables.images(folder.resolve("mnist"), 40, true);
        int run = 0;
        for (String page : PAGES) {
            for (String line : commands(page)) {
                run(page, line);
                run++;
            }
        }
        assertTrue(run >= 15, "only " + run + " commands");
    }

    /** All but the demo, which has a test of its own. */
    private static List<String> commands(String page) throws IOException {
        List<String> commands = new ArrayList<>();
        boolean shell = false;
        for (String line : Files.readAllLines(Path.of("..").resolve(page))) {
            shell = line.startsWith("```") ? line.equals("```sh") : shell;
            if (shell && line.startsWith("./lanescope ") && !line.startsWith("./lanescope demo")) {
                commands.add(line.substring("./lanescope ".length()));
            }
        }
        return commands;
    }

    private void run(String page, String line) throws IOException {
        boolean glyphs = line.contains("digits.safetensors glyphs:");
        // smaller, so that the test is quick; the digits of "mnist" have 2 × 2 pixels
        String typed = line.replace("glyphs:5000", "glyphs:150").replace("glyphs:200:7", "glyphs:5:7")
                .replace("METHODS", "gradient,deeplift").replace("--epochs 8", "--epochs 2");
        if (glyphs) {
            typed = typed.replaceAll("glyphs:\\d+", "mnist/");
        }
        Object[] words = Arrays.stream(typed.split(" +"))
                .map(word -> FILE.matcher(word).matches() ? folder.resolve(word).toString() : word).toArray();
        Commands.Result result = Commands.run(words);
        assertEquals(0, result.code(), page + ": " + line + ": " + result.err());
        boolean writes = false;
        for (int i = 0; i < words.length - 1; i++) {
            if (words[i].equals("-o") || words[i].equals("--report")) {
                assertTrue(Files.size(Path.of(words[i + 1].toString())) > 0, page + ": " + line);
                writes = true;
            }
        }
        assertTrue(writes || !result.out().isBlank(), page + ": " + line + " gave no result");
    }
}
