package io.lanescope.nn.exchange.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

import io.lanescope.nn.Mlp;
import io.lanescope.nn.OutputFunction;
import io.lanescope.nn.Predictor;
import io.lanescope.nn.Task;
import io.lanescope.nn.data.InputException;
import io.lanescope.nn.exchange.ModelFiles;
import io.lanescope.nn.exchange.onnx.OnnxMessage.Attribute;
import io.lanescope.simd.Activation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Graphs as the converters of PyTorch, Keras and scikit-learn write them, and what is said of others. */
class ForeignGraphsTest {

    private static final double[] W = {1, -2, 0.5, 3, 0.25, -1};
    private static final float[] X = {0.3f, -1.2f, 2, 0.7f};

    @TempDir
    Path folder;

    private Mlp load(byte[] bytes) throws IOException {
        Path file = folder.resolve("model.onnx");
        Files.write(file, bytes);
        return ModelFiles.load(file);
    }

    private static float[] predict(Mlp model, float[] x) {
        int rows = x.length / model.inputs();
        float[] y = new float[rows * model.outputs()];
        new Predictor(model, rows).predict(x, 0, rows, y, 0);
        return y;
    }

    private Mlp agrees(byte[] bytes, String output, float[] x, long... shape) throws IOException {
        Mlp model = load(bytes);
        Runtimes.assertClose(Runtimes.onnxRuntime(bytes, output, x, false, shape), predict(model, x), model.outputs(),
                output);
        return model;
    }

    @Test
    void aPyTorchModuleThatFlattensByTheSizesOfItsInput() throws IOException {
        GraphBuilder graph = new GraphBuilder().input("input", -1, 1, 2, 1);
        String batch = graph.node("Gather", List.of(Attribute.integer("axis", 0)), graph.node("Shape", "input"),
                graph.integers(new int[0], 0));
        String axes = graph.integers(new int[]{1}, 0);
        String shape = graph.node("Concat", List.of(Attribute.integer("axis", 0)),
                graph.node("Unsqueeze", batch, axes), graph.integers(new int[]{1}, -1));
        String flat = graph.node("Reshape", "input", shape);
        String hidden = graph.node("Gemm", List.of(Attribute.integer("transB", 1)), flat,
                graph.tensor(new int[]{3, 2}, W), graph.tensor(new int[]{3}, 1, 2, 3));
        String end = graph.node("LogSoftmax", List.of(Attribute.integer("axis", -1)), graph.node("Relu", hidden));
        Mlp model = agrees(graph.bytes(13, end, 3), end, X, 2, 1, 2, 1);
        assertEquals(OutputFunction.LOG_SOFTMAX, model.outputFunction());
        assertEquals(List.of("y0", "y1", "y2"), model.outputNames());
    }

    @Test
    void aPyTorchModuleThatNormalisesBatchesAndDropsOut() throws IOException {
        GraphBuilder graph = new GraphBuilder().input("input", 2, 2);
        int[] three = {3};
        String hidden = graph.node("BatchNormalization", graph.node("MatMul", "input",
                graph.tensor(new int[]{2, 3}, W)), graph.tensor(three, 1, 2, 3), graph.tensor(three, 0, 1, -1),
                graph.tensor(three, 0.5, -0.5, 0), graph.tensor(three, 1, 4, 0.25));
        String end = graph.node("Squeeze", graph.node("Gemm", graph.node("Dropout", graph.node("Relu", hidden)),
                graph.tensor(new int[]{3, 1}, 1, -1, 2)), graph.integers(new int[]{1}, 1));
        byte[] bytes = graph.output(end, GraphBuilder.FLOAT, 2).bytes(13);
        Mlp model = load(bytes);
        assertArrayEquals(Runtimes.onnxRuntime(bytes, end, X, false, 2, 2), predict(model, X), 1e-5f);
        assertEquals(2, model.layers().size());
        assertEquals(Task.REGRESSION, model.task());
    }

