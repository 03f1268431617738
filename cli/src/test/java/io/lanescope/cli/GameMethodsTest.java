package io.lanescope.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Methods that put other values in the place of features, from the command line. */
class GameMethodsTest {

    @TempDir
    Path folder;

    private Path table = Path.of("");
    private Path model = Path.of("");

    @BeforeEach
    void trainAModel() {
        table = Tables.clouds(folder);
        model = folder.resolve("model.safetensors");
        Commands.run("train", table, "--label", "kind", "--epochs", "3", "-o", model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shapley", "kernel-shap", "ablation", "occlusion", "lime"})
    void oneRowAsBackgroundIsTheSameAsThatRowAsBaseline(String method) {
        Path row = Tables.write(folder, "row.csv", "b,a\n0.5,-1.25\n");
        Commands.Result baseline = explain(method, "--baseline", row);
        Commands.Result background = explain(method, "--background", row);
        assertEquals(0, baseline.code(), baseline.err());
        assertEquals(61, baseline.out().lines().count());
        assertEquals(baseline.out(), background.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"shapley", "kernel-shap", "ablation", "occlusion", "lime"})
    void featuresOfOneGroupGetTheSameValue(String method) {
        Path mask = Tables.write(folder, "mask.csv", "b,a\n7,7\n");
        Commands.Result result = explain(method, "--mask", mask, "--rows", "0-9");
        assertEquals(0, result.code(), result.err());
        List<String> lines = result.out().lines().skip(1).toList();
        assertEquals(10, lines.size());
        for (String line : lines) {
            assertEquals(1, Arrays.stream(line.split(",")).distinct().count(), line);
        }
    }

    @Test
    void theGapOfCompletenessCountsAGroupOnce() {
        Path mask = Tables.write(folder, "mask.csv", "a,b\n0,0\n");
        String told = explain("shapley", "--mask", mask).err();
        assertTrue(told.contains("completeness"), told);
        double share = Double.parseDouble(told.replaceAll("(?s).*\\((\\S+) %\\).*", "$1"));
        assertTrue(share < 1e-2, told);
    }

    @Test
    void whatChanceHasNothingToDoWithIsSaid() {
        assertTrue(explain("shapley", "--samples", "9").err().contains("--samples and --seed change nothing"));
        assertTrue(explain("kernel-shap", "--seed", "9").err().contains("--seed changes nothing"));
        assertFalse(explain("kernel-shap", "--samples", "2000").err().contains("nothing"));
        assertFalse(explain("shapley").err().contains("nothing"));
    }

    @Test
    void limeTellsHowFarItsModelsMayBeBelieved() {
        String told = explain("lime", "--samples", "100", "--baseline", "mean").err();
        assertTrue(told.contains("R²"), told);
    }

    @Test
    void occlusionTakesAWindow() {
        Commands.Result single = explain("occlusion");
        assertEquals(explain("ablation").out(), single.out());
        Commands.Result both = explain("occlusion", "--window", "2");
        assertEquals(0, both.code(), both.err());
        for (String line : both.out().lines().skip(1).toList()) {
            assertEquals(1, Arrays.stream(line.split(",")).distinct().count(), line);
        }
        refused("2x2", "occlusion", "--window", "2x2");
        refused("wide", "occlusion", "--window", "wide");
        refused("stride", "occlusion", "--window", "1", "--stride", "2");
        refused("--window", "ablation", "--window", "2");
    }

    @Test
    void permutationImportanceIsOneLineForAllRows() {
        Commands.Result result = explain("permutation-importance", "--label", "kind", "--samples", "3", "--seed", "9");
        assertEquals(0, result.code(), result.err());
        assertEquals(2, result.out().lines().count());
        assertTrue(result.err().contains("accuracy"), result.err());
        Commands.Result json = explain("permutation-importance", "--label", "kind", "--json");
        assertTrue(json.out().contains("\"lossRiseStd\""), json.out());
        refused("--label", "permutation-importance");
        refused("--steps", "permutation-importance", "--label", "kind", "--steps", "3");
        refused("--of", "permutation-importance", "--label", "kind", "--of", "logit");
        refused("--samples", "permutation-importance", "--label", "kind", "--samples", "0");
    }

    @Test
    void filesAndOptionsThatDoNotFitAreRefused() {
        Path two = Tables.write(folder, "two.csv", "a,b\n0,1\n1,1\n");
        refused("one row", "shapley", "--mask", two);
        refused("one row", "shapley", "--baseline", two);
        refused("\"b\"", "shapley", "--mask", Tables.write(folder, "narrow.csv", "a\n0\n"));
        refused("\"b\"", "shapley", "--mask", Tables.write(folder, "half.csv", "a,b\n0,1.5\n"));
        refused("-1", "shapley", "--mask", Tables.write(folder, "negative.csv", "a,b\n0,-1\n"));
        refused("row", "shapley", "--background", Tables.write(folder, "none.csv", "a,b\n"));
        refused("no-such", "shapley", "--background", folder.resolve("no-such.csv"));
        refused("--background", "shapley", "--background", two, "--baseline", "mean");
        refused("--background", "deeplift", "--background", two);
        refused("--samples", "ablation", "--samples", "5");
        refused("samples", "shapley", "--samples", "0");
        refused("samples", "kernel-shap", "--samples", "1");
        refused("--mask", "gradient", "--mask", Tables.write(folder, "mask.csv", "a,b\n0,1\n"));
    }

    private void refused(String said, String method, Object... options) {
        Commands.Result result = explain(method, options);
        assertEquals(2, result.code(), result.err());
        assertEquals("", result.out());
        assertEquals(1, result.err().lines().count(), result.err());
        assertTrue(result.err().contains(said), result.err());
    }

    private Commands.Result explain(String method, Object... options) {
        Object[] line = new Object[options.length + 5];
        line[0] = "explain";
        line[1] = model;
        line[2] = table;
        line[3] = "--method";
        line[4] = method;
        System.arraycopy(options, 0, line, 5, options.length);
        return Commands.run(line);
    }
}
