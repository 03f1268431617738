package io.lanescope.properties;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.History;
import io.lanescope.nn.data.Glyphs;
import io.lanescope.nn.exchange.ModelFiles;
import io.lanescope.nn.train.Checkpoint;
import io.lanescope.nn.train.Optimizer;
import io.lanescope.nn.train.Schedule;
import io.lanescope.nn.train.Trainer;
import io.lanescope.nn.train.TrainingListener;
import io.lanescope.nn.train.TrainingOptions;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;

/**
 * Trains a small network in a JVM of its own, from its checkpoint if there is one, and says when an epoch is done: the
 * arguments are the model's file and that of the checkpoints.
 */
final class TrainWithCheckpoints {

    private TrainWithCheckpoints() {}

    public static void main(String[] args) {
        Architecture architecture = Architecture.of(784)
                .dense(16, new Activation.Relu()).batchNorm().dropout(0.2)
                .dense(10);
        TrainingOptions options = TrainingOptions.builder(5).epochs(150).batchSize(16).patience(140)
                .optimizer(new Optimizer.Sgd(0.2, 0.9, true, 1e-4)).schedule(new Schedule.ReduceOnPlateau(3, 0.5))
                .build();
        TrainingListener listener = new TrainingListener() {
            @Override
            public void epoch(History.Epoch epoch) {
                System.out.println("epoch " + epoch.number());
            }
        };
        Path checkpoint = Path.of(args[1]);
        Trainer trainer = new Trainer(architecture, Glyphs.generate(17, 100).data(), options, Team.single(), listener);
        if (Files.exists(checkpoint)) {
            trainer.resume(Checkpoint.read(checkpoint));
        }
        System.out.println("starting");
        ModelFiles.save(trainer.checkpoint(checkpoint, 1, Map.of()).train().model(), Path.of(args[0]));
    }
}