    @Test
    void aKerasModelThatScalesFirstAndEndsInSoftmax() throws IOException {
        GraphBuilder graph = new GraphBuilder().input("dense_input", -1, 2);
        graph.storage = GraphBuilder.Storage.TYPED;
        String scaled = graph.node("Div", graph.node("Sub", "dense_input", graph.tensor(new int[]{1, 2}, 0.1, -3)),
                graph.tensor(new int[]{1, 2}, 2, 0.3));
        String hidden = graph.node("Add", graph.node("MatMul", scaled, graph.tensor(new int[]{2, 3}, W)),
                graph.tensor(new int[]{3}, 0.1, 0.2, 0.3));
        String end = graph.node("Softmax", graph.node("Add", graph.node("MatMul", graph.node("Elu", hidden),
                graph.tensor(new int[]{3, 2}, W)), graph.tensor(new int[]{2}, 1, -1)));
        Mlp model = agrees(graph.bytes(15, end, 2), end, X, 2, 2);
        assertArrayEquals(new float[]{0.1f, -3}, model.scaler().shift());
        assertArrayEquals(new float[]{0.5f, (float) (1 / (double) 0.3f)}, model.scaler().scale());
        assertEquals(new Activation.Elu(1), model.layers().getFirst().activation());
        assertEquals(Task.MULTICLASS, model.task());
    }

    /** As skl2onnx converts an MLPClassifier: the label beside the probabilities, and these in a map. */
    private static byte[] scikit(boolean binary, boolean zipped) {
        GraphBuilder graph = new GraphBuilder().input("X", -1, 2);
        String scaled = graph.node("ai.onnx.ml", "Scaler",
                List.of(GraphBuilder.reals("offset", 0.5f, -1), GraphBuilder.reals("scale", 2, 0.5f)), "X");
        String hidden = graph.node("Relu", graph.node("Add", graph.node("MatMul",
                graph.node("Cast", List.of(Attribute.integer("to", 1)), scaled),
                graph.tensor(new int[]{2, 3}, W)), graph.tensor(new int[]{1, 3}, 0.1, 0.2, 0.3)));
        int out = binary ? 1 : 3;
        double[] last = binary ? new double[]{1, -1, 2} : new double[]{1, 2, 3, -1, 0, 1, 0.5, -2, 1};
        String z = graph.node("Add", graph.node("MatMul", hidden, graph.tensor(new int[]{3, out}, last)),
                graph.tensor(new int[]{1, out}, new double[out]));
        String p = graph.node(binary ? "Sigmoid" : "Softmax", z);
        if (binary) {
            p = graph.node("Concat", List.of(Attribute.integer("axis", 1)),
                    graph.node("Sub", graph.tensor(new int[]{1}, 1), p), p);
        }
        String label = graph.node("ArgMax", List.of(Attribute.integer("axis", 1)), p);
        graph.output(label, GraphBuilder.INT64, -1, 1);
        if (zipped) {
            graph.node("ai.onnx.ml", "ZipMap",
                    List.of(GraphBuilder.texts("classlabels_strings", binary
                            ? new String[]{"no", "yes"}
                            : new String[]{"a", "b", "c"})),
                    List.of(p), List.of("output_probability"));
            graph.graph.message(12, new OnnxMessage().text(1, "output_probability"));
        } else {
            graph.node("", "Identity", List.of(), List.of(p), List.of("probabilities"));
            graph.output("probabilities", GraphBuilder.FLOAT, -1, binary ? 2 : 3);
        }
        return graph.bytes(13);
    }

    @Test
    void aClassifierOfScikitLearn() throws IOException {
        agrees(scikit(false, false), "probabilities", X, 2, 2);
        Mlp binary = agrees(scikit(true, false), "probabilities", X, 2, 2);
        assertEquals(2, binary.layers().size());
        assertEquals(List.of("a", "b", "c"), load(scikit(false, true)).outputNames());
        assertEquals(List.of("no", "yes"), load(scikit(true, true)).outputNames());
        assertArrayEquals(predict(binary, X), predict(load(scikit(true, true)), X));
    }

