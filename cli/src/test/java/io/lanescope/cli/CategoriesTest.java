package io.lanescope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.lanescope.nn.exchange.ModelFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Tables with texts and holes, from training to explanation. */
class CategoriesTest {

    @TempDir
    Path folder;

    private Path table(String name, boolean holes) throws IOException {
        StringBuilder text = new StringBuilder("size,colour,kind\n");
        for (int i = 0; i < 60; i++) {
            text.append(holes && i % 10 == 3 ? "" : i % 7).append(i % 2 == 0 ? ",red," : ",blue,")
                    .append(i % 2 == 0 ? "ripe\n" : "raw\n");
        }
        return Files.writeString(folder.resolve(name), text);
    }

    private Path trained(Path table, String... options) {
        Path model = folder.resolve("model.safetensors");
        List<Object> line = new ArrayList<>(List.of("train", table, "--label", "kind", "--hidden", "4",
                "--learning-rate", "0.05", "-o", model));
        line.addAll(List.of(options));
        Commands.Result result = Commands.run(line.toArray());
        assertEquals(0, result.code(), result.err());
        return model;
    }

    @Test
    void aModelUsesTheCategoriesThatItWasTrainedOn() throws IOException {
        Path model = trained(table("table.csv", false));
        assertEquals(List.of("size", "colour=blue", "colour=red"), ModelFiles.load(model).featureNames());
        Path other = Files.writeString(folder.resolve("other.csv"), "colour,size\nred,3\nblue,3\n");
        Commands.Result predicted = Commands.run("predict", model, other);
        assertEquals(0, predicted.code(), predicted.err());
        List<String> rows = predicted.out().lines().toList();
        assertEquals("raw,ripe", rows.get(0));
        assertTrue(logit(rows.get(1), 1) > logit(rows.get(1), 0));
        assertTrue(logit(rows.get(2), 0) > logit(rows.get(2), 1));
        Commands.Result explained = Commands.run("explain", model, other);
        assertEquals("size,colour=blue,colour=red", explained.out().lines().findFirst().orElseThrow());
        Path unknown = Files.writeString(folder.resolve("unknown.csv"), "colour,size\ngreen,3\n");
        Commands.Result refused = Commands.run("predict", model, unknown);
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("line 2, column \"colour\": \"green\" is none of the values"), refused.err());
    }

    private static float logit(String row, int output) {
        return Float.parseFloat(row.split(",")[output]);
    }

    @Test
    void missingValuesAreErrorsUnlessSomethingElseIsSaid() throws IOException {
        Path table = table("table.csv", true);
        Commands.Result refused = Commands.run("train", table, "--label", "kind", "-o", folder.resolve("m"));
        assertEquals(2, refused.code());
        assertTrue(refused.err().contains("line 5, column \"size\": the value is missing"), refused.err());

        Path model = trained(table, "--missing", "mean");
        float mean = ModelFiles.load(model).scaler().shift()[0];
        Path hole = Files.writeString(folder.resolve("hole.csv"), "size,colour\n,red\n");
        Path filled = Files.writeString(folder.resolve("filled.csv"), "size,colour\n" + mean + ",red\n");
        assertEquals(Commands.run("predict", model, filled).out(),
                Commands.run("predict", model, hole, "--missing", "mean").out());
        assertEquals(2, Commands.run("predict", model, hole).code());
        assertEquals(2, Commands.run("predict", model, hole, "--missing", "drop-row").code());
        assertEquals(2, Commands.run("predict", model, hole, "--missing", "guess").code());
        Commands.Result measured = Commands.run("evaluate", model, table, "--label", "kind", "--missing", "drop-row",
                "--json");
        assertTrue(measured.out().contains("\"rows\" : 54"), measured.out());
    }

    @Test
    void comparisonAndDiagnosisTakeMissingValuesToo() throws IOException {
        Path table = table("table.csv", true);
        Path model = trained(table, "--missing", "mean");
        Commands.Result compared = Commands.run("compare", model, table, "--label", "kind", "--methods", "gradient",
                "--missing", "mean");
        assertEquals(0, compared.code(), compared.err());
        for (String command : List.of("compare", "diagnose")) {
            Commands.Result refused = Commands.run(command, model, table, "--label", "kind");
            assertEquals(2, refused.code());
            assertTrue(refused.err().contains("line 5, column \"size\": the value is missing"), refused.err());
        }
        assertEquals(2, Commands.run("compare", model, table, "--missing", "drop-row").code());
        Commands.Result diagnosed = Commands.run("diagnose", model, table, "--label", "kind", "--missing", "drop-row",
                "--json");
        assertEquals(0, diagnosed.code(), diagnosed.err());
    }
}
