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

    static Arbitrary<Activation> allActivations() {
        return Arbitraries.of(new Activation.Relu(), new Activation.LeakyRelu(0.1f), new Activation.Elu(1),
                new Activation.Selu(), new Activation.Gelu(), new Activation.GeluTanh(), new Activation.Silu(),
                new Activation.Sigmoid(), new Activation.HardSigmoid(), new Activation.HardSwish(),
                new Activation.LogSigmoid(), new Activation.Softplus(), new Activation.Tanh(), new Activation.Mish(),
                new Activation.Identity());
    }

    static Arbitrary<Activation> piecewiseLinearActivations() {
        return allActivations().filter(RandomNetworks::isPiecewiseLinear);
    }

    static boolean isPiecewiseLinear(Activation activation) {
        return activation instanceof Activation.Relu || activation instanceof Activation.LeakyRelu
                || activation instanceof Activation.HardSigmoid || activation instanceof Activation.Identity;
    }

    /** The same network behind a scaler that shifts, stretches and turns round features. */
    static Mlp behindScaler(RandomGenerator random, Mlp model) {
        float[] scale = numbers(random, model.inputs());
        for (int j = 0; j < scale.length; j++) {
            scale[j] += scale[j] < 0 ? -0.1f : 0.1f;
        }
        return new Mlp(model.layers(), model.task(), new Scaler(numbers(random, model.inputs()), scale),
                model.featureNames(), model.outputNames());
    }

    /** The same network with another activation at its end. */
    static Mlp endingIn(Mlp model, Activation activation) {
        List<Dense> layers = new ArrayList<>(model.layers());
        Dense last = layers.removeLast();
        layers.add(new Dense(last.in(), last.out(), last.weights(), last.bias(), activation));
        return new Mlp(layers, Task.REGRESSION, model.scaler(), model.featureNames(), model.outputNames());
    }

    /** The same layers without their biases. */
    static Mlp withoutBiases(Mlp model) {
        return mlp(model.layers().stream()
                .map(layer -> new Dense(layer.in(), layer.out(), layer.weights(), new float[layer.out()],
                        layer.activation()))
                .toList(), model.inputs());
    }

    /** The same function with a hidden layer's units in reverse order. */
    static Mlp reversed(Mlp model, int layer) {
        Dense below = model.layers().get(layer);
        Dense above = model.layers().get(layer + 1);
        int units = below.out();
        float[] in = new float[below.weights().length];
        float[] bias = new float[units];
        float[] out = new float[above.weights().length];
        for (int k = 0; k < units; k++) {
            int to = units - 1 - k;
            bias[to] = below.bias()[k];
            for (int i = 0; i < below.in(); i++) {
                in[i * units + to] = below.weights()[i * units + k];
            }
            System.arraycopy(above.weights(), k * above.out(), out, to * above.out(), above.out());
        }
        return replaced(model, layer, new Dense(below.in(), units, in, bias, below.activation()),
                new Dense(units, above.out(), out, above.bias(), above.activation()));
    }

    /** The same function, if the layer's units are homogeneous: their pre-activations times s, what leaves them by s. */
    static Mlp rescaled(Mlp model, int layer, float s) {
        Dense below = model.layers().get(layer);
        Dense above = model.layers().get(layer + 1);
        return replaced(model, layer,
                new Dense(below.in(), below.out(), times(below.weights(), s), times(below.bias(), s),
                        below.activation()),
                new Dense(above.in(), above.out(), times(above.weights(), 1 / s), above.bias(), above.activation()));
    }

    private static float[] times(float[] x, float s) {
        float[] y = x.clone();
        for (int i = 0; i < y.length; i++) {
            y[i] *= s;
        }
        return y;
    }

    private static Mlp replaced(Mlp model, int layer, Dense below, Dense above) {
        List<Dense> layers = new ArrayList<>(model.layers());
        layers.set(layer, below);
        layers.set(layer + 1, above);
        return mlp(layers, model.inputs());
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

    /** One logit that is a sum of small networks, each of which sees some neighbouring features of its own. */
    static Mlp blocks(RandomGenerator random, int features, int each, int units) {
        int width = features / each * units;
        float[] weights = new float[features * width];
        for (int j = 0; j < features; j++) {
            for (int u = 0; u < units; u++) {
                weights[j * width + j / each * units + u] = random.nextFloat(-1, 1);
            }
        }
        Dense hidden = new Dense(features, width, weights, numbers(random, width), new Activation.Tanh());
        return mlp(List.of(hidden, dense(random, width, 2, new Activation.Identity())), features);
    }

    /** The same network with the units of its first layer in reverse. */
    static Mlp reversed(Mlp model) {
        Dense first = model.layers().getFirst();
        Dense second = model.layers().get(1);
        int width = first.out();
        float[] in = new float[first.weights().length];
        float[] bias = new float[width];
        float[] out = new float[second.weights().length];
        for (int h = 0; h < width; h++) {
            for (int j = 0; j < first.in(); j++) {
                in[j * width + width - 1 - h] = first.weights()[j * width + h];
            }
            bias[width - 1 - h] = first.bias()[h];
            System.arraycopy(second.weights(), h * second.out(), out, (width - 1 - h) * second.out(), second.out());
        }
        List<Dense> layers = new ArrayList<>(model.layers());
        layers.set(0, new Dense(first.in(), width, in, bias, first.activation()));
        layers.set(1, new Dense(width, second.out(), out, second.bias(), second.activation()));
        return mlp(layers, first.in());
    }

    /** The same function of a ReLU network, with the first layer's units times a factor and the next weights through it. */
    static Mlp rescaled(Mlp model, float factor) {
        Dense first = model.layers().getFirst();
        Dense second = model.layers().get(1);
        float[] in = first.weights().clone();
        float[] bias = first.bias().clone();
        float[] out = second.weights().clone();
        for (float[] scaled : List.of(in, bias)) {
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] *= factor;
            }
        }
        for (int i = 0; i < out.length; i++) {
            out[i] /= factor;
        }
        List<Dense> layers = new ArrayList<>(model.layers());
        layers.set(0, new Dense(first.in(), first.out(), in, bias, first.activation()));
        layers.set(1, new Dense(second.in(), second.out(), out, second.bias(), second.activation()));
        return mlp(layers, first.in());
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

    static Mlp ofLayers(Dense... layers) {
        return mlp(List.of(layers), layers[0].in());
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
