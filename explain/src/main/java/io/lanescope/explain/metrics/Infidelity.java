package io.lanescope.explain.metrics;

import java.util.Objects;
import java.util.SplittableRandom;

import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explanation;
import io.lanescope.explain.Rows;
import io.lanescope.simd.Team;

/**
 * Infidelity (Yeh, Hsieh, Suggala, Inouye and Ravikumar, 2019, arXiv 1901.09392):
 * {@code (1/n) Σ (⟨a, I⟩ − (f(x) − f(x̃)))²} with {@code I = x − x̃}, in the square of f's unit. In each sample every
 * feature is moved to its baseline with probability ½ (the paper's subset of the difference to a baseline).
 *
 * <p>For contributions, which are slopes times the difference to the baseline already, {@code ⟨a, I⟩} is the sum of those
 * of the moved features. It is 0 for a linear f, and where the row is the baseline.
 *
 * @param baseline what a feature is moved to
 * @param samples  how many samples n, at least 1
 * @param seed     decides which features are moved
 */
public record Infidelity(Baseline baseline, int samples, long seed) implements Metric {

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if there is no sample
     */
    public Infidelity {
        Objects.requireNonNull(baseline, "baseline");
        if (samples < 1) {
            throw new IllegalArgumentException("infidelity needs at least one sample, but has " + samples);
        }
    }

    /**
     * With 100 samples.
     *
     * @param baseline what a feature is moved to
     * @param seed     decides which features are moved
     */
    public Infidelity(Baseline baseline, long seed) {
        this(baseline, 100, seed);
    }

    @Override
    public String name() {
        return "infidelity";
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public double[] scores(Explanation explanation, Team team) {
        Rows rows = explanation.rows();
        float[] target = baseline.toArray(rows.features());
        boolean slope = explanation.method().slope();
        return Features.scores(explanation, team, () -> {
            Probe probe = new Probe(explanation);
            double[] expected = new double[samples];
            double[] f = new double[samples];
            return row -> {
                SplittableRandom random = new SplittableRandom(seed);
                int first = row * rows.features();
                probe.evaluate(row, samples, (copy, x, offset) -> {
                    double sum = 0;
                    for (int j = 0; j < target.length; j++) {
                        if (random.nextBoolean()) {
                            double a = rows.values()[first + j];
                            sum += slope ? a * ((double) x[offset + j] - target[j]) : a;
                            x[offset + j] = target[j];
                        }
                    }
                    expected[copy] = sum;
                }, f);
                double squares = 0;
                for (int i = 0; i < samples; i++) {
                    double error = expected[i] - (rows.value()[row] - f[i]);
                    squares += error * error;
                }
                return squares / samples;
            };
        });
    }
}
