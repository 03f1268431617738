package io.lanescope.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MainTest {

    @Test
    void withoutACommandItShowsWhatThereIsAndFails() {
        Commands.Result result = Commands.run();
        assertEquals(2, result.code());
        assertEquals("", result.out());
        assertTrue(result.err().contains("Commands:"), result.err());
    }

    @Test
    void aMistypedCommandIsRefusedInOneSentenceWithASuggestion() {
        Commands.Result result = Commands.run("docter");
        assertEquals(2, result.code());
        assertEquals(1, result.err().lines().count());
        assertTrue(result.err().contains("did you mean doctor"), result.err());
    }

    @Test
    void aCommandThatDoesNotExistIsSaidNotTo() {
        Commands.Result result = Commands.run("frobnicate", "x.csv");
        assertEquals(2, result.code());
        assertEquals(1, result.err().lines().count());
        assertTrue(result.err().startsWith("lanescope: there is no command 'frobnicate'"), result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "train", "evaluate", "predict", "explain", "compare", "diagnose", "convert",
        "summary",
        "doctor"})
    void everyCommandShowsItsHelpAndCanBeQuiet(String command) {
        Commands.Result result = Commands.run(command, "--help");
        assertEquals(0, result.code());
        assertTrue(result.out().contains("Usage: lanescope " + command), result.out());
        assertTrue(result.out().contains("--quiet"), result.out());
    }

    @Test
    void aMistypedOptionIsRefusedInOneSentenceWithASuggestion() {
        Commands.Result result = Commands.run("doctor", "--jsn");
        assertEquals(2, result.code());
        assertEquals(1, result.err().lines().count());
        assertTrue(result.err().contains("did you mean --json?"), result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "doctor --help"})
    void helpAndVersionGoToStandardOutput(String line) {
        Commands.Result result = Commands.run((Object[]) line.split(" "));
        assertEquals(0, result.code());
        assertEquals("", result.err());
        assertTrue(result.out().contains("lanescope"), result.out());
    }

    @Test
    void theDoctorsObjectNamesTheKernelsAndPasses() {
        Commands.Result result = Commands.run("doctor", "--json");
        assertEquals(0, result.code());
        assertTrue(result.out().startsWith("{"), result.out());
        assertTrue(result.out().contains("\"implementation\" : "), result.out());
        assertTrue(result.out().contains("\"passed\" : true"), result.out());
    }
}
