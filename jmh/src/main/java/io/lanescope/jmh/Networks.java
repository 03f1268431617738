package io.lanescope.jmh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

import io.lanescope.nn.Dense;
import io.lanescope.nn.Initializer;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.Scaler;
import io.lanescope.simd.Activation;

/** Networks with random weights. */
final class Networks {

    private Networks() {}

    /** A classifier with ReLU in the hidden layers, from its widths from the input to the output. */
    static Mlp classifier(int... widths) {
        SplittableRandom random = new SplittableRandom(7);
        List<Dense> layers = new ArrayList<>();
        for (int l = 1; l < widths.length; l++) {
            float[] weights = new float[widths[l - 1] * widths[l]];
            Initializer.HE_UNIFORM.fill(random, widths[l - 1], widths[l], weights, 0);
            Activation activation = l < widths.length - 1 ? new Activation.Relu() : new Activation.Identity();
            layers.add(new Dense(widths[l - 1], widths[l], weights, Operands.floats(random, widths[l]), activation));
        }
        return new Mlp(layers, Task.MULTICLASS, Scaler.none(widths[0]), names("x", widths[0]),
                names("class", widths[widths.length - 1]));
    }

    /** Of the layers, from their names such as 784-128-10 or, with its batch, 784-128-10:32. */
    static int[] widths(String network) {
        return Arrays.stream(network.replaceFirst(":.*", "").split("-")).mapToInt(Integer::parseInt).toArray();
    }

    static int batch(String network) {
        return Integer.parseInt(network.substring(network.indexOf(':') + 1));
    }

    static List<String> names(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    /** The outputs of one row in double precision. */
    static double[] outputs(Mlp model, float[] x, int offset) {
        double[] a = new double[model.inputs()];
        for (int i = 0; i < a.length; i++) {
            a[i] = x[offset + i];
        }
        for (Dense layer : model.layers()) {
            double[] z = new double[layer.out()];
            for (int j = 0; j < z.length; j++) {
                z[j] = layer.bias()[j];
                for (int i = 0; i < a.length; i++) {
                    z[j] += a[i] * layer.weights()[i * layer.out() + j];
                }
                z[j] = layer.activation() instanceof Activation.Relu ? Math.max(z[j], 0) : z[j];
            }
            a = z;
        }
        return a;
    }
}
