package io.lanescope.nn.train;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import io.lanescope.nn.Architecture;
import io.lanescope.nn.Task;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class BackpropagationTest {

    private static final int ROWS = 9;
    private static final int INPUTS = 6;
    private static final long SEED = 77;
    private static final long STEP = 5;

    /** What has weights. */
    private enum Weighted {
        NOTHING, ROWS, CLASSES
    }

    /** Everything that decides what a gradient is. */
    private record Network(Architecture architecture, Loss loss, Regularization penalties, Weighted weighted) {
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder().append(loss);
            architecture.layers().forEach(layer -> text.append(' ').append(layer.activation())
                    .append(layer.batchNorm() ? "+norm" : "").append(layer.dropout() > 0 ? "+dropout" : ""));
            return text + (penalties.equals(Regularization.NONE) ? "" : " " + penalties)
                    + (weighted == Weighted.NOTHING ? "" : " weighted " + weighted);
        }
    }

    private static Architecture hidden(Activation activation) {
        return Architecture.of(INPUTS).dense(7, activation).dense(5, activation);
    }

    static Stream<Network> networks() {
        Loss crossEntropy = new Loss.CrossEntropy();
        Activation tanh = new Activation.Tanh();
        Stream<Network> activations = Stream.of(new Activation.Identity(), new Activation.Relu(),
                new Activation.LeakyRelu(0.2f), new Activation.Elu(1.5f), new Activation.Selu(), new Activation.Gelu(),
                new Activation.GeluTanh(), new Activation.Silu(), new Activation.Sigmoid(),
                new Activation.HardSigmoid(), new Activation.HardSwish(), new Activation.LogSigmoid(),
                new Activation.Softplus(), tanh, new Activation.Mish())
                .map(f -> new Network(hidden(f).dense(4), crossEntropy, Regularization.NONE, Weighted.NOTHING));
        Stream<Network> losses = Stream.of(new Loss.CrossEntropy(0.1), new Loss.BinaryCrossEntropy(),
                new Loss.BinaryCrossEntropy(0.2), new Loss.MeanSquaredError(), new Loss.MeanAbsoluteError(),
                new Loss.Huber(), new Loss.Huber(0.3))
                .flatMap(loss -> Stream.of(Weighted.values())
                        .filter(weighted -> weighted != Weighted.CLASSES || loss.task() != Task.REGRESSION)
                        .map(weighted -> new Network(
                                hidden(tanh).dense(loss instanceof Loss.BinaryCrossEntropy ? 1 : 3), loss,
                                Regularization.NONE, weighted)));
        Stream<Network> layers = Stream.of(
                hidden(tanh).batchNorm().dense(4),
                hidden(tanh).dropout(0.4).dense(4),
                Architecture.of(INPUTS).dense(7, new Activation.Silu()).batchNorm().dropout(0.3)
                        .dense(5, tanh).batchNorm().dropout(0.2).dense(4),
                Architecture.of(INPUTS).dense(4))
                .map(a -> new Network(a, crossEntropy, Regularization.NONE, Weighted.NOTHING));
        Stream<Network> penalties = Stream.of(new Regularization(0.01, 0), new Regularization(0, 0.02),
                new Regularization(0.01, 0.02))
                .map(p -> new Network(hidden(tanh).batchNorm().dense(4), crossEntropy, p, Weighted.ROWS));
        return Stream.of(activations, losses, layers, penalties).flatMap(all -> all);
    }

    /** A network with random parameters and some rows, in float and in double. */
    private static final class Setup {

        final Network network;
        final Architecture architecture;
        final Parameters parameters;
        final float[] x = new float[ROWS * INPUTS];
        final Targets targets;
        final double[][] rows = new double[ROWS][INPUTS];
        final double[][] truth;
        final ReferenceNetwork reference;

        Setup(Network network) {
            this.network = network;
            architecture = network.architecture;
            int outputs = architecture.layers().getLast().width();
            parameters = new Parameters(architecture);
            SplittableRandom random = new SplittableRandom(7);
            for (int i = 0; i < parameters.values().length; i++) {
                parameters.values()[i] = random.nextFloat() * 2 - 1;
            }
            for (int i = 0; i < x.length; i++) {
                x[i] = random.nextFloat() * 2 - 1;
                rows[i / INPUTS][i % INPUTS] = x[i];
            }
            boolean classes = network.loss.task() != Task.REGRESSION;
            int[] labels = new int[ROWS];
            float[] values = new float[ROWS * outputs];
            float[] weights = new float[network.weighted == Weighted.NOTHING ? 0 : ROWS];
            float[] classWeights = network.weighted == Weighted.CLASSES
                    ? new float[]{0.3f, 1.7f, 0, 2.5f}
                    : new float[0];
            truth = new double[ROWS][classes ? 1 : outputs];
            for (int r = 0; r < ROWS; r++) {
                labels[r] = random.nextInt(Math.max(outputs, 2));
                for (int j = 0; j < outputs; j++) {
                    values[r * outputs + j] = random.nextFloat() * 2 - 1;
                }
                for (int j = 0; j < truth[r].length; j++) {
                    truth[r][j] = classes ? labels[r] : values[r * outputs + j];
                }
                if (network.weighted != Weighted.NOTHING) {
                    weights[r] = network.weighted == Weighted.ROWS ? random.nextFloat() : classWeights[labels[r]];
                }
            }
            targets = new Targets(labels, values, weights, classWeights, Shuffle.identity(ROWS));
            reference = new ReferenceNetwork(architecture, network.loss, network.penalties, doubles(weights),
                    doubles(classWeights), masks());
        }

        private double[][] masks() {
            double[][] masks = new double[architecture.layers().size()][0];
            for (int l = 0; l < masks.length; l++) {
                Architecture.Layer layer = architecture.layers().get(l);
                if (layer.dropout() > 0) {
                    float[] ones = new float[ROWS * layer.width()];
                    Arrays.fill(ones, 1);
                    Dropout dropout = new Dropout(layer.dropout(), SEED + l, ones.length);
                    dropout.draw(STEP, ones.length);
                    dropout.apply(ones, ones.length);
                    masks[l] = doubles(ones);
                }
            }
            return masks;
        }

        Backpropagation network(Team team) {
            return new Backpropagation(architecture, network.loss, ForbiddenFeatures.NONE, parameters, ROWS, SEED,
                    team);
        }

        double step(Backpropagation backpropagation) {
            double sum = backpropagation.step(x, ROWS, targets, 0, STEP);
            network.penalties.addGradient(parameters, backpropagation.gradients());
            return sum;
        }
    }

    private static double[] doubles(float[] floats) {
        double[] doubles = new double[floats.length];
        for (int i = 0; i < floats.length; i++) {
            doubles[i] = floats[i];
        }
        return doubles;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void referenceGradientsAgreeWithCentralDifferences(Network network) {
        Setup setup = new Setup(network);
        double[] parameters = doubles(setup.parameters.values());
        double[] gradient = setup.reference.gradient(parameters, setup.rows, setup.truth);
        for (int i = 0; i < parameters.length; i++) {
            double h = 1e-6;
            double there = parameters[i];
            parameters[i] = there + h;
            double up = setup.reference.loss(parameters, setup.rows, setup.truth);
            parameters[i] = there - h;
            double down = setup.reference.loss(parameters, setup.rows, setup.truth);
            parameters[i] = there;
            assertEquals((up - down) / (2 * h), gradient[i], 1e-6 * Math.max(1, Math.abs(gradient[i])),
                    "parameter " + i);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientsAndLossAgreeWithTheReferenceInDouble(Network network) {
        Setup setup = new Setup(network);
        Backpropagation backpropagation = setup.network(Team.single());
        double mean = setup.step(backpropagation) / setup.targets.totalWeight(0, ROWS);
        double[] parameters = doubles(setup.parameters.values());
        double[] expected = setup.reference.gradient(parameters, setup.rows, setup.truth);
        if (network.penalties.equals(Regularization.NONE)) {
            double loss = setup.reference.loss(parameters, setup.rows, setup.truth);
            assertEquals(loss, mean, 1e-6 * Math.max(1, loss));
        }
        double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], backpropagation.gradients().values()[i], 3e-6 * scale, "parameter " + i);
        }
    }

    private static Network everything() {
        return new Network(
                Architecture.of(INPUTS).dense(7, new Activation.Relu()).batchNorm().dropout(0.3)
                        .dense(5, new Activation.Tanh()).dense(4),
                new Loss.CrossEntropy(0.1), new Regularization(1e-3, 1e-3, 2), Weighted.CLASSES);
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() {
        Setup setup = new Setup(everything());
        Backpropagation alone = setup.network(Team.single());
        double loss = setup.step(alone);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int size = 2; size <= 3; size++) {
                try (Team team = Team.of(threads, size)) {
                    Backpropagation together = setup.network(team);
                    assertEquals(loss, setup.step(together));
                    assertArrayEquals(alone.gradients().values(), together.gradients().values());
                }
            }
        }
    }

    static Stream<Optimizer> optimizers() {
        return Stream.of(new Optimizer.Sgd(1e-3, 0.9, true, 1e-4), new Optimizer.Adagrad(1e-3),
                new Optimizer.RmsProp(1e-3), new Optimizer.Adam(1e-3), new Optimizer.AdamW(1e-3));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aStepAllocatesNothing(Optimizer optimizer) throws InterruptedException {
        Network network = everything();
        Setup setup = new Setup(network);
        Backpropagation backpropagation = setup.network(Team.single());
        OptimizerState state = new OptimizerState(optimizer, setup.parameters.values().length, Team.single());
        Clipping clipping = new Clipping.Norm(1);
        Schedule[] schedules = {new Schedule.Cosine(0.1, 0), new Schedule.OneCycle(0.3), new Schedule.Step(1, 0.9),
            new Schedule.Exponential(0.9)};
        double[] scratch = new double[7];
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 300 && least > 0; round++) {
            Thread.sleep(round / 10); // until the JIT compiler is done
            long before = memory.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1000; i++) {
                setup.step(backpropagation);
                clipping.apply(backpropagation.gradients().values());
                Schedule schedule = schedules[i % schedules.length];
                state.step(setup.parameters.values(), backpropagation.gradients().values(),
                        schedule.factor(i, 100, 1000), schedule.momentum(optimizer.momentum(), i, 1000));
                network.penalties.constrain(setup.parameters, scratch);
            }
            least = Math.min(least, memory.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }
}
