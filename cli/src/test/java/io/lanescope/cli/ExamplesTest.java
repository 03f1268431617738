package io.lanescope.cli;

import java.io.OutputStream;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ExamplesTest {

    private static final Terminal NOWHERE = new Terminal(OutputStream.nullOutputStream(), System.err, false,
            100);

    static Stream<String> examples() {
        return Examples.OF.values().stream().flatMap(List::stream);
    }

    static Stream<String> commands() {
        return Examples.OF.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleIsUnderstood(String example) {
        String[] words = example.split(" ");
        assertEquals("lanescope", words[0]);
        CommandLine line = Main.commands(NOWHERE);
        line.parseArgs(List.of(words).subList(1, words.length).toArray(new String[0]));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandsHelpShowsAnExample(String command) {
        assertTrue(Commands.run(command, "--help").out().contains("  lanescope " + command), command);
    }

    @Test
    void completionIsAScriptForTheShell() {
        Commands.Result result = Commands.run("completion");
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().startsWith("#!"), result.out().lines().findFirst().orElse(""));
        assertTrue(result.out().contains("--hidden"));
        assertFalse(result.out().contains("generate-completion"));
    }
}
