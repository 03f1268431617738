package io.lanescope.nn.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.InputException;
import io.lanescope.nn.data.Scaler;
import io.lanescope.nn.exchange.ModelFiles;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TargetScalingTest {

    private static final Architecture NETWORK = Architecture.of(4).dense(16, new Activation.Relu()).dense(2);

    @TempDir
    private Path folder = Path.of("");

    /** Two numbers, of which neither is near 0: one some hundred apart and one less than one. */
    private static Dataset measurements(float unit) {
        SplittableRandom random = new SplittableRandom(8);
        float[] x = new float[400 * 4];
        float[] y = new float[400 * 2];
        for (int row = 0; row < 400; row++) {
            for (int j = 0; j < 4; j++) {
                x[4 * row + j] = (float) random.nextGaussian();
            }
            double curve = x[4 * row] - 0.5 * x[4 * row + 1] + 0.5 * Math.abs(x[4 * row + 2]);
            y[2 * row] = unit * (float) (15_000 + 80 * (curve + 0.2 * random.nextGaussian()));
            y[2 * row + 1] = unit * (float) (3 - 0.1 * curve);
        }
        return new Dataset(x, List.of("a", "b", "c", "d"), null, new Dataset.Values(y, List.of("large", "small")));
    }

    private static Trainer trainer(Dataset data, TrainingOptions options) {
        return new Trainer(NETWORK, data, options, Team.single(), TrainingListener.NONE);
    }

    @Test
    void numbersFarFromZeroAreLearnedWithUsualSettings() {
        Dataset data = measurements(1);
        TrainingOptions options = TrainingOptions.builder(1).epochs(60).build();
        Mlp model = trainer(data, options).train().model();
        Evaluation.Regression result = (Evaluation.Regression) Evaluation.of(model, data);
        assertTrue(result.outputs().stream().allMatch(errors -> errors.score() > 0.8), result.toString());
        Mlp unscaled = trainer(data, options.toBuilder().targetScaling(TrainingOptions.Scaling.NONE).build()).train()
                .model();
        assertTrue(Evaluation.of(unscaled, data).score() < -100);
    }

    @Test
    void anotherUnitGivesTheSameModelInThatUnit() {
        TrainingOptions options = TrainingOptions.builder(2).epochs(3).clipping(new Clipping.Norm(1)).build();
        Trainer.Result metres = trainer(measurements(1), options).train();
        Trainer.Result others = trainer(measurements(1024), options).train();
        assertArrayEquals(metres.model().layers().getFirst().weights(), others.model().layers().getFirst().weights());
        Dense last = metres.model().layers().getLast();
        assertArrayEquals(times(1024, last.weights()), others.model().layers().getLast().weights());
        assertArrayEquals(times(1024, last.bias()), others.model().layers().getLast().bias());
        assertEquals(1024 * 1024 * metres.history().epochs().getLast().loss(),
                others.history().epochs().getLast().loss());
    }

    private static float[] times(float factor, float[] values) {
        float[] product = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            product[i] = factor * values[i];
        }
        return product;
    }

    @Test
    void theLossOfTrainingIsInTheUnitOfTheNumbers() {
        Dataset data = measurements(1);
        TrainingOptions options = TrainingOptions.builder(3).epochs(1).optimizer(new Optimizer.Sgd(1e-12))
                .validation(new Validation.None()).build();
        Trainer.Result result = trainer(data, options).train();
        double loss = Evaluation.of(result.model(), data).loss();
        assertEquals(loss, result.history().epochs().getLast().loss(), 1e-4 * loss);
    }

    static List<Loss> losses() {
        return List.of(new Loss.MeanSquaredError(), new Loss.MeanAbsoluteError(), new Loss.Huber(30));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void gradientsAreThoseOfTheLossOfScaledNumbers(Loss loss) {
        float shift = 100;
        float scale = 1 / 64f;
        Loss ofScaled = loss instanceof Loss.Huber(double delta) ? new Loss.Huber(delta * scale) : loss;
        float[] z = {-2.5f, 0.3f, 1.2f, 7};
        float[] y = {80, 145, 99, 500};
        float[] scaledY = new float[4];
        new Scaler(new float[]{shift}, new float[]{scale}).apply(y, 0, scaledY, 0, 4);
        LossGradient own = new LossGradient(loss, 4, 1);
        own.targetScaler(new Scaler(new float[]{shift}, new float[]{scale}));
        float[] actual = new float[4];
        float[] expected = new float[4];
        double sum = own.step(z, 4, targets(y), 0, actual);
        double scaledSum = new LossGradient(ofScaled, 4, 1).step(z, 4, targets(scaledY), 0, expected);
        assertArrayEquals(expected, actual, 1e-6f);
        assertEquals(scaledSum, sum * (loss instanceof Loss.MeanAbsoluteError ? scale : scale * scale), 1e-5);
    }

    private static Targets targets(float[] y) {
        Dataset data = new Dataset(new float[y.length], List.of("x"), null, new Dataset.Values(y, "y"));
        return Targets.of(data, IntStream.range(0, y.length).toArray());
    }

    @Test
    void aNumberThatIsAlwaysTheSameIsPredicted() {
        Dataset data = measurements(1);
        float[] same = new float[2 * data.rows()];
        Arrays.fill(same, 7);
        Dataset constant = new Dataset(data.features(), data.featureNames(), null,
                new Dataset.Values(same, List.of("one", "other")));
        Mlp model = trainer(constant, TrainingOptions.builder(1).epochs(100).build()).train().model();
        assertEquals(0, Evaluation.of(model, constant).loss(), 0.1);
    }

    @Test
    void weightsToStartFromStayAsTheyAre() {
        Dataset data = measurements(1);
        Mlp start = trainer(data, TrainingOptions.builder(4).epochs(2).build()).train().model();
        TrainingOptions still = TrainingOptions.builder(5).epochs(1).optimizer(new Optimizer.Sgd(1e-30)).build();
        Mlp model = trainer(data, still).startFrom(start).train().model();
        for (int l = 0; l < 2; l++) {
            assertArrayEquals(start.layers().get(l).weights(), model.layers().get(l).weights());
            assertArrayEquals(start.layers().get(l).bias(), model.layers().get(l).bias());
        }
    }

    @Test
    void aCheckpointGoesOnToTheSameBytesWithAndWithoutAModelToStartFrom() throws Exception {
        Dataset data = measurements(1);
        TrainingOptions whole = TrainingOptions.builder(6).epochs(6).patience(5).build();
        TrainingOptions part = whole.toBuilder().epochs(3).build();
        Mlp start = trainer(data, part).train().model();
        Path file = folder.resolve("checkpoint");
        trainer(data, part).checkpoint(file, 1, Map.of()).train();
        byte[] expected = bytes(trainer(data, whole).train().model());
        assertArrayEquals(expected, bytes(trainer(data, whole).resume(Checkpoint.read(file)).train().model()));

        trainer(data, part).startFrom(start).checkpoint(file, 1, Map.of()).train();
        byte[] started = bytes(trainer(data, whole).startFrom(start).train().model());
        assertArrayEquals(started, bytes(trainer(data, whole).resume(Checkpoint.read(file)).train().model()));
        assertNotEquals(-1, Arrays.mismatch(expected, started));
    }

    private byte[] bytes(Mlp model) throws Exception {
        Path file = folder.resolve("model.safetensors");
        ModelFiles.save(model, file);
        return Files.readAllBytes(file);
    }

    @Test
    void aCheckpointOfAnotherScalingIsRefused() {
        Dataset data = measurements(1);
        TrainingOptions options = TrainingOptions.builder(7).epochs(1).build();
        Path file = folder.resolve("checkpoint");
        trainer(data, options).checkpoint(file, 1, Map.of()).train();
        Trainer other = trainer(data, options.toBuilder().targetScaling(TrainingOptions.Scaling.NONE).build());
        var error = assertThrows(InputException.class, () -> other.resume(Checkpoint.read(file)));
        assertTrue(String.valueOf(error.getMessage()).contains("scaling of the numbers to predict"),
                error.getMessage());
    }
}
