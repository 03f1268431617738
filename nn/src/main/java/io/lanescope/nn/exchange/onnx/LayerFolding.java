package io.lanescope.nn.exchange.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.lanescope.nn.Dense;
import io.lanescope.nn.data.Scaler;
import io.lanescope.nn.exchange.onnx.Chain.Affine;
import io.lanescope.nn.exchange.onnx.Chain.Diagonal;
import io.lanescope.nn.exchange.onnx.Chain.Full;
import io.lanescope.simd.Activation;

/**
 * Makes dense layers of a chain: scales and shifts (of batch normalisation, biases, constants) are folded, in double,
 * into the matrix beside them; what stands before the first matrix becomes the scaler.
 */
final class LayerFolding {

    /** What stands between two activations needs a square matrix, and a small file may not ask for large ones. */
    private static final int MOST_SQUARE_WEIGHTS = 1 << 20;

    /**
     * Dense layers, and what comes before them.
     *
     * @param layers at least one
     * @param scaler as wide as the first layer's input
     */
    record Result(List<Dense> layers, Scaler scaler) {}

    /** A map, in arrays that are changed in place, and what follows it. */
    private record Link(Affine map, Activation activation) {

        boolean isLinear() {
            return activation instanceof Activation.Identity;
        }
    }

    private final List<Link> links = new ArrayList<>();
    private int squareWeights;

    private LayerFolding() {}

    /**
     * Folds.
     *
     * @throws IllegalArgumentException if the chain has no matrix, a number is beyond the range of a float, or a scale
     *                                  between two activations is too wide
     */
    static Result fold(Chain chain) {
        LayerFolding folding = new LayerFolding();
        for (Chain link : chain.links()) {
            folding.add(copy(link.map()), link.activation());
        }
        Scaler scaler = folding.takeScaler();
        return new Result(folding.toLayers(scaler.width()), scaler);
    }

    private static Affine copy(Affine map) {
        return switch (map) {
            case Full(int in, int out, double[] weights, double[] bias) ->
                new Full(in, out, weights.clone(), bias.clone());
            case Diagonal(double[] scale, double[] shift) -> new Diagonal(scale.clone(), shift.clone());
        };
    }

    private void add(Affine map, Activation activation) {
        if (links.isEmpty() || !links.getLast().isLinear()) {
            links.add(new Link(map, activation));
            return;
        }
        switch (links.getLast().map()) {
            case Diagonal below when map instanceof Diagonal diagonal ->
                replaceLast(product(below, diagonal), activation);
            case Full below when map instanceof Diagonal diagonal -> replaceLast(product(below, diagonal), activation);
            case Diagonal below when map instanceof Full full && links.size() > 1 ->
                replaceLast(product(below, full), activation);
            // two classes made of one logit
            case Full below when map instanceof Full full && below.out() == 1 && full.out() == 2 ->
                replaceLast(product(below, full), activation);
            default -> links.add(new Link(map, activation));
        }
    }

    private void replaceLast(Affine map, Activation activation) {
        links.set(links.size() - 1, new Link(map, activation));
    }

    private static Diagonal product(Diagonal first, Diagonal second) {
        int width = Math.max(second.scale().length, second.shift().length);
        double[] scale = widened(first.scale(), width);
        double[] shift = widened(first.shift(), Math.max(width, scale.length));
        for (int j = 0; j < shift.length; j++) {
            shift[j] = shift[j] * second.scaleOf(j) + second.shiftOf(j);
        }
        for (int j = 0; j < scale.length; j++) {
            scale[j] *= second.scaleOf(j);
        }
        return new Diagonal(scale, shift);
    }

    private static double[] widened(double[] values, int width) {
        if (values.length >= width) {
            return values;
        }
        double[] wide = new double[width];
        Arrays.fill(wide, values[0]);
        return wide;
    }

    private static Full product(Full first, Diagonal second) {
        for (int i = 0; i < first.weights().length; i++) {
            first.weights()[i] *= second.scaleOf(i % first.out());
        }
        for (int j = 0; j < first.bias().length; j++) {
            first.bias()[j] = first.bias()[j] * second.scaleOf(j) + second.shiftOf(j);
        }
        return first;
    }

    private static Full product(Diagonal first, Full second) {
        for (int i = 0; i < second.weights().length; i++) {
            int input = i / second.out();
            second.bias()[i % second.out()] += first.shiftOf(input) * second.weights()[i];
            second.weights()[i] *= first.scaleOf(input);
        }
        return second;
    }

    private static Full product(Full first, Full second) {
        double[] weights = new double[2 * first.in()];
        double[] bias = new double[2];
        for (int j = 0; j < 2; j++) {
            for (int i = 0; i < first.in(); i++) {
                weights[2 * i + j] = first.weights()[i] * second.weights()[j];
            }
            bias[j] = first.bias()[0] * second.weights()[j] + second.bias()[j];
        }
        return new Full(first.in(), 2, weights, bias);
    }

    /** What is done to the input before the first matrix, or else the scaler that does nothing. */
    private Scaler takeScaler() {
        int inputs = links.stream().map(Link::map).filter(Full.class::isInstance).map(Full.class::cast)
                .mapToInt(Full::in).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the graph has no product with a matrix of weights"));
        if (!(links.getFirst().map() instanceof Diagonal diagonal) || !links.getFirst().isLinear()) {
            return Scaler.none(inputs);
        }
        links.removeFirst();
        float[] shift = new float[inputs];
        float[] scale = new float[inputs];
        for (int j = 0; j < inputs; j++) {
            shift[j] = (float) (diagonal.shiftOf(j) == 0 ? 0 : -diagonal.shiftOf(j) / diagonal.scaleOf(j));
            scale[j] = (float) diagonal.scaleOf(j);
            if (!Float.isFinite(shift[j])) { // a feature that is ignored but for a constant
                product(diagonal, (Full) links.getFirst().map());
                return Scaler.none(inputs);
            }
        }
        return new Scaler(shift, scale);
    }

    private List<Dense> toLayers(int inputs) {
        List<Dense> layers = new ArrayList<>();
        int width = inputs;
        for (Link link : links) {
            Full full = switch (link.map()) {
                case Full matrix -> matrix;
                case Diagonal diagonal -> square(diagonal, width);
            };
            layers.add(new Dense(full.in(), full.out(), floats(full.weights()), floats(full.bias()),
                    link.activation()));
            width = full.out();
        }
        return layers;
    }

    private Full square(Diagonal diagonal, int width) {
        squareWeights = (int) Math.min(Integer.MAX_VALUE, squareWeights + (long) width * width);
        if (squareWeights > MOST_SQUARE_WEIGHTS) {
            throw new IllegalArgumentException("activations follow one another without weights between them, and the "
                    + width + " features are too many for that");
        }
        double[] weights = new double[width * width];
        double[] bias = new double[width];
        for (int j = 0; j < width; j++) {
            weights[j * width + j] = diagonal.scaleOf(j);
            bias[j] = diagonal.shiftOf(j);
        }
        return new Full(width, width, weights, bias);
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
            if (!Float.isFinite(floats[i])) {
                throw new IllegalArgumentException("a weight is " + values[i]);
            }
        }
        return floats;
    }
}