    /** As skl2onnx converts an MLPRegressor: a cast before, an Identity and a Reshape behind. */
    @Test
    void aRegressorOfScikitLearn() throws IOException {
        GraphBuilder graph = new GraphBuilder().input("X", -1, 2);
        String hidden = graph.node("Tanh", graph.node("Add", graph.node("MatMul",
                graph.node("Cast", List.of(Attribute.integer("to", 1)), "X"), graph.tensor(new int[]{2, 3}, W)),
                graph.tensor(new int[]{1, 3}, 0.1, 0.2, 0.3)));
        String z = graph.node("Identity", graph.node("Add",
                graph.node("MatMul", hidden, graph.tensor(new int[]{3, 1}, 1, -1, 2)),
                graph.tensor(new int[]{1, 1}, 0.5)));
        String end = graph.node("Reshape", z, graph.integers(new int[]{2}, -1, 1));
        Mlp model = agrees(graph.bytes(15, end, 1), end, X, 2, 2);
        assertEquals(Task.REGRESSION, model.task());
        assertEquals(2, model.layers().size());
    }

    /** As tf2onnx converts Flatten and Dense: a Reshape to a constant shape, a transposed kernel, Identity for the output's name. */
    @Test
    void aKerasModelThatFlattensAndNamesItsOutput() throws IOException {
        GraphBuilder graph = new GraphBuilder().input("flatten_input", -1, 2, 1);
        String flat = graph.node("Reshape", "flatten_input", graph.integers(new int[]{2}, -1, 2));
        String kernel = graph.node("Transpose", List.of(GraphBuilder.integers("perm", 1, 0)),
                graph.tensor(new int[]{3, 2}, W));
        String hidden = graph.node("Selu", graph.node("Add", graph.node("MatMul", flat, kernel),
                graph.tensor(new int[]{3}, 0.1, 0.2, 0.3)));
        String p = graph.node("Sigmoid", graph.node("Add",
                graph.node("MatMul", hidden, graph.tensor(new int[]{3, 1}, 1, -1, 2)),
                graph.tensor(new int[]{1}, 0.5)));
        graph.node("", "Identity", List.of(), List.of(p), List.of("dense_1"));
        Mlp model = agrees(graph.bytes(17, "dense_1", 1), "dense_1", X, 2, 2, 1);
        assertEquals(Task.BINARY, model.task());
    }

    @Test
    void aSingleSigmoidIsTheProbabilityOfTheSecondOfTwoClasses() throws IOException {
        GraphBuilder graph = new GraphBuilder().input("x", -1, 2);
        String end = graph.node("Sigmoid",
                graph.node("Gemm", "x", graph.tensor(new int[]{2, 1}, 1, -2), graph.tensor(new int[]{1}, 0.5)));
        Mlp model = agrees(graph.bytes(9, end, 1), end, X, 2, 2);
        assertEquals(Task.BINARY, model.task());
    }

    private void activationOf(Activation expected, java.util.function.BiFunction<GraphBuilder, String, String> write)
            throws IOException {
        GraphBuilder graph = new GraphBuilder().input("x", -1, 2);
        String z = graph.node("Gemm", "x", graph.tensor(new int[]{2, 3}, W));
        String end = write.apply(graph, z);
        Mlp model = agrees(graph.bytes(13, end, 3), end, X, 2, 2);
        assertEquals(1, model.layers().size());
        assertEquals(expected, model.layers().getFirst().activation());
        assertArrayEquals(new float[]{1, -2, 0.5f, 3, 0.25f, -1}, model.layers().getFirst().weights());
    }

    @Test
    void activationsThatAreComposedOfOperatorsAreRecognised() throws IOException {
        activationOf(new Activation.LogSigmoid(), (graph, z) -> graph.node("Log", graph.node("Sigmoid", z)));
        activationOf(new Activation.Silu(), (graph, z) -> graph.node("Div", z, graph.node("Add", graph.constant(1),
                graph.node("Exp", graph.node("Neg", z)))));
        activationOf(new Activation.Softplus(),
                (graph, z) -> graph.node("Log", graph.node("Add", graph.constant(1), graph.node("Exp", z))));
        activationOf(new Activation.Relu(), (graph, z) -> graph.node("Max", graph.constant(0), z));
        activationOf(new Activation.HardSigmoid(), (graph, z) -> graph.node("Div", graph.node("Clip", graph.node("Add",
                z, graph.constant(3)), graph.constant(0), graph.constant(6)), graph.constant(6)));
    }

