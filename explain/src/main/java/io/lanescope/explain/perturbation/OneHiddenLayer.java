package io.lanescope.explain.perturbation;

import java.util.Arrays;

import io.lanescope.explain.pass.TargetGradient;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Activation;
import io.lanescope.simd.Epilogue;
import io.lanescope.simd.Maps;
import io.lanescope.simd.MatMul;

/**
 * A hidden layer and the outputs that it is added up to. A few units at a time give to the outputs of all rows, so that
 * their activations are still in the L1 cache then, and so is what the rows share.
 */
final class OneHiddenLayer implements UpperLayers {

    private static final int UNITS = 16;

    private final TargetGradient target;
    private final Dense hidden;
    private final Dense last;
    private final MatMul matMul = new MatMul();
    private final float[] activated = new float[UNITS * POINTS];
    /** {@code [rows, outputs, POINTS]}; of a target that is one of them, that one alone. */
    private final float[] z;
    private final int outputs;
    private final float[] point;

    OneHiddenLayer(Mlp model, TargetGradient target) {
        this.target = target;
        hidden = model.layers().getFirst();
        last = model.layers().getLast();
        outputs = target.isLogit() ? 1 : last.out();
        z = new float[CoalitionGame.ROWS * outputs * POINTS];
        point = new float[outputs];
    }

    @Override
    public boolean inColumns() {
        return true;
    }

    @Override
    public void add(float[] own, float[] shared, int rows, int count, int[] output, int first, double[] values) {
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < outputs; k++) {
                int at = (r * outputs + k) * POINTS;
                Arrays.fill(z, at, at + count, last.bias()[firstOutput(output[first + r]) + k]);
            }
        }
        for (int unit = 0; unit < hidden.out(); unit += UNITS) {
            int units = Math.min(UNITS, hidden.out() - unit);
            int line = unit * POINTS;
            for (int r = 0; r < rows; r++) {
                int weights = unit * last.out() + firstOutput(output[first + r]);
                addUnits(units, count, own, r * hidden.out() * POINTS + line, shared, line, weights,
                        r * outputs * POINTS);
            }
        }
        for (int r = 0; r < rows; r++) {
            add(r, count, output[first + r], values);
        }
    }

    private void addUnits(int units, int count, float[] own, int ownAt, float[] shared, int sharedAt, int weights,
            int to) {
        if (outputs == 1 && hidden.activation() instanceof Activation.Relu) {
            Maps.addReluProducts(units, count, own, ownAt, shared, sharedAt, POINTS, last.weights(), weights,
                    last.out(), z, to);
            return;
        }
        Maps.applyToSum(hidden.activation(), own, ownAt, shared, sharedAt, activated, 0, units * POINTS);
        matMul.multiply(outputs, count, units, 1, last.weights(), weights, last.out(), true,
                activated, 0, POINTS, false, 1, z, to, POINTS, Epilogue.NONE);
    }

    private int firstOutput(int output) {
        return target.isLogit() ? target.logit(output) : 0;
    }

    private void add(int row, int count, int output, double[] values) {
        int from = row * outputs * POINTS;
        int to = row * POINTS;
        if (target.isLogit()) {
            float sign = target.sign(output);
            for (int p = 0; p < count; p++) {
                values[to + p] += sign * z[from + p];
            }
            return;
        }
        for (int p = 0; p < count; p++) {
            for (int k = 0; k < outputs; k++) {
                point[k] = z[from + k * POINTS + p];
            }
            values[to + p] += target.value(point, 0, output);
        }
    }

    @Override
    public void finish(int[] output, int first, double[] values) {
        // nothing waits
    }
}
