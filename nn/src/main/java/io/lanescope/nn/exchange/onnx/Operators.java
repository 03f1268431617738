package io.lanescope.nn.exchange.onnx;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.lanescope.nn.OutputFunction;
import io.lanescope.nn.data.InputException;
import io.lanescope.nn.exchange.onnx.Chain.Diagonal;
import io.lanescope.nn.exchange.onnx.Chain.Full;
import io.lanescope.nn.exchange.onnx.Value.Constant;
import io.lanescope.nn.exchange.onnx.Value.Flow;
import io.lanescope.simd.Activation;
import org.jspecify.annotations.Nullable;

/** What each operator does to the rows of data. */
final class Operators {

    private static final Activation IDENTITY = new Activation.Identity();

    private final Path file;
    private final long opset;
    /** How many numbers may still be copied out of the file: nodes that share one tensor must not multiply it. */
    private long budget;

    Operators(Path file, long opset, long size) {
        this.file = file;
        this.opset = opset;
        this.budget = size;
    }

    InputException refuse(OnnxNode node, String why) {
        return InputException.in(file, node + " cannot be read: " + why);
    }

    Flow matMul(OnnxNode node, Flow x, Constant weights) {
        return product(node, x, weights, 1, new double[weights.columns()]);
    }

    Flow gemm(OnnxNode node, Flow x, Constant b, @Nullable Constant c) {
        if (node.integer("transA", 0) != 0) {
            throw refuse(node, "transA would mix the rows of data");
        }
        Constant weights = node.integer("transB", 0) == 0 ? b : new Constant(b.tensor(), !b.transposed());
        double[] bias = new double[weights.columns()];
        if (c != null) {
            if (c.tensor().size() != 1 && !isRow(c.tensor(), bias.length)) {
                throw refuse(node, "its C is no row of " + bias.length + " numbers");
            }
            double beta = node.real("beta", 1);
            for (int j = 0; j < bias.length; j++) {
                bias[j] = beta * c.tensor().at(c.tensor().size() == 1 ? 0 : j);
            }
        }
        return product(node, x, weights, node.real("alpha", 1), bias);
    }

    private Flow product(OnnxNode node, Flow x, Constant weights, double factor, double[] bias) {
        int in = weights.rows();
        int out = weights.columns();
        if (!x.isFlat() || x.width() != in && x.width() != OnnxGraph.OPEN) {
            throw refuse(node, "it takes rows of " + in + " numbers, but they have the shape " + x.tail());
        }
        spend(node, (long) in * out);
        double[] values = new double[in * out];
        for (int i = 0; i < in; i++) {
            for (int j = 0; j < out; j++) {
                values[i * out + j] = factor * weights.at(i, j);
            }
        }
        List<Integer> tail = new ArrayList<>(x.tail().subList(0, Math.max(0, x.tail().size() - 1)));
        tail.add(out);
        return new Flow(settle(x, node).chain().then(new Full(in, out, values, bias), IDENTITY), List.copyOf(tail));
    }

    private void spend(OnnxNode node, long numbers) {
        budget -= numbers;
        if (budget < 0) {
            throw refuse(node, "the nodes share so many weights that they would take far more memory than the file");
        }
    }

    private static boolean isRow(OnnxTensor tensor, int width) {
        return tensor.size() == width && tensor.shape()[tensor.shape().length - 1] == width;
    }

    Flow normalize(OnnxNode node, Flow x, Constant scale, Constant shift, Constant mean, Constant variance) {
        if (node.integer("training_mode", 0) != 0) {
            throw refuse(node, "it is set to training");
        }
        double epsilon = node.real("epsilon", 1e-5f);
        int width = checkRow(node, x, scale);
        for (Constant other : List.of(shift, mean, variance)) {
            if (other.tensor().size() != width) {
                throw refuse(node, "its constants differ in length");
            }
        }
        double[] factors = new double[width];
        double[] added = new double[width];
        for (int j = 0; j < width; j++) {
            factors[j] = scale.tensor().at(j) / Math.sqrt(variance.tensor().at(j) + epsilon);
            added[j] = shift.tensor().at(j) - mean.tensor().at(j) * factors[j];
        }
        return line(node, x, factors, added);
    }

