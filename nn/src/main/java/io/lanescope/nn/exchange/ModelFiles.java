package io.lanescope.nn.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.OutputFunction;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.InputException;
import io.lanescope.nn.data.Scaler;

/**
 * Models as safetensors files. Layer i is the tensors {@code layers.i.weight}, {@code [out, in]} as PyTorch's Linear has
 * it, and {@code layers.i.bias}; everything else stands in the metadata under {@code lanescope}, as JSON. The same model
 * is always the same bytes.
 */
public final class ModelFiles {

    private static final String WEIGHT = ".weight";
    private static final String BIAS = ".bias";

    private ModelFiles() {}

    /**
     * Writes a model, as a whole or not at all.
     *
     * @param model the model
     * @param file  the file, which may exist
     * @throws InputException                if the file cannot be written there
     * @throws java.io.UncheckedIOException if writing fails
     */
    public static void save(Mlp model, Path file) {
        content(model).write(file);
    }

    /**
     * Identifies a model by its content.
     *
     * @param model the model
     * @return the SHA-256 of the file that {@link #save} writes, in hexadecimal, as {@code sha256sum} prints it
     */
    public static String sha256(Mlp model) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            content(model).writeTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has SHA-256
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Safetensors content(Mlp model) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int l = 0; l < model.layers().size(); l++) {
            Dense layer = model.layers().get(l);
            tensors.put(name(l, WEIGHT), new Tensor(new int[]{layer.out(), layer.in()},
                    transpose(layer.weights(), layer.in(), layer.out())));
            tensors.put(name(l, BIAS), new Tensor(new int[]{layer.out()}, layer.bias()));
        }
        return new Safetensors(Map.of(ModelDescription.KEY, ModelDescription.of(model).toJson()), tensors);
    }

    /**
     * Reads a model that Lanescope wrote.
     *
     * @param file the file
     * @return the model
     * @throws InputException if the file cannot be read, is no such model, or one of its parts does not fit
     */
    public static Mlp load(Path file) {
        Safetensors content = Safetensors.read(file);
        String json = content.metadata().get(ModelDescription.KEY);
        if (json == null) {
            throw InputException.in(file, "this is no Lanescope model: its metadata has no entry \""
                    + ModelDescription.KEY + "\" (for a PyTorch state dict, say which layers it has)");
        }
        ModelDescription description = ModelDescription.parse(file, json);
        Architecture architecture = description.architecture();
        int depth = architecture.layers().size();
        if (content.tensors().size() != 2 * depth) {
            throw InputException.in(file, "the model has " + depth + " layers, but the file has "
                    + content.tensors().size() + " tensors instead of " + 2 * depth);
        }
        List<String> names = IntStream.range(0, depth).mapToObj(l -> "layers." + l).toList();
        return assemble(file, description, layers(file, content, architecture, names));
    }

    /**
     * Whether a file is a safetensors file that does not say what its tensors are for, as a PyTorch state dict.
     *
     * @param file the file
     * @return false if it is a model of Lanescope's, or something else
     */
    public static boolean isStateDict(Path file) {
        try {
            return !Safetensors.read(file).metadata().containsKey(ModelDescription.KEY);
        } catch (InputException _) {
            return false; // whoever loads it hears what is wrong with it
        }
    }

    /**
     * Reads a PyTorch state dict of Linear layers.
     *
     * @param file         the file
     * @param architecture the layers' widths and activations, which a state dict does not tell
     * @return the model, read as a classifier of logits if it has two outputs or more, else as a regression, with made-up names and no scaler
     * @throws InputException if the file cannot be read or its tensors are not those of the layers
     */
    public static Mlp loadStateDict(Path file, Architecture architecture) {
        Safetensors content = Safetensors.read(file);
        List<String> names = content.tensors().keySet().stream()
                .filter(name -> name.endsWith(WEIGHT))
                .map(name -> name.substring(0, name.length() - WEIGHT.length()))
                .sorted(NaturalOrder.INSTANCE)
                .toList();
        int depth = architecture.layers().size();
        if (names.size() != depth || content.tensors().size() != 2 * depth) {
            throw InputException.in(file, "a weight and a bias for each of " + depth
                    + " layers were expected, but the tensors are " + String.join(", ", content.tensors().keySet()));
        }
        int outputs = architecture.layers().getLast().width();
        ModelDescription description = new ModelDescription(outputs > 1 ? Task.MULTICLASS : Task.REGRESSION,
                architecture, OutputFunction.NONE, Scaler.none(architecture.inputs()),
                numbered("x", architecture.inputs()), numbered("y", outputs));
        return assemble(file, description, layers(file, content, architecture, names));
    }

    private static Mlp assemble(Path file, ModelDescription description, List<Dense> layers) {
        try {
            return new Mlp(layers, description.outputFunction(), description.task(), description.scaler(),
                    description.featureNames(), description.outputNames());
        } catch (IllegalArgumentException e) {
            throw new InputException(file + ": " + e.getMessage(), e);
        }
    }

    private static List<Dense> layers(Path file, Safetensors content, Architecture architecture, List<String> names) {
        List<Dense> layers = new ArrayList<>();
        for (int l = 0; l < names.size(); l++) {
            int in = architecture.in(l);
            int out = architecture.out(l);
            float[] weights = tensor(file, content, names.get(l) + WEIGHT, out, in);
            float[] bias = tensor(file, content, names.get(l) + BIAS, out);
            layers.add(new Dense(in, out, transpose(weights, out, in), bias,
                    architecture.layers().get(l).activation()));
        }
        return layers;
    }

    private static float[] tensor(Path file, Safetensors content, String name, int... shape) {
        Tensor tensor = content.tensors().get(name);
        if (tensor == null) {
            throw InputException.in(file, "the tensor " + InputException.quote(name) + " is missing");
        }
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

    private static float[] transpose(float[] x, int rows, int columns) {
        float[] y = new float[x.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                y[j * rows + i] = x[i * columns + j];
            }
        }
        return y;
    }

    private static List<String> numbered(String prefix, int n) {
        return IntStream.range(0, n).mapToObj(i -> prefix + i).toList();
    }

    private static String name(int layer, String suffix) {
        return "layers." + layer + suffix;
    }
}
