package io.lanescope.nn.train;

import java.util.SplittableRandom;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.Initializer;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class OptimizerTest {

    private static final int ROWS = 12;

    /** Kingma and Ba's formulas, with Loshchilov and Hutter's decay, in double. */
    private static final class ReferenceAdam {
        final double[] m;
        final double[] v;
        int step;

        ReferenceAdam(int n) {
            m = new double[n];
            v = new double[n];
        }

        void step(double[] w, double[] g, Optimizer.Adam adam) {
            step++;
            for (int i = 0; i < w.length; i++) {
                w[i] -= adam.rate() * adam.weightDecay() * w[i];
                m[i] = adam.beta1() * m[i] + (1 - adam.beta1()) * g[i];
                v[i] = adam.beta2() * v[i] + (1 - adam.beta2()) * g[i] * g[i];
                double mean = m[i] / (1 - Math.pow(adam.beta1(), step));
                double variance = v[i] / (1 - Math.pow(adam.beta2(), step));
                w[i] -= adam.rate() * mean / (Math.sqrt(variance) + adam.epsilon());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01})
    void thirtyFullBatchStepsOfAdamStayWithTheFormulasInDouble(double decay) {
        Architecture architecture = Architecture.of(5).dense(8, new Activation.Tanh()).dense(3);
        Parameters parameters = new Parameters(architecture);
        SplittableRandom random = new SplittableRandom(3);
        Initializer.LECUN_NORMAL.fill(random, 2, parameters.values().length / 2, parameters.values(), 0);
        float[] x = new float[ROWS * 5];
        double[][] rows = new double[ROWS][5];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextFloat() * 2 - 1;
            rows[i / 5][i % 5] = x[i];
        }
        int[] labels = new int[ROWS];
        double[] doubleLabels = new double[ROWS];
        for (int r = 0; r < ROWS; r++) {
            labels[r] = random.nextInt(3);
            doubleLabels[r] = labels[r];
        }
        double[] reference = new double[parameters.values().length];
        for (int i = 0; i < reference.length; i++) {
            reference[i] = parameters.values()[i];
        }

        Optimizer.Adam adam = new Optimizer.Adam(0.01, 0.9, 0.999, 1e-8, decay);
        Loss loss = new Loss.CrossEntropy();
        Backpropagation network = new Backpropagation(architecture, loss, parameters, ROWS, Team.single());
        Optimizer.State state = new Optimizer.State(adam, reference.length);
        ReferenceNetwork referenceNetwork = new ReferenceNetwork(architecture, loss);
        ReferenceAdam referenceAdam = new ReferenceAdam(reference.length);
        Targets targets = new Targets(labels, new float[0], Shuffle.identity(ROWS));
        for (int step = 0; step < 30; step++) {
            network.step(x, ROWS, targets, 0);
            state.step(parameters.values(), network.gradients().values());
            referenceAdam.step(reference, referenceNetwork.gradient(reference, rows, doubleLabels), adam);
            for (int i = 0; i < reference.length; i++) {
                assertEquals(reference[i], parameters.values()[i], 1e-4 * Math.max(0.01, Math.abs(reference[i])),
                        "step " + step + " parameter " + i);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aLearningRateThatIsNoneIsRefused(double rate) {
        assertThrows(IllegalArgumentException.class, () -> new Optimizer.Adam(rate));
    }
}
