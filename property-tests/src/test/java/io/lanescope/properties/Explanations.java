package io.lanescope.properties;

import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.lanescope.explain.Explainer;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.Method;
import io.lanescope.explain.Target;
import io.lanescope.nn.Mlp;
import io.lanescope.simd.Team;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** What properties of explanations have in common. */
final class Explanations {

    private Explanations() {}

    static Explanation explain(Mlp model, Target target, Method method, float[] x) {
        return new Explainer(model, target).explain(method, x, x.length / model.inputs());
    }

    static float[] values(Mlp model, Target target, Method method, float[] x) {
        return explain(model, target, method, x).rows().values();
    }

    /** The largest magnitude, but not less than a floor. */
    static double size(float[] values, double floor) {
        double size = floor;
        for (float v : values) {
            size = Math.max(size, Math.abs(v));
        }
        return size;
    }

    static double size(double[] values, double floor) {
        return Math.max(floor, Arrays.stream(values).map(Math::abs).max().orElse(0));
    }

    /** Equal up to a share of the largest value. */
    static void assertClose(float[] expected, float[] actual, double tolerance) {
        assertClose(doubles(expected), actual, tolerance, 1e-3);
    }

    /** Equal up to a share of the largest value, where that is at least the floor. */
    static void assertClose(double[] expected, float[] actual, double tolerance, double floor) {
        assertEquals(expected.length, actual.length);
        double scale = size(expected, floor);
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance * scale, "value " + i);
        }
    }

    /**
     * Complete up to a share of f and of the attributions, or where those cancel up to a smaller share of what they are
     * made of.
     */
    static void assertComplete(Mlp model, Explanation explanation, float[] baseline) {
        int features = model.inputs();
        for (int r = 0; r < explanation.rows().count(); r++) {
            float[] x = Arrays.copyOfRange(explanation.rows().x(), r * features, (r + 1) * features);
            float[] values = Arrays.copyOfRange(explanation.rows().values(), r * features, (r + 1) * features);
            double size = Math.max(Math.abs(explanation.rows().value()[r]),
                    size(values, Math.abs(explanation.rows().baseValue()[r])));
            assertEquals(0, explanation.completenessGap(r), Math.max(1e-5 * size,
                    1e-6 * ReferenceExplanations.noise(model, doubles(x), doubles(baseline))), "row " + r);
        }
    }

    /** A row has the same bits alone, in a batch, and on several threads. */
    static void assertSameBitsEverywhere(Mlp model, Method method, float[] x) {
        Target target = new Target.Logit(Target.PREDICTED);
        int features = model.inputs();
        int rows = x.length / features;
        float[] batch = values(model, target, method, x);
        try (ExecutorService threads = Executors.newFixedThreadPool(2); Team team = Team.of(threads, 3)) {
            assertArrayEquals(batch, new Explainer(model, target, team).explain(method, x, rows).rows().values());
        }
        int columns = batch.length / rows;
        for (int r = 0; r < rows; r += 1 + rows / 4) {
            assertArrayEquals(Arrays.copyOfRange(batch, r * columns, (r + 1) * columns),
                    values(model, target, method, Arrays.copyOfRange(x, r * features, (r + 1) * features)));
        }
    }

    static double[] doubles(float[] x) {
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            y[i] = x[i];
        }
        return y;
    }
}
