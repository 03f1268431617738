package io.lanescope.nn.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.Dense;
import io.lanescope.nn.data.InputException;
import io.lanescope.simd.Activation;

/**
 * The tensors of Linear layers as PyTorch lays them out: of each layer a weight {@code [out, in]} and a bias
 * {@code [out]}, under names that begin the same.
 *
 * @param file    where they come from
 * @param tensors by name
 */
record LinearTensors(Path file, Map<String, Tensor> tensors) {

    static final String WEIGHT = "weight";
    static final String BIAS = "bias";

    /**
     * Those of a state dict. A layer without a bias gets one of zeros.
     *
     * @throws InputException if the file cannot be read, or a tensor is neither weight nor bias of such a layer
     */
    static LinearTensors ofStateDict(Path file) {
        Map<String, Tensor> tensors = new LinkedHashMap<>(Safetensors.read(file).tensors());
        LinearTensors linear = new LinearTensors(file, tensors);
        List<String> prefixes = linear.prefixes();
        if (prefixes.isEmpty()) {
            throw InputException.in(file, "there is no Linear layer: no tensor's name ends in .weight");
        }
        tensors.forEach(linear::check);
        for (String prefix : prefixes) {
            tensors.computeIfAbsent(prefix + BIAS, _ -> {
                int out = linear.get(prefix + WEIGHT).shape()[0];
                return new Tensor(new int[]{out}, new float[out]);
            });
        }
        return linear;
    }

    private void check(String name, Tensor tensor) {
        int[] shape = tensor.shape();
        if (isCalled(name, BIAS) && tensors.containsKey(name.substring(0, name.length() - BIAS.length()) + WEIGHT)) {
            return;
        }
        if (!isCalled(name, WEIGHT) || shape.length != 2 || shape[0] < 1 || shape[1] < 1) {
            throw InputException.in(file, "the tensor " + described(name)
                    + " is no part of a Linear layer, which has a weight [out, in] and a bias [out]");
        }
    }

    private static boolean isCalled(String name, String kind) {
        return name.equals(kind) || name.endsWith("." + kind);
    }

    /** What the names of each layer's tensors begin with, the layers in the natural order of these. */
    List<String> prefixes() {
        return tensors.keySet().stream()
                .filter(name -> isCalled(name, WEIGHT))
                .map(name -> name.substring(0, name.length() - WEIGHT.length()))
                .sorted(NaturalOrder.INSTANCE)
                .toList();
    }

    /**
     * The widths that the weights have.
     *
     * @param between what follows each layer but the last
     * @throws InputException if a layer does not take what the one before gives
     */
    Architecture architecture(Activation between) {
        List<String> prefixes = prefixes();
        Architecture architecture = Architecture.of(get(prefixes.getFirst() + WEIGHT).shape()[1]);
        for (int l = 0; l < prefixes.size(); l++) {
            int[] shape = get(prefixes.get(l) + WEIGHT).shape();
            if (l > 0 && shape[1] != architecture.out(l - 1)) {
                throw InputException.in(file, "the tensors " + described(prefixes.get(l - 1) + WEIGHT) + " and "
                        + described(prefixes.get(l) + WEIGHT) + " do not follow one another: " + architecture.out(l - 1)
                        + " outputs, but " + shape[1] + " inputs (layers come in the natural order of their names)");
            }
            architecture = l < prefixes.size() - 1
                    ? architecture.dense(shape[0], between)
                    : architecture.dense(shape[0]);
        }
        return architecture;
    }

    private String described(String name) {
        return InputException.quote(name) + " of shape " + Arrays.toString(get(name).shape());
    }

    /**
     * The layers of an architecture.
     *
     * @param prefixes what the names of each layer's tensors begin with
     * @throws InputException if one is missing, has another shape, or holds a number that is not finite
     */
    List<Dense> layers(Architecture architecture, List<String> prefixes) {
        List<Dense> layers = new ArrayList<>();
        for (int l = 0; l < prefixes.size(); l++) {
            int in = architecture.in(l);
            int out = architecture.out(l);
            float[] weights = values(prefixes.get(l) + WEIGHT, out, in);
            float[] bias = values(prefixes.get(l) + BIAS, out);
            layers.add(new Dense(in, out, transpose(weights, out, in), bias,
                    architecture.layers().get(l).activation()));
        }
        return layers;
    }

    private float[] values(String name, int... shape) {
        Tensor tensor = get(name);
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw InputException.in(file, "the tensor " + InputException.quote(name) + " has the shape "
                    + Arrays.toString(tensor.shape()) + ", but the model needs "
                    + Arrays.toString(shape));
        }
        for (int i = 0; i < tensor.values().length; i++) {
            if (!Float.isFinite(tensor.values()[i])) {
                throw InputException.in(file, "number " + i + " of the tensor " + InputException.quote(name) + " is "
                        + tensor.values()[i]);
            }
        }
        return tensor.values();
    }

    private Tensor get(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw InputException.in(file, "the tensor " + InputException.quote(name) + " is missing");
        }
        return tensor;
    }

    static float[] transpose(float[] x, int rows, int columns) {
        float[] y = new float[x.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                y[j * rows + i] = x[i * columns + j];
            }
        }
        return y;
    }
}
