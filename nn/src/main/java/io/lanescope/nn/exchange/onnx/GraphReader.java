package io.lanescope.nn.exchange.onnx;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

import io.lanescope.nn.OutputFunction;
import io.lanescope.nn.data.InputException;
import io.lanescope.nn.exchange.onnx.Value.Constant;
import io.lanescope.nn.exchange.onnx.Value.Flow;
import org.jspecify.annotations.Nullable;

/**
 * Follows a graph from its input to its output, node by node, and keeps the layers on the way. Only what the output needs
 * is looked at: not, say, the label that a classifier of scikit-learn gives beside its probabilities.
 */
final class GraphReader {

    private static final String LEARNING = "ai.onnx.ml";
    private static final int OLDEST = 9;
    private static final int NEWEST = 23;
    private static final int FLOAT = 1;
    private static final int DOUBLE = 11;

    private final Path file;
    private final OnnxGraph graph;
    private final Operators operators;
    private final Map<String, Value> values = new HashMap<>();
    private List<String> outputNames = List.of();

    private GraphReader(Path file, OnnxGraph graph) {
        this.file = file;
        this.graph = graph;
        this.operators = new Operators(file, opset(), graph.size());
    }

    /** The network of a graph that was read from a file. */
    static OnnxNetwork read(Path file, OnnxGraph graph) {
        return new GraphReader(file, graph).read();
    }

    private long opset() {
        Long version = graph.opsets().get("");
        if (version == null) {
            throw InputException.in(file, "this is not an ONNX model: it does not say which operators it uses");
        }
        if (version < OLDEST || version > NEWEST) {
            throw InputException.in(file, "the model uses version " + version + " of ONNX's operators, and versions "
                    + OLDEST + " to " + NEWEST + " can be read");
        }
        return version;
    }

    private OnnxNetwork read() {
        OnnxGraph.Port input = input();
        String output = output();
        List<Integer> tail = input.shape().size() < 2 ? input.shape() : input.shape().subList(1, input.shape().size());
        values.put(input.name(), new Flow(Chain.input(), tail.isEmpty() ? List.of(OnnxGraph.OPEN) : List.copyOf(tail)));
        OnnxNode last = follow(output);
        if (!(values.get(output) instanceof Flow flow)) {
            throw InputException.in(file, "the output " + InputException.quote(output)
                    + " does not depend on the input " + InputException.quote(input.name()));
        }
        Flow end = operators.settle(flow, last);
        try {
            LayerFolding.Result folded = LayerFolding.fold(end.chain());
            return new OnnxNetwork(folded.layers(), end.function(), folded.scaler(), outputNames, graph.metadata());
        } catch (IllegalArgumentException e) {
            throw new InputException(file + ": " + e.getMessage(), e);
        }
    }

    private OnnxGraph.Port input() {
        List<OnnxGraph.Port> inputs = graph.inputs().stream()
                .filter(port -> !graph.initializers().containsKey(port.name())).toList();
        if (inputs.size() != 1) {
            throw InputException.in(file, "a network has one input, but the graph has "
                    + names(inputs.stream().map(OnnxGraph.Port::name).toList()));
        }
        return inputs.getFirst();
    }

    /** The only output, or the only one of numbers: a classifier of scikit-learn's has labels beside it. */
    private String output() {
        List<String> outputs = graph.outputs().stream().map(OnnxGraph.Port::name).toList();
        if (outputs.size() > 1) {
            Set<String> maps = new HashSet<>();
            for (OnnxNode node : graph.nodes()) {
                if (node.operator().equals("ZipMap")) {
                    maps.addAll(node.outputs());
                }
            }
            outputs = graph.outputs().stream()
                    .filter(port -> port.type() == FLOAT || port.type() == DOUBLE || maps.contains(port.name()))
                    .map(OnnxGraph.Port::name).toList();
        }
        if (outputs.size() != 1) {
            throw InputException.in(file, "a network has one output of numbers, but the graph has " + names(outputs));
        }
        return outputs.getFirst();
    }

    private static String names(List<String> names) {
        return names.isEmpty()
                ? "none"
                : names.size() + ": " + String.join(", ",
                        names.stream().limit(5).map(InputException::quote).toList());
    }

    /** Computes the output and what it needs, and gives the node it comes from. */
    private OnnxNode follow(String output) {
        Set<String> needed = new HashSet<>(Set.of(output));
        boolean[] follows = new boolean[graph.nodes().size()];
        for (OnnxNode node : graph.nodes().reversed()) {
            if (node.outputs().stream().anyMatch(needed::contains)) {
                follows[node.number()] = true;
                needed.addAll(node.inputs());
            }
        }
        OnnxNode last = null;
        for (OnnxNode node : graph.nodes()) {
            if (follows[node.number()]) {
                values.put(node.outputs().getFirst(), apply(node));
                last = node.outputs().contains(output) ? node : last;
            }
        }
        if (last == null) {
            throw InputException.in(file, "no node gives the output " + InputException.quote(output));
        }
        return last;
    }

