package io.lanescope.nn;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import io.lanescope.nn.data.Scaler;
import io.lanescope.simd.Activation;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class PredictorTest {

    private static Mlp model(Task task, int outputs) {
        SplittableRandom random = new SplittableRandom(1);
        float[] first = new float[20 * 30];
        float[] second = new float[30 * outputs];
        Initializer.HE_NORMAL.fill(random, 20, 30, first, 0);
        Initializer.GLOROT_UNIFORM.fill(random, 30, outputs, second, 0);
        float[] scale = new float[20];
        Arrays.fill(scale, 0.5f);
        return new Mlp(
                List.of(new Dense(20, 30, first, new float[30], new Activation.Tanh()),
                        new Dense(30, outputs, second, new float[outputs], new Activation.Identity())),
                task, new Scaler(new float[20], scale), names(20), names(task == Task.BINARY ? 2 : outputs));
    }

    private static List<String> names(int n) {
        return IntStream.range(0, n).mapToObj(i -> "n" + i).toList();
    }

    private static float[] rows(int n) {
        float[] x = new float[n * 20];
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextFloat() - 0.5f;
        }
        return x;
    }

    @Test
    void aRowHasTheSameBitsAloneAndInAnyBatch() {
        Mlp model = model(Task.MULTICLASS, 7);
        float[] x = rows(50);
        float[] all = new float[50 * 7];
        new Predictor(model, 50).predict(x, 0, 50, all, 0);
        for (int capacity : new int[]{1, 2, 7, 16, 64}) {
            float[] y = new float[50 * 7];
            new Predictor(model, capacity).predict(x, 0, 50, y, 0);
            assertArrayEquals(all, y);
        }
    }

    @Test
    void probabilitiesSumToOne() {
        for (Task task : List.of(Task.MULTICLASS, Task.BINARY)) {
            Mlp model = model(task, task == Task.BINARY ? 1 : 7);
            int classes = model.outputNames().size();
            float[] p = new float[50 * classes];
            new Predictor(model, 8).probabilities(rows(50), 0, 50, p, 0);
            for (int r = 0; r < 50; r++) {
                float sum = 0;
                for (int j = 0; j < classes; j++) {
                    sum += p[r * classes + j];
                }
                assertEquals(1, sum, 1e-6f);
            }
        }
    }

    private static Mlp endingIn(OutputFunction function) {
        Mlp model = model(Task.MULTICLASS, 7);
        return new Mlp(model.layers(), function, model.task(), model.scaler(), model.featureNames(),
                model.outputNames());
    }

    @Test
    void outputsAreAfterTheOutputFunctionAndLogitsBeforeIt() {
        float[] x = rows(9);
        float[] logits = new float[9 * 7];
        new Predictor(model(Task.MULTICLASS, 7), 4).predict(x, 0, 9, logits, 0);
        float[] p = new float[9 * 7];
        new Predictor(model(Task.MULTICLASS, 7), 4).probabilities(x, 0, 9, p, 0);
        for (OutputFunction function : OutputFunction.values()) {
            Predictor predictor = new Predictor(endingIn(function), 4);
            float[] y = new float[9 * 7];
            predictor.logits(x, 0, 9, y, 0);
            assertArrayEquals(logits, y);
            predictor.probabilities(x, 0, 9, y, 0);
            assertArrayEquals(p, y);
            predictor.predict(x, 0, 9, y, 0);
            for (int i = 0; i < y.length; i++) {
                double expected = switch (function) {
                    case NONE -> logits[i];
                    case SOFTMAX -> p[i];
                    case LOG_SOFTMAX -> Math.log(p[i]);
                };
                assertEquals(expected, y[i], 1e-6);
            }
        }
    }

    @Test
    void aSigmoidAtTheEndOfABinaryClassifierGivesTheProbabilityOfItsSecondClass() {
        Mlp logit = model(Task.BINARY, 1);
        Dense last = logit.layers().getLast();
        Mlp sigmoid = new Mlp(
                List.of(logit.layers().getFirst(),
                        new Dense(30, 1, last.weights(), last.bias(), new Activation.Sigmoid())),
                Task.BINARY, logit.scaler(), logit.featureNames(), logit.outputNames());
        float[] x = rows(5);
        float[] expected = new float[10];
        new Predictor(logit, 5).probabilities(x, 0, 5, expected, 0);
        float[] p = new float[10];
        new Predictor(sigmoid, 5).probabilities(x, 0, 5, p, 0);
        assertArrayEquals(expected, p);
        float[] y = new float[5];
        new Predictor(sigmoid, 5).predict(x, 0, 5, y, 0);
        for (int r = 0; r < 5; r++) {
            assertEquals(expected[2 * r + 1], y[r]);
        }
    }

    @Test
    void aSoftmaxNeedsTheLogitsOfSeveralClasses() {
        Mlp numbers = model(Task.REGRESSION, 3);
        assertThrows(IllegalArgumentException.class, () -> new Mlp(numbers.layers(), OutputFunction.SOFTMAX,
                Task.REGRESSION, numbers.scaler(), numbers.featureNames(), numbers.outputNames()));
    }

    @Test
    void aRegressionHasNoProbabilities() {
        Predictor predictor = new Predictor(model(Task.REGRESSION, 3), 1);
        assertThrows(IllegalStateException.class, () -> predictor.probabilities(rows(1), 0, 1, new float[3], 0));
    }

    @Test
    void anArrayThatIsTooShortIsRefused() {
        Predictor predictor = new Predictor(model(Task.REGRESSION, 3), 4);
        assertThrows(IndexOutOfBoundsException.class, () -> predictor.predict(rows(1), 0, 2, new float[6], 0));
        assertThrows(IndexOutOfBoundsException.class, () -> predictor.predict(rows(2), 0, 2, new float[5], 0));
    }

    @Test
    void aPredictionAllocatesNothing() throws InterruptedException {
        Predictor predictor = new Predictor(model(Task.MULTICLASS, 7), 4);
        float[] x = rows(4);
        float[] y = new float[4 * 7];
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 300 && least > 0; round++) {
            Thread.sleep(round / 10); // until the JIT compiler is done
            long before = memory.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 2000; i++) {
                predictor.predict(x, 0, 4, y, 0);
            }
            least = Math.min(least, memory.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }
}
