package io.lanescope.explain;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.lanescope.explain.gradient.Gradient;
import io.lanescope.explain.gradient.InputXGradient;
import io.lanescope.explain.gradient.IntegratedGradients;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.Scaler;
import io.lanescope.nn.exchange.ModelFiles;
import io.lanescope.simd.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ExplanationTest {

    /** z = (x₀ + 2x₁ + 1, −x₀ + 0.1x₁). */
    private static final Mlp MODEL = new Mlp(
            List.of(new Dense(2, 2, new float[]{1, -1, 2, 0.1f}, new float[]{1, 0}, new Activation.Identity())),
            Task.MULTICLASS, Scaler.none(2), List.of("age", "a,b"), List.of("no", "yes"));

    private static final float[] X = {1, 2, -3, 0.1f};

    @TempDir
    Path folder;

    /** A method that leaves something to chance, and has settings of every kind. */
    private record Chancy(long seed, double share, boolean exact, float[] many, Baseline baseline, List<String> names)
            implements
                Method {

        @Override
        public String name() {
            return "chancy";
        }

        @Override
        public Attributor attributor(Mlp model, Target target) {
            return (rows, from, to) -> rows.values()[from] = Float.NaN;
        }
    }

    @Test
    void theObjectTellsEverythingThatIsNeededToDoItAgain() throws IOException {
        Method method = new IntegratedGradients(new Baseline.Values(new float[]{1, 0}), 7, Quadrature.MIDPOINT);
        Explanation explanation = new Explainer(MODEL, new Target.Logit(Target.PREDICTED)).explain(method, X, 2);
        assertEquals("{\"library\":{\"name\":\"lanescope\",\"version\":\"(not packed)\"},"
                + "\"method\":{\"name\":\"integrated-gradients\",\"baseline\":{\"type\":\"values\",\"values\":[1.0,0.0]},"
                + "\"rule\":{\"type\":\"steps\",\"steps\":7,\"quadrature\":\"midpoint\"}},"
                + "\"target\":{\"of\":\"logit\",\"output\":\"predicted\"},\"seed\":null,"
                + "\"model\":{\"sha256\":\"" + explanation.modelHash() + "\",\"inputs\":2,"
                + "\"layers\":[{\"width\":2,\"activation\":\"identity\"}]},"
                + "\"features\":[\"age\",\"a,b\"],\"outputs\":[\"no\",\"yes\"],"
                + "\"columns\":[\"age\",\"a,b\"],\"rows\":["
                + "{\"row\":0,\"output\":0,\"outputName\":\"no\",\"value\":6.0,\"baseValue\":2.0,"
                + "\"completenessGap\":0.0,\"x\":[1.0,2.0],\"attributions\":[0.0,4.0]},"
                + "{\"row\":1,\"output\":1,\"outputName\":\"yes\",\"value\":3.01,\"baseValue\":-1.0,"
                + "\"completenessGap\":" + explanation.completenessGap(1)
                + ",\"x\":[-3.0,0.1],\"attributions\":[4.0,0.010000001]}]}\n", json(explanation));
    }

    @Test
    void settingsOfEveryKindAreWrittenAndWhatIsNoNumberIsNull() throws IOException {
        Method method = new Chancy(-5, 0.25, true, new float[5000], new Baseline.Zeros(), List.of("a"));
        Explanation explanation = new Explainer(MODEL, new Target.Margin(0, 1)).explain(method, new float[]{1, 2}, 1);
        String json = json(explanation);
        assertEquals(OptionalLong.of(-5), explanation.seed());
        assertTrue(json.contains("\"method\":{\"name\":\"chancy\",\"seed\":-5,\"share\":0.25,\"exact\":true,"
                + "\"many\":{\"length\":5000,\"sha256\":\""), json);
        assertTrue(json.contains("\"baseline\":\"zeros\",\"names\":[\"a\"]}"), json);
        assertTrue(json.contains("\"target\":{\"of\":\"margin\",\"output\":0,\"against\":1},\"seed\":-5,"), json);
        assertTrue(json.contains("\"attributions\":[null,0.0]"), json);
        assertTrue(json.contains("\"completenessGap\":null"), json);
    }

    @Test
    void everyNumberIsReadBackAsTheSameFloat() throws IOException {
        float[] x = {0.1f, Float.MIN_VALUE, -1 / 3f, Float.MAX_VALUE / 8};
        Explanation explanation = new Explainer(MODEL, new Target.Logit(0)).explain(new InputXGradient(), x, 2);
        List<Float> read = new ArrayList<>();
        try (JsonParser json = new JsonFactory().createParser(json(explanation))) {
            while (json.nextToken() != null) {
                if ("attributions".equals(json.currentName()) && json.currentToken() == JsonToken.START_ARRAY) {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        read.add(json.getFloatValue());
                    }
                }
            }
        }
        float[] values = explanation.rows().values();
        assertEquals(values.length, read.size());
        for (int i = 0; i < values.length; i++) {
            assertEquals(values[i], read.get(i));
        }
    }

    @Test
    void theTableHasAColumnForEachFeature() throws IOException {
        StringWriter text = new StringWriter();
        new Explainer(MODEL, new Target.Logit(0)).explain(new Gradient(), X, 2).writeCsv(text);
        assertEquals("age,\"a,b\"\n1.0,2.0\n1.0,2.0\n", text.toString());
    }

    @Test
    void theModelsHashIsThatOfItsFile() throws Exception {
        Path file = folder.resolve("model.safetensors");
        ModelFiles.save(MODEL, file);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        assertEquals(HexFormat.of().formatHex(hash), ModelFiles.sha256(MODEL));
    }

    @Test
    void aListenerHearsOfEveryRowAndChangesNothing() {
        float[] x = new float[2 * 100];
        for (int i = 0; i < x.length; i++) {
            x[i] = i * 0.37f % 5 - 2;
        }
        List<Integer> heard = new ArrayList<>();
        Explainer explainer = new Explainer(MODEL, new Target.Probability(1));
        Explanation told = explainer.explain(new IntegratedGradients(), x, 100, (done, rows) -> {
            assertEquals(100, rows);
            return heard.add(done);
        });
        assertEquals(List.of(16, 32, 48, 64, 80, 96, 100), heard);
        assertArrayEquals(explainer.explain(new IntegratedGradients(), x, 100).rows().values(), told.rows().values());
    }

    @Test
    void aListenerMayEndIt() {
        Explainer explainer = new Explainer(MODEL, new Target.Probability(1));
        float[] x = new float[2 * 100];
        CancellationException ended = assertThrows(CancellationException.class,
                () -> explainer.explain(new Gradient(), x, 100, (done, rows) -> done < 20));
        assertEquals("explaining was ended after 32 of 100 rows", ended.getMessage());
    }

    @Test
    void whatIsNoNumberIsRefusedWithItsRowAndFeature() {
        Explainer explainer = new Explainer(MODEL, new Target.Logit(0));
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class,
                () -> explainer.explain(new Gradient(), new float[]{0, 0, 0, Float.NaN}, 2));
        assertEquals("row 1, feature 1 (\"a,b\") of x is NaN", refused.getMessage());
    }

    @Test
    void wrongWidthsAndOutputsAreRefused() {
        assertEquals("output 2 does not exist: the model has outputs 0 to 1",
                assertThrows(IllegalArgumentException.class, () -> new Explainer(MODEL, new Target.Logit(2)))
                        .getMessage());
        Explainer explainer = new Explainer(MODEL, new Target.Logit(0));
        assertEquals("x must hold 2 rows of 2 features, but has 3 numbers",
                assertThrows(IllegalArgumentException.class,
                        () -> explainer.explain(new Gradient(), new float[3], 2)).getMessage());
    }

    @Test
    void noRowsAreExplainedAsNone() throws IOException {
        Explanation none = new Explainer(MODEL, new Target.Logit(0)).explain(new Gradient(), new float[0], 0);
        assertTrue(json(none).endsWith("\"rows\":[]}\n"));
    }

    private static String json(Explanation explanation) throws IOException {
        StringWriter text = new StringWriter();
        explanation.writeJson(text);
        return text.toString();
    }
}