    private void refused(int opset, String problem, Consumer<GraphBuilder> write) {
        GraphBuilder graph = new GraphBuilder().input("x", -1, 2);
        write.accept(graph);
        var error = assertThrows(InputException.class, () -> load(graph.bytes(opset)));
        assertTrue(String.valueOf(error.getMessage()).contains("model.onnx"), error.getMessage());
        assertTrue(String.valueOf(error.getMessage()).contains(problem), error.getMessage());
    }

    @Test
    void whatIsNoSuchNetworkIsRefusedByNamingTheNode() {
        refused(13, "the node \"/conv0\" (Conv) cannot be read",
                graph -> graph.output(graph.node("Conv", "x"), 1, -1, 2));
        refused(13, "the node \"/attention0\" (com.example.Attention) cannot be read",
                graph -> graph.output(graph.node("com.example", "Attention", List.of(), "x"), 1, -1, 2));
        refused(13, "the node \"/linearregressor0\" (ai.onnx.ml.LinearRegressor) cannot be read",
                graph -> graph.output(graph.node("ai.onnx.ml", "LinearRegressor",
                        List.of(GraphBuilder.reals("coefficients", 1, 2), GraphBuilder.reals("intercepts", 1)), "x"),
                        1, -1, 1));
        refused(13, "the node \"/label\" (ai.onnx.ml.LinearClassifier) cannot be read", graph -> {
            graph.node("ai.onnx.ml", "LinearClassifier", List.of(GraphBuilder.reals("coefficients", 1, 2, -1, -2)),
                    List.of("x"), List.of("label", "scores"));
            String p = graph.node("ai.onnx.ml", "Normalizer", List.of(), "scores");
            graph.output("label", GraphBuilder.INT64, -1).output(p, 1, -1, 2);
        });
        refused(13, "(Softsign) cannot be read", graph -> graph.output(graph.node("Softsign",
                graph.node("Gemm", "x", graph.tensor(new int[]{2, 3}, W))), 1, -1, 3));
        refused(13, "(Add) cannot be read: it joins two branches", graph -> {
            String layer = graph.node("Gemm", "x", graph.tensor(new int[]{2, 2}, 1, 2, 3, 4));
            graph.output(graph.node("Add", layer, "x"), 1, -1, 2);
        });
        refused(13, "(Sin) cannot be read", graph -> graph.output(graph.node("Sin", "x"), 1, -1, 2));
        refused(13, "(Gemm) cannot be read: it takes rows of 3 numbers, but they have the shape [2]",
                graph -> graph.output(graph.node("Gemm", "x", graph.tensor(new int[]{3, 2}, W)), 1, -1, 2));
        refused(13, "(Gemm) cannot be read: transA", graph -> graph.output(graph.node("Gemm",
                List.of(Attribute.integer("transA", 1)), "x", graph.tensor(new int[]{2, 3}, W)), 1, -1, 2));
        refused(13, "follows a softmax", graph -> {
            String p = graph.node("Softmax", graph.node("Gemm", "x", graph.tensor(new int[]{2, 3}, W)));
            graph.output(graph.node("Relu", p), 1, -1, 3);
        });
        refused(13, "(Gemm) cannot be read: what is computed up to it is no activation", graph -> {
            String z = graph.node("Gemm", "x", graph.tensor(new int[]{2, 3}, W));
            String odd = graph.node("Mul", z, graph.node("Abs", z));
            graph.output(graph.node("Gemm", odd, graph.tensor(new int[]{3, 2}, W)), 1, -1, 2);
        });
        refused(8, "version 8", graph -> graph.output(graph.node("Relu", "x"), 1, -1, 2));
        refused(24, "version 24", graph -> graph.output(graph.node("Relu", "x"), 1, -1, 2));
        refused(13, "no product with a matrix", graph -> graph.output(graph.node("Relu", "x"), 1, -1, 2));
        refused(13, "2: \"a\", \"b\"", graph -> graph.output("a", 1, -1, 2).output("b", 1, -1, 2));
        refused(13, "one input, but the graph has 2", graph -> graph.input("z", -1, 2).output("x", 1, -1, 2));
        refused(13, "nothing before it computes its input \"nowhere\"",
                graph -> graph.output(graph.node("Relu", "nowhere"), 1, -1, 2));
    }

