package io.lanescope.nn.train;

import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.stream.Stream;

import io.lanescope.nn.Architecture;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class OptimizerTest {

    private static final int ROWS = 12;

    /** The published update of one parameter in double; it remembers up to three numbers between its steps, counted from 1. */
    private interface Formula {
        double next(double w, double g, double[] memory, int step);
    }

    static Stream<Arguments> optimizers() {
        return Stream.of(
                arguments(new Optimizer.Sgd(0.1), momentum(0.1, 0, false, 0)),
                arguments(new Optimizer.Sgd(0.1, 0, false, 0.05), momentum(0.1, 0, false, 0.05)),
                arguments(new Optimizer.Sgd(0.1, 0.9, false, 0.05), momentum(0.1, 0.9, false, 0.05)),
                arguments(new Optimizer.Sgd(0.1, 0.9, true, 0.05), momentum(0.1, 0.9, true, 0.05)),
                arguments(new Optimizer.Adagrad(0.05), adagrad(0.05, 1e-10, 0)),
                arguments(new Optimizer.Adagrad(0.05, 1e-6, 0.05), adagrad(0.05, 1e-6, 0.05)),
                arguments(new Optimizer.RmsProp(0.01), rmsProp(0.01, 0.99, 1e-8, 0)),
                arguments(new Optimizer.RmsProp(0.01, 0.9, 1e-6, 0.05), rmsProp(0.01, 0.9, 1e-6, 0.05)),
                arguments(new Optimizer.Adam(0.01), adam(0.01, 1e-8, 0, 0, false)),
                arguments(new Optimizer.Adam(0.01, 0.9, 0.999, 1e-8, 0.05, false), adam(0.01, 1e-8, 0.05, 0, false)),
                arguments(new Optimizer.Adam(0.01, 0.9, 0.999, 1e-8, 0.05, true), adam(0.01, 1e-8, 0.05, 0, true)),
                arguments(new Optimizer.AdamW(0.01), adam(0.01, 1e-8, 0, 0.01, false)),
                arguments(new Optimizer.AdamW(0.01, 0.9, 0.999, 1e-6, 0.1), adam(0.01, 1e-6, 0, 0.1, false)));
    }

    private static Formula momentum(double rate, double momentum, boolean nesterov, double decay) {
        return (w, gradient, b, step) -> {
            double g = gradient + decay * w;
            b[0] = step == 1 ? g : momentum * b[0] + g;
            return w - rate * (nesterov ? g + momentum * b[0] : b[0]);
        };
    }

    private static Formula adagrad(double rate, double epsilon, double decay) {
        return (w, gradient, s, step) -> {
            double g = gradient + decay * w;
            s[0] += g * g;
            return w - rate * g / (Math.sqrt(s[0]) + epsilon);
        };
    }

    private static Formula rmsProp(double rate, double alpha, double epsilon, double decay) {
        return (w, gradient, v, step) -> {
            double g = gradient + decay * w;
            v[0] = alpha * v[0] + (1 - alpha) * g * g;
            return w - rate * g / (Math.sqrt(v[0]) + epsilon);
        };
    }

    private static Formula adam(double rate, double epsilon, double coupled, double decoupled, boolean amsgrad) {
        return (w, gradient, memory, step) -> {
            double g = gradient + coupled * w;
            memory[0] = 0.9 * memory[0] + 0.1 * g;
            memory[1] = 0.999 * memory[1] + 0.001 * g * g;
            memory[2] = amsgrad ? Math.max(memory[2], memory[1]) : memory[1];
            double mean = memory[0] / (1 - Math.pow(0.9, step));
            double variance = memory[2] / (1 - Math.pow(0.999, step));
            return w - rate * decoupled * w - rate * mean / (Math.sqrt(variance) + epsilon);
        };
    }

    /** A small network with rows of two clusters that overlap, in float and in double. */
    private static final class Setup {
        final Architecture architecture = Architecture.of(5).dense(8, new Activation.Tanh()).dense(3);
        final Loss loss = new Loss.CrossEntropy();
        final Parameters parameters = new Parameters(architecture);
        final float[] x = new float[ROWS * 5];
        final double[][] rows = new double[ROWS][5];
        final int[] labels = new int[ROWS];
        final double[][] truth = new double[ROWS][1];

        Setup() {
            SplittableRandom random = new SplittableRandom(3);
            parameters.initialize(random);
            for (int i = 0; i < x.length; i++) {
                x[i] = random.nextFloat() * 2 - 1;
                rows[i / 5][i % 5] = x[i];
            }
            for (int r = 0; r < ROWS; r++) {
                labels[r] = random.nextInt(3);
                truth[r][0] = labels[r];
            }
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void thirtyFullBatchStepsStayWithTheFormulasInDouble(Optimizer optimizer, Formula formula) {
        Setup setup = new Setup();
        float[] values = setup.parameters.values();
        double[] expected = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            expected[i] = values[i];
        }
        double[][] memory = new double[values.length][3];
        Backpropagation network = new Backpropagation(setup.architecture, setup.loss, ForbiddenFeatures.NONE,
                setup.parameters, ROWS, 0,
                Team.single());
        OptimizerState state = new OptimizerState(optimizer, values.length, Team.single());
        ReferenceNetwork reference = new ReferenceNetwork(setup.architecture, setup.loss);
        Targets targets = new Targets(setup.labels, new float[0], new float[0], new float[0], Shuffle.identity(ROWS));
        for (int step = 1; step <= 30; step++) {
            network.step(setup.x, ROWS, targets, 0, step);
            state.step(values, network.gradients().values(), 1, optimizer.momentum());
            double[] gradient = reference.gradient(expected, setup.rows, setup.truth);
            for (int i = 0; i < values.length; i++) {
                expected[i] = formula.next(expected[i], gradient[i], memory[i], step);
                assertEquals(expected[i], values[i], 1e-4 * Math.max(0.01, Math.abs(expected[i])),
                        "step " + step + " parameter " + i);
            }
        }
    }

    @Test
    void theFactorOfAScheduleMultipliesTheRate() {
        float[] halved = {1, 2};
        float[] half = {1, 2};
        new OptimizerState(new Optimizer.Sgd(0.5), 2, Team.single()).step(halved, new float[]{3, -1}, 0.5, 0);
        new OptimizerState(new Optimizer.Sgd(0.25), 2, Team.single()).step(half, new float[]{3, -1}, 1, 0);
        assertArrayEquals(half, halved);
    }

    @Test
    void theMomentumOfAScheduleTakesThePlaceOfTheOptimisersOwn() {
        for (Optimizer[] pair : new Optimizer[][]{
            {new Optimizer.Sgd(0.1, 0.9, false, 0), new Optimizer.Sgd(0.1, 0.8, false, 0)},
            {new Optimizer.Sgd(0.1, 0.9, true, 0), new Optimizer.Sgd(0.1, 0.8, true, 0)},
            {new Optimizer.Adam(0.1), new Optimizer.Adam(0.1, 0.8, 0.999, 1e-8, 0, false)},
            {new Optimizer.Adam(0.1, 0.9, 0.999, 1e-8, 0, true), new Optimizer.Adam(0.1, 0.8, 0.999, 1e-8, 0, true)},
            {new Optimizer.AdamW(0.1), new Optimizer.AdamW(0.1, 0.8, 0.999, 1e-8, 0.01)}}) {
            float[] given = {1, 2};
            float[] own = {1, 2};
            OptimizerState first = new OptimizerState(pair[0], 2, Team.single());
            OptimizerState second = new OptimizerState(pair[1], 2, Team.single());
            for (int step = 0; step < 3; step++) {
                first.step(given, new float[]{3, -step}, 1, 0.8);
                second.step(own, new float[]{3, -step}, 1, pair[1].momentum());
            }
            assertArrayEquals(own, given);
        }
    }

    static final double[] NO_RATES = {0, -1, Double.NaN, Double.POSITIVE_INFINITY};

    @ParameterizedTest
    @FieldSource("NO_RATES")
    void aLearningRateThatIsNoneIsRefused(double rate) {
        for (DoubleFunction<Optimizer> kind : Stream.<DoubleFunction<Optimizer>>of(Optimizer.Sgd::new,
                Optimizer.Adagrad::new, Optimizer.RmsProp::new, Optimizer.Adam::new, Optimizer.AdamW::new).toList()) {
            assertThrows(IllegalArgumentException.class, () -> kind.apply(rate));
        }
    }

    @Test
    void hyperparametersOutOfTheirRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Optimizer.Sgd(0.1, 1, false, 0));
        assertThrows(IllegalArgumentException.class, () -> new Optimizer.Sgd(0.1, 0, true, 0));
        assertThrows(IllegalArgumentException.class, () -> new Optimizer.Sgd(0.1, 0.9, false, -1));
        assertThrows(IllegalArgumentException.class, () -> new Optimizer.RmsProp(0.1, 1, 1e-8, 0));
        assertThrows(IllegalArgumentException.class, () -> new Optimizer.Adam(0.1, 0.9, 1, 1e-8, 0, false));
        assertThrows(IllegalArgumentException.class, () -> new Optimizer.AdamW(0.1, 0.9, 0.999, 0, 0));
    }
}
