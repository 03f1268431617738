package io.lanescope.nn.train;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.History;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Predictor;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.data.Glyphs;
import io.lanescope.nn.data.Scaler;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What layers do while training only. */
class BatchLayersTest {

    @Test
    void dropoutDropsItsShareAndKeepsTheMean() {
        int n = 200_000;
        for (double probability : new double[]{0.1, 0.5, 0.9}) {
            float[] x = new float[n];
            Arrays.fill(x, 1);
            Dropout dropout = new Dropout(probability, 3, n);
            dropout.draw(0, n);
            dropout.apply(x, n);
            int dropped = 0;
            double sum = 0;
            for (float v : x) {
                dropped += v == 0 ? 1 : 0;
                sum += v;
            }
            assertEquals(probability, dropped / (double) n, 5 * Math.sqrt(probability * (1 - probability) / n));
            assertEquals(1, sum / n, 0.05);
        }
    }

    @Test
    void eachStepAndLayerAndSeedDropsOthersAndTheSameOnesAgain() {
        String first = dropped(1, 0);
        assertEquals(first, dropped(1, 0));
        assertNotEquals(first, dropped(1, 1));
        assertNotEquals(first, dropped(2, 0));
    }

    private static String dropped(long seed, long step) {
        float[] x = new float[64];
        Arrays.fill(x, 1);
        Dropout dropout = new Dropout(0.5, seed, 64);
        dropout.draw(step, 64);
        dropout.apply(x, 64);
        return Arrays.toString(x);
    }

    @Test
    void runningMomentsFollowPyTorchsFormulas() {
        Architecture architecture = Architecture.of(1).dense(1, new Activation.Tanh()).batchNorm().dense(1);
        Parameters parameters = new Parameters(architecture);
        BatchNorm norm = new BatchNorm(0, parameters, new Parameters(architecture), 4);
        norm.forward(new float[]{1, 2, 3, 6}, 4);
        assertArrayEquals(new float[]{0.1f * 3, 0.9f + 0.1f * 14 / 3}, norm.running(), 1e-6f);
        norm.forward(new float[]{5, 7}, 2);
        assertArrayEquals(new float[]{0.27f + 0.6f, 0.9f * (0.9f + 1.4f / 3) + 0.1f * 2}, norm.running(), 1e-6f);
    }

    @Test
    void theTrainedModelNormalizesByTheRunningMoments() {
        Architecture architecture = Architecture.of(3).dense(4, new Activation.Tanh()).batchNorm().dense(2);
        Parameters parameters = new Parameters(architecture);
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < parameters.values().length; i++) {
            parameters.values()[i] = random.nextFloat() * 2 - 1;
        }
        Backpropagation network = new Backpropagation(architecture, new Loss.CrossEntropy(), ForbiddenFeatures.NONE,
                parameters, 8, 0,
                Team.single());
        float[] x = new float[24];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextFloat() * 4 - 1;
        }
        Targets targets = new Targets(new int[8], new float[0], new float[0], new float[0], Shuffle.identity(8));
        for (int step = 0; step < 3; step++) {
            network.step(x, 8, targets, 0, step);
        }
        Mlp model = new Mlp(network.toLayers(), Task.MULTICLASS, Scaler.none(3), List.of("a", "b", "c"),
                List.of("x", "y"));
        float[] outputs = new float[2];
        new Predictor(model, 1).predict(x, outputs);

        float[] w = parameters.values();
        float[] running = network.running().getFirst();
        double[] expected = {w[parameters.bias(1)], w[parameters.bias(1) + 1]};
        for (int j = 0; j < 4; j++) {
            double z = w[parameters.bias(0) + j];
            for (int i = 0; i < 3; i++) {
                z += x[i] * w[i * 4 + j];
            }
            double normalized = (z - running[j]) / Math.sqrt(running[4 + j] + 1e-5);
            double a = Math.tanh(w[parameters.scale(0) + j] * normalized + w[parameters.shift(0) + j]);
            for (int k = 0; k < 2; k++) {
                expected[k] += a * w[parameters.weights(1) + j * 2 + k];
            }
        }
        assertEquals(expected[0], outputs[0], 1e-5);
        assertEquals(expected[1], outputs[1], 1e-5);
    }

    @Test
    void theyTrainADigitReader() {
        Dataset data = Glyphs.generate(8, 600).data();
        Architecture architecture = Architecture.of(784)
                .dense(64, new Activation.Relu()).batchNorm().dropout(0.2)
                .dense(10);
        TrainingOptions options = TrainingOptions.builder(1).epochs(6).batchSize(32)
                .optimizer(new Optimizer.Adam(0.005))
                .scaling(TrainingOptions.Scaling.NONE)
                .build();
        Trainer.Result result = new Trainer(architecture, data, options, Team.single(), TrainingListener.NONE).train();
        List<History.Epoch> epochs = result.history().epochs();
        assertTrue(epochs.getLast().validationScore() > 0.7, epochs.toString());
    }

    @Test
    void aBatchOfOneRowCannotBeNormalizedSoALonelyLastOneIsLeftOut() {
        Architecture architecture = Architecture.of(784).dense(4, new Activation.Relu()).batchNorm().dense(10);
        Dataset data = Glyphs.generate(8, 33).data();
        TrainingOptions.Builder options = TrainingOptions.builder(1).epochs(2).validation(new Validation.None());
        assertThrows(IllegalArgumentException.class, () -> new Trainer(architecture, data,
                options.batchSize(1).build(), Team.single(), TrainingListener.NONE));
        int[] done = new int[1];
        new Trainer(architecture, data, options.batchSize(32).build(), Team.single(), new TrainingListener() {
            @Override
            public void step(int epoch, int rows, int all, double loss) {
                done[0] = rows;
                assertEquals(32, all);
            }
        }).train();
        assertEquals(32, done[0]);
    }

    @Test
    void theLastLayerHasNone() {
        Dataset data = Glyphs.generate(8, 40).data();
        for (Architecture wrong : List.of(Architecture.of(784).dense(10).batchNorm(),
                Architecture.of(784).dense(10).dropout(0.1), Architecture.of(784))) {
            assertThrows(IllegalArgumentException.class,
                    () -> new Trainer(wrong, data, new TrainingOptions(1), Team.single(), TrainingListener.NONE));
        }
        assertThrows(IllegalStateException.class, () -> Architecture.of(784).dropout(0.1));
        assertThrows(IllegalArgumentException.class, () -> Architecture.of(784).dense(3).dropout(1));
    }
}
