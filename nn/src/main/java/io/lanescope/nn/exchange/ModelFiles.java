package io.lanescope.nn.exchange;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

import io.lanescope.nn.Architecture;
import io.lanescope.nn.Dense;
import io.lanescope.nn.History;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.OutputFunction;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.InputException;
import io.lanescope.nn.data.Scaler;
import io.lanescope.nn.exchange.onnx.Onnx;
import io.lanescope.nn.exchange.onnx.OnnxNetwork;
import io.lanescope.simd.Activation;
import org.jspecify.annotations.Nullable;

/**
 * Models as safetensors and ONNX files. The same model is always the same bytes.
 *
 * <p>In a safetensors file layer i is the tensors {@code layers.i.weight}, {@code [out, in]} as PyTorch's Linear has it,
 * and {@code layers.i.bias}; everything else stands in the metadata under {@code lanescope}, as JSON, and under
 * {@code lanescope.history} how it was trained, where that is known. An ONNX file holds the whole computation as a graph,
 * and in its metadata the same JSON for what a graph cannot say: names, task and history.
 * ONNX needs {@code com.google.protobuf:protobuf-java} on the class path.
 */
public final class ModelFiles {

    private ModelFiles() {}

    /**
     * What a file tells of a model.
     *
     * @param model the model
     * @param named whether its features and outputs have their names from the file; else they are made up, x0… and y0…
     */
    public record Content(Mlp model, boolean named) {

        /**
         * The same network with its outputs read in another way, where the file does not say which.
         *
         * @param task the way
         * @return the same; outputs keep their names if there are as many, else they get y0, y1 and so on
         * @throws IllegalArgumentException if the network's end cannot be read so
         */
        public Content as(Task task) {
            int outputs = task == Task.BINARY ? 2 : model.outputs();
            List<String> names = model.outputNames().size() == outputs
                    ? model.outputNames()
                    : numbered("y", outputs);
            return new Content(new Mlp(model.layers(), model.outputFunction(), task, model.scaler(),
                    model.featureNames(), names), named);
        }
    }

