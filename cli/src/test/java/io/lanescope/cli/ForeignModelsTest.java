package io.lanescope.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.lanescope.nn.Mlp;
import io.lanescope.nn.Task;
import io.lanescope.nn.exchange.ModelFiles;
import io.lanescope.nn.exchange.Safetensors;
import io.lanescope.nn.exchange.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Models from PyTorch and Keras, from prediction to report. */
class ForeignModelsTest {

    private static final float[][] ROWS = {{1, 2}, {-3, 0.5f}, {0.25f, -1}, {2, 2}};

    @TempDir
    Path folder;

    private Path table() {
        StringBuilder text = new StringBuilder("first,second,truth\n");
        for (float[] row : ROWS) {
            float[] y = ForeignNetwork.outputs(row[0], row[1]);
            text.append(row[0]).append(',').append(row[1]).append(y[0] > y[1] ? ",a\n" : ",b\n");
        }
        return Tables.write(folder, "rows.csv", text.toString());
    }

    private static Commands.Result done(Object... line) {
        Commands.Result result = Commands.run(line);
        assertEquals(0, result.code(), () -> Arrays.toString(line) + ": " + result.err());
        return result;
    }

    private static void refused(String said, Object... line) {
        Commands.Result result = Commands.run(line);
        assertEquals(2, result.code(), () -> Arrays.toString(line) + ": " + result.err());
        assertTrue(result.err().contains(said), result.err());
        assertEquals(1, result.err().lines().count(), result.err());
    }

    private static float[] numbers(String line) {
        String[] parts = line.split(",");
        float[] numbers = new float[parts.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Float.parseFloat(parts[i]);
        }
        return numbers;
    }

