package io.lanescope.cli;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WhiteBoxMethodsTest {

    @TempDir
    Path folder;

    private Path table = Path.of("");
    private Path model = Path.of("");

    @BeforeEach
    void train() {
        table = Tables.clouds(folder);
        model = folder.resolve("model.safetensors");
        Commands.Result trained = Commands.run("train", table, "--label", "kind", "--hidden", "4,3", "--epochs", "5",
                "-o", model);
        assertEquals(0, trained.code(), trained.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"epsilon", "zero", "gamma", "zplus", "alphabeta", "wsquare", "zb", "flat", "preset"})
    void everyRuleOfRelevancePropagationHasAName(String rule) {
        List<String> lines = explained("--method", "lrp", "--rule", rule);
        assertEquals(table(2, 60), shape(lines));
    }

    @Test
    void rulesTakeTheirSettingsAndRefuseThoseOfOthers() {
        assertEquals(explained("--method", "lrp", "--rule", "zero"),
                explained("--method", "lrp", "--rule", "gamma", "--gamma", "0"));
        assertEquals(explained("--method", "lrp", "--rule", "zero"),
                explained("--method", "lrp", "--epsilon", "0"));
        assertNotEquals(explained("--method", "lrp", "--rule", "alphabeta"),
                explained("--method", "lrp", "--rule", "alphabeta", "--alpha", "1"));
        assertNotEquals(explained("--method", "lrp", "--rule", "zb"),
                explained("--method", "lrp", "--rule", "zb", "--bounds", "-50:50"));
        assertNotEquals(explained("--method", "lrp"), explained("--method", "lrp", "--spread-bias"));
        refused("--gamma is not for --rule zero", "--method", "lrp", "--rule", "zero", "--gamma", "1");
        refused("--rule must be one of", "--method", "lrp", "--rule", "magic");
        refused("epsilon", "--method", "lrp", "--epsilon", "-1");
        refused("alpha", "--method", "lrp", "--rule", "alphabeta", "--alpha", "0.5");
        refused("--bounds", "--method", "lrp", "--rule", "zb", "--bounds", "narrow");
        refused("outside its bounds", "--method", "lrp", "--rule", "zb", "--bounds", "0:0.001");
        refused("--rule is not for the method gradient", "--method", "gradient", "--rule", "zero");
    }

    @ParameterizedTest
    @ValueSource(strings = {"smoothgrad", "smoothgrad-squared", "vargrad", "expected-gradients", "deepshap",
        "neuron-conductance"})
    void methodsOfTheFeaturesHaveAColumnPerFeature(String method) {
        List<String> lines = explained("--method", method);
        assertEquals("a,b", lines.getFirst());
        assertEquals(table(2, 60), shape(lines));
    }

    @ParameterizedTest
    @ValueSource(strings = {"conductance", "internal-influence", "layer-activation"})
    void methodsOfALayerHaveAColumnPerUnit(String method) {
        assertEquals("h1.0,h1.1,h1.2", explained("--method", method).getFirst());
        List<String> lines = explained("--method", method, "--layer", "0");
        assertEquals("h0.0,h0.1,h0.2,h0.3", lines.getFirst());
        assertEquals(table(4, 60), shape(lines));
        refused("layer 2 is not hidden", "--method", method, "--layer", "2");
        refused("--layer", "--method", method, "--layer", "-1");
    }

    @Test
    void noiseSeedsAndBackgroundsAreHeard() {
        assertEquals(explained("--method", "gradient"), explained("--method", "smoothgrad", "--stdev", "0"));
        assertEquals(explained("--method", "vargrad"), explained("--method", "vargrad", "--seed", "0"));
        assertNotEquals(explained("--method", "vargrad"), explained("--method", "vargrad", "--seed", "1"));
        assertNotEquals(explained("--method", "vargrad"), explained("--method", "vargrad", "--samples", "5"));
        assertEquals(explained("--method", "deeplift"), explained("--method", "deepshap"));
        assertNotEquals(explained("--method", "deeplift"),
                explained("--method", "deepshap", "--background", table.toString()));
        assertNotEquals(explained("--method", "expected-gradients"),
                explained("--method", "expected-gradients", "--background", table.toString()));
        refused("stdev", "--method", "smoothgrad", "--stdev", "-1");
        refused("sample", "--method", "smoothgrad", "--samples", "0");
        refused("--stdev is not for the method deeplift", "--method", "deeplift", "--stdev", "1");
        refused("unit", "--method", "neuron-conductance", "--unit", "3");
    }

    @Test
    void conductanceIsCompleteWithTheExactRule() {
        Commands.Result result = run("--method", "conductance", "--quadrature", "exact");
        assertEquals(0, result.code(), result.err());
        assertTrue(result.err().contains("completeness"), result.err());
        assertTrue(!result.err().contains("more --steps"), result.err());
    }

    @Test
    void activationMaximizationClimbsWithinItsBounds() {
        List<String> found = explained("--method", "activation-maximization", "--steps", "20", "--bounds", "-9:9",
                "--output-index", "1");
        assertEquals(table(2, 60), shape(found));
        assertNotEquals(found, explained("--method", "activation-maximization", "--steps", "20", "--bounds", "-9:9",
                "--layer", "0", "--unit", "2"));
        refused("steps", "--method", "activation-maximization", "--steps", "0");
        refused("total variation", "--method", "activation-maximization", "--tv", "1");
        refused("unit", "--method", "activation-maximization", "--unit", "9");
    }

    private List<String> explained(String... options) {
        Commands.Result result = run(options);
        assertEquals(0, result.code(), result.err());
        return result.out().lines().toList();
    }

    private void refused(String said, String... options) {
        Commands.Result result = run(options);
        assertEquals(2, result.code(), result.err());
        assertTrue(result.err().contains(said), result.err());
        assertEquals("", result.out());
    }

    private Commands.Result run(String... options) {
        Object[] args = new Object[options.length + 3];
        args[0] = "explain";
        args[1] = model;
        args[2] = table;
        System.arraycopy(options, 0, args, 3, options.length);
        return Commands.run(args);
    }

    private static String table(int columns, int rows) {
        return columns + " columns, " + rows + " rows";
    }

    private static String shape(List<String> lines) {
        long columns = lines.stream().mapToLong(line -> line.chars().filter(c -> c == ',').count() + 1).distinct()
                .sum();
        return table((int) columns, lines.size() - 1);
    }
}
