package io.lanescope.nn.exchange.onnx;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.lanescope.nn.Dense;
import io.lanescope.nn.OutputFunction;
import io.lanescope.nn.data.Scaler;
import io.lanescope.nn.exchange.onnx.OnnxMessage.Attribute;
import io.lanescope.simd.Activation;

/** Writes a network as a graph: Sub and Mul for the scaler, then Gemm and an activation for each layer. */
final class GraphWriter {

    private static final String INPUT = "input";
    private static final String OUTPUT = "output";
    private static final String BATCH = "batch";
    private static final int FLOAT = 1;

    private final OnnxMessage graph = new OnnxMessage();
    private final List<OnnxMessage> nodes = new ArrayList<>();
    private final List<OnnxMessage> tensors = new ArrayList<>();
    private String current = INPUT;
    /** The oldest version that has all operators. */
    private int opset = 13;

    private GraphWriter() {}

    static void write(OnnxNetwork network, OutputStream out) throws IOException {
        GraphWriter writer = new GraphWriter();
        writer.addScaler(network.scaler());
        List<Dense> layers = network.layers();
        for (int l = 0; l < layers.size(); l++) {
            writer.addLayer(layers.get(l), "layers." + l);
        }
        writer.addOutputFunction(network.outputFunction());
        writer.model(layers.getFirst().in(), layers.getLast().out(), network.metadata()).writeTo(out);
    }

    private void addScaler(Scaler scaler) {
        if (!scaler.isNone()) {
            int[] row = {scaler.width()};
            node("Sub", "scaler.centred", current, tensor("scaler.shift", row, scaler.shift()));
            node("Mul", "scaler.scaled", current, tensor("scaler.scale", row, scaler.scale()));
        }
    }

    private void addLayer(Dense layer, String name) {
        String weights = tensor(name + ".weight", new int[]{layer.in(), layer.out()}, layer.weights());
        String bias = tensor(name + ".bias", new int[]{layer.out()}, layer.bias());
        node("Gemm", name, List.of(current, weights, bias), List.of());
        String z = current;
        switch (layer.activation()) {
            case Activation.Identity() -> {
            }
            case Activation.Relu() -> node("Relu", name + ".relu", z);
            case Activation.LeakyRelu(float slope) ->
                node("LeakyRelu", name + ".leaky_relu", List.of(z), List.of(Attribute.real("alpha", slope)));
            case Activation.Elu(float alpha) ->
                node("Elu", name + ".elu", List.of(z), List.of(Attribute.real("alpha", alpha)));
            case Activation.Selu() -> node("Selu", name + ".selu", z);
            case Activation.Gelu() -> newNode(20, "Gelu", name + ".gelu", z, List.of());
            case Activation.GeluTanh() -> newNode(20, "Gelu", name + ".gelu", z,
                    List.of(Attribute.text("approximate", "tanh")));
            case Activation.Silu() -> {
                node("Sigmoid", name + ".sigmoid", z);
                node("Mul", name + ".silu", z, current);
            }
            case Activation.Sigmoid() -> node("Sigmoid", name + ".sigmoid", z);
            case Activation.HardSigmoid() -> node("HardSigmoid", name + ".hard_sigmoid", List.of(z),
                    List.of(Attribute.real("alpha", 1 / 6f), Attribute.real("beta", 0.5f)));
            case Activation.HardSwish() -> newNode(14, "HardSwish", name + ".hard_swish", z, List.of());
            case Activation.LogSigmoid() -> {
                node("Neg", name + ".negative", z);
                node("Softplus", name + ".softplus", current);
                node("Neg", name + ".log_sigmoid", current);
            }
            case Activation.Softplus() -> node("Softplus", name + ".softplus", z);
            case Activation.Tanh() -> node("Tanh", name + ".tanh", z);
            case Activation.Mish() -> newNode(18, "Mish", name + ".mish", z, List.of());
        }
    }

    private void addOutputFunction(OutputFunction function) {
        Attribute axis = Attribute.integer("axis", 1);
        switch (function) {
            case NONE -> node("Identity", OUTPUT, current);
            case SOFTMAX -> node("Softmax", OUTPUT, List.of(current), List.of(axis));
            case LOG_SOFTMAX -> node("LogSoftmax", OUTPUT, List.of(current), List.of(axis));
        }
    }

    private void newNode(int since, String operator, String name, String input, List<Attribute> attributes) {
        opset = Math.max(opset, since);
        node(operator, name, List.of(input), attributes);
    }

    private void node(String operator, String name, String... inputs) {
        node(operator, name, List.of(inputs), List.of());
    }

    /** Adds a node whose output is named as the node is. */
    private void node(String operator, String name, List<String> inputs, List<Attribute> attributes) {
        OnnxMessage node = new OnnxMessage();
        inputs.forEach(input -> node.text(1, input));
        node.text(2, name).text(3, name).text(4, operator);
        attributes.forEach(attribute -> node.message(5, attribute.message()));
        nodes.add(node);
        current = name;
    }

    private String tensor(String name, int[] shape, float[] values) {
        OnnxMessage tensor = new OnnxMessage();
        for (int size : shape) {
            tensor.integer(1, size);
        }
        tensors.add(tensor.integer(2, FLOAT).text(8, name).floats(9, values));
        return name;
    }

    private OnnxMessage model(int inputs, int outputs, Map<String, String> metadata) {
        nodes.forEach(node -> graph.message(1, node));
        graph.text(2, "lanescope");
        tensors.forEach(tensor -> graph.message(5, tensor));
        graph.message(11, port(INPUT, inputs)).message(12, port(OUTPUT, outputs));
        OnnxMessage model = new OnnxMessage().integer(1, opset < 18 ? 7 : opset < 20 ? 8 : 9).text(2, "lanescope")
                .message(7, graph).message(8, new OnnxMessage().text(1, "").integer(2, opset));
        metadata.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> model.message(14,
                new OnnxMessage().text(1, entry.getKey()).text(2, entry.getValue())));
        return model;
    }

    /** Floats of the shape {@code [batch, width]}. */
    private static OnnxMessage port(String name, int width) {
        OnnxMessage shape = new OnnxMessage().message(1, new OnnxMessage().text(2, BATCH))
                .message(1, new OnnxMessage().integer(1, width));
        OnnxMessage type = new OnnxMessage().integer(1, FLOAT).message(2, shape);
        return new OnnxMessage().text(1, name).message(2, new OnnxMessage().message(1, type));
    }
}
