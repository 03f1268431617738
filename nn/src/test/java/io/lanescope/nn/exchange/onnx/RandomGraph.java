package io.lanescope.nn.exchange.onnx;

import java.util.List;
import java.util.SplittableRandom;

import io.lanescope.nn.exchange.onnx.GraphBuilder.Storage;
import io.lanescope.nn.exchange.onnx.OnnxMessage.Attribute;

/** A network as some exporter might write it: each layer and each activation in one of several ways. */
@SuppressWarnings("ArrayRecordComponent")
record RandomGraph(byte[] bytes, String output, int inputs, boolean doubles) {

    private static final int OPSET = 20;

    static RandomGraph draw(SplittableRandom random) {
        return new Drawing(random).draw();
    }

    private static final class Drawing {

        private final SplittableRandom random;
        private final GraphBuilder graph = new GraphBuilder();

        Drawing(SplittableRandom random) {
            this.random = random;
        }

        RandomGraph draw() {
            graph.storage = Storage.values()[random.nextInt(3)];
            graph.model.integer(1, 9);
            int inputs = random.nextInt(1, 10);
            graph.input("x", -1, inputs);
            String x = scaled("x", inputs);
            int width = inputs;
            int depth = random.nextInt(1, 4);
            for (int l = 0; l < depth; l++) {
                int out = random.nextInt(1, 12);
                x = harmless(dense(x, width, out), out);
                width = out;
                if (random.nextInt(3) == 0) {
                    x = normalized(x, width);
                }
                x = l < depth - 1 || random.nextInt(3) == 0 ? activated(x) : x;
            }
            x = switch (random.nextInt(4)) {
                case 0 -> graph.node("Softmax", x);
                case 1 -> graph.node("LogSoftmax", List.of(Attribute.integer("axis", 1)), x);
                default -> graph.node("Identity", x);
            };
            return new RandomGraph(graph.bytes(OPSET, x, width), x, inputs, graph.storage == Storage.DOUBLES);
        }

        private double[] numbers(int n, double scale) {
            double[] numbers = new double[n];
            for (int i = 0; i < n; i++) {
                numbers[i] = scale * (2 * random.nextDouble() - 1);
            }
            return numbers;
        }

        private double[] positive(int n) {
            double[] numbers = numbers(n, 0.5);
            for (int i = 0; i < n; i++) {
                numbers[i] += 1;
            }
            return numbers;
        }

        private String row(int n, double[] values) {
            return graph.tensor(random.nextBoolean() ? new int[]{n} : new int[]{1, n}, values);
        }

        private String scaled(String x, int n) {
            return switch (random.nextInt(4)) {
                case 0 -> graph.node("Div", graph.node("Sub", x, row(n, numbers(n, 2))), row(n, positive(n)));
                case 1 -> graph.node("Add", row(n, numbers(n, 1)), graph.node("Mul", row(n, positive(n)), x));
                case 2 -> graph.node("Div", graph.node("Sub", x, graph.constant(0.3)), graph.constant(1.7));
                default -> x;
            };
        }

        private String dense(String x, int in, int out) {
            double[] weights = numbers(in * out, 2 / Math.sqrt(in));
            return switch (random.nextInt(5)) {
                case 0 -> graph.node("Gemm", List.of(Attribute.integer("transB", 1)), x,
                        graph.tensor(new int[]{out, in}, weights), graph.tensor(new int[]{out}, numbers(out, 1)));
                case 1 -> graph.node("Gemm",
                        List.of(Attribute.real("alpha", 0.7f), Attribute.real("beta", -1.5f)), x,
                        graph.tensor(new int[]{in, out}, weights), row(out, numbers(out, 1)));
                case 2 -> graph.node("Gemm", x, graph.tensor(new int[]{in, out}, weights));
                case 3 -> graph.node("Add", graph.node("MatMul", x, graph.tensor(new int[]{in, out}, weights)),
                        row(out, numbers(out, 1)));
                default -> graph.node("Add", row(out, numbers(out, 1)), graph.node("MatMul", x,
                        graph.node("Transpose", graph.tensor(new int[]{out, in}, weights))));
            };
        }

        private String harmless(String x, int width) {
            return switch (random.nextInt(5)) {
                case 0 -> graph.node("Flatten", x);
                case 1 -> graph.node("Reshape", x, graph.integers(new int[]{2}, -1, width));
                case 2 -> graph.node("Dropout", x);
                case 3 -> graph.node("Cast", List.of(Attribute.integer("to", graph.type())), x);
                default -> x;
            };
        }

        private String normalized(String x, int n) {
            if (random.nextBoolean()) {
                return graph.node("Add", graph.node("Mul", x, row(n, positive(n))), row(n, numbers(n, 1)));
            }
            int[] shape = {n};
            return graph.node("BatchNormalization", List.of(Attribute.real("epsilon", 1e-3f)), x,
                    graph.tensor(shape, positive(n)), graph.tensor(shape, numbers(n, 1)),
                    graph.tensor(shape, numbers(n, 1)), graph.tensor(shape, positive(n)));
        }

        /** ONNX Runtime has not every operator for doubles. */
        private String activated(String x) {
            return switch (random.nextInt(graph.storage == Storage.DOUBLES ? 5 : 17)) {
                case 0 -> graph.node("Relu", x);
                case 1 -> graph.node("Tanh", x);
                case 2 -> graph.node("Sigmoid", x);
                case 3 -> graph.node("Mul", graph.node("Sigmoid", x), x);
                case 4 -> graph.node("Neg", graph.node("Relu", graph.node("Neg", x)));
                case 5 -> graph.node("LeakyRelu", List.of(Attribute.real("alpha", 0.2f)), x);
                case 6 -> graph.node("Elu", List.of(Attribute.real("alpha", 0.8f)), x);
                case 7 -> graph.node("Selu", x);
                case 8 -> erfGelu(x);
                case 9 -> tanhGelu(x);
                case 10 -> graph.node("Softplus", x);
                case 11 -> graph.node("HardSigmoid", x); // ONNX's own slope, 0.2
                case 12 -> graph.node("Mul", x, graph.node("Tanh", graph.node("Softplus", x)));
                case 13 -> graph.node("Neg", graph.node("Softplus", graph.node("Neg", x)));
                case 14 -> graph.node("Div", graph.node("Mul", x, graph.node("Clip",
                        graph.node("Add", x, graph.constant(3)), graph.constant(0), graph.constant(6))),
                        graph.constant(6));
                case 15 -> graph.node("Mul", x, graph.node("Sigmoid", graph.node("Mul", x, graph.constant(1.702))));
                default -> graph.node("Relu", graph.node("Tanh", x));
            };
        }

        private String erfGelu(String x) {
            String erf = graph.node("Erf", graph.node("Div", x, graph.constant(1.4142135)));
            String sum = graph.node("Add", erf, graph.constant(1));
            return random.nextBoolean()
                    ? graph.node("Mul", graph.node("Mul", x, sum), graph.constant(0.5))
                    : graph.node("Mul", graph.node("Mul", graph.constant(0.5), x), sum);
        }

        private String tanhGelu(String x) {
            String cube = random.nextBoolean()
                    ? graph.node("Pow", x, graph.constant(3))
                    : graph.node("Mul", x, graph.node("Mul", x, x));
            String inner = graph.node("Mul", graph.constant(0.79788456),
                    graph.node("Add", x, graph.node("Mul", graph.constant(0.044715), cube)));
            String sum = graph.node("Add", graph.constant(1), graph.node("Tanh", inner));
            return graph.node("Mul", graph.node("Mul", graph.constant(0.5), x), sum);
        }
    }
}
