package io.lanescope.nn.exchange.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import io.lanescope.simd.Activation;
import org.jspecify.annotations.Nullable;

/**
 * The layers from the input up to some place in a graph. Two places that have come the same way share their chain.
 *
 * @param before     what comes before, null for the input itself
 * @param map        the last affine map
 * @param activation what follows it
 */
record Chain(@Nullable Chain before, Affine map, Activation activation) {

    /** An affine map. Nothing changes the arrays. */
    sealed interface Affine {}

    /**
     * {@code x · W + b}.
     *
     * @param in      width of the input
     * @param out     width of the output
     * @param weights W, {@code [in, out]}
     * @param bias    b, {@code [out]}
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Full(int in, int out, double[] weights, double[] bias) implements Affine {}

    /**
     * {@code scale ⊙ x + shift}, with one number for each feature or one for all.
     *
     * @param scale the factors
     * @param shift what is added
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Diagonal(double[] scale, double[] shift) implements Affine {

        static Diagonal of(CurveShape.Line line) {
            return new Diagonal(new double[]{line.scale()}, new double[]{line.shift()});
        }

        double scaleOf(int feature) {
            return scale[scale.length == 1 ? 0 : feature];
        }

        double shiftOf(int feature) {
            return shift[shift.length == 1 ? 0 : feature];
        }
    }

    /** The input as it comes. */
    static Chain input() {
        return new Chain(null, Diagonal.of(CurveShape.Line.SAME), new Activation.Identity());
    }

    Chain then(Affine next, Activation after) {
        return new Chain(this, next, after);
    }

    /** From the input on. */
    List<Chain> links() {
        List<Chain> links = new ArrayList<>();
        for (Chain link = this; link != null; link = link.before) {
            links.add(link);
        }
        Collections.reverse(links);
        return links;
    }
}
