package io.lanescope.nn.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

import io.lanescope.nn.Dense;
import io.lanescope.nn.History;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.InputException;
import io.lanescope.nn.data.Scaler;
import io.lanescope.simd.Activation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HistoryInModelFilesTest {

    private static final Mlp MODEL = new Mlp(
            List.of(new Dense(1, 1, new float[]{2}, new float[]{3}, new Activation.Identity())), Task.REGRESSION,
            Scaler.none(1), List.of("x"), List.of("y"));

    private static final History HISTORY = new History(settings(), List.of(
            new History.Epoch(1, 0.5, 0.25, -3, 0.001),
            new History.Epoch(2, 0.125, Double.NaN, 0.5, 1e-4)), 1);

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void nameAFile() {
        file = folder.resolve("model.safetensors");
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("seed", "7");
        settings.put("<script>", "\"quoted\"");
        return settings;
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.safetensors", "model.onnx"})
    void aModelRemembersHowItWasTrained(String name) {
        ModelFiles.save(MODEL.withHistory(HISTORY), folder.resolve(name));
        History back = Objects.requireNonNull(ModelFiles.load(folder.resolve(name)).history());
        assertEquals(HISTORY, back);
        assertEquals(List.copyOf(HISTORY.settings().keySet()), List.copyOf(back.settings().keySet()));
    }

    @Test
    void aModelWithoutAHistoryIsTheSameFileAsEver() {
        ModelFiles.save(MODEL, file);
        assertEquals(List.of("lanescope"), List.copyOf(Safetensors.read(file).metadata().keySet()));
        assertNull(ModelFiles.load(file).history());
    }

    @Test
    void numbersAreKeptAsFloatsAndTheSameModelIsTheSameBytes() throws IOException {
        History third = new History(Map.of(), List.of(new History.Epoch(1, 1 / 3.0, Double.NaN, Double.NaN, 1e300)), 1);
        ModelFiles.save(MODEL.withHistory(third), file);
        Mlp back = ModelFiles.load(file);
        History.Epoch epoch = Objects.requireNonNull(back.history()).keptEpoch();
        assertEquals(0.33333334, epoch.loss());
        assertEquals(Double.NaN, epoch.validationLoss());
        ModelFiles.save(back, folder.resolve("again"));
        assertArrayEquals(Files.readAllBytes(file), Files.readAllBytes(folder.resolve("again")));
        assertEquals(ModelFiles.sha256(MODEL.withHistory(third)), ModelFiles.sha256(back));
        assertNotEquals(ModelFiles.sha256(MODEL), ModelFiles.sha256(back));
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1999, 54_321})
    void ofALongTrainingEnoughIsKeptForACurve(int length) {
        List<History.Epoch> epochs = IntStream.rangeClosed(1, length)
                .mapToObj(i -> new History.Epoch(i, i, Double.NaN, Double.NaN, 1)).toList();
        ModelFiles.save(MODEL.withHistory(new History(Map.of(), epochs, length - 5)), file);
        Mlp model = ModelFiles.load(file);
        History back = Objects.requireNonNull(model.history());
        assertTrue(back.epochs().size() > 450 && back.epochs().size() <= 1000, "kept: " + back.epochs().size());
        assertEquals(length, back.length());
        assertEquals(epochs.get(length - 6), back.keptEpoch());
        assertEquals(epochs.getFirst(), back.epochs().getFirst());
        ModelFiles.save(model, folder.resolve("again"));
        assertEquals(back, ModelFiles.load(folder.resolve("again")).history());
    }

    @Test
    void otherNamesChangeNothingAboutTheTrainingButOtherLayersDo() {
        Mlp model = MODEL.withHistory(HISTORY);
        assertEquals(HISTORY, model.named(List.of("a"), List.of("b")).history());
        assertNull(model.withLayers(model.layers()).history());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            "kept":1         | "kept":3                  | epoch 3
            "kept":1         | "kept":0                  | epoch 0
            "kept":1         | "kept":1.5                | kept is no whole number
            "kept":1         | "kept":99999999999        | no valid JSON
            "kept":1,        |                           | kept is missing
            "version":1      | "version":2               | version is of a version that is not known here
            [0.5,0.125]      | [0.5]                     | loss has not one number per epoch
            [0.25,null]      | []                        | validation_loss has not one number per epoch
            [1,2]            | [2,1]                     | epoch 1 cannot follow epoch 2
            [1,2]            | [0,1]                     | epoch 0 cannot follow epoch 0
            [1,2]            | [1,"2"]                   | epoch is no whole number
            [0.5,0.125]      | "0.5"                     | loss is no list
            [0.5,0.125]      | [0.5,"much"]              | loss holds something else than numbers
            [0.5,0.125]      | [0.5,1e999]               | loss holds a number that is too large
            [0.001,1.0E-4]   | [0.001]                   | rate has not one number per epoch
            "seed":"7"       | "seed":7                  | seed is no text
            "seed":"7"       | "seed":"7","seed":"8"     | seed is there twice
            "kept":1         | "kept":1,"kept":1         | kept is there twice
            "kept":1         | "kept":1,"next":[[{"a":1  | no valid JSON
            """)
    void whatIsWrongWithAHistoryIsNamed(String part, String instead, String problem) {
        String json = HistoryJson.write(HISTORY);
        assertTrue(json.contains(part), json);
        refused(json.replace(part, instead == null ? "" : instead), problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            []                                                                | the whole is no object
            {}                                                                | version is missing
            {"version":1,"settings":{},"kept":1,"epoch":[],"loss":[],"rate":[]} | does not fit together
            {"version":1,"settings":[],"kept":1,"epoch":[1],"loss":[1],"rate":[1]} | settings is no object
            """)
    void whatIsNoHistoryIsRefused(String json, String problem) {
        refused(json, problem);
    }

    private void refused(String json, String problem) {
        ModelFiles.save(MODEL, file);
        Safetensors good = Safetensors.read(file);
        Map<String, String> metadata = new LinkedHashMap<>(good.metadata());
        metadata.put(HistoryJson.KEY, json);
        new Safetensors(metadata, good.tensors()).write(file);
        String message = String.valueOf(
                assertThrows(InputException.class, () -> ModelFiles.load(file)).getMessage());
        assertTrue(message.startsWith(file.toString()) && message.contains(problem), message);
    }
}
