package io.lanescope.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import com.google.protobuf.CodedOutputStream;
import io.lanescope.nn.exchange.Safetensors;
import io.lanescope.nn.exchange.Tensor;

/**
 * One small network, of 2 inputs, 3 ReLUs and 2 outputs, as other programs write it. All its numbers are few bits, so that
 * sums of products are exact.
 */
enum ForeignNetwork {

    STATE_DICT {
        @Override
        Path write(Path folder) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            tensors.put("net.2.weight", new Tensor(new int[]{2, 3}, SECOND));
            tensors.put("net.2.bias", new Tensor(new int[]{2}, SECOND_BIAS));
            tensors.put("net.0.weight", new Tensor(new int[]{3, 2}, FIRST));
            tensors.put("net.0.bias", new Tensor(new int[]{3}, FIRST_BIAS));
            Path file = folder.resolve("dict.safetensors");
            new Safetensors(Map.of("format", "pt"), tensors).write(file);
            return file;
        }
    },

    PYTORCH {
        @Override
        Path write(Path folder) {
            return onnx(folder, graph -> {
                tensor(graph, "0.weight", FIRST, 3, 2);
                tensor(graph, "0.bias", FIRST_BIAS, 3);
                tensor(graph, "2.weight", SECOND, 2, 3);
                tensor(graph, "2.bias", SECOND_BIAS, 2);
                node(graph, "Gemm", "h", true, "x", "0.weight", "0.bias");
                node(graph, "Relu", "r", false, "h");
                node(graph, "Gemm", "out", true, "r", "2.weight", "2.bias");
            });
        }
    },

    KERAS {
        @Override
        Path write(Path folder) {
            return onnx(folder, ForeignNetwork::kerasLayers);
        }
    };

    static final float[] FIRST = {1, -0.5f, 0.25f, 2, -1.5f, 1};
    static final float[] FIRST_BIAS = {0.5f, -0.25f, 0};
    static final float[] SECOND = {1, -2, 0.5f, -0.75f, 1, 3};
    static final float[] SECOND_BIAS = {0.125f, -1};

    /** Writes its file into a folder. */
    abstract Path write(Path folder);

    /** What the network gives for a row. */
    static float[] outputs(float a, float b) {
        float[] y = SECOND_BIAS.clone();
        for (int k = 0; k < 3; k++) {
            float h = Math.max(0, FIRST[2 * k] * a + FIRST[2 * k + 1] * b + FIRST_BIAS[k]);
            y[0] += SECOND[k] * h;
            y[1] += SECOND[3 + k] * h;
        }
        return y;
    }

    /** The Keras style with a softmax at the end. */
    static Path withSoftmax(Path folder) {
        return onnx(folder, graph -> {
            kerasLayers(graph);
            node(graph, "Softmax", "p", false, "out");
        }, "p");
    }

    private static void kerasLayers(CodedOutputStream graph) throws IOException {
        tensor(graph, "kernel", transposed(FIRST, 3, 2), 2, 3);
        tensor(graph, "bias", FIRST_BIAS, 3);
        tensor(graph, "kernel_1", transposed(SECOND, 2, 3), 3, 2);
        tensor(graph, "bias_1", SECOND_BIAS, 2);
        node(graph, "MatMul", "m", false, "x", "kernel");
        node(graph, "Add", "h", false, "m", "bias");
        node(graph, "Relu", "r", false, "h");
        node(graph, "MatMul", "m_1", false, "r", "kernel_1");
        node(graph, "Add", "out", false, "m_1", "bias_1");
    }

    private static float[] transposed(float[] x, int rows, int columns) {
        float[] y = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i % columns * rows + i / columns] = x[i];
        }
        return y;
    }

    /** A protobuf message's fields. */
    @FunctionalInterface
    private interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    private static Path onnx(Path folder, Fields nodes) {
        return onnx(folder, nodes, "out");
    }

    private static Path onnx(Path folder, Fields nodes, String output) {
        try {
            return Files.write(folder.resolve("network.onnx"), message(model -> {
                model.writeInt64(1, 8);
                model.writeByteArray(7, message(graph -> {
                    nodes.writeTo(graph);
                    graph.writeByteArray(11, port("x"));
                    graph.writeByteArray(12, port(output));
                }));
                model.writeByteArray(8, message(opset -> opset.writeInt64(2, 17)));
            }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] message(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.writeTo(out);
        out.flush();
        return bytes.toByteArray();
    }

    /** An input or output of floats {@code [N, 2]}. */
    private static byte[] port(String name) throws IOException {
        byte[] shape = message(sizes -> {
            sizes.writeByteArray(1, message(size -> size.writeString(2, "N")));
            sizes.writeByteArray(1, message(size -> size.writeInt64(1, 2)));
        });
        byte[] type = message(tensor -> {
            tensor.writeInt32(1, 1);
            tensor.writeByteArray(2, shape);
        });
        return message(port -> {
            port.writeString(1, name);
            port.writeByteArray(2, message(value -> value.writeByteArray(1, type)));
        });
    }

    private static void tensor(CodedOutputStream graph, String name, float[] values, int... shape) throws IOException {
        ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        graph.writeByteArray(5, message(tensor -> {
            for (int size : shape) {
                tensor.writeInt64(1, size);
            }
            tensor.writeInt32(2, 1);
            tensor.writeString(8, name);
            tensor.writeByteArray(9, raw.array());
        }));
    }

    private static void node(CodedOutputStream graph, String operator, String output, boolean transB, String... inputs)
            throws IOException {
        graph.writeByteArray(1, message(node -> {
            for (String input : inputs) {
                node.writeString(1, input);
            }
            node.writeString(2, output);
            node.writeString(3, "node_" + output);
            node.writeString(4, operator);
            if (transB) {
                node.writeByteArray(5, message(attribute -> {
                    attribute.writeString(1, "transB");
                    attribute.writeInt64(3, 1);
                    attribute.writeInt32(20, 2);
                }));
            }
        }));
    }
}
