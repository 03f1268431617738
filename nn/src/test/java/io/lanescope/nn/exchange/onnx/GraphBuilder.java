package io.lanescope.nn.exchange.onnx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import io.lanescope.nn.exchange.onnx.OnnxMessage.Attribute;

/** Puts graphs together node by node, as exporters write them. */
final class GraphBuilder {

    static final int FLOAT = 1;
    static final int INT64 = 7;
    static final int STRING = 8;
    static final int DOUBLE = 11;

    final OnnxMessage graph = new OnnxMessage().text(2, "graph");
    final OnnxMessage model = new OnnxMessage().integer(1, 7);
    private int count;

    /** How the elements of tensors are written. */
    enum Storage {
        RAW,
        TYPED,
        DOUBLES
    }

    Storage storage = Storage.RAW;

    int type() {
        return storage == Storage.DOUBLES ? DOUBLE : FLOAT;
    }

    /** Adds an input, −1 standing for a size that is open. */
    GraphBuilder input(String name, int... shape) {
        graph.message(11, port(name, type(), shape));
        return this;
    }

    GraphBuilder output(String name, int type, int... shape) {
        graph.message(12, port(name, type, shape));
        return this;
    }

    private static OnnxMessage port(String name, int type, int... shape) {
        OnnxMessage sizes = new OnnxMessage();
        for (int size : shape) {
            sizes.message(1, size < 0 ? new OnnxMessage().text(2, "N") : new OnnxMessage().integer(1, size));
        }
        return new OnnxMessage().text(1, name).message(2,
                new OnnxMessage().message(1, new OnnxMessage().integer(1, type).message(2, sizes)));
    }

    /** Adds an initializer and gives its name. */
    String tensor(int[] shape, double... values) {
        String name = "tensor" + count++;
        graph.message(5, tensorMessage(shape, values).text(8, name));
        return name;
    }

    OnnxMessage tensorMessage(int[] shape, double... values) {
        OnnxMessage tensor = new OnnxMessage().integer(2, type());
        for (int size : shape) {
            tensor.integer(1, size);
        }
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        switch (storage) {
            case RAW -> tensor.floats(9, floats);
            case TYPED -> tensor.floats(4, floats);
            case DOUBLES -> tensor.floats(10, halves(floats));
        }
        return tensor;
    }

    /** The halves of doubles, as floats of the same bits. */
    private static float[] halves(float[] values) {
        float[] halves = new float[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            long bits = Double.doubleToRawLongBits(values[i]);
            halves[2 * i] = Float.intBitsToFloat((int) bits);
            halves[2 * i + 1] = Float.intBitsToFloat((int) (bits >>> 32));
        }
        return halves;
    }

    String integers(int[] shape, long... values) {
        String name = "tensor" + count++;
        OnnxMessage tensor = new OnnxMessage().integer(2, INT64).text(8, name);
        for (int size : shape) {
            tensor.integer(1, size);
        }
        for (long value : values) {
            tensor.integer(7, value);
        }
        graph.message(5, tensor);
        return name;
    }

    /** A scalar in a node of its own, as PyTorch writes it. */
    String constant(double value) {
        String name = "constant" + count++;
        graph.message(1, new OnnxMessage().text(2, name).text(4, "Constant").message(5,
                new OnnxMessage().text(1, "value").message(5, tensorMessage(new int[0], value)).integer(20, 4)));
        return name;
    }

    /** Adds a node and gives the name of its output. */
    String node(String operator, List<Attribute> attributes, String... inputs) {
        return node("", operator, attributes, inputs);
    }

    String node(String operator, String... inputs) {
        return node("", operator, List.of(), inputs);
    }

    String node(String domain, String operator, List<Attribute> attributes, String... inputs) {
        String output = operator.toLowerCase(java.util.Locale.ROOT) + count++;
        node(domain, operator, attributes, List.of(inputs), List.of(output));
        return output;
    }

    void node(String domain, String operator, List<Attribute> attributes, List<String> inputs, List<String> outputs) {
        OnnxMessage node = new OnnxMessage();
        inputs.forEach(name -> node.text(1, name));
        outputs.forEach(name -> node.text(2, name));
        node.text(3, "/" + outputs.getFirst()).text(4, operator);
        attributes.forEach(attribute -> node.message(5, attribute.message()));
        if (!domain.isEmpty()) {
            node.text(7, domain);
        }
        graph.message(1, node);
    }

    static Attribute integers(String name, long... values) {
        OnnxMessage message = new OnnxMessage().text(1, name);
        for (long value : values) {
            message.integer(8, value);
        }
        return new Attribute(message.integer(20, 7));
    }

    static Attribute texts(String name, String... values) {
        OnnxMessage message = new OnnxMessage().text(1, name);
        for (String value : values) {
            message.text(9, value);
        }
        return new Attribute(message.integer(20, 8));
    }

    static Attribute reals(String name, float... values) {
        OnnxMessage message = new OnnxMessage().text(1, name);
        for (float value : values) {
            message.real(7, value);
        }
        return new Attribute(message.integer(20, 6));
    }

    /** Ends with the output of the given name. */
    byte[] bytes(int opset, String output, int width) {
        return output(output, type(), -1, width).bytes(opset);
    }

    byte[] bytes(int opset) {
        List<OnnxMessage> imports = new ArrayList<>();
        imports.add(new OnnxMessage().text(1, "").integer(2, opset));
        imports.add(new OnnxMessage().text(1, "ai.onnx.ml").integer(2, 1));
        model.message(7, graph);
        imports.forEach(entry -> model.message(8, entry));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            model.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
