package io.lanescope.nn.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.Glyphs;
import io.lanescope.nn.data.InputException;
import io.lanescope.nn.exchange.ModelFiles;
import io.lanescope.nn.exchange.Safetensors;
import io.lanescope.nn.exchange.Tensor;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CheckpointTest {

    private static final Dataset DATA = Glyphs.generate(4, 90).data();

    private static final Architecture NETWORK = Architecture.of(784)
            .dense(12, new Activation.Relu()).batchNorm().dropout(0.2)
            .dense(10);

    @TempDir
    private Path folder = Path.of("");

    /** Ends a training as if its process had been killed. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static Stream<TrainingOptions> options() {
        TrainingOptions.Builder common = TrainingOptions.builder(9).epochs(7).batchSize(16);
        return Stream.of(
                common.optimizer(new Optimizer.Sgd(0.1, 0.9, true, 1e-3)).build(),
                common.optimizer(new Optimizer.Adagrad(0.05)).build(),
                common.optimizer(new Optimizer.RmsProp(0.005)).schedule(new Schedule.Cosine(0.2, 0)).build(),
                common.optimizer(new Optimizer.Adam(0.01, 0.9, 0.999, 1e-8, 0, true)).shuffle(false).build(),
                common.optimizer(new Optimizer.AdamW(0.01)).shuffle(true).weighting(new Weighting.Balanced()).build(),
                common.optimizer(new Optimizer.Sgd(1)).patience(2).schedule(new Schedule.ReduceOnPlateau(0, 0.5))
                        .build());
    }

    private static Trainer trainer(TrainingOptions options, TrainingListener listener) {
        return new Trainer(NETWORK, DATA, options, Team.single(), listener);
    }

    private static TrainingListener killedIn(int epoch, int step) {
        return new TrainingListener() {
            private int steps;

            @Override
            public void step(int number, int done, int rows, double loss) {
                steps = number == epoch ? steps + 1 : 0;
                if (steps == step) {
                    throw new Killed();
                }
            }
        };
    }

    private byte[] saved(Mlp model) throws Exception {
        Path file = folder.resolve("model.safetensors");
        ModelFiles.save(model, file);
        return Files.readAllBytes(file);
    }

    @ParameterizedTest
    @MethodSource("options")
    void aTrainingThatWasKilledEndsWithTheSameBytesAsOneThatWasNot(TrainingOptions options) throws Exception {
        Path file = folder.resolve("checkpoint");
        Trainer.Result whole = trainer(options, TrainingListener.NONE).train();
        assertThrows(Killed.class, () -> trainer(options, killedIn(1, 3)).checkpoint(file, 1, Map.of()).train());
        for (int epoch = 2; epoch <= 5; epoch++) {
            Trainer resumed = trainer(options, killedIn(epoch, epoch)).resume(Checkpoint.read(file))
                    .checkpoint(file, 1, Map.of());
            try {
                resumed.train();
            } catch (Killed _) {
                assertEquals(epoch - 1, Checkpoint.read(file).epoch());
            }
        }
        Trainer.Result resumed = trainer(options, TrainingListener.NONE).resume(Checkpoint.read(file)).train();
        assertEquals(whole.history(), resumed.history());
        assertArrayEquals(saved(whole.model()), saved(resumed.model()));
    }

    @Test
    void moreEpochsGoOnFromTheEnd() throws Exception {
        Path file = folder.resolve("checkpoint");
        TrainingOptions.Builder options = TrainingOptions.builder(1).batchSize(16);
        trainer(options.epochs(2).build(), TrainingListener.NONE).checkpoint(file, 10, Map.of()).train();
        TrainingOptions longer = options.epochs(5).build();
        byte[] whole = saved(trainer(longer, TrainingListener.NONE).train().model());
        assertEquals(2, Checkpoint.read(file).epoch());
        assertArrayEquals(whole, saved(
                trainer(longer, TrainingListener.NONE).resume(Checkpoint.read(file)).train().model()));
    }

    @Test
    void theStartIsKeptWithItsScaler() throws Exception {
        Path file = folder.resolve("checkpoint");
        Mlp start = trainer(TrainingOptions.builder(3).epochs(1).build(), TrainingListener.NONE).train().model();
        TrainingOptions options = TrainingOptions.builder(4).epochs(3).scaling(TrainingOptions.Scaling.MIN_MAX).build();
        byte[] whole = saved(trainer(options, TrainingListener.NONE).startFrom(start).train().model());
        assertThrows(Killed.class,
                () -> trainer(options, killedIn(2, 1)).startFrom(start).checkpoint(file, 1, Map.of()).train());
        Trainer.Result resumed = trainer(options, TrainingListener.NONE).resume(Checkpoint.read(file)).train();
        assertArrayEquals(whole, saved(resumed.model()));
        assertArrayEquals(start.scaler().shift(), resumed.model().scaler().shift());
    }

    @Test
    void notesAreGivenBackInTheirOrder() {
        Path file = folder.resolve("checkpoint");
        Map<String, String> notes = new LinkedHashMap<>();
        notes.put("z", "last letter");
        notes.put("a", "first = \"letter\"\n");
        trainer(TrainingOptions.builder(3).epochs(1).build(), TrainingListener.NONE).checkpoint(file, 1, notes).train();
        assertEquals(new ArrayList<>(notes.entrySet()), new ArrayList<>(Checkpoint.read(file).notes().entrySet()));
    }

    @Test
    void anotherTrainingIsRefusedByTheNameOfWhatDiffers() {
        Path file = folder.resolve("checkpoint");
        TrainingOptions options = TrainingOptions.builder(3).epochs(1).build();
        trainer(options, TrainingListener.NONE).checkpoint(file, 1, Map.of()).train();
        Checkpoint checkpoint = Checkpoint.read(file);
        Map<String, Trainer> others = Map.of(
                "optimizer", trainer(options.toBuilder().optimizer(new Optimizer.Sgd(0.1)).build(),
                        TrainingListener.NONE),
                "seed", trainer(TrainingOptions.builder(4).epochs(1).build(), TrainingListener.NONE),
                "data", new Trainer(NETWORK, Glyphs.generate(5, 90).data(), options, Team.single(),
                        TrainingListener.NONE),
                "network", new Trainer(Architecture.of(784).dense(10), DATA, options, Team.single(),
                        TrainingListener.NONE));
        others.forEach((name, other) -> {
            String message = assertThrows(InputException.class, () -> other.resume(checkpoint)).getMessage();
            assertTrue(String.valueOf(message).contains("its " + name + " is"), message);
        });
    }

    static final List<String> DAMAGED = List.of("parameters", "optimizer.1", "running.0", "scaler.scale", "history",
            "best", "plateau", "lanescope.checkpoint");

    @ParameterizedTest
    @FieldSource("DAMAGED")
    void aDamagedCheckpointIsRefusedWithASentence(String part) {
        Path file = folder.resolve("checkpoint");
        TrainingOptions options = TrainingOptions.builder(3).epochs(1).build();
        trainer(options, TrainingListener.NONE).checkpoint(file, 1, Map.of()).train();
        Safetensors content = Safetensors.read(file);
        Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
        Map<String, Tensor> tensors = new LinkedHashMap<>(content.tensors());
        metadata.computeIfPresent(part, (name, text) -> "x" + text);
        tensors.computeIfPresent(part, (name, tensor) -> new Tensor(new int[]{1}, new float[1]));
        new Safetensors(metadata, tensors).write(file);
        assertThrows(InputException.class,
                () -> trainer(options, TrainingListener.NONE).resume(Checkpoint.read(file)));
    }

    @Test
    void aModelIsNoCheckpoint() {
        Path file = folder.resolve("model");
        new Safetensors(Map.of(), Map.of("w", new Tensor(new int[]{1}, new float[1]))).write(file);
        assertThrows(InputException.class, () -> Checkpoint.read(file));
    }
}
