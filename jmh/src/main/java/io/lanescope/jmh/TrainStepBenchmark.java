package io.lanescope.jmh;

import java.util.Objects;
import java.util.SplittableRandom;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.train.History;
import io.lanescope.nn.train.Trainer;
import io.lanescope.nn.train.TrainingListener;
import io.lanescope.nn.train.TrainingOptions;
import io.lanescope.nn.train.Validation;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One step of Adam on the network 784-128-64-10 with cross entropy: gather, forward, backward, update. */
public class TrainStepBenchmark extends Defaults {

    /** Of one invocation. */
    private static final int STEPS = 50;

    /** Data for one epoch. */
    @State(Scope.Benchmark)
    public static class Input {

        @Param({"64", "256"})
        public int batch;

        private Dataset data;
        private Trainer trainer;
        private History.@Nullable Epoch last;

        @Setup
        public void fill() {
            SplittableRandom random = new SplittableRandom(1);
            int rows = batch * STEPS;
            int[] labels = random.ints(rows, 0, 10).toArray();
            data = new Dataset(Operands.floats(random, rows * 784), Networks.names("x", 784), null,
                    new Dataset.Classes(labels, Networks.names("class", 10)));
        }

        /** Training goes on where it stopped, so each invocation has a trainer of its own. */
        @Setup(Level.Invocation)
        public void start() {
            Architecture shape = Architecture.of(784).dense(128, new Activation.Relu()).dense(64, new Activation.Relu())
                    .dense(10);
            TrainingOptions options = TrainingOptions.builder(1).epochs(1).batchSize(batch)
                    .scaling(TrainingOptions.Scaling.NONE).validation(new Validation.None()).build();
            trainer = new Trainer(shape, data, options, Team.single(), TrainingListener.NONE);
        }

        /** The labels are noise, so the loss must be near that of guessing. */
        @TearDown
        public void check() {
            Check.close("the training loss", Objects.requireNonNull(last).loss(), StrictMath.log(10), 1, 1, 0.5);
        }
    }

    @Benchmark
    @OperationsPerInvocation(STEPS)
    public History.Epoch lanescope(Input input) {
        return input.last = input.trainer.train().history().epochs().getLast();
    }
}
