package io.lanescope.explain.metrics;

import java.util.Objects;

import io.lanescope.explain.Explanation;
import io.lanescope.explain.Rows;
import io.lanescope.simd.Team;

/**
 * Relevance mass accuracy (Arras, Osman and Samek, 2022, arXiv 2003.07258), where it is known which features matter: the
 * share of {@code Σ|a|} that falls on them. From 0 to 1; 0 where all attributions are 0.
 *
 * @param mask {@code [rows, features]}: which features matter, such as the pixels of a digit
 */
@SuppressWarnings("ArrayRecordComponent") // as large as the data; compared by identity on purpose
public record MaskShare(boolean[] mask) implements Metric {

    /** Refuses a missing mask. */
    public MaskShare {
        Objects.requireNonNull(mask, "mask");
    }

    @Override
    public String name() {
        return "mask-share";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public double[] scores(Explanation explanation, Team team) {
        Rows rows = explanation.rows();
        checkMask(mask, rows);
        return Features.scores(explanation, team, () -> row -> {
            double sum = 0;
            double inside = 0;
            for (int i = row * rows.features(); i < (row + 1) * rows.features(); i++) {
                double size = Math.abs(rows.values()[i]);
                sum += size;
                inside += mask[i] ? size : 0;
            }
            return sum == 0 ? 0 : inside / sum;
        });
    }

    static void checkMask(boolean[] mask, Rows rows) {
        if (mask.length != rows.x().length) {
            throw new IllegalArgumentException("the mask has " + mask.length + " entries for " + rows.count()
                    + " rows of " + rows.features() + " features");
        }
    }
}
