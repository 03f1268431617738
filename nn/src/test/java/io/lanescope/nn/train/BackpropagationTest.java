package io.lanescope.nn.train;

import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import io.lanescope.nn.Architecture;
import io.lanescope.nn.Initializer;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

class BackpropagationTest {

    private static final int ROWS = 9;

    static Stream<Arguments> networks() {
        return Stream.of(new Activation.Relu(), new Activation.LeakyRelu(0.2f), new Activation.Tanh(),
                new Activation.Sigmoid(), new Activation.Identity())
                .flatMap(activation -> Stream.of(
                        Arguments.of(activation, new Loss.CrossEntropy(), 4),
                        Arguments.of(activation, new Loss.BinaryCrossEntropy(), 1),
                        Arguments.of(activation, new Loss.MeanSquaredError(), 1)));
    }

    /** A network with random parameters, some rows, and what belongs to them. */
    private static final class Setup {

        final Architecture architecture;
        final Loss loss;
        final Parameters parameters;
        final float[] x;
        final Targets targets;
        final double[] doubleTargets = new double[ROWS];

        Setup(Activation activation, Loss loss, int outputs) {
            this.loss = loss;
            architecture = Architecture.of(6).dense(7, activation).dense(5, activation).dense(outputs);
            parameters = new Parameters(architecture);
            SplittableRandom random = new SplittableRandom(7);
            Initializer.LECUN_NORMAL.fill(random, 1, parameters.values().length, parameters.values(), 0);
            x = new float[ROWS * 6];
            int[] labels = new int[ROWS];
            float[] values = new float[ROWS];
            for (int i = 0; i < x.length; i++) {
                x[i] = random.nextFloat() * 2 - 1;
            }
            for (int r = 0; r < ROWS; r++) {
                labels[r] = random.nextInt(Math.max(outputs, 2));
                values[r] = random.nextFloat();
                doubleTargets[r] = loss instanceof Loss.MeanSquaredError ? values[r] : labels[r];
            }
            targets = new Targets(labels, values, new float[0], Shuffle.identity(ROWS));
        }

        Backpropagation network(Team team) {
            return new Backpropagation(architecture, loss, parameters, ROWS, 0, team);
        }

        double[] doubleParameters() {
            double[] doubles = new double[parameters.values().length];
            for (int i = 0; i < doubles.length; i++) {
                doubles[i] = parameters.values()[i];
            }
            return doubles;
        }

        double[][] doubleRows() {
            double[][] rows = new double[ROWS][6];
            for (int i = 0; i < x.length; i++) {
                rows[i / 6][i % 6] = x[i];
            }
            return rows;
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void referenceGradientsAgreeWithCentralDifferences(Activation activation, Loss loss, int outputs) {
        Setup setup = new Setup(activation, loss, outputs);
        ReferenceNetwork reference = new ReferenceNetwork(setup.architecture, loss);
        double[] parameters = setup.doubleParameters();
        double[] gradient = reference.gradient(parameters, setup.doubleRows(), setup.doubleTargets);
        for (int i = 0; i < parameters.length; i++) {
            double h = 1e-6;
            double there = parameters[i];
            parameters[i] = there + h;
            double up = reference.loss(parameters, setup.doubleRows(), setup.doubleTargets);
            parameters[i] = there - h;
            double down = reference.loss(parameters, setup.doubleRows(), setup.doubleTargets);
            parameters[i] = there;
            assertEquals((up - down) / (2 * h), gradient[i], 1e-6 * Math.max(1, Math.abs(gradient[i])));
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientsAndLossAgreeWithTheReferenceInDouble(Activation activation, Loss loss, int outputs) {
        Setup setup = new Setup(activation, loss, outputs);
        Backpropagation network = setup.network(Team.single());
        double sum = network.step(setup.x, ROWS, setup.targets, 0, 0);
        ReferenceNetwork reference = new ReferenceNetwork(setup.architecture, loss);
        double[] expected = reference.gradient(setup.doubleParameters(), setup.doubleRows(), setup.doubleTargets);
        double mean = reference.loss(setup.doubleParameters(), setup.doubleRows(), setup.doubleTargets);
        assertEquals(mean, sum / ROWS, 1e-6 * Math.max(1, mean));
        double scale = 0;
        for (double g : expected) {
            scale = Math.max(scale, Math.abs(g));
        }
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], network.gradients().values()[i], 2e-6 * scale, "parameter " + i);
        }
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBits() {
        Setup setup = new Setup(new Activation.Tanh(), new Loss.CrossEntropy(), 4);
        Backpropagation alone = setup.network(Team.single());
        double loss = alone.step(setup.x, ROWS, setup.targets, 0, 0);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (int size = 2; size <= 3; size++) {
                try (Team team = Team.of(threads, size)) {
                    Backpropagation together = setup.network(team);
                    assertEquals(loss, together.step(setup.x, ROWS, setup.targets, 0, 0));
                    assertArrayEquals(alone.gradients().values(), together.gradients().values());
                }
            }
        }
    }

    @Test
    void aStepAllocatesNothing() {
        Setup setup = new Setup(new Activation.Relu(), new Loss.CrossEntropy(), 4);
        Backpropagation network = setup.network(Team.single());
        OptimizerState optimizer = new OptimizerState(new Optimizer.Adam(1e-3), setup.parameters.values().length);
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 100 && least > 0; round++) { // until the JIT compiler is done
            long before = memory.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1000; i++) {
                network.step(setup.x, ROWS, setup.targets, 0, 0);
                optimizer.step(setup.parameters.values(), network.gradients().values(), 1);
            }
            least = Math.min(least, memory.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }
}