    private Value apply(OnnxNode node) {
        if (node.domain().equals(LEARNING)) {
            return switch (node.operator()) {
                case "Scaler" -> operators.scaler(node, flow(node, 0));
                case "ZipMap" -> {
                    outputNames = node.attribute("classlabels_strings").texts().isEmpty()
                            ? node.attribute("classlabels_int64s").integers().stream().map(String::valueOf).toList()
                            : node.attribute("classlabels_strings").texts();
                    yield value(node, 0);
                }
                default -> throw operators.refuse(node, "it is none that a network has");
            };
        }
        if (!node.domain().isEmpty()) {
            throw operators.refuse(node, "only operators of ONNX itself can be");
        }
        return switch (node.operator()) {
            case "Constant" -> constant(node);
            case "Identity" -> value(node, 0);
            case "Dropout" -> dropout(node);
            case "Cast" -> cast(node);
            case "Shape", "Gather", "Concat", "Transpose", "Flatten", "Reshape", "Squeeze", "Unsqueeze" -> move(node);
            case "Gemm" -> operators.gemm(node, flow(node, 0), matrix(node, 1), node.has(2) ? numbers(node, 2) : null);
            case "MatMul" -> operators.matMul(node, flow(node, 0), matrix(node, 1));
            case "Add", "Sub", "Mul", "Div", "Pow", "Max", "Min", "PRelu", "Greater", "GreaterOrEqual", "Less",
                    "LessOrEqual" ->
                operators.binary(node, value(node, 0), value(node, 1));
            case "Where" -> operators.where(node, value(node, 0), value(node, 1), value(node, 2));
            case "BatchNormalization" -> operators.normalize(node, flow(node, 0), numbers(node, 1), numbers(node, 2),
                    numbers(node, 3), numbers(node, 4));
            case "Clip" -> operators.clip(node, flow(node, 0), node.has(1) ? numbers(node, 1) : null,
                    node.has(2) ? numbers(node, 2) : null);
            case "Softmax" -> operators.softmax(node, flow(node, 0), OutputFunction.SOFTMAX);
            case "LogSoftmax" -> operators.softmax(node, flow(node, 0), OutputFunction.LOG_SOFTMAX);
            default -> operators.unary(node, flow(node, 0));
        };
    }

    private Value value(OnnxNode node, int i) {
        if (!node.has(i)) {
            throw operators.refuse(node, "its input number " + i + " is missing");
        }
        String name = node.inputs().get(i);
        Value value = values.get(name);
        if (value != null) {
            return value;
        }
        OnnxTensor tensor = graph.initializers().get(name);
        if (tensor == null) {
            throw operators.refuse(node, "nothing before it computes its input " + InputException.quote(name));
        }
        Constant constant = new Constant(sound(tensor), false);
        values.put(name, constant);
        return constant;
    }

    private OnnxTensor sound(OnnxTensor tensor) {
        if (tensor.problem() != null) {
            throw InputException.in(file, "the tensor " + InputException.quote(tensor.name()) + " " + tensor.problem());
        }
        return tensor;
    }

    private Flow flow(OnnxNode node, int i) {
        if (value(node, i) instanceof Flow flow) {
            return flow;
        }
        throw operators.refuse(node, "its input number " + i + " is a constant where the rows of data should come");
    }

    private Constant matrix(OnnxNode node, int i) {
        Constant constant = numbers(node, i);
        if (constant.tensor().shape().length == 1) { // a vector of weights gives one number a row
            return new Constant(constant.tensor().reshaped(constant.tensor().size(), 1), false);
        }
        if (constant.tensor().shape().length != 2) {
            throw operators.refuse(node, "its weights are no matrix");
        }
        return constant;
    }

    private Constant numbers(OnnxNode node, int i) {
        if (value(node, i) instanceof Constant constant) {
            return constant;
        }
        throw operators.refuse(node, "its input number " + i + " is computed where a constant should stand");
    }

    private Value constant(OnnxNode node) {
        OnnxNode.Attribute value = node.attribute("value");
        if (value.tensor() != null) {
            return new Constant(sound(value.tensor()), false);
        }
        Float real = node.attribute("value_float").real();
        Long integer = node.attribute("value_int").integer();
        List<Long> integers = node.attribute("value_ints").integers();
        if (real != null) {
            return new Constant(OnnxTensor.of((double) real), false);
        }
        if (integer != null) {
            return new Constant(OnnxTensor.of(new long[]{integer}).reshaped(), false);
        }
        if (!integers.isEmpty()) {
            return new Constant(OnnxTensor.of(integers.stream().mapToLong(Long::longValue).toArray()), false);
        }
        throw operators.refuse(node, "it has no value that is understood");
    }

    private Value dropout(OnnxNode node) {
        if (node.has(2) && numbers(node, 2).tensor().at(0) != 0) {
            throw operators.refuse(node, "it is set to training");
        }
        return value(node, 0);
    }

    private Value cast(OnnxNode node) {
        Value value = value(node, 0);
        long type = node.integer("to", 0);
        if (value instanceof Flow && type != FLOAT && type != DOUBLE) {
            throw operators.refuse(node, "the rows of data can only be cast to float or double");
        }
        return value;
    }

    private Value move(OnnxNode node) {
        Value value = value(node, 0);
        @Nullable
        Value moved = switch (node.operator()) {
            case "Shape" -> Shapes.shape(node, value);
            case "Gather" -> Shapes.gather(node, value, value(node, 1));
            case "Concat" -> value instanceof Flow
                    ? operators.bothClasses(node, flow(node, 0), flow(node, 1))
                    : Shapes.concatenate(IntStream.range(0, node.inputs().size()).mapToObj(i -> value(node, i))
                            .toList());
            case "Transpose" -> Shapes.transpose(node, value);
            case "Flatten" -> Shapes.flatten(node, value);
            case "Reshape" -> Shapes.reshape(value, value(node, 1));
            default -> Shapes.squeeze(node, value, node.has(1) ? value(node, 1) : null);
        };
        if (moved == null) {
            throw operators.refuse(node, "it does more than to put the numbers of each row one after another");
        }
        return Objects.requireNonNull(moved);
    }
}
