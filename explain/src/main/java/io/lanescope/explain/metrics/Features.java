package io.lanescope.explain.metrics;

import io.lanescope.explain.Explanation;
import io.lanescope.explain.Rows;
import io.lanescope.simd.Team;

/** Walks over the rows of an explanation whose columns are the model's features. */
final class Features {

    private Features() {}

    /** Scores a row. */
    @FunctionalInterface
    interface Scorer {
        double score(int row);
    }

    /** Makes what one thread needs. */
    @FunctionalInterface
    interface Worker {
        Scorer start();
    }

    static void check(Explanation explanation) {
        if (!explanation.columnNames().equals(explanation.featureNames())) {
            throw new IllegalArgumentException("the metric is for attributions of features, but "
                    + explanation.method().name() + " attributes to " + explanation.columnNames().getFirst() + ", …");
        }
    }

    static double[] scores(Explanation explanation, Team team, Worker worker) {
        check(explanation);
        Rows rows = explanation.rows();
        double[] scores = new double[rows.count()];
        team.run((part, parts) -> {
            int from = (int) ((long) rows.count() * part / parts);
            int to = (int) ((long) rows.count() * (part + 1) / parts);
            if (from == to) {
                return;
            }
            Scorer scorer = worker.start();
            for (int row = from; row < to; row++) {
                scores[row] = scorer.score(row);
            }
        });
        return scores;
    }
}
