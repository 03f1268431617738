package io.lanescope.jmh;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import io.lanescope.nn.Mlp;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What {@link TrainStepBenchmark} does, in PyTorch: gather, forward, backward, Adam. */
public class PyTorchTrainStepBenchmark extends Defaults {

    /** In an epoch. */
    private static final int STEPS = 32;

    /** A network and data for it. */
    @State(Scope.Benchmark)
    public static class Input {

        /** Its widths, and the rows of a batch. */
        @Param({"784-512-512-10:256", "784-256-128-10:128", "784-128-10:32"})
        public String network;

        @Param({"1", "2"})
        public int threads;

        private NDManager manager;
        private Model model;
        private Trainer trainer;
        private NDArray rows;
        private NDArray labels;
        private NDArray[] batches;
        private int step;
        private double first;
        private float loss;

        @Setup
        public void fill() {
            int[] widths = Networks.widths(network);
            int batch = Networks.batch(network);
            int classes = widths[widths.length - 1];
            SplittableRandom random = new SplittableRandom(1);
            int count = batch * STEPS;
            int[] classOf = random.ints(count, 0, classes).toArray();
            float[] x = Operands.floats(random, count * widths[0]);
            Mlp ours = Networks.classifier(widths);

            manager = PyTorch.start(threads);
            rows = manager.create(x, new Shape(count, widths[0]));
            labels = manager.create(classOf, new Shape(count));
            batches = new NDArray[STEPS];
            for (int s = 0; s < STEPS; s++) {
                int first = s;
                batches[s] = manager.create(LongStream.range(0, batch).map(i -> i * STEPS + first).toArray());
            }
            model = Model.newInstance("network", "PyTorch");
            model.setBlock(PyTorch.network(ours, model.getNDManager()));
            trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                    .optOptimizer(Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.001f)).build()));
            trainer.initialize(new Shape(batch, widths[0]));
            checkFirst(ours, x, classOf, batch);
            step = 0;
        }

        /** With our weights, the loss before the first update is ours. */
        private void checkFirst(Mlp ours, float[] x, int[] classOf, int batch) {
            double sum = 0;
            for (int i = 0; i < batch; i++) {
                double[] outputs = Networks.outputs(ours, x, i * STEPS * ours.inputs());
                double exponentials = Arrays.stream(outputs).map(StrictMath::exp).sum();
                sum += StrictMath.log(exponentials) - outputs[classOf[i * STEPS]];
            }
            first = sum / batch;
            Check.close("the first loss", next(), first, first, 1000, 0x1p-24);
        }

        private float next() {
            try (NDManager scope = manager.newSubManager()) {
                NDArray gathered = rows.get(batches[step]);
                NDArray expected = labels.get(batches[step]);
                gathered.attach(scope);
                expected.attach(scope);
                NDArray mean;
                try (GradientCollector gradients = trainer.newGradientCollector()) {
                    NDList outputs = trainer.forward(new NDList(gathered));
                    mean = trainer.getLoss().evaluate(new NDList(expected), outputs);
                    gradients.backward(mean);
                }
                trainer.step();
                step = step + 1 == STEPS ? 0 : step + 1;
                return mean.getFloat();
            }
        }

        /** The labels are noise: the loss can only fall from where it began, but for what differs between batches. */
        @TearDown
        public void check() {
            trainer.close();
            model.close();
            manager.close();
            Check.close("the training loss", loss, first, first, 1, 1);
        }
    }

    @Benchmark
    public float pytorch(Input input) {
        return input.loss = input.next();
    }
}
