package io.lanescope.explain.actions;

import java.util.ArrayList;
import java.util.List;

import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.nn.data.Dataset;
import io.lanescope.simd.Epilogue;
import io.lanescope.simd.MatMul;
import io.lanescope.simd.Team;

/**
 * How strongly the loss of some rows pulls at a layer. Gradients that shrink or grow by orders of magnitude from layer to
 * layer are why a deep network does not learn.
 *
 * @param layer    the layer, from 0
 * @param weights  {@code ‖W‖₂} over all weights
 * @param gradient {@code ‖∂L/∂W‖₂} of the rows' mean loss L
 * @param signal   the mean over the rows of {@code ‖∂Lᵣ/∂z‖₂}, the row's own gradient at the pre-activations
 */
public record LayerGradients(int layer, double weights, double gradient, double signal) {

    /**
     * Measures every layer.
     *
     * @param model the network
     * @param data  rows with what belongs to them
     * @param team  the threads
     * @return from the first layer to the last
     * @throws IllegalArgumentException if the data does not fit the model, or has no row or target
     */
    public static List<LayerGradients> of(Mlp model, Dataset data, Team team) {
        int depth = model.layers().size();
        float[][] gradients = new float[depth][];
        double[] signals = new double[depth];
        for (int l = 0; l < depth; l++) {
            gradients[l] = new float[model.layers().get(l).weights().length];
        }
        LossPasses passes = new LossPasses(model, data, team);
        MatMul matMul = new MatMul(team);
        passes.backward((first, rows) -> {
            for (int l = 0; l < depth; l++) {
                Dense layer = model.layers().get(l);
                matMul.multiply(layer.in(), layer.out(), rows, 1f / data.rows(), passes.input(l), 0, layer.in(), true,
                        passes.delta(l), 0, layer.out(), false, 1, gradients[l], 0, layer.out(), Epilogue.NONE);
                for (int r = 0; r < rows; r++) {
                    signals[l] += norm(passes.delta(l), r * layer.out(), layer.out());
                }
            }
        });
        List<LayerGradients> layers = new ArrayList<>();
        for (int l = 0; l < depth; l++) {
            float[] weights = model.layers().get(l).weights();
            layers.add(new LayerGradients(l, norm(weights, 0, weights.length), norm(gradients[l], 0, weights.length),
                    signals[l] / data.rows()));
        }
        return layers;
    }

    private static double norm(float[] x, int from, int n) {
        double squares = 0;
        for (int i = from; i < from + n; i++) {
            squares += (double) x[i] * x[i];
        }
        return Math.sqrt(squares);
    }
}
