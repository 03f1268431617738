package io.lanescope.cli;

import java.nio.file.Path;
import java.util.SplittableRandom;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Several columns of numbers that are predicted at once. */
class SeveralNumbersTest {

    @TempDir
    Path folder;

    private Path table = Path.of("");
    private Path model = Path.of("");

    @BeforeEach
    void trainAModel() {
        SplittableRandom random = new SplittableRandom(3);
        StringBuilder text = new StringBuilder("y,a,b,z\n");
        for (int i = 0; i < 60; i++) {
            double a = random.nextDouble();
            double b = random.nextDouble();
            text.append(a + b).append(',').append(a).append(',').append(b).append(',').append(a - 2 * b).append('\n');
        }
        table = Tables.write(folder, "sums.csv", text.toString());
        model = folder.resolve("sums.safetensors");
        Commands.Result trained = Commands.run("train", table, "--label", "y,z", "--hidden", "none", "--epochs", "200",
                "--learning-rate", "0.05", "-o", model);
        assertEquals(0, trained.code(), trained.err());
    }

    @Test
    void eachIsPredictedAndMeasured() {
        Commands.Result result = Commands.run("evaluate", model, table, "--label", "y,z");
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().lines().anyMatch(line -> line.matches("y .* (1\\.0|0\\.99\\d*)")), result.out());
        String json = Commands.run("evaluate", model, table, "--label", "y,z", "--json").out();
        assertTrue(json.contains("\"output\" : \"y\"") && json.contains("\"output\" : \"z\""), json);
        Commands.Result predicted = Commands.run("predict", model, table, "--label", "y,z", "-o", "-");
        assertTrue(predicted.out().startsWith("y,z"), predicted.out());
    }

    @Test
    void aReportIsAboutTheFirst() {
        Path report = folder.resolve("report.html");
        Commands.Result result = Commands.run("explain", model, table, "--label", "y,z", "--rows", "0-3", "--report",
                report, "-o", folder.resolve("why.csv"));
        assertEquals(0, result.code(), result.err());
        assertTrue(report.toFile().length() > 0);
    }

    @Test
    void otherNumbersThanTheModelsAreRefused() {
        refused("the values are in another order than the model's: \"y\", \"z\"", "z,y");
        refused("there is one value for each row, but the model predicts \"y\", \"z\"", "y");
        refused("there is no column \"x\"", "y,x");
        refused("the label \"y\" is named twice", "y,y");
    }

    private void refused(String problem, String label) {
        Commands.Result result = Commands.run("evaluate", model, table, "--label", label);
        assertEquals(2, result.code());
        assertTrue(result.err().contains(problem), result.err());
        assertFalse(result.err().contains("Exception"), result.err());
    }
}
