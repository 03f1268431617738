package io.lanescope.nn.exchange.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.OutputFunction;
import io.lanescope.nn.Predictor;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.Scaler;
import io.lanescope.nn.exchange.ModelFiles;
import io.lanescope.simd.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** ONNX Runtime computes the same from the same files, those that we write and those that others write. */
class OnnxRuntimeTest {

    private static final int NETWORKS = 500;
    private static final int ROWS = 5;

    private static final List<Activation> ACTIVATIONS = List.of(new Activation.Identity(), new Activation.Relu(),
            new Activation.LeakyRelu(0.07f), new Activation.Elu(1.3f), new Activation.Selu(), new Activation.Gelu(),
            new Activation.GeluTanh(), new Activation.Silu(), new Activation.Sigmoid(), new Activation.HardSigmoid(),
            new Activation.HardSwish(), new Activation.LogSigmoid(), new Activation.Softplus(), new Activation.Tanh(),
            new Activation.Mish());

    @TempDir
    Path folder;

    private static float[] numbers(SplittableRandom random, int n, double scale) {
        float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = (float) (scale * (2 * random.nextDouble() - 1));
        }
        return numbers;
    }

    private static List<String> names(String prefix, int n) {
        return IntStream.range(0, n).mapToObj(i -> prefix + i).toList();
    }

    private static Mlp randomModel(SplittableRandom random) {
        int features = random.nextInt(1, 12);
        List<Dense> layers = new ArrayList<>();
        int in = features;
        int depth = random.nextInt(1, 4);
        boolean classifier = random.nextBoolean();
        for (int l = 0; l < depth; l++) {
            boolean last = l == depth - 1;
            int out = random.nextInt(last && classifier ? 2 : 1, 16);
            Activation activation = last && classifier
                    ? new Activation.Identity()
                    : ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()));
            layers.add(new Dense(in, out, numbers(random, in * out, 2 / Math.sqrt(in)), numbers(random, out, 1),
                    activation));
            in = out;
        }
        float[] scale = numbers(random, features, 1);
        for (int j = 0; j < features; j++) {
            scale[j] += Math.copySign(0.5f, scale[j]);
        }
        Scaler scaler = random.nextInt(3) == 0
                ? Scaler.none(features)
                : new Scaler(numbers(random, features, 3), scale);
        OutputFunction function = classifier
                ? OutputFunction.values()[random.nextInt(3)]
                : OutputFunction.NONE;
        return new Mlp(layers, function, classifier ? Task.MULTICLASS : Task.REGRESSION, scaler,
                names("feature ", features), names("output ", in));
    }

    private static float[] predict(Mlp model, float[] x) {
        int rows = x.length / model.inputs();
        float[] y = new float[rows * model.outputs()];
        new Predictor(model, 3).predict(x, 0, rows, y, 0);
        return y;
    }

    @Test
    void whatWeWriteGivesTheSameOutputsThereAndComesBackAsItWas() throws IOException {
        Path file = folder.resolve("model.onnx");
        for (int seed = 0; seed < NETWORKS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Mlp model = randomModel(random);
            float[] x = numbers(random, ROWS * model.inputs(), 3);
            ModelFiles.save(model, file);
            float[] theirs = Runtimes.onnxRuntime(Files.readAllBytes(file), "output", x, false, ROWS, model.inputs());
            Runtimes.assertClose(theirs, predict(model, x), model.outputs(), "network " + seed);
            assertSame(model, ModelFiles.load(file), "network " + seed);
        }
    }

    private static void assertSame(Mlp model, Mlp back, String what) {
        assertEquals(model.task(), back.task(), what);
        assertEquals(model.outputFunction(), back.outputFunction(), what);
        assertEquals(model.featureNames(), back.featureNames(), what);
        assertEquals(model.outputNames(), back.outputNames(), what);
        assertArrayEquals(model.scaler().shift(), back.scaler().shift(), what);
        assertArrayEquals(model.scaler().scale(), back.scaler().scale(), what);
        assertEquals(model.layers().size(), back.layers().size(), what);
        for (int l = 0; l < model.layers().size(); l++) {
            assertEquals(model.layers().get(l).activation(), back.layers().get(l).activation(), what);
            assertArrayEquals(model.layers().get(l).weights(), back.layers().get(l).weights(), what);
            assertArrayEquals(model.layers().get(l).bias(), back.layers().get(l).bias(), what);
        }
    }

    @Test
    void whatOthersWriteGivesTheSameOutputsHere() throws IOException {
        Path file = folder.resolve("foreign.onnx");
        for (int seed = 0; seed < NETWORKS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RandomGraph graph = RandomGraph.draw(random);
            Files.write(file, graph.bytes());
            float[] x = numbers(random, ROWS * graph.inputs(), 2);
            float[] theirs = Runtimes.onnxRuntime(graph.bytes(), graph.output(), x, graph.doubles(), ROWS,
                    graph.inputs());
            Runtimes.assertClose(theirs, predict(ModelFiles.load(file), x), theirs.length / ROWS, "graph " + seed);
        }
    }
}
