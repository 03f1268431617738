package io.lanescope.properties;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.Scaler;
import io.lanescope.simd.Activation;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Small networks with random weights, made from a seed. */
final class RandomNetworks {

    private RandomNetworks() {}

    static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    static Arbitrary<Activation> hiddenActivations() {
        return Arbitraries.of(new Activation.Relu(), new Activation.LeakyRelu(0.1f), new Activation.Tanh(),
                new Activation.Sigmoid());
    }

    /** A network of {@code depth} hidden layers that ends in logits. */
    static Mlp classifier(RandomGenerator random, int features, int depth, int classes, Activation activation) {
        return classifier(random, features, depth, () -> random.nextInt(1, 24), classes, activation);
    }

    /** A network of {@code depth} hidden layers, all of one width, that ends in logits. */
    static Mlp wideClassifier(
            RandomGenerator random, int features, int depth, int width, int classes, Activation activation) {
        return classifier(random, features, depth, () -> width, classes, activation);
    }

    private static Mlp classifier(RandomGenerator random, int features, int depth, IntSupplier width, int classes,
            Activation activation) {
        List<Dense> layers = new ArrayList<>();
        int in = features;
        for (int l = 0; l < depth; l++) {
            int out = width.getAsInt();
            layers.add(dense(random, in, out, activation));
            in = out;
        }
        layers.add(dense(random, in, classes, new Activation.Identity()));
        return mlp(layers, features);
    }

    static float[] numbers(RandomGenerator random, int n) {
        float[] numbers = new float[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = random.nextFloat(-2, 2);
        }
        return numbers;
    }

    static Mlp withFirst(Mlp model, Dense first) {
        List<Dense> layers = new ArrayList<>(model.layers());
        layers.set(0, first);
        return mlp(layers, first.in());
    }

    private static Mlp mlp(List<Dense> layers, int features) {
        return new Mlp(layers, Task.MULTICLASS, Scaler.none(features), names("x", features),
                names("class ", layers.getLast().out()));
    }

    private static List<String> names(String prefix, int n) {
        return IntStream.range(0, n).mapToObj(i -> prefix + i).toList();
    }

    private static Dense dense(RandomGenerator random, int in, int out, Activation activation) {
        float[] weights = numbers(random, in * out);
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= (float) Math.sqrt(in);
        }
        return new Dense(in, out, weights, numbers(random, out), activation);
    }
}
