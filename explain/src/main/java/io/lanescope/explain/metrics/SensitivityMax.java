package io.lanescope.explain.metrics;

import java.util.Arrays;
import java.util.SplittableRandom;

import io.lanescope.explain.Explanation;
import io.lanescope.explain.InputBounds;
import io.lanescope.explain.Rows;
import io.lanescope.simd.Team;

/**
 * Sensitivity-max (Yeh, Hsieh, Suggala, Inouye and Ravikumar, 2019, arXiv 1901.09392): how much attributions change with
 * a small change of the row, {@code max ‖Φ(x + δ) − Φ(x)‖₂ / ‖Φ(x)‖₂} over n random δ with {@code ‖δ‖∞ ≤ r}. Where
 * {@code ‖Φ(x)‖₂} is 0, it is divided by 1. The radius is in the units that the network sees, behind the model's scaler.
 * The explained output stays that of the row, and the changed row inside the bounds of the method, if it has any.
 *
 * @param radius  r, positive
 * @param samples n, at least 1
 * @param seed    decides the changes
 */
public record SensitivityMax(double radius, int samples, long seed) implements Metric {

    /** Rows that are explained at once with all their samples. */
    private static final int BLOCK = 64;

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if the radius is not positive or there is no sample
     */
    public SensitivityMax {
        if (!(radius > 0 && Double.isFinite(radius)) || samples < 1) {
            throw new IllegalArgumentException("sensitivity needs a positive radius and at least one sample, but has "
                    + radius + " and " + samples);
        }
    }

    /**
     * With a radius of 0.02 and 10 samples.
     *
     * @param seed decides the changes
     */
    public SensitivityMax(long seed) {
        this(0.02, 10, seed);
    }

    @Override
    public String name() {
        return "sensitivity-max";
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public double[] scores(Explanation explanation, Team team) {
        Features.check(explanation);
        int count = explanation.rows().count();
        double[] scores = new double[count];
        float[] changes = changes(explanation);
        for (int first = 0; first < count; first += BLOCK) {
            score(explanation, first, Math.min(count, first + BLOCK), changes, team, scores);
        }
        return scores;
    }

    private float[] changes(Explanation explanation) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] scale = explanation.model().scaler().scale();
        float[] changes = new float[samples * scale.length];
        for (int i = 0; i < changes.length; i++) {
            double scaled = radius * (2 * random.nextDouble() - 1);
            float unit = scale[i % scale.length];
            changes[i] = unit == 0 ? 0 : (float) (scaled / unit); // a feature that the network does not see
        }
        return changes;
    }

    private void score(Explanation explanation, int first, int end, float[] changes, Team team, double[] scores) {
        Rows rows = explanation.rows();
        int features = rows.features();
        float[] x = new float[(end - first) * samples * features];
        int[] outputs = new int[(end - first) * samples];
        for (int row = first; row < end; row++) {
            Arrays.fill(outputs, (row - first) * samples, (row + 1 - first) * samples, rows.outputs()[row]);
            for (int i = 0; i < changes.length; i++) {
                x[(row - first) * changes.length + i] = rows.x()[row * features + i % features] + changes[i];
            }
        }
        InputBounds bounds = explanation.method().bounds();
        if (bounds != null) {
            bounds.clamp(x);
        }
        float[] changed = Again.explain(explanation, explanation.model(), x, outputs, team);
        for (int row = first; row < end; row++) {
            double norm = norm(rows.values(), row * features, features);
            for (int s = 0; s < samples; s++) {
                double distance = distance(changed, ((row - first) * samples + s) * features, rows.values(),
                        row * features, features);
                scores[row] = Math.max(scores[row], distance / (norm == 0 ? 1 : norm));
            }
        }
    }

    private static double norm(float[] a, int from, int n) {
        double squares = 0;
        for (int i = from; i < from + n; i++) {
            squares += (double) a[i] * a[i];
        }
        return Math.sqrt(squares);
    }

    private static double distance(float[] a, int aFrom, float[] b, int bFrom, int n) {
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double difference = (double) a[aFrom + i] - b[bFrom + i];
            squares += difference * difference;
        }
        return Math.sqrt(squares);
    }
}
