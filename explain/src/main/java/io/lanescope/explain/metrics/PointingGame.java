package io.lanescope.explain.metrics;

import java.util.Objects;

import io.lanescope.explain.Explanation;
import io.lanescope.explain.Rows;
import io.lanescope.simd.Team;

/**
 * The pointing game (Zhang, Lin, Brandt, Shen and Sclaroff, 2016, arXiv 1608.00507), where it is known which features
 * matter: 1 if the largest attribution, the first of equal ones, falls on one of them, else 0. Also 0 where all
 * attributions are 0, which point nowhere.
 *
 * @param mask {@code [rows, features]}: which features matter, such as the pixels of a digit
 */
@SuppressWarnings("ArrayRecordComponent") // as large as the data; compared by identity on purpose
public record PointingGame(boolean[] mask) implements Metric {

    /** Refuses a missing mask. */
    public PointingGame {
        Objects.requireNonNull(mask, "mask");
    }

    @Override
    public String name() {
        return "pointing-game";
    }

    @Override
    public Better better() {
        return Better.HIGHER;
    }

    @Override
    public double[] scores(Explanation explanation, Team team) {
        Rows rows = explanation.rows();
        MaskShare.checkMask(mask, rows);
        return Features.scores(explanation, team, () -> row -> {
            int best = row * rows.features();
            boolean any = false;
            for (int i = row * rows.features(); i < (row + 1) * rows.features(); i++) {
                best = rows.values()[i] > rows.values()[best] ? i : best;
                any |= rows.values()[i] != 0;
            }
            return any && mask[best] ? 1 : 0;
        });
    }
}
