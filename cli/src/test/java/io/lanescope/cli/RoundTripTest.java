package io.lanescope.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.lanescope.nn.Mlp;
import io.lanescope.nn.Predictor;
import io.lanescope.nn.data.CsvLabel;
import io.lanescope.nn.data.CsvReader;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.exchange.ModelFiles;
import io.lanescope.nn.train.Evaluation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RoundTripTest {

    @TempDir
    Path folder;

    @Test
    void aTrainedModelIsMeasuredAndPredictsWithTheBitsOfTheLibrary() {
        Path table = Tables.clouds(folder);
        Path file = folder.resolve("model.safetensors");
        Commands.Result trained = Commands.run("train", table, "--label", "kind", "--hidden", "8",
                "--learning-rate", "0.02", "-o", file);
        assertEquals(0, trained.code(), trained.err());
        assertEquals("", trained.out());
        assertTrue(trained.err().contains("54 rows of 2 features to learn 2 classes from, 6 rows held out"),
                trained.err());
        assertTrue(trained.err().contains("accuracy 100.0 %"), trained.err());

        Mlp model = ModelFiles.load(file);
        Dataset data = CsvReader.read(table, new CsvLabel.Classes("kind"));
        Evaluation evaluation = Evaluation.of(model, data);
        Commands.Result measured = Commands.run("evaluate", file, table, "--label", "kind", "--json");
        assertEquals(0, measured.code(), measured.err());
        assertTrue(measured.out().contains("\"loss\" : " + evaluation.loss() + ","), measured.out());
        assertTrue(measured.out().contains("\"accuracy\" : 1.0"), measured.out());
        assertTrue(measured.out().contains("\"confusionMatrix\" : [ [ 30, 0 ], [ 0, 30 ] ]"), measured.out());
        assertTrue(measured.out().contains("\"classes\" : [ \"left\", \"right\" ]"), measured.out());

        float[] expected = new float[data.rows() * model.outputs()];
        new Predictor(model, 7).predict(data.features(), 0, data.rows(), expected, 0);
        Commands.Result predicted = Commands.run("predict", file, table);
        assertEquals(0, predicted.code(), predicted.err());
        List<String> lines = predicted.out().lines().toList();
        assertEquals("left,right", lines.getFirst());
        assertArrayEquals(expected, numbers(lines));
    }

    @Test
    void theSameCommandGivesTheSameFileWithAnyNumberOfThreads() throws IOException {
        Path table = Tables.clouds(folder);
        Path one = folder.resolve("one.safetensors");
        Path three = folder.resolve("three.safetensors");
        Commands.run("train", table, "--label", "kind", "--epochs", "3", "--threads", "1", "-o", one);
        Commands.run("train", table, "--label", "kind", "--epochs", "3", "--threads", "3", "-o", three);
        assertArrayEquals(Files.readAllBytes(one), Files.readAllBytes(three));
    }

    @Test
    void aNumberIsPredictedAsANumber() {
        Path table = Tables.line(folder);
        Path file = folder.resolve("model.safetensors");
        Commands.Result trained = Commands.run("train", table, "--label", "y", "--hidden", "none", "--learning-rate",
                "0.1", "--epochs", "400", "-o", file);
        assertEquals(0, trained.code(), trained.err());
        assertTrue(trained.err().contains("R² 1.000"), trained.err());
        Commands.Result measured = Commands.run("evaluate", file, table, "--label", "y", "--json");
        assertTrue(measured.out().contains("\"r2\" : 0.99"), measured.out());
        assertEquals("y", Commands.run("predict", file, table).out().lines().findFirst().orElse(""));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFolderOfImagesCarriesItsLabels(boolean compressed) {
        Path images = Tables.images(folder.resolve("images"), 40, compressed);
        Path file = folder.resolve("model.safetensors");
        Commands.Result trained = Commands.run("train", images, "--hidden", "4", "--learning-rate", "0.05", "--epochs",
                "100", "-o", file);
        assertEquals(0, trained.code(), trained.err());
        Commands.Result measured = Commands.run("evaluate", file, images);
        assertEquals(0, measured.code(), measured.err());
        assertTrue(measured.out().contains("accuracy  100.00 %"), measured.out());
        assertTrue(Commands.run("summary", file).out().contains("\"pixel_0_0\""));
    }

    @Test
    void theLastRowsCanBeHeldOut() {
        Commands.Result result = Commands.run("train", Tables.clouds(folder), "--label", "kind", "--validation",
                "last:0.2", "--epochs", "2", "-o", folder.resolve("model.safetensors"));
        assertTrue(result.err().contains("48 rows of 2 features to learn 2 classes from, 12 rows held out"),
                result.err());
        result = Commands.run("train", Tables.clouds(folder), "--label", "kind", "--validation", "last:10",
                "--epochs", "2", "-o", folder.resolve("model.safetensors"));
        assertTrue(result.err().contains("on the 10 rows held out"), result.err());
    }

    @Test
    void aQuietCommandSaysNothing() {
        Commands.Result result = Commands.run("train", Tables.clouds(folder), "--label", "kind", "--quiet", "-o",
                folder.resolve("model.safetensors"));
        assertEquals(new Commands.Result(0, "", ""), result);
    }

    @Test
    void nothingButTheResultGoesToStandardOutput() throws IOException {
        Path table = Tables.clouds(folder);
        Path file = folder.resolve("model.safetensors");
        Commands.run("train", table, "--label", "kind", "-o", file);
        Path predictions = folder.resolve("predictions.csv");
        Commands.Result toFile = Commands.run("predict", file, table, "-o", predictions);
        assertEquals(new Commands.Result(0, "", ""), toFile);
        Commands.Result toOut = Commands.run("predict", file, table, "-o", "-");
        assertEquals(Files.readString(predictions), toOut.out());
        Commands.Result explained = Commands.run("explain", file, table, "-o", "-");
        assertEquals(61, explained.out().lines().count());
        assertTrue(explained.err().contains("completeness"), explained.err());
        assertEquals(new String(Files.readAllBytes(file), StandardCharsets.UTF_8),
                Commands.run("train", table, "--label", "kind", "-o", "-").out());
    }

    @Test
    void theClassesOfOtherDataAreNumberedAsTheModelNumbersThem() {
        Path table = Tables.clouds(folder);
        Path file = folder.resolve("model.safetensors");
        Commands.run("train", table, "--label", "kind", "-o", file);
        Path right = Tables.write(folder, "right.csv", "kind,b,a\nright,0.5,1.2\nright,0.1,1.1\n");
        Commands.Result result = Commands.run("evaluate", file, right, "--label", "kind", "--json");
        assertTrue(result.out().contains("\"confusionMatrix\" : [ [ 0, 0 ], [ 0, 2 ] ]"), result.out() + result.err());
    }

    @Test
    void anExplanationHasAColumnPerFeatureAndARowPerRowAskedFor() {
        Path table = Tables.clouds(folder);
        Path file = folder.resolve("model.safetensors");
        Commands.run("train", table, "--label", "kind", "-o", file);
        for (String method : List.of("integrated-gradients", "deeplift", "gradient", "input-x-gradient")) {
            Commands.Result result = Commands.run("explain", file, table, "--method", method, "--rows", "3,0-1");
            List<String> lines = result.out().lines().toList();
            assertEquals("a,b", lines.getFirst());
            assertEquals(4, lines.size(), String.format(Locale.ROOT, "%s: %s", method, result.err()));
            for (float number : numbers(lines)) {
                assertTrue(Float.isFinite(number));
            }
        }
    }

    @Test
    void aModelFromElsewhereTakesTheNamesOfTheData() {
        // any saved model is a state dict too, if one does not look at its metadata
        Path file = folder.resolve("model.safetensors");
        Commands.run("train", Tables.clouds(folder), "--label", "kind", "--hidden", "3", "-o", file);
        Path table = Tables.write(folder, "rows.csv", "first,second,truth\n1,2,b\n-3,1,a\n");
        Commands.Result predicted = Commands.run("predict", file, table, "--layers", "2,3,2", "--label", "truth");
        assertEquals(0, predicted.code(), predicted.err());
        assertEquals("y0,y1", predicted.out().lines().findFirst().orElse(""));
        Commands.Result explained = Commands.run("explain", file, table, "--layers", "2,3,2", "--label", "truth");
        assertEquals("first,second", explained.out().lines().findFirst().orElse(""));
        Commands.Result measured = Commands.run("evaluate", file, table, "--layers", "2,3,2", "--label", "truth");
        assertTrue(measured.out().contains("confusion"), measured.err());
    }

    private static float[] numbers(List<String> lines) {
        List<Float> numbers = lines.stream().skip(1).flatMap(line -> Arrays.stream(line.split(",")))
                .map(Float::valueOf).toList();
        float[] values = new float[numbers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = numbers.get(i);
        }
        return values;
    }

    @Test
    void arraysOfNumPysTakeTheModelsColumnsInOrder() throws IOException {
        Path table = Tables.clouds(folder);
        Path file = folder.resolve("model.safetensors");
        Commands.run("train", table, "--label", "kind", "--epochs", "2", "-o", file);
        Dataset data = CsvReader.read(table, new CsvLabel.Classes("kind"));
        Path array = Files.write(folder.resolve("rows.npy"), Tables.npy(2, data.features()));
        Commands.Result predicted = Commands.run("predict", file, array);
        assertEquals(0, predicted.code(), predicted.err());
        assertEquals(Commands.run("predict", file, table).out(), predicted.out());
        Commands.Result measured = Commands.run("evaluate", file, array);
        assertEquals(2, measured.code());
        assertTrue(measured.err().contains("nothing to measure"), measured.err());
    }
}