    /** ONNX-ML's own, {@code (x − offset) · scale}. */
    Flow scaler(OnnxNode node, Flow x) {
        List<Float> offset = node.attribute("offset").reals();
        List<Float> scale = node.attribute("scale").reals();
        int width = Math.max(offset.size(), scale.size());
        boolean fits = Math.min(offset.size(), scale.size()) > 0
                && (offset.size() == width || offset.size() == 1) && (scale.size() == width || scale.size() == 1)
                && (width == 1 || x.width() == width || x.width() == OnnxGraph.OPEN);
        if (!fits) {
            throw refuse(node, "its offset and scale do not fit the features");
        }
        double[] factors = new double[width];
        double[] added = new double[width];
        for (int j = 0; j < width; j++) {
            factors[j] = scale.get(scale.size() == 1 ? 0 : j);
            added[j] = -offset.get(offset.size() == 1 ? 0 : j) * factors[j];
        }
        return line(node, x, factors, added);
    }

    /** {@code factors ⊙ x + added}. */
    private Flow line(OnnxNode node, Flow x, double[] factors, double[] added) {
        spend(node, factors.length);
        List<Integer> tail = x.width() == OnnxGraph.OPEN ? List.of(factors.length) : x.tail();
        return new Flow(settle(x, node).chain().then(new Diagonal(factors, added), IDENTITY), tail);
    }

    /** A constant's width, which must be that of a row. */
    private int checkRow(OnnxNode node, Flow x, Constant constant) {
        OnnxTensor tensor = constant.tensor();
        int width = tensor.size();
        if (!x.isFlat() && x.width() != OnnxGraph.OPEN || !isRow(tensor, width)
                || x.width() != width && x.width() != OnnxGraph.OPEN) {
            throw refuse(node, "its constant of the shape " + Arrays.toString(tensor.shape())
                    + " is no number for each feature of a row of the shape " + x.tail());
        }
        return width;
    }

    Value binary(OnnxNode node, Value left, Value right) {
        if (left instanceof Flow a && right instanceof Flow b) {
            return pair(node, plain(node, a), plain(node, b));
        }
        if (left instanceof Flow x && right instanceof Constant constant) {
            return withConstant(node, plain(node, x), constant, false);
        }
        if (right instanceof Flow x && left instanceof Constant constant) {
            return withConstant(node, plain(node, x), constant, true);
        }
        throw refuse(node, "it computes with constants alone");
    }

    /** Two functions of the same numbers, as in {@code x · sigmoid(x)}. */
    private Flow pair(OnnxNode node, Flow left, Flow right) {
        if (left.chain() != right.chain()) {
            throw refuse(node, "it joins two branches, and a network here is one layer after another");
        }
        return bent(node, left, Elementwise.pair(node, left.curve(), right.curve()));
    }

    /** One of two functions, by a condition on the same numbers. */
    Flow where(OnnxNode node, Value condition, Value then, Value otherwise) {
        if (!(condition instanceof Flow flow)) {
            throw refuse(node, "its condition is a constant");
        }
        Flow x = plain(node, flow);
        return bent(node, x, Elementwise.where(x.curve(), branch(node, x, then), branch(node, x, otherwise)));
    }

    private Curve branch(OnnxNode node, Flow x, Value value) {
        return switch (value) {
            case Flow flow when flow.chain() == x.chain() -> plain(node, flow).curve();
            case Constant constant when constant.tensor().size() == 1 ->
                new Curve.Argument().linear(0, constant.tensor().at(0));
            default -> throw refuse(node, "it chooses between two branches");
        };
    }

    private Flow bent(OnnxNode node, Flow x, @Nullable Curve curve) {
        if (curve == null) {
            throw refuse(node, "networks of dense layers do not have this operator");
        }
        if (curve.size() > Curve.LARGEST) {
            throw refuse(node, "too many elementwise operations follow one another");
        }
        return x.with(curve);
    }

    private Flow withConstant(OnnxNode node, Flow x, Constant constant, boolean first) {
        OnnxTensor tensor = constant.tensor();
        // where a row is one number, that may be the bias of a layer with one output
        boolean row = x.width() == 1 && tensor.shape().length > 0 && x.curve() instanceof Curve.Argument;
        return tensor.size() == 1 && !row
                ? bent(node, x, Elementwise.withNumber(node, x.curve(), tensor.at(0), first))
                : withRow(node, x, constant, first);
    }

    private Flow withRow(OnnxNode node, Flow x, Constant constant, boolean first) {
        int width = checkRow(node, x, constant);
        double[] factors = new double[width];
        double[] added = new double[width];
        for (int j = 0; j < width; j++) {
            double c = constant.tensor().at(j);
            switch (node.operator()) {
                case "Add" -> set(factors, added, j, 1, c);
                case "Sub" -> set(factors, added, j, first ? -1 : 1, first ? c : -c);
                case "Mul" -> set(factors, added, j, c, 0);
                case "Div" -> set(factors, added, j, 1 / c, 0);
                default -> throw refuse(node, "its constants differ from feature to feature");
            }
        }
        if (first && node.operator().equals("Div")) {
            throw refuse(node, "it divides a constant by the features");
        }
        return line(node, x, factors, added);
    }