    /**
     * Writes a model, as a whole or not at all: as ONNX if the file's name ends in {@code .onnx}, else as safetensors.
     *
     * @param model the model
     * @param file  the file, which may exist
     * @throws InputException                if the file cannot be written there
     * @throws java.io.UncheckedIOException if writing fails
     */
    public static void save(Mlp model, Path file) {
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx")) {
            withProtobuf(file, () -> AtomicFile.write(file, out -> Onnx.write(toOnnx(model), out)));
        } else {
            AtomicFile.write(file, toSafetensors(model)::writeTo);
        }
    }

    /**
     * Writes the bytes of a model's safetensors file.
     *
     * @param model the model
     * @param out   where to; not closed
     * @throws IOException if it cannot be written
     */
    public static void write(Mlp model, OutputStream out) throws IOException {
        toSafetensors(model).writeTo(out);
    }

    /**
     * Identifies a model by its content.
     *
     * @param model the model
     * @return the SHA-256 of its safetensors file, in hexadecimal, as {@code sha256sum} prints it
     */
    public static String sha256(Mlp model) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            write(model, new DigestOutputStream(OutputStream.nullOutputStream(), digest));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has SHA-256
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OnnxNetwork toOnnx(Mlp model) {
        return new OnnxNetwork(model.layers(), model.outputFunction(), model.scaler(), List.of(), metadata(model));
    }

    private static Map<String, String> metadata(Mlp model) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(ModelDescription.KEY, ModelDescription.of(model).toJson());
        if (model.history() != null) {
            metadata.put(HistoryJson.KEY, HistoryJson.write(model.history()));
        }
        return metadata;
    }

    private static @Nullable History history(Path file, Map<String, String> metadata) {
        String json = metadata.get(HistoryJson.KEY);
        return json == null ? null : HistoryJson.parse(file, json);
    }

    private static Safetensors toSafetensors(Mlp model) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (int l = 0; l < model.layers().size(); l++) {
            Dense layer = model.layers().get(l);
            tensors.put(prefix(l) + LinearTensors.WEIGHT, new Tensor(new int[]{layer.out(), layer.in()},
                    LinearTensors.transpose(layer.weights(), layer.in(), layer.out())));
            tensors.put(prefix(l) + LinearTensors.BIAS, new Tensor(new int[]{layer.out()}, layer.bias()));
        }
        return new Safetensors(metadata(model), tensors);
    }

    /**
     * Reads a model: a safetensors file that Lanescope wrote, or an ONNX file of anybody's. Which one it is, its content
     * decides.
     *
     * @param file the file
     * @return the model
     * @throws InputException if the file cannot be read, is no such model, or one of its parts does not fit
     */
    public static Mlp load(Path file) {
        return read(file).model();
    }

    /**
     * Reads a model and tells whether the file has names for what goes in and comes out.
     *
     * @param file the file
     * @return the model
     * @throws InputException as {@link #load}
     */
    public static Content read(Path file) {
        if (isOnnx(file)) {
            Content[] content = new Content[1];
            withProtobuf(file, () -> content[0] = fromOnnx(file, Onnx.read(file)));
            return content[0];
        }
        return new Content(fromSafetensors(file), true);
    }

    /**
     * An ONNX file begins with the number of its version, a safetensors file with the length of a header whose first
     * character is a brace.
     */
    private static boolean isOnnx(Path file) {
        if (Files.isDirectory(file)) {
            throw InputException.in(file, "this is a folder, not a model");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(9);
            return start.length > 1 && start[0] == 0x08 && !(start.length == 9 && start[8] == '{');
        } catch (IOException e) {
            throw InputException.unreadable(file, e);
        }
    }

    private static void withProtobuf(Path file, Runnable work) {
        try {
            work.run();
        } catch (NoClassDefFoundError e) {
            throw new InputException(file + ": an ONNX file needs the library com.google.protobuf:protobuf-java, which "
                    + "is not on the class path", e);
        }
    }

    private static Content fromOnnx(Path file, OnnxNetwork network) {
        String json = network.metadata().get(ModelDescription.KEY);
        Dense last = network.layers().getLast();
        int inputs = network.layers().getFirst().in();
        Task task = task(last, network.outputFunction());
        List<String> features = numbered("x", inputs);
        int outputs = task == Task.BINARY ? 2 : last.out();
        List<String> names = network.outputNames().size() == outputs ? network.outputNames() : numbered("y", outputs);
        if (json != null) {
            ModelDescription description = ModelDescription.parse(file, json);
            task = description.task();
            features = description.featureNames();
            names = description.outputNames();
        }
        try {
            return new Content(new Mlp(network.layers(), network.outputFunction(), task, network.scaler(), features,
                    names, history(file, network.metadata())), json != null);
        } catch (IllegalArgumentException e) {
            throw new InputException(file + ": " + e.getMessage(), e);
        }
    }

    /** Several raw outputs are taken for logits, and a single sigmoid for the probability of the second of two classes. */
    private static Task task(Dense last, OutputFunction function) {
        return switch (last.activation()) {
            case Activation.Identity() -> last.out() > 1 || function != OutputFunction.NONE
                    ? Task.MULTICLASS
                    : Task.REGRESSION;
            case Activation.Sigmoid() when last.out() == 1 -> Task.BINARY;
            default -> Task.REGRESSION;
        };
    }

    private static Mlp fromSafetensors(Path file) {
        Safetensors content = Safetensors.read(file);
        String json = content.metadata().get(ModelDescription.KEY);
        if (json == null) {
            throw InputException.in(file, "this is no Lanescope model: its metadata has no entry \""
                    + ModelDescription.KEY + "\" (a PyTorch state dict is read with loadStateDict)");
        }
        ModelDescription description = ModelDescription.parse(file, json);
        Architecture architecture = description.architecture();
        int depth = architecture.layers().size();
        if (content.tensors().size() != 2 * depth) {
            throw InputException.in(file, "the model has " + depth + " layers, but the file has "
                    + content.tensors().size() + " tensors instead of " + 2 * depth);
        }
        List<String> prefixes = IntStream.range(0, depth).mapToObj(ModelFiles::prefix).toList();
        return assemble(file, description,
                new LinearTensors(file, content.tensors()).layers(architecture, prefixes))
                .withHistory(history(file, content.metadata()));
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
     * Reads a PyTorch state dict of Linear layers, which come in the natural order of their names (2 before 10) and have
     * the widths of their weights; one without a bias has a bias of zeros.
     *
     * @param file    the file
     * @param between what follows each layer but the last, which a state dict does not tell
     * @return the model with made-up names and no scaler, read as a classifier of logits if it has several outputs, else
     *         as a regression
     * @throws InputException if the file cannot be read, a tensor is no part of a Linear layer, or a layer does not take
     *                        what the one before gives
     */
    public static Mlp loadStateDict(Path file, Activation between) {
        LinearTensors tensors = LinearTensors.ofStateDict(file);
        return stateDict(tensors, tensors.architecture(between));
    }

    /**
     * Reads a PyTorch state dict of Linear layers whose widths are known.
     *
     * @param file         the file
     * @param architecture the layers' widths and activations
     * @return the model with made-up names and no scaler, read as a classifier of logits if it has several raw outputs,
     *         as one of two classes if it has one that is a sigmoid, else as a regression
     * @throws InputException if the file cannot be read or its tensors are not those of the layers
     */
    public static Mlp loadStateDict(Path file, Architecture architecture) {
        LinearTensors tensors = LinearTensors.ofStateDict(file);
        int depth = architecture.layers().size();
        if (tensors.prefixes().size() != depth) {
            throw InputException.in(file, depth + " layers were expected, but the tensors are those of "
                    + tensors.prefixes().size() + ": " + String.join(", ", tensors.tensors().keySet()));
        }
        return stateDict(tensors, architecture);
    }

    private static Mlp stateDict(LinearTensors tensors, Architecture architecture) {
        List<Dense> layers = tensors.layers(architecture, tensors.prefixes());
        Task task = task(layers.getLast(), OutputFunction.NONE);
        int outputs = task == Task.BINARY ? 2 : architecture.layers().getLast().width();
        return assemble(tensors.file(), new ModelDescription(task, architecture, OutputFunction.NONE,
                Scaler.none(architecture.inputs()), numbered("x", architecture.inputs()), numbered("y", outputs)),
                layers);
    }

    private static Mlp assemble(Path file, ModelDescription description, List<Dense> layers) {
        try {
            return new Mlp(layers, description.outputFunction(), description.task(), description.scaler(),
                    description.featureNames(), description.outputNames());
        } catch (IllegalArgumentException e) {
            throw new InputException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Whether names of outputs are those that a model gets whose file has none: y0, y1 and so on.
     *
     * @param outputNames the names
     * @return false if one of them is another
     */
    public static boolean isMadeUp(List<String> outputNames) {
        return outputNames.equals(numbered("y", outputNames.size()));
    }

    private static List<String> numbered(String prefix, int n) {
        return IntStream.range(0, n).mapToObj(i -> prefix + i).toList();
    }

    private static String prefix(int layer) {
        return "layers." + layer + ".";
    }
}
