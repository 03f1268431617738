package io.lanescope.nn.exchange.onnx;

import java.util.List;

import io.lanescope.nn.OutputFunction;

/** What stands behind a name in a graph. */
sealed interface Value {

    /**
     * Numbers of the file.
     *
     * @param tensor     them
     * @param transposed whether the tensor, a matrix, is meant the other way round
     */
    record Constant(OnnxTensor tensor, boolean transposed) implements Value {

        int rows() {
            return tensor.shape()[transposed ? 1 : 0];
        }

        int columns() {
            return tensor.shape()[transposed ? 0 : 1];
        }

        double at(int row, int column) {
            return tensor.at(transposed ? column * rows() + row : row * columns() + column);
        }
    }

    /**
     * Numbers that depend on the input: the chain's outputs, and a function of each of them.
     *
     * @param chain    layers
     * @param curve    a function of each of their outputs
     * @param tail     the sizes of all dimensions but the batch's; {@link OnnxGraph#OPEN} where it is not known
     * @param function what was made of all outputs together, if anything
     */
    record Flow(Chain chain, Curve curve, List<Integer> tail, OutputFunction function) implements Value {

        Flow(Chain chain, List<Integer> tail) {
            this(chain, new Curve.Argument(), tail, OutputFunction.NONE);
        }

        Flow with(Curve other) {
            return new Flow(chain, other, tail, function);
        }

        Flow shaped(List<Integer> other) {
            return new Flow(chain, curve, other, function);
        }

        /** Numbers a row, {@link OnnxGraph#OPEN} if that is not known. */
        int width() {
            long width = 1;
            for (int size : tail) {
                width = size == OnnxGraph.OPEN ? Integer.MIN_VALUE : Math.min(Integer.MAX_VALUE, width * size);
            }
            return width < 0 ? OnnxGraph.OPEN : (int) width;
        }

        /** Whether a row is a vector, but for dimensions of one. */
        boolean isFlat() {
            return tail.isEmpty() || width() == tail.getLast();
        }
    }
}
