package io.lanescope.nn.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.History;
import io.lanescope.nn.Initializer;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Predictor;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.Glyphs;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TrainerTest {

    private static final Dataset XOR = new Dataset(new float[]{0, 0, 0, 1, 1, 0, 1, 1}, List.of("a", "b"), null,
            new Dataset.Classes(new int[]{0, 1, 1, 0}, List.of("same", "different")));

    private static TrainingOptions options(int epochs, double rate, Validation validation, int patience, long seed) {
        return TrainingOptions.builder(seed).epochs(epochs).batchSize(32).optimizer(new Optimizer.Adam(rate))
                .scaling(TrainingOptions.Scaling.NONE).validation(validation).patience(patience).build();
    }

    private static Trainer.Result train(Architecture architecture, Dataset data, TrainingOptions options, Team team) {
        return new Trainer(architecture, data, options, team, TrainingListener.NONE).train();
    }

    @Test
    void xorIsLearnedWithTwoOutputsAndWithOne() {
        for (int outputs = 1; outputs <= 2; outputs++) {
            Architecture architecture = Architecture.of(2).dense(8, new Activation.Tanh()).dense(outputs);
            Mlp model = train(architecture, XOR, options(500, 0.05, new Validation.None(), 0, 1), Team.single())
                    .model();
            assertEquals(outputs == 1 ? Task.BINARY : Task.MULTICLASS, model.task());
            assertEquals(1, Evaluation.of(model, XOR).score());
            assertTrue(Evaluation.of(model, XOR).loss() < 0.05);
        }
    }

    @Test
    void severalNumbersAreLearnedAtOnce() {
        float[] x = new float[50];
        float[] y = new float[100];
        for (int i = 0; i < 50; i++) {
            x[i] = i / 10f;
            y[2 * i] = 3 * x[i] - 2;
            y[2 * i + 1] = 1 - x[i];
        }
        Dataset lines = new Dataset(x, List.of("x"), null, new Dataset.Values(y, List.of("up", "down")));
        TrainingOptions options = TrainingOptions.builder(5).epochs(500).batchSize(0)
                .optimizer(new Optimizer.Adam(0.1)).validation(new Validation.Stratified(0.2)).build();
        Mlp model = train(Architecture.of(1).dense(2), lines, options, Team.single()).model();
        assertEquals(List.of("up", "down"), model.outputNames());
        Evaluation.Regression result = (Evaluation.Regression) Evaluation.of(model, lines);
        assertTrue(result.outputs().stream().allMatch(errors -> errors.score() > 0.9999), result.toString());
        assertThrows(IllegalArgumentException.class,
                () -> train(Architecture.of(1).dense(1), lines, options, Team.single()));
    }

    @Test
    void aLineIsLearnedByRegression() {
        float[] x = new float[50];
        float[] y = new float[50];
        for (int i = 0; i < 50; i++) {
            x[i] = i;
            y[i] = 3 * i - 20;
        }
        Dataset line = new Dataset(x, List.of("x"), null, new Dataset.Values(y, "y"));
        TrainingOptions options = TrainingOptions.builder(5).epochs(2000).batchSize(0)
                .optimizer(new Optimizer.Adam(0.5)).validation(new Validation.Stratified(0.2)).build();
        Trainer.Result result = train(Architecture.of(1).dense(1).initializer(Initializer.ZEROS), line, options,
                Team.single());
        assertEquals(Task.REGRESSION, result.model().task());
        assertTrue(Evaluation.of(result.model(), line).score() > 0.9999);
        assertTrue(result.history().epochs().getLast().validationScore() > 0.9999);
    }

    @Test
    void anyNumberOfThreadsGivesTheSameModel() {
        Dataset data = Glyphs.generate(3, 200).data();
        Architecture architecture = Architecture.of(784).dense(32, new Activation.Relu()).dense(10);
        TrainingOptions options = options(2, 1e-3, new Validation.Stratified(0.1), 0, 11);
        Mlp alone = train(architecture, data, options, Team.single()).model();
        try (ExecutorService threads = Executors.newFixedThreadPool(2); Team team = Team.of(threads, 3)) {
            Mlp together = train(architecture, data, options, team).model();
            for (int l = 0; l < 2; l++) {
                assertArrayEquals(alone.layers().get(l).weights(), together.layers().get(l).weights());
                assertArrayEquals(alone.layers().get(l).bias(), together.layers().get(l).bias());
            }
        }
    }

    @Test
    void anotherSeedGivesAnotherModel() {
        Architecture architecture = Architecture.of(2).dense(4, new Activation.Tanh()).dense(2);
        float[] one = train(architecture, XOR, options(1, 0.1, new Validation.None(), 0, 1), Team.single())
                .model().layers().getFirst().weights();
        float[] other = train(architecture, XOR, options(1, 0.1, new Validation.None(), 0, 2), Team.single())
                .model().layers().getFirst().weights();
        assertTrue(!Arrays.equals(one, other));
    }

    @Test
    void earlyStoppingReturnsTheWeightsOfTheBestEpoch() {
        Dataset data = Glyphs.generate(5, 120).data();
        Architecture architecture = Architecture.of(784).dense(64, new Activation.Relu()).dense(10);
        Validation validation = new Validation.Last(0.5);
        Trainer.Result result = train(architecture, data, options(200, 5e-3, validation, 5, 2), Team.single());
        List<History.Epoch> epochs = result.history().epochs();
        double best = epochs.stream().mapToDouble(History.Epoch::validationLoss).min().orElseThrow();
        assertTrue(epochs.size() < 200);
        assertEquals(best, epochs.get(epochs.size() - 6).validationLoss());
        assertEquals(best, Evaluation.of(result.model(), data.range(60, 120)).loss());
    }

    @Test
    void aLossThatIsNoLongerFiniteIsExplained() {
        float[] huge = new float[]{3e38f, -3e38f, 3e38f, 3e38f};
        Dataset data = new Dataset(huge, List.of("a", "b"), null, new Dataset.Values(new float[]{1, 2}, "y"));
        Architecture architecture = Architecture.of(2).dense(4, new Activation.Relu()).dense(1);
        var error = assertThrows(DivergenceException.class,
                () -> train(architecture, data, options(3, 0.1, new Validation.None(), 0, 1), Team.single()));
        String message = String.valueOf(error.getMessage());
        assertTrue(message.contains("epoch 1, step 1"), message);
        assertTrue(message.contains("learning rate"), message);
    }

    private static DivergenceException diverges(Dataset data, TrainingOptions options, int width) {
        Architecture architecture = Architecture.of(data.columns()).dense(width, new Activation.Relu()).dense(1);
        return assertThrows(DivergenceException.class, () -> train(architecture, data, options, Team.single()));
    }

    @Test
    void aLayerThatLosesItsNumbersIsNamed() {
        Dataset data = new Dataset(new float[]{1, 2, 3, 4}, List.of("a", "b"), null,
                new Dataset.Values(new float[]{1e3f, -1e3f}, "y"));
        TrainingOptions options = options(50, 0.1, new Validation.None(), 0, 1).toBuilder()
                .optimizer(new Optimizer.Sgd(1e6)).build();
        DivergenceException error = diverges(data, options, 4);
        String message = String.valueOf(error.getMessage());
        assertTrue(error.layer() >= 0 && message.contains("layer " + error.layer() + " ("), message);
        assertTrue(message.contains("learning rate smaller than 1000000.0"), message);
        assertTrue(message.contains("clipped") && message.contains("standardised"), message);
        assertEquals(error.epoch(), error.step());
    }

    @Test
    void aMissingValueIsNamedByItsFeature() {
        Dataset data = new Dataset(new float[]{1, 2, 3, Float.NaN}, List.of("a", "b"), null,
                new Dataset.Values(new float[]{1, 2}, "y"));
        DivergenceException error = diverges(data, options(5, 0.1, new Validation.None(), 0, 1), 4);
        assertTrue(String.valueOf(error.getMessage()).contains("\"b\" is NaN"), error.getMessage());
        assertEquals(-1, error.layer());
    }

    @Test
    void trainingStartsFromAModelWithItsScaler() {
        Dataset data = Glyphs.generate(3, 60).data();
        Architecture architecture = Architecture.of(784).dense(8, new Activation.Tanh()).dense(10);
        TrainingOptions standard = TrainingOptions.builder(1).epochs(1).build();
        Mlp start = train(architecture, data, standard, Team.single()).model();
        TrainingOptions still = TrainingOptions.builder(2).epochs(1).optimizer(new Optimizer.Sgd(1e-30)).build();
        Trainer.Result result = new Trainer(architecture, data, still, Team.single(), TrainingListener.NONE)
                .startFrom(start).train();
        for (int l = 0; l < 2; l++) {
            assertArrayEquals(start.layers().get(l).weights(), result.model().layers().get(l).weights());
            assertArrayEquals(start.layers().get(l).bias(), result.model().layers().get(l).bias());
        }
        assertArrayEquals(start.scaler().scale(), result.model().scaler().scale());
        Trainer other = new Trainer(Architecture.of(784).dense(9, new Activation.Tanh()).dense(10), data, still,
                Team.single(), TrainingListener.NONE);
        var error = assertThrows(IllegalArgumentException.class, () -> other.startFrom(start));
        assertTrue(String.valueOf(error.getMessage()).contains("784 → 8 → 10"), error.getMessage());
    }

    private static Mlp startedFrom(Mlp start, Architecture architecture, List<String> features, List<String> classes) {
        Dataset data = new Dataset(new float[]{1, 2, 3, 4}, features, null,
                new Dataset.Classes(new int[]{0, 1}, classes));
        TrainingOptions still = TrainingOptions.builder(1).epochs(1).optimizer(new Optimizer.Sgd(1e-30))
                .validation(new Validation.None()).build();
        return new Trainer(architecture, data, still, Team.single(), TrainingListener.NONE).startFrom(start).train()
                .model();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void trainingStartsFromAModelWhoseFeaturesAndClassesHaveTheirNames(int outputs) {
        Architecture architecture = Architecture.of(2).dense(3, new Activation.Tanh()).dense(outputs);
        Dataset unequal = new Dataset(new float[]{0, 10, 1, 40, 0, 70}, List.of("a", "b"), null,
                new Dataset.Classes(new int[]{0, 1, 1}, List.of("no", "yes")));
        Mlp start = train(architecture, unequal, TrainingOptions.builder(1).epochs(3).validation(new Validation.None())
                .build(), Team.single()).model();
        List<String> features = start.featureNames();
        List<String> classes = start.outputNames();
        Mlp turned = startedFrom(start, architecture, features.reversed(), classes.reversed());
        float[] expected = new float[2];
        float[] actual = new float[2];
        new Predictor(start, 1).probabilities(new float[]{0.3f, 55}, 0, 1, expected, 0);
        new Predictor(turned, 1).probabilities(new float[]{55, 0.3f}, 0, 1, actual, 0);
        assertArrayEquals(expected, new float[]{actual[1], actual[0]}, 1e-6f);

        Mlp renamed = startedFrom(start, architecture, List.of("p", "q"), List.of("r", "s"));
        assertArrayEquals(start.layers().getFirst().weights(), renamed.layers().getFirst().weights());
        var error = assertThrows(IllegalArgumentException.class,
                () -> startedFrom(start, architecture, List.of(features.getFirst(), "new"), classes));
        assertTrue(String.valueOf(error.getMessage()).contains("no feature named \"new\""), error.getMessage());
    }

    @Test
    void aClassIsNeverHeldOutAsAWhole() {
        Dataset data = new Dataset(new float[5], List.of("x"), null,
                new Dataset.Classes(new int[]{0, 0, 0, 0, 1}, List.of("often", "once")));
        assertTrue(Arrays.stream(new Validation.Stratified(0.7).split(data, new SplittableRandom(1)).training())
                .anyMatch(row -> row == 4));
    }

    @Test
    void aLossThatDoesNotFitTheDataIsRefused() {
        TrainingOptions options = options(1, 0.1, new Validation.None(), 0, 1).toBuilder().loss(new Loss.Huber())
                .build();
        assertThrows(IllegalArgumentException.class,
                () -> train(Architecture.of(2).dense(2), XOR, options, Team.single()));
    }

    @Test
    void aScheduleIsSeenInTheHistory() {
        TrainingOptions options = options(4, 0.5, new Validation.None(), 0, 1).toBuilder()
                .schedule(new Schedule.Step(2, 0.1)).build();
        double[] rates = train(Architecture.of(2).dense(2), XOR, options, Team.single()).history().epochs().stream()
                .mapToDouble(History.Epoch::rate).toArray();
        assertArrayEquals(new double[]{0.5, 0.5, 0.05, 0.05}, rates, 1e-15);
    }

    @Test
    void eachClassIsHeldOutInItsShare() {
        int[] labels = new int[100];
        Arrays.fill(labels, 90, 100, 1);
        Dataset data = new Dataset(new float[100], List.of("x"), null,
                new Dataset.Classes(labels, List.of("often", "rare")));
        Validation.Split split = new Validation.Stratified(0.2).split(data, new SplittableRandom(1));
        assertEquals(20, split.validation().length);
        assertEquals(2, Arrays.stream(split.validation()).filter(row -> row >= 90).count());
        List<Integer> all = new ArrayList<>();
        Arrays.stream(split.training()).forEach(all::add);
        Arrays.stream(split.validation()).forEach(all::add);
        assertEquals(100, all.stream().distinct().count());
    }

    @Test
    void theLastRowsAreHeldOutInTheirOrder() {
        Dataset data = Glyphs.generate(1, 10).data();
        Validation.Split split = new Validation.Last(0.2).split(data, new SplittableRandom(1));
        assertArrayEquals(new int[]{8, 9}, split.validation());
        assertArrayEquals(new int[]{0, 1, 2, 3, 4, 5, 6, 7}, split.training());
    }

    @Test
    void aNetworkThatDoesNotFitTheDataIsRefused() {
        TrainingOptions options = options(1, 0.1, new Validation.None(), 0, 1);
        assertThrows(IllegalArgumentException.class,
                () -> train(Architecture.of(3).dense(2), XOR, options, Team.single()));
        assertThrows(IllegalArgumentException.class,
                () -> train(Architecture.of(2).dense(3), XOR, options, Team.single()));
        assertThrows(IllegalArgumentException.class,
                () -> train(Architecture.of(2).dense(2, new Activation.Relu()), XOR, options, Team.single()));
    }

    @Test
    void tenThousandImagesFitInto150Megabytes() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules", "jdk.incubator.vector", "-Xmx150m", "-XX:+UseSerialGC", "-cp",
                System.getProperty("java.class.path"), LargeTraining.class.getName()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.strip().endsWith("1"), output);
    }
}
