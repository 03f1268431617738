package io.lanescope.explain.metrics;

import java.util.Arrays;

import io.lanescope.explain.Explainer;
import io.lanescope.explain.Explanation;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Team;

/** Explains again, with each row's output as it was: what is predicted for a changed row or model does not count. */
final class Again {

    private Again() {}

    /**
     * The attributions of some rows.
     *
     * @param explanation whose method and target are used
     * @param model       the model, which may be another
     * @param x           {@code [rows, features]}
     * @param outputs     {@code [rows]}
     * @return {@code [rows, features]}
     */
    static float[] explain(Explanation explanation, Mlp model, float[] x, int[] outputs, Team team) {
        int features = model.inputs();
        float[] values = new float[x.length];
        for (int output : Arrays.stream(outputs).distinct().toArray()) {
            int[] rows = Arrays.stream(range(outputs.length)).filter(row -> outputs[row] == output).toArray();
            float[] picked = new float[rows.length * features];
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(x, rows[i] * features, picked, i * features, features);
            }
            float[] some = new Explainer(model, explanation.target().withOutput(output), team)
                    .explain(explanation.method(), picked, rows.length).rows().values();
            for (int i = 0; i < rows.length; i++) {
                System.arraycopy(some, i * features, values, rows[i] * features, features);
            }
        }
        return values;
    }

    private static int[] range(int n) {
        int[] range = new int[n];
        Arrays.setAll(range, i -> i);
        return range;
    }
}