    @ParameterizedTest
    @EnumSource
    void aForeignModelPredictsWhatItComputes(ForeignNetwork network) {
        List<String> lines = done("predict", network.write(folder), table(), "--label", "truth").out().lines().toList();
        assertEquals("y0,y1", lines.getFirst());
        for (int r = 0; r < ROWS.length; r++) {
            assertArrayEquals(ForeignNetwork.outputs(ROWS[r][0], ROWS[r][1]), numbers(lines.get(r + 1)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aForeignModelIsExplainedByTheNamesOfTheData(ForeignNetwork network) {
        List<String> lines = done("explain", network.write(folder), table(), "--label", "truth", "--quadrature",
                "exact", "--output-index", "1").out().lines().toList();
        assertEquals("first,second", lines.getFirst());
        float zero = ForeignNetwork.outputs(0, 0)[1];
        for (int r = 0; r < ROWS.length; r++) {
            float[] attributions = numbers(lines.get(r + 1));
            assertEquals(ForeignNetwork.outputs(ROWS[r][0], ROWS[r][1])[1] - zero, attributions[0] + attributions[1],
                    1e-4);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aForeignModelIsMeasuredComparedAndReported(ForeignNetwork network) throws IOException {
        Path model = network.write(folder);
        assertTrue(done("evaluate", model, table(), "--label", "truth", "--json").out().contains("\"accuracy\" : 1.0"));
        Path compared = folder.resolve("compared.html");
        String ranks = done("compare", model, table(), "--label", "truth", "--methods", "deeplift,lrp,gradient",
                "--report", compared).out();
        assertTrue(ranks.contains("deeplift") && ranks.contains("lrp"), ranks);
        Path explained = folder.resolve("explained.html");
        done("explain", model, table(), "--label", "truth", "--report", explained);
        for (Path report : List.of(compared, explained)) {
            String html = Files.readString(report);
            assertTrue(html.contains("first") && html.contains("second") && html.contains("</html>"), html);
        }
    }

    @ParameterizedTest
    @EnumSource
    void severalRawOutputsAreNumbersIfSomebodySaysSo(ForeignNetwork network) {
        Path model = network.write(folder);
        Path table = table();
        String numbers = done("explain", model, table, "--label", "truth", "--task", "regression").out();
        assertEquals(done("explain", model, table, "--label", "truth", "--of", "logit", "--output-index", "0").out(),
                numbers);
        assertEquals(done("explain", model, table, "--label", "truth", "--of", "output", "--output-index", "0").out(),
                numbers);
        refused("this model predicts numbers", "explain", model, table, "--label", "truth", "--task", "regression",
                "--of", "logit");
        assertTrue(done("summary", model, "--task", "regression").out().contains("regression"));
        refused("2 outputs", "evaluate", model, Tables.write(folder, "numbers.csv", "first,second,y\n1,2,0.5\n"),
                "--label", "y", "--task", "regression");
        Path converted = folder.resolve("converted.safetensors");
        done("convert", model, "--task", "regression", "-o", converted);
        assertEquals(Task.REGRESSION, ModelFiles.load(converted).task());
        refused("--task is for a model that does not say", "summary", converted, "--task", "classification");
    }

    @Test
    void aSoftmaxIsOfClassesAndItsOutputsCanBeExplained() {
        Path model = ForeignNetwork.withSoftmax(folder);
        Path table = table();
        float[] p = numbers(done("predict", model, table, "--label", "truth").out().lines().toList().get(1));
        assertEquals(1, p[0] + p[1], 1e-6);
        assertEquals(done("explain", model, table, "--label", "truth", "--of", "probability").out(),
                done("explain", model, table, "--label", "truth", "--of", "output").out());
        refused("softmax", "summary", model, "--task", "regression");
    }

    @Test
    void oneRawOutputIsALogitOfTwoClassesIfSomebodySaysSo() {
        Path model = folder.resolve("dict.safetensors");
        new Safetensors(Map.of(), Map.of("weight", new Tensor(new int[]{1, 2}, new float[]{1, -1}))).write(model);
        Path table = Tables.write(folder, "two.csv", "a,b,kind\n3,1,yes\n1,3,no\n4,0,yes\n");
        String measured = done("evaluate", model, table, "--label", "kind", "--task", "classification", "--json").out();
        assertTrue(measured.contains("\"accuracy\" : 1.0"), measured);
        assertTrue(measured.contains("\"classes\" : [ \"no\", \"yes\" ]"), measured);
        assertEquals("y0\n2.0\n-2.0\n4.0\n", done("predict", model, table, "--label", "kind", "--task",
                "classification").out());
        refused("is not a number", "evaluate", model, table, "--label", "kind");
    }

    @Test
    void theLayersOfAStateDictAreCheckedWhereTheyAreTyped() {
        Path model = ForeignNetwork.STATE_DICT.write(folder);
        assertEquals(done("predict", model, table(), "--label", "truth").out(),
                done("predict", model, table(), "--label", "truth", "--layers", "2,3,2").out());
        refused("\"net.0.weight\" has the shape [3, 2], but the model needs [4, 2]", "summary", model, "--layers",
                "2,4,2");
        refused("1 layers were expected", "summary", model, "--layers", "2,2");
        assertTrue(done("summary", model, "--activation", "tanh").out().contains("tanh"));
        Path converted = folder.resolve("converted.safetensors");
        done("convert", model, "-o", converted);
        refused("--activation is for a PyTorch state dict", "summary", converted, "--activation", "tanh");
    }

    @Test
    void trainingStartsFromTheLayersOfAStateDict() {
        Path dict = ForeignNetwork.STATE_DICT.write(folder);
        Path trained = folder.resolve("trained.safetensors");
        done("train", table(), "--label", "truth", "--init-from", dict, "--epochs", "1", "--learning-rate", "1e-9",
                "--no-scale", "--validation", "0", "-o", trained);
        Mlp model = ModelFiles.load(trained);
        assertEquals(List.of(3, 2), model.layers().stream().map(layer -> layer.out()).toList());
        assertEquals(1, model.layers().getFirst().weights()[0], 1e-6);
        refused("\"net.0.weight\" has the shape [3, 2]", "train", table(), "--label", "truth", "--init-from", dict,
                "--hidden", "8", "-o", trained);
        Path three = Tables.write(folder, "three.csv", "first,second,truth\n1,2,a\n2,1,b\n3,3,c\n");
        refused("the network has 2 outputs, but the data needs 3", "train", three, "--label", "truth", "--init-from",
                dict, "--quiet", "-o", trained);
    }
}
