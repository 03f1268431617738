package io.lanescope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.lanescope.nn.Mlp;
import io.lanescope.nn.exchange.ModelFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DiagnoseTest {

    @TempDir
    Path folder;

    private Path table = Path.of("");
    private Path model = Path.of("");

    @BeforeEach
    void train() throws IOException {
        table = Tables.clouds(folder);
        model = folder.resolve("model.safetensors");
        Commands.Result trained = Commands.run("train", table, "--label", "kind", "--hidden", "16", "--learning-rate",
                "0.02", "--quiet", "-o", model);
        assertEquals(0, trained.code(), trained.err());
        List<String> lines = Files.readAllLines(table);
        String wrong = lines.get(18); // row 17
        lines.set(18, wrong.endsWith("left") ? wrong.replace("left", "right") : wrong.replace("right", "left"));
        Files.write(table, lines);
    }

    @Test
    void aWrongLabelIsNamedByItsRow() {
        Commands.Result result = Commands.run("diagnose", model, table, "--label", "kind");
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("labels     1 row is suspicious: 17 ("), result.out());
        assertTrue(result.out().contains("units      16 hidden: "), result.out());
        assertTrue(result.out().contains("gradients  layer 0: "), result.out());
        assertTrue(result.out().contains("--apply drop-suspects"), result.out());
        Commands.Result json = Commands.run("diagnose", model, table, "--label", "kind", "--json", "--quiet");
        assertEquals("", json.err());
        assertTrue(json.out().contains("\"row\" : 17"), json.out());
        assertTrue(json.out().contains("\"byRelevance\" : "), json.out());
        assertFalse(json.out().contains("\"applied\""), json.out());
    }

    @Test
    void labelsCanBeMadeWrongToSeeHowManyAreFound() {
        Commands.Result result = Commands.run("diagnose", model, table, "--label", "kind", "--wrong-labels", "0.1",
                "-q");
        assertEquals(0, result.code(), result.err());
        Matcher told = Pattern.compile(
                "of (\\d+) labels made wrong on purpose (\\d+) are among the first \\1 suspects \\(.* by chance\\)")
                .matcher(result.out());
        assertTrue(told.find(), result.out());
        assertTrue(Integer.parseInt(told.group(2)) > Integer.parseInt(told.group(1)) / 2, told.group());
        Commands.Result json = Commands.run("diagnose", model, table, "--label", "kind", "--wrong-labels", "0.1", "-q",
                "--json");
        assertTrue(json.out().contains("\"made\" : " + told.group(1)), json.out());
        refused("--wrong-labels is a share between 0 and 1, such as 0.1, not 10.0", "--wrong-labels", "10");
    }

    @Test
    void numbersToPredictCannotBeMadeWrongLabels() {
        Path line = Tables.line(folder);
        assertEquals(0, Commands.run("train", line, "--label", "y", "--epochs", "1", "-q", "-o", model).code());
        Commands.Result result = Commands.run("diagnose", model, line, "--label", "y", "--wrong-labels", "0.1");
        assertEquals(2, result.code());
        assertEquals("lanescope diagnose: --wrong-labels is for classes, but the model predicts numbers",
                result.err().strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"remove-units", "reset-units", "prune", "drop-suspects"})
    void anActionWritesTheChangedModelAndTellsItsEffect(String action) {
        Path changed = folder.resolve("changed.safetensors");
        Commands.Result result = Commands.run("diagnose", model, table, "--label", "kind", "--apply", action, "-o",
                changed);
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("What " + action + " did"), result.out());
        assertTrue(result.err().contains("saved to " + changed), result.err());
        Mlp before = ModelFiles.load(model);
        Mlp after = ModelFiles.load(changed);
        assertEquals(before.outputNames(), after.outputNames());
        assertEquals(action.equals("prune"), after.parameters() < before.parameters(),
                after.parameters() + " of " + before.parameters());
    }

    @Test
    void withTheModelOnStandardOutputTheFindingsGoToStandardError() {
        Commands.Result result = Commands.run("diagnose", model, table, "--label", "kind", "--apply", "remove-units",
                "-o", "-");
        assertEquals(0, result.code());
        assertTrue(result.out().contains("lanescope"), result.out());
        assertFalse(result.out().contains("What to do"), result.out());
        assertTrue(result.err().contains("What to do"), result.err());
    }

    @Test
    void aRegressionIsExaminedToo() {
        Path line = Tables.line(folder);
        Path file = folder.resolve("line.safetensors");
        Commands.run("train", line, "--label", "y", "--hidden", "8", "--epochs", "30", "--quiet", "-o", file);
        Commands.Result result = Commands.run("diagnose", file, line, "--label", "y");
        assertEquals(0, result.code(), result.err());
        assertTrue(result.out().contains("R² "), result.out());
    }

    @Test
    void wrongUsageIsRefusedInOneSentence() {
        refused("--apply and -o go together", "--apply", "prune");
        refused("--apply and -o go together", "-o", folder.resolve("x.safetensors"));
        refused("'burn' is none of remove-units, reset-units, prune, drop-suspects", "--apply", "burn", "-o",
                folder.resolve("x.safetensors"));
    }

    private void refused(String sentence, Object... options) {
        Object[] line = new Object[4 + options.length];
        System.arraycopy(new Object[]{"diagnose", model, table, "--label=kind"}, 0, line, 0, 4);
        System.arraycopy(options, 0, line, 4, options.length);
        Commands.Result result = Commands.run(line);
        assertEquals(2, result.code());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains(sentence), result.err());
        assertFalse(Files.exists(folder.resolve("x.safetensors")));
    }
}
