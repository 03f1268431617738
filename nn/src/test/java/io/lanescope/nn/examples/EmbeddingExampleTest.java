package io.lanescope.nn.examples;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import com.sun.management.ThreadMXBean;
import io.lanescope.nn.Architecture;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Predictor;
import io.lanescope.nn.data.Dataset;
import io.lanescope.nn.exchange.ModelFiles;
import io.lanescope.nn.train.Trainer;
import io.lanescope.nn.train.TrainingListener;
import io.lanescope.nn.train.TrainingOptions;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Team;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** The first example of docs/networks.md: a trained model in a service. */
class EmbeddingExampleTest {

    // example: embedding
    /** Scores requests from any number of threads. */
    static final class Scorer {

        private final Mlp model;
        private final ThreadLocal<Predictor> predictors;

        Scorer(Path file) {
            model = ModelFiles.load(file);
            predictors = ThreadLocal.withInitial(() -> new Predictor(model, 1));
        }

        /** Writes a probability for each class; allocates nothing. */
        void score(float[] features, float[] probabilities) {
            predictors.get().probabilities(features, 0, 1, probabilities, 0);
        }
    }
    // end

    @TempDir
    private Path folder = Path.of("");

    private Path file = Path.of("");

    @BeforeEach
    void trainSomething() {
        file = folder.resolve("model.safetensors");
        SplittableRandom random = new SplittableRandom(1);
        float[] x = new float[400];
        int[] labels = new int[100];
        for (int i = 0; i < x.length; i++) {
            x[i] = random.nextFloat();
            labels[i / 4] = x[i / 4 * 4] > 0.5 ? 1 : 0;
        }
        Dataset data = new Dataset(x, List.of("a", "b", "c", "d"), null,
                new Dataset.Classes(labels, List.of("low", "high")));
        Architecture shape = Architecture.of(4).dense(8, new Activation.Relu()).dense(2);
        ModelFiles.save(new Trainer(shape, data, TrainingOptions.builder(1).epochs(2).build(), Team.single(),
                TrainingListener.NONE).train().model(), file);
    }

    @Test
    void threadsGetTheSameProbabilitiesAtTheSameTime() throws Exception {
        Scorer scorer = new Scorer(file);
        float[] row = {0.1f, 0.2f, 0.3f, 0.4f};
        float[] expected = new float[2];
        scorer.score(row, expected);
        assertEquals(1, expected[0] + expected[1], 1e-6);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<float[]>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(threads.submit(() -> {
                    float[] probabilities = new float[2];
                    for (int n = 0; n < 1000; n++) {
                        scorer.score(row, probabilities);
                    }
                    return probabilities;
                }));
            }
            for (Future<float[]> answer : answers) {
                assertArrayEquals(expected, answer.get());
            }
        }
    }

    @Test
    void aRequestLeavesNoGarbage() throws InterruptedException {
        Scorer scorer = new Scorer(file);
        float[] row = {0.1f, 0.2f, 0.3f, 0.4f};
        float[] probabilities = new float[2];
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 300 && least > 0; round++) {
            Thread.sleep(round / 10); // until the JIT compiler is done
            long before = memory.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < 1000; i++) {
                scorer.score(row, probabilities);
            }
            least = Math.min(least, memory.getCurrentThreadAllocatedBytes() - before);
        }
        assertEquals(0, least);
    }
}
