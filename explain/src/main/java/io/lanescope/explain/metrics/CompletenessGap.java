package io.lanescope.explain.metrics;

import io.lanescope.explain.Explanation;
import io.lanescope.simd.Team;

/**
 * How far attributions are from adding up (Sundararajan, Taly and Yan, 2017, arXiv 1703.01365):
 * {@code |Σφ − (f(x) − f(x′))|}, or that as a share of {@code |f(x) − f(x′)|}. A share is 0 where both are 0, infinite
 * where only the difference is.
 *
 * @param relative whether to take the share
 */
public record CompletenessGap(boolean relative) implements Metric {

    @Override
    public String name() {
        return relative ? "relative-gap" : "completeness-gap";
    }

    @Override
    public Better better() {
        return Better.LOWER;
    }

    @Override
    public double[] scores(Explanation explanation, Team team) {
        double[] scores = new double[explanation.rows().count()];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = relative
                    ? explanation.relativeCompletenessGap(row)
                    : Math.abs(explanation.completenessGap(row));
        }
        return scores;
    }
}