    /** As PyTorch's exporter writes it by default: Gemm with the weights of Linear in a file beside the model. */
    private static void pyTorchWithDataBeside(GraphBuilder graph, String location, Object offset, Object length) {
        OnnxMessage weights = new OnnxMessage().integer(1, 3).integer(1, 2).integer(2, 1).text(8, "linear.weight");
        List.of(List.of("location", location), List.of("offset", offset.toString()),
                List.of("length", length.toString())).forEach(
                        entry -> weights.message(13,
                                new OnnxMessage().text(1, entry.getFirst()).text(2, entry.getLast())));
        graph.graph.message(5, weights.integer(14, 1));
        graph.output(graph.node("Relu", graph.node("Gemm", List.of(Attribute.integer("transB", 1)), "x",
                "linear.weight", graph.tensor(new int[]{3}, 1, 2, 3))), 1, -1, 3);
    }

    @Test
    void weightsMayLieInAFileBesideTheModel() throws IOException {
        ByteBuffer data = ByteBuffer.allocate(8 + 4 * W.length).order(ByteOrder.LITTLE_ENDIAN).putLong(-1);
        for (double w : W) {
            data.putFloat((float) w);
        }
        Files.write(folder.resolve("model.onnx.data"), data.array());
        GraphBuilder graph = new GraphBuilder().input("x", -1, 2);
        pyTorchWithDataBeside(graph, "model.onnx.data", 8, 4 * W.length);
        assertArrayEquals(new float[]{1, 0.5f, 0.25f, -2, 3, -1}, load(graph.bytes(18)).layers().getFirst().weights());
    }

    @Test
    void weightsThatAreNotBesideTheModelAreRefusedByName() throws IOException {
        refused(18,
                "the tensor \"linear.weight\" keeps its elements in the file \"model.onnx.data\", which is not there",
                graph -> pyTorchWithDataBeside(graph, "model.onnx.data", 0, 24));
        Files.write(folder.resolve("short.data"), new byte[23]);
        for (long[] part : new long[][]{{0, 24}, {-1, 8}, {8, -1}, {Long.MAX_VALUE, 24}, {8, Long.MAX_VALUE}}) {
            refused(18, "which does not have the bytes",
                    graph -> pyTorchWithDataBeside(graph, "short.data", part[0], part[1]));
        }
        refused(18,
                "the tensor \"linear.weight\" keeps its elements in another file, but its offset \"0x0\" is no number",
                graph -> pyTorchWithDataBeside(graph, "short.data", "0x0", 20));
        refused(18, "has 6 elements by its shape, but 20 bytes",
                graph -> pyTorchWithDataBeside(graph, "short.data", 0, 20));
        for (String place : List.of("../short.data", "/etc/passwd", "..", ".", "a/../../b", "sub/short.data", "a\0b")) {
            refused(18, "no file in the same folder", graph -> pyTorchWithDataBeside(graph, place, 0, 24));
        }
        refused(18, "a file without a name", graph -> pyTorchWithDataBeside(graph, "", 0, 24));
    }

    @Test
    void aTensorMustHaveTheElementsOfItsShape() {
        refused(13, "the tensor \"weights\" has a dimension of 1000000",
                graph -> {
                    graph.graph.message(5, new OnnxMessage().integer(1, 1_000_000).integer(1, 1_000_000).integer(2, 1)
                            .text(8, "weights").floats(9, new float[]{1}));
                    graph.output(graph.node("Gemm", "x", "weights"), 1, -1, 2);
                });
    }
}
