package io.lanescope.nn.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.lanescope.nn.ActivationNames;
import io.lanescope.nn.Architecture;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.OutputFunction;
import io.lanescope.nn.Predictor;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.InputException;
import io.lanescope.nn.data.Scaler;
import io.lanescope.simd.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ModelFilesTest {

    private static final Mlp MODEL = new Mlp(
            List.of(new Dense(2, 3, new float[]{1, 2, 3, 4, 5, 6}, new float[]{0.1f, 0.2f, -0f},
                    new Activation.LeakyRelu(0.2f)),
                    new Dense(3, 2, new float[]{-1, 1e-40f, 0.3f, -4, 5, 6}, new float[]{7, 8},
                            new Activation.Identity())),
            OutputFunction.LOG_SOFTMAX, Task.MULTICLASS, new Scaler(new float[]{1.5f, 0.1f}, new float[]{2, 1 / 3f}),
            List.of("<script>", "b \"quoted\""), List.of("no", "yes"));

    @TempDir
    Path folder;

    @Test
    void aModelComesBackAsItWas() {
        Path file = folder.resolve("model.safetensors");
        ModelFiles.save(MODEL, file);
        Mlp back = ModelFiles.load(file);
        assertEquals(MODEL.task(), back.task());
        assertEquals(MODEL.outputFunction(), back.outputFunction());
        assertEquals(MODEL.featureNames(), back.featureNames());
        assertEquals(MODEL.outputNames(), back.outputNames());
        assertArrayEquals(MODEL.scaler().shift(), back.scaler().shift());
        assertArrayEquals(MODEL.scaler().scale(), back.scaler().scale());
        for (int l = 0; l < 2; l++) {
            assertArrayEquals(MODEL.layers().get(l).weights(), back.layers().get(l).weights());
            assertArrayEquals(MODEL.layers().get(l).bias(), back.layers().get(l).bias());
            assertEquals(MODEL.layers().get(l).activation(), back.layers().get(l).activation());
        }
    }

    @Test
    void theSameModelIsTheSameBytes() throws IOException {
        ModelFiles.save(MODEL, folder.resolve("a"));
        ModelFiles.save(ModelFiles.load(folder.resolve("a")), folder.resolve("b"));
        assertArrayEquals(Files.readAllBytes(folder.resolve("a")), Files.readAllBytes(folder.resolve("b")));
    }

    @Test
    void weightsAreStoredAsPyTorchStoresThem() {
        ModelFiles.save(MODEL, folder.resolve("model"));
        Tensor weight = Objects.requireNonNull(
                Safetensors.read(folder.resolve("model")).tensors().get("layers.0.weight"));
        assertArrayEquals(new int[]{3, 2}, weight.shape());
        assertArrayEquals(new float[]{1, 4, 2, 5, 3, 6}, weight.values());
    }

    @Test
    void aStateDictOfLinearLayersLoads() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("net.10.weight", new Tensor(new int[]{1, 2}, new float[]{1, -1}));
        tensors.put("net.10.bias", new Tensor(new int[]{1}, new float[]{0.5f}));
        tensors.put("net.2.weight", new Tensor(new int[]{2, 3}, new float[]{1, 2, 3, 4, 5, 6}));
        tensors.put("net.2.bias", new Tensor(new int[]{2}, new float[]{0, 1}));
        new Safetensors(Map.of("format", "pt"), tensors).write(folder.resolve("dict"));
        Mlp model = ModelFiles.loadStateDict(folder.resolve("dict"),
                Architecture.of(3).dense(2, new Activation.Relu()).dense(1));
        float[] y = new float[1];
        new Predictor(model, 1).predict(new float[]{1, 0, -1}, y);
        assertEquals(0.5f, y[0]); // hidden: relu(1 − 3) = 0, relu(4 − 6 + 1) = 0
        new Predictor(model, 1).predict(new float[]{1, 1, 1}, y);
        assertEquals(6 - 16 + 0.5f, y[0]);
        assertEquals(Task.REGRESSION, model.task());
    }

    @Test
    void aStateDictTellsTheWidthsOfItsLayersAndMayLeaveOutABias() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("fc10.weight", new Tensor(new int[]{1, 2}, new float[]{1, -1}));
        tensors.put("fc2.weight", new Tensor(new int[]{2, 3}, new float[]{1, 2, 3, 4, 5, 6}));
        tensors.put("fc2.bias", new Tensor(new int[]{2}, new float[]{0, 1}));
        Path file = folder.resolve("dict");
        new Safetensors(Map.of(), tensors).write(file);
        Mlp model = ModelFiles.loadStateDict(file, new Activation.Tanh());
        assertEquals("[3 → 2 tanh, 2 → 1 identity]", model.layers().stream().map(layer -> layer.in() + " → "
                + layer.out() + " " + ActivationNames.format(layer.activation())).toList().toString());
        assertArrayEquals(new float[]{0}, model.layers().get(1).bias());
        assertArrayEquals(new float[]{1, 4, 2, 5, 3, 6}, model.layers().get(0).weights());
    }

    @Test
    void tensorsThatAreNoChainOfLinearLayersAreNamed() {
        Tensor matrix = new Tensor(new int[]{2, 3}, new float[6]);
        Tensor vector = new Tensor(new int[]{2}, new float[2]);
        refusedStateDict(Map.of(), "no Linear layer");
        refusedStateDict(Map.of("0.weight", matrix, "1.weight", matrix),
                "\"0.weight\" of shape [2, 3] and \"1.weight\" of shape [2, 3] do not follow one another: 2 outputs, but 3 "
                        + "inputs");
        refusedStateDict(Map.of("0.weight", matrix, "1.weight", vector), "\"1.weight\" of shape [2] is no part");
        refusedStateDict(Map.of("0.weight", matrix, "1.bias", vector), "\"1.bias\" of shape [2] is no part");
        refusedStateDict(Map.of("0.weight", matrix, "1.running_mean", vector), "\"1.running_mean\"");
        refusedStateDict(Map.of("0.weight", matrix, "0.bias", matrix), "\"0.bias\" has the shape [2, 3]");
        refusedStateDict(Map.of("conv.weight", new Tensor(new int[]{1, 1, 3, 3}, new float[9])), "[1, 1, 3, 3]");
    }

    private void refusedStateDict(Map<String, Tensor> tensors, String problem) {
        Path file = folder.resolve("dict");
        new Safetensors(Map.of(), tensors).write(file);
        var error = assertThrows(InputException.class, () -> ModelFiles.loadStateDict(file, new Activation.Relu()));
        assertTrue(String.valueOf(error.getMessage()).contains(problem), error.getMessage());
    }

    @Test
    void whatIsWrongWithAFileIsNamed() {
        Path file = folder.resolve("bad");
        refused(file, Map.of(), Map.of(), "no Lanescope model");
        String good = ModelDescription.of(MODEL).toJson();
        refused(file, Map.of("lanescope", good), Map.of(), "0 tensors instead of 4");
        refused(file, Map.of("lanescope", "{"), Map.of(), "no valid JSON");
        refused(file, Map.of("lanescope", "{}"), Map.of(), "version is missing");
        refused(file, Map.of("lanescope", good.replace("multiclass", "magic")), Map.of(), "\"magic\"");
        refused(file, Map.of("lanescope", good.replace("leaky_relu(0.2)", "sine")), Map.of(), "\"sine\"");
        refused(file, Map.of("lanescope", good.replace("\"inputs\":2", "\"inputs\":-2")), Map.of(), "-2 inputs");
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("layers.0.weight", new Tensor(new int[]{2, 3}, new float[6]));
        for (String name : List.of("layers.0.bias", "layers.1.weight", "layers.1.bias")) {
            tensors.put(name, new Tensor(new int[]{3}, new float[3]));
        }
        refused(file, Map.of("lanescope", good), tensors, "\"layers.0.weight\" has the shape [2, 3]");
        tensors.put("layers.0.weight",
                new Tensor(new int[]{3, 2}, new float[]{0, 0, Float.NaN, 0, 0, 0}));
        refused(file, Map.of("lanescope", good), tensors, "number 2 of the tensor \"layers.0.weight\" is NaN");
    }

    private static void refused(
            Path file, Map<String, String> metadata, Map<String, Tensor> tensors, String problem) {
        new Safetensors(metadata, tensors).write(file);
        var error = assertThrows(InputException.class, () -> ModelFiles.load(file));
        String message = String.valueOf(error.getMessage());
        assertTrue(message.startsWith(file.toString()), message);
        assertTrue(message.contains(problem), message);
    }
}
