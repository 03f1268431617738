package io.lanescope.nn.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.History;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.Glyphs;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TrainingIsRememberedTest {

    private static final Dataset DIGITS = Glyphs.generate(3, 100).data();

    private static Trainer.Result train(Architecture architecture, TrainingOptions options) {
        return new Trainer(architecture, DIGITS, options, Team.single(), TrainingListener.NONE).train();
    }

    private static Architecture linear() {
        return Architecture.of(DIGITS.columns()).dense(10);
    }

    @Test
    void aModelKnowsItsHistory() {
        Trainer.Result result = train(linear(), TrainingOptions.builder(5).epochs(3).build());
        assertEquals(result.history(), result.model().history());
        assertEquals(3, result.history().epochs().size());
        assertEquals(3, result.history().kept());
    }

    @Test
    void patienceKeepsTheEpochWithTheSmallestLossOnTheRowsHeldOut() {
        History history = train(linear(), TrainingOptions.builder(5).epochs(60).patience(2)
                .optimizer(new Optimizer.Sgd(5)).build()).history();
        double least = history.epochs().stream().mapToDouble(History.Epoch::validationLoss).min().orElseThrow();
        assertEquals(least, history.keptEpoch().validationLoss());
        assertEquals(history.kept() + 2, history.epochs().size());
    }

    @Test
    void theUsualSettingsAreToldInWords() {
        Map<String, String> settings = train(linear(), TrainingOptions.builder(5).epochs(1).build()).history()
                .settings();
        assertEquals(List.of("rows", "features", "loss", "optimiser", "schedule", "batch size", "epochs", "order",
                "seed"), List.copyOf(settings.keySet()));
        assertEquals("90 to learn from, 10 held out by chance", settings.get("rows"));
        assertEquals("cross-entropy", settings.get("loss"));
        assertEquals("Adam, learning rate 0.001, β₁ 0.9, β₂ 0.999, ε 1e-8", settings.get("optimiser"));
        assertEquals("5", settings.get("seed"));
    }

    @Test
    void unusualSettingsAreToldToo() {
        Architecture architecture = Architecture.of(DIGITS.columns())
                .dense(8, new Activation.Relu()).batchNorm().dropout(0.25).dense(10);
        String settings = train(architecture, TrainingOptions.builder(5).epochs(2).patience(1).batchSize(0)
                .optimizer(new Optimizer.Sgd(0.5, 0.9, true, 1e-4)).loss(new Loss.CrossEntropy(0.1))
                .schedule(new Schedule.Cosine(0.1, 0)).clipping(new Clipping.Norm(5))
                .regularization(new Regularization(0, 1e-3, 3)).weighting(new Weighting.Balanced())
                .validation(new Validation.Last(0.2)).shuffle(false)
                .scaling(TrainingOptions.Scaling.NONE).build()).history().settings().toString();
        for (String words : List.of("80 to learn from, 20 held out, the last ones", "features=as they are",
                "labels smoothed by 0.1", "SGD, learning rate 0.5, Nesterov's momentum 0.9, weight decay 1e-4",
                "half a cosine down to 0 of the rate, after a warm-up of 0.1 of all steps", "batch size=all rows",
                "at most 2, and no more once the held-out loss has not become smaller for 1", "the same in each epoch",
                "all classes count the same", "L2 0.001, norm of the weights into a unit at most 3",
                "all gradients together to the norm 5", "0.25 after dense 0", "batch normalisation=dense 0")) {
            assertTrue(settings.contains(words), () -> words + " is not in " + settings);
        }
    }

    @Test
    void aTrainingThatWasTakenUpAgainHasTheSameHistory(@TempDir Path folder) {
        Path file = folder.resolve("checkpoint");
        TrainingOptions two = TrainingOptions.builder(5).epochs(2).build();
        new Trainer(linear(), DIGITS, two, Team.single(), TrainingListener.NONE).checkpoint(file, 1, Map.of()).train();
        TrainingOptions four = two.toBuilder().epochs(4).build();
        Trainer.Result on = new Trainer(linear(), DIGITS, four, Team.single(), TrainingListener.NONE)
                .resume(Checkpoint.read(file)).train();
        assertEquals(train(linear(), four).history(), Objects.requireNonNull(on.model().history()));
    }
}
