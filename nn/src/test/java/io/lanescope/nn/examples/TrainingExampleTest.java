package io.lanescope.nn.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.History;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.exchange.ModelFiles;
import io.lanescope.nn.train.Clipping;
import io.lanescope.nn.train.Evaluation;
import io.lanescope.nn.train.Optimizer;
import io.lanescope.nn.train.Schedule;
import io.lanescope.nn.train.Trainer;
import io.lanescope.nn.train.TrainingListener;
import io.lanescope.nn.train.TrainingOptions;
import io.lanescope.nn.train.Validation;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** The second example of docs/networks.md: training from arrays. */
class TrainingExampleTest {

    @TempDir
    private Path folder = Path.of("");

    // example: training
    static Mlp train(float[] features, int[] labels, Path file) {
        Dataset data = new Dataset(features, List.of("x", "y"), null,
                new Dataset.Classes(labels, List.of("inside", "outside")));
        Architecture shape = Architecture.of(2)
                .dense(32, new Activation.Silu()).dropout(0.05)
                .dense(2);
        TrainingOptions options = TrainingOptions.builder(42)
                .epochs(60)
                .batchSize(32)
                .optimizer(new Optimizer.AdamW(0.01))
                .schedule(new Schedule.Cosine(0.1, 0))
                .clipping(new Clipping.Norm(1))
                .validation(new Validation.Stratified(0.2))
                .patience(15)
                .build();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void epoch(History.Epoch epoch) {
                System.Logger log = System.getLogger("training");
                log.log(System.Logger.Level.DEBUG, "epoch {0}: loss {1}", epoch.number(), epoch.validationLoss());
            }
        };
        Mlp model = new Trainer(shape, data, options, Team.single(), listener).train().model();
        ModelFiles.save(model, file);
        return model;
    }
    // end

    @Test
    void aCircleIsLearnedFromArrays() {
        SplittableRandom random = new SplittableRandom(3);
        float[] features = new float[2 * 800];
        int[] labels = new int[800];
        for (int i = 0; i < 800; i++) {
            features[2 * i] = random.nextFloat() * 2 - 1;
            features[2 * i + 1] = random.nextFloat() * 2 - 1;
            labels[i] = Math.hypot(features[2 * i], features[2 * i + 1]) < 0.75 ? 0 : 1;
        }
        Path file = folder.resolve("circle.safetensors");
        Mlp model = train(features, labels, file);
        Dataset data = new Dataset(features, List.of("x", "y"), null,
                new Dataset.Classes(labels, List.of("inside", "outside")));
        assertTrue(Evaluation.of(model, data).score() > 0.93);
        assertTrue(Files.exists(file));
    }
}
