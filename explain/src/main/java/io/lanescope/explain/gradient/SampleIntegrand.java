package io.lanescope.explain.gradient;

import io.lanescope.explain.Rows;
import io.lanescope.explain.pass.BackgroundRows;
import io.lanescope.explain.pass.Integrand;
import io.lanescope.explain.pass.Lines;
import io.lanescope.explain.pass.PointBlock;
import io.lanescope.simd.Vectors;

/** Integrands for which every point's gradient has to be known at the inputs. */
abstract sealed class SampleIntegrand extends Integrand {

    final int features;
    /** {@code [points, features]}. */
    final float[] gradients;

    private SampleIntegrand(int features) {
        super(features);
        this.features = features;
        gradients = new float[Math.multiplyExact(Lines.BLOCK, features)];
    }

    @Override
    protected void finish(Lines lines, float[] integrals, Rows rows, int first, int count) {
        System.arraycopy(integrals, 0, rows.values(), first * features, count * features);
    }

    /** The squares of the gradient. */
    static final class Squares extends SampleIntegrand {

        Squares(int features) {
            super(features);
        }

        @Override
        protected float[] evaluate(Lines lines, PointBlock points) {
            lines.passes.toInputs(lines.passes.backward(points.size), points.size, gradients, 0);
            Vectors.multiply(gradients, 0, gradients, 0, gradients, 0, points.size * features);
            return gradients;
        }
    }

    /** The gradient times the difference from the background row that the point's line comes from. */
    static final class FromBackground extends SampleIntegrand {

        private final BackgroundRows background;
        private final int[] drawn;

        /**
         * For lines from some rows of a background.
         *
         * @param drawn the row that each of the points comes from
         */
        FromBackground(BackgroundRows background, int[] drawn) {
            super(background.features());
            this.background = background;
            this.drawn = drawn;
        }

        @Override
        protected float[] evaluate(Lines lines, PointBlock points) {
            lines.passes.toInputs(lines.passes.backward(points.size), points.size, gradients, 0);
            float[] x = lines.rows().x();
            for (int p = 0; p < points.size; p++) {
                int to = p * features;
                int from = (lines.first() + points.rows[p]) * features;
                int base = drawn[points.indices[p]] * features;
                for (int j = 0; j < features; j++) {
                    gradients[to + j] *= x[from + j] - background.values()[base + j];
                }
            }
            return gradients;
        }

        @Override
        protected void finish(Lines lines, float[] integrals, Rows rows, int first, int count) {
            super.finish(lines, integrals, rows, first, count);
            for (int r = first; r < first + count; r++) {
                rows.baseValue()[r] = background.baseValue(rows.outputs()[r]);
            }
        }
    }
}
