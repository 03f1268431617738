package io.lanescope.explain.metrics;

import io.lanescope.explain.Explanation;
import io.lanescope.explain.Rows;
import io.lanescope.explain.pass.TargetFunction;

/** One thread's values of the explained scalar at changed copies of a row, many of which go through the network at once. */
final class Probe {

    private static final int BLOCK = 128;

    private final Rows rows;
    private final TargetFunction function;
    private final float[] copies;
    private final float[] block = new float[BLOCK];

    Probe(Explanation explanation) {
        rows = explanation.rows();
        function = new TargetFunction(explanation.model(), explanation.target());
        copies = new float[BLOCK * rows.features()];
    }

    /** Changes a copy of the row, {@code [features]} from the offset. */
    @FunctionalInterface
    interface Change {
        void apply(int copy, float[] x, int offset);
    }

    /**
     * The scalar of each changed copy, of the output that was explained for the row.
     *
     * @param f receives one number per copy
     */
    void evaluate(int row, int count, Change change, double[] f) {
        int features = rows.features();
        for (int first = 0; first < count; first += BLOCK) {
            int size = Math.min(BLOCK, count - first);
            for (int i = 0; i < size; i++) {
                System.arraycopy(rows.x(), row * features, copies, i * features, features);
                change.apply(first + i, copies, i * features);
            }
            function.evaluate(copies, 0, size, rows.outputs()[row], block, 0);
            for (int i = 0; i < size; i++) {
                f[first + i] = block[i];
            }
        }
    }
}
