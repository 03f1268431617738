package io.lanescope.cli;

import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CompareTest {

    @TempDir
    Path folder;

    private Path table = Path.of("");
    private Path model = Path.of("");

    @BeforeEach
    void train() {
        table = Tables.clouds(folder);
        model = folder.resolve("model.safetensors");
        Commands.Result trained = Commands.run("train", table, "--label", "kind", "--hidden", "8", "--epochs", "5",
                "--quiet", "-o", model);
        assertEquals(0, trained.code(), trained.err());
    }

    @Test
    void everyMethodIsMeasuredByEveryMetricAndPlaced() {
        Commands.Result result = Commands.run("compare", model, table, "--label", "kind", "--methods",
                "deeplift,gradient", "--json", "--quiet");
        assertEquals(0, result.code(), result.err());
        assertEquals("", result.err());
        assertTrue(result.out().contains("\"rows\" : 50"), result.out());
        for (String metric : new String[]{"relative-gap", "infidelity", "sensitivity-max", "faithfulness", "deletion",
            "insertion", "sparseness", "complexity", "randomisation"}) {
            assertEquals(5, result.out().split('"' + metric + '"', -1).length - 1, metric);
        }
        assertTrue(result.out().indexOf("\"name\" : \"deeplift\"") < result.out().indexOf("\"name\" : \"gradient\""));
    }

    @Test
    void theTableHasTheBestMethodFirstAndFitsIntoTheTerminal() {
        Commands.Result result = Commands.run("compare", model, table, "--label", "kind", "--rows", "0-9", "--baseline",
                "mean");
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().matches("(?s)metric( +[a-z-]+){3}\\R.*metric +[a-z-]+\\R.*"), result.out());
        assertTrue(result.out().lines().allMatch(line -> line.length() <= 100), result.out());
        String last = result.out().lines().filter(line -> line.startsWith("mean place"))
                .map(line -> line.substring("mean place".length())).reduce("", String::concat);
        double[] places = Arrays.stream(last.strip().split(" +")).mapToDouble(Double::parseDouble).toArray();
        assertEquals(4, places.length);
        for (int i = 1; i < places.length; i++) {
            assertTrue(places[i - 1] <= places[i], last);
        }
        assertTrue(result.out().contains("means over 10 rows"), result.out());
    }

    @Test
    void onTheBuiltInDigitsTheTruthIsKnown() {
        Path digits = folder.resolve("digits.safetensors");
        Commands.run("train", "glyphs:200", "--hidden", "8", "--epochs", "2", "--quiet", "-o", digits);
        Commands.Result result = Commands.run("compare", digits, "glyphs:200", "--methods", "gradient", "--rows", "3,5",
                "--json", "--quiet");
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("\"mask-share\" : 0."), result.out());
        assertTrue(result.out().contains("\"pointing-game\" : "), result.out());
        assertTrue(result.out().contains("\"maskedShare\" : 0."), result.out());
    }

    @Test
    void whatCannotBeComparedIsRefusedInOneSentence() {
        refused("names a method twice", "--methods", "gradient,gradient");
        refused("--method must be one of", "--methods", "gradient,magic");
        refused("--steps is for none of the methods gradient", "--methods", "gradient", "--steps", "5");
        refused("--rows names row 60", "--rows", "60");
    }

    private void refused(String sentence, Object... options) {
        Object[] line = new Object[4 + options.length];
        System.arraycopy(new Object[]{"compare", model, table, "--label=kind"}, 0, line, 0, 4);
        System.arraycopy(options, 0, line, 4, options.length);
        Commands.Result result = Commands.run(line);
        assertEquals(2, result.code());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains(sentence), result.err());
        assertEquals("", result.out());
    }
}