    private static void set(double[] factors, double[] added, int j, double factor, double shift) {
        factors[j] = factor;
        added[j] = shift;
    }

    Flow clip(OnnxNode node, Flow x, @Nullable Constant min, @Nullable Constant max) {
        double least = min == null ? node.real("min", Double.NEGATIVE_INFINITY) : min.tensor().at(0);
        double most = max == null ? node.real("max", Double.POSITIVE_INFINITY) : max.tensor().at(0);
        return bent(node, x, Elementwise.clip(plain(node, x).curve(), least, most));
    }

    Flow unary(OnnxNode node, Flow x) {
        if (node.operator().equals("Log") && x.function() == OutputFunction.SOFTMAX) {
            return new Flow(x.chain(), x.curve(), x.tail(), OutputFunction.LOG_SOFTMAX);
        }
        return bent(node, x, Elementwise.unary(node, plain(node, x).curve()));
    }

    Flow softmax(OnnxNode node, Flow x, OutputFunction function) {
        int rank = 1 + x.tail().size();
        long axis = node.integer("axis", opset < 13 ? 1 : -1);
        if (!x.isFlat() || axis != -1 && axis != rank - 1) {
            throw refuse(node, "it does not run over all outputs of a row");
        }
        Chain chain = settle(plain(node, x), node).chain();
        Chain end = chain.activation().equals(IDENTITY)
                ? chain
                : chain.then(Diagonal.of(CurveShape.Line.SAME), IDENTITY);
        return new Flow(end, new Curve.Argument(), x.tail(), function);
    }

    /**
     * {@code [1 − p, p]}, scikit-learn's two classes, where p is the sigmoid of z: the softmax of {@code [0, z]}.
     */
    @Nullable
    Flow bothClasses(OnnxNode node, Flow left, Flow right) {
        if (node.inputs().size() != 2 || left.chain() != right.chain() || left.width() != 1
                || node.integer("axis", 1) != 1 && node.integer("axis", 1) != -1) {
            return null;
        }
        boolean first = isSigmoid(left.curve()) && isSigmoid(right.curve().linear(-1, 1));
        boolean second = isSigmoid(right.curve()) && isSigmoid(left.curve().linear(-1, 1));
        if (!first && !second) {
            return null;
        }
        double[] weights = second ? new double[]{0, 1} : new double[]{1, 0};
        Chain chain = left.chain().then(new Full(1, 2, weights, new double[2]), IDENTITY);
        return new Flow(chain, new Curve.Argument(), List.of(2), OutputFunction.SOFTMAX);
    }

    private static boolean isSigmoid(Curve curve) {
        return CurveShape.of(curve).filter(shape -> shape.activation() instanceof Activation.Sigmoid
                && shape.before().equals(CurveShape.Line.SAME) && shape.after().equals(CurveShape.Line.SAME))
                .isPresent();
    }

    private Flow plain(OnnxNode node, Flow x) {
        if (x.function() != OutputFunction.NONE) {
            throw refuse(node, "it follows a " + x.function().label() + ", which must be the last of a network");
        }
        return x;
    }

    /** Takes the function of the chain's outputs into the chain. */
    Flow settle(Flow x, OnnxNode node) {
        Flow open = plainOrEnd(x, node);
        Chain chain = settled(open.chain(), open.curve(), node);
        return new Flow(chain, new Curve.Argument(), open.tail(), open.function());
    }

    private Flow plainOrEnd(Flow x, OnnxNode node) {
        return x.curve() instanceof Curve.Argument ? x : plain(node, x);
    }

    private Chain settled(Chain chain, Curve curve, OnnxNode node) {
        if (curve instanceof Curve.Argument) {
            return chain;
        }
        CurveShape shape = CurveShape.of(curve).orElse(null);
        if (shape != null) {
            Chain bent = chain.then(Diagonal.of(shape.before()), shape.activation());
            return shape.after().equals(CurveShape.Line.SAME)
                    ? bent
                    : bent.then(Diagonal.of(shape.after()), IDENTITY);
        }
        // one activation after another, as of the relu of a sigmoid
        return switch (curve) {
            case Curve.Linear(double scale, double shift, Curve of) ->
                settled(chain, of, node).then(Diagonal.of(new CurveShape.Line(scale, shift)), IDENTITY);
            case Curve.Activated(Activation f, Curve of) ->
                settled(chain, of, node).then(Diagonal.of(CurveShape.Line.SAME), f);
            default -> throw refuse(node, "what is computed up to it is no activation that is known here");
        };
    }
}
