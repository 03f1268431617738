package io.lanescope.jmh;

import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.train.StepByStep;
import io.lanescope.nn.train.TrainingOptions;
import io.lanescope.nn.train.Validation;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One step of Adam on a classifier with ReLU and cross entropy: gather, forward, backward, update. In the usual count that
 * is 6 operations for each weight and row (2 forward, 4 backward, though the first layer needs only 2 of those).
 */
public class TrainStepBenchmark extends Defaults {

    /** In an epoch. */
    private static final int STEPS = 32;

    /** A network and data for it. */
    @State(Scope.Benchmark)
    public static class Input {

        /** Its widths, and the rows of a batch. */
        @Param({"784-512-512-10:256", "784-256-128-10:128", "784-128-10:32", "2-3-2:32"})
        public String network;

        @Param({"1", "2"})
        public int threads;

        private ExecutorService executor;
        private Team team;
        private StepByStep training;
        private int classes;
        private double loss;

        @Setup
        public void fill() {
            int[] widths = Networks.widths(network);
            int batch = Networks.batch(network);
            classes = widths[widths.length - 1];
            Architecture shape = Architecture.of(widths[0]);
            for (int l = 1; l < widths.length - 1; l++) {
                shape = shape.dense(widths[l], new Activation.Relu());
            }
            shape = shape.dense(classes);
            SplittableRandom random = new SplittableRandom(1);
            int rows = batch * STEPS;
            int[] labels = random.ints(rows, 0, classes).toArray();
            Dataset data = new Dataset(Operands.floats(random, rows * widths[0]), Networks.names("x", widths[0]), null,
                    new Dataset.Classes(labels, Networks.names("class", classes)));
            TrainingOptions options = TrainingOptions.builder(1).batchSize(batch).scaling(TrainingOptions.Scaling.NONE)
                    .validation(new Validation.None()).build();
            executor = Executors.newCachedThreadPool();
            team = Team.of(executor, threads);
            training = new StepByStep(shape, data, options, team);
        }

        /** The labels are noise, so at first the loss is that of guessing, and then it falls. */
        @TearDown
        public void check() {
            team.close();
            executor.shutdown();
            Check.close("the training loss", loss, StrictMath.log(classes) / 2, StrictMath.log(classes) / 2 + 0.5, 1,
                    1);
        }
    }

    @Benchmark
    public double lanescope(Input input) {
        return input.loss = input.training.next();
    }
}
