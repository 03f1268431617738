package io.lanescope.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Types what the documentation says, in its order, on small data of the same names. A block of text below commands is what
 * the last of them says, line by line, which is the same on every machine.
 */
class DocumentationTest {

    private static final Pattern FILE = Pattern.compile("mnist/|.*\\.(csv|safetensors|onnx|html|svg)");

    /** What needs more than a shell and this program, or has a test of its own. */
    private static final Pattern ELSEWHERE = Pattern.compile("\\./mvnw .*|java .*|jlink .*|lanescope-java/.*");

    @TempDir
    Path folder;

    /**
     * Some lines between fences.
     *
     * @param language what stands behind the first fence
     * @param lines    the lines
     */
    private record Block(String language, List<String> lines) {

        List<String> commands() {
            return lines.stream().filter(line -> line.startsWith("./lanescope ")).toList();
        }

        boolean shellAlone() {
            return commands().isEmpty() && lines.stream().noneMatch(line -> ELSEWHERE.matcher(line).matches());
        }
    }

    @BeforeEach
    void writeDataOfTheNamesThatThePagesUse() throws IOException {
        Path patients = folder.resolve("patients.csv");
        Files.move(Tables.clouds(folder), patients);
        Files.writeString(patients, Files.readString(patients).replace("a,b,kind", "a,b,diagnosis"));
        Tables.images(folder.resolve("mnist"), 40, true);
        // pages that begin with a model take it from the one before
        train("patients.csv", "--label", "diagnosis", "-o", "model.safetensors");
        train("mnist/", "-o", "digits.safetensors");
    }

    private void train(Object... words) {
        assertEquals(0, Commands.run(inFolder("train", words)).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"README.md", "docs/cli.md", "docs/report.md", "docs/quality.md"})
    void everyCommandDoesWhatItSays(String page) throws IOException, InterruptedException {
        String said = "";
        int run = 0;
        for (Block block : blocks(page)) {
            if (block.language().equals("sh") && block.shellAlone()) {
                shell(String.join("\n", block.lines()));
            } else if (block.language().equals("sh")) {
                for (String command : block.commands()) {
                    if (!command.startsWith("./lanescope demo")) {
                        said = run(page, command.substring("./lanescope ".length()));
                        run++;
                    }
                }
            } else if (block.language().equals("text")) {
                for (String line : block.lines()) {
                    assertTrue(said.lines().toList().contains(line), page + " promises \"" + line + "\", but: " + said);
                }
            }
        }
        assertTrue(run >= 3, "only " + run + " commands");
    }

    private static List<Block> blocks(String page) throws IOException {
        List<Block> blocks = new ArrayList<>();
        Block open = null;
        for (String line : Files.readAllLines(Path.of("..").resolve(page))) {
            if (line.startsWith("```")) {
                if (open == null) {
                    open = new Block(line.substring(3), new ArrayList<>());
                    assertFalse(open.language().isEmpty(), page + " has a block of no language");
                } else {
                    blocks.add(open);
                    open = null;
                }
            } else if (open != null) {
                open.lines().add(line);
            }
        }
        return blocks;
    }

    private void shell(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("sh", "-ec", script).directory(folder.toFile()).redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    private Object[] inFolder(String command, Object... words) {
        List<Object> all = new ArrayList<>(List.of(command));
        Arrays.stream(words)
                .map(word -> FILE.matcher(word.toString()).matches() ? folder.resolve(word.toString()) : word)
                .forEach(all::add);
        return all.toArray();
    }

    private String run(String page, String line) throws IOException {
        // smaller, so that the test is quick; the digits of "mnist" have 2 × 2 pixels
        String typed = line.replace("glyphs:5000", "glyphs:150").replace("glyphs:200:7", "glyphs:5:7")
                .replace("METHODS", "gradient,deeplift").replace("--epochs 8", "--epochs 2");
        if (line.contains("digits.safetensors glyphs:")) {
            typed = typed.replaceAll("glyphs:\\d+", "mnist/");
        }
        String[] words = typed.split(" +");
        Object[] named = inFolder(words[0], Arrays.stream(words).skip(1).toArray());
        Commands.Result result = Commands.run(named);
        assertEquals(0, result.code(), page + ": " + line + ": " + result.err());
        boolean writes = false;
        for (int i = 0; i < named.length - 1; i++) {
            if (named[i].equals("-o") || named[i].equals("--report")) {
                assertTrue(Files.size(Path.of(named[i + 1].toString())) > 0, page + ": " + line);
                writes = true;
            }
        }
        assertTrue(writes || !result.out().isBlank(), page + ": " + line + " gave no result");
        return result.out();
    }
}
