package io.lanescope.explain.layer;

import java.util.List;

import io.lanescope.explain.Rows;
import io.lanescope.explain.pass.Integrand;
import io.lanescope.explain.pass.Lines;
import io.lanescope.explain.pass.Passes;
import io.lanescope.explain.pass.PointBlock;
import io.lanescope.nn.Dense;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Epilogue;
import io.lanescope.simd.Maps;
import io.lanescope.simd.MatMul;
import io.lanescope.simd.Vectors;

/** Integrands that look at a hidden layer's activations h. */
abstract sealed class UnitIntegrand extends Integrand {

    final int layer;
    final int units;

    private UnitIntegrand(Mlp model, int layer, int width) {
        super(width);
        this.layer = layer;
        this.units = model.layers().get(layer).out();
    }

    /** One number for each unit is the result. */
    @Override
    protected void finish(Lines lines, float[] integrals, Rows rows, int first, int count) {
        System.arraycopy(integrals, 0, rows.values(), first * units, count * units);
    }

    /** {@code ∂f/∂h}. */
    static final class Influence extends UnitIntegrand {

        Influence(Mlp model, int layer) {
            super(model, layer, model.layers().get(layer).out());
        }

        @Override
        protected float[] evaluate(Lines lines, PointBlock points) {
            return lines.passes.backwardToActivations(layer, points.size);
        }
    }

    /** {@code ∂f/∂h · dh/dα}, the second factor by a forward pass of derivatives along the line. */
    static final class Conducted extends UnitIntegrand {

        private final List<Dense> layers;
        private final MatMul matMul = new MatMul();
        /** {@code dh/dα} of each layer up to this one. */
        private final float[][] tangents;

        Conducted(Mlp model, int layer) {
            super(model, layer, model.layers().get(layer).out());
            layers = model.layers();
            tangents = new float[layer + 1][];
            for (int l = 0; l <= layer; l++) {
                tangents[l] = new float[Lines.BLOCK * layers.get(l).out()];
            }
        }

        @Override
        protected float[] evaluate(Lines lines, PointBlock points) {
            Passes passes = lines.passes;
            for (int p = 0; p < points.size; p++) {
                System.arraycopy(lines.offset, points.rows[p] * lines.width, tangents[0], p * lines.width, lines.width);
            }
            throughActivation(passes, 0, points.size);
            for (int l = 1; l <= layer; l++) {
                Dense dense = layers.get(l);
                matMul.multiply(points.size, 1, tangents[l - 1], 0, dense.in(), false, dense.packed(), 0, tangents[l],
                        0,
                        dense.out(), Epilogue.NONE);
                throughActivation(passes, l, points.size);
            }
            float[] gradient = passes.backwardToActivations(layer, points.size);
            Vectors.multiply(gradient, 0, tangents[layer], 0, tangents[layer], 0, points.size * units);
            return tangents[layer];
        }

        private void throughActivation(Passes passes, int l, int points) {
            Dense dense = layers.get(l);
            Maps.multiplyByDerivative(dense.activation(), passes.z(l), 0, tangents[l], 0, points * dense.out());
        }
    }

    /** The part of the gradient at the first layer's pre-activations that comes through one unit. */
    static final class ThroughUnit extends UnitIntegrand {

        private final Dense dense;
        private final int unit;

        ThroughUnit(Mlp model, int layer, int unit) {
            super(model, layer, model.layers().getFirst().out());
            this.dense = model.layers().get(layer);
            this.unit = unit;
        }

        @Override
        protected float[] evaluate(Lines lines, PointBlock points) {
            Passes passes = lines.passes;
            float[] gradient = passes.backwardToActivations(layer, points.size);
            for (int p = 0; p < points.size; p++) {
                for (int k = 0; k < units; k++) {
                    gradient[p * units + k] = k == unit ? gradient[p * units + k] : 0;
                }
            }
            Maps.multiplyByDerivative(dense.activation(), passes.z(layer), 0, gradient, 0, points.size * units);
            return passes.backward(layer, points.size);
        }

        @Override
        protected void finish(Lines lines, float[] integrals, Rows rows, int first, int count) {
            lines.attribute(integrals, rows, first, count);
        }
    }
}
