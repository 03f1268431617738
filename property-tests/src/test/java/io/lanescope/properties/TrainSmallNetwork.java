package io.lanescope.properties;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.Glyphs;
import io.lanescope.nn.exchange.ModelFiles;
import io.lanescope.nn.train.Optimizer;
import io.lanescope.nn.train.Trainer;
import io.lanescope.nn.train.TrainingListener;
import io.lanescope.nn.train.TrainingOptions;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;

/** Trains a small network in a JVM of its own: the arguments are the model's file and the number of threads. */
final class TrainSmallNetwork {

    private TrainSmallNetwork() {}

    public static void main(String[] args) {
        Dataset data = Glyphs.generate(17, 300).data();
        Architecture architecture = Architecture.of(784)
                .dense(37, new Activation.Relu()).batchNorm()
                .dense(19, new Activation.Tanh()).dropout(0.2)
                .dense(11, new Activation.Sigmoid()).batchNorm().dropout(0.1)
                .dense(10);
        TrainingOptions options = TrainingOptions.builder(23).epochs(3).batchSize(32)
                .optimizer(new Optimizer.Adam(3e-3)).build();
        int size = Integer.parseInt(args[1]);
        try (ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, size - 1));
                Team team = Team.of(threads, size)) {
            var result = new Trainer(architecture, data, options, team, TrainingListener.NONE).train();
            ModelFiles.save(result.model(), Path.of(args[0]));
        }
    }
}
