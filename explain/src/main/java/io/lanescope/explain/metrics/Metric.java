package io.lanescope.explain.metrics;

import java.util.List;
import java.util.SplittableRandom;

import io.lanescope.explain.Baseline;
import io.lanescope.explain.Explanation;
import io.lanescope.simd.Team;

/**
 * A measure of an explanation's quality with all its settings, as a value. What it leaves to chance its seed decides, and
 * alike for every row, so that a row's score has the same bits alone, in any batch and on any number of threads.
 */
public interface Metric {

    /** Which scores are the good ones. */
    enum Better {
        /** Large ones. */
        HIGHER,
        /** Small ones. */
        LOWER
    }

    /**
     * The metric's name as users read it.
     *
     * @return such as {@code sensitivity-max}
     */
    String name();

    /**
     * Which scores are the good ones.
     *
     * @return for ranks
     */
    Better better();

    /**
     * Scores every row.
     *
     * @param explanation attributions of features
     * @param team        the threads
     * @return {@code [rows]}
     * @throws IllegalArgumentException if the explanation's columns are not the features, or a setting does not fit it
     */
    double[] scores(Explanation explanation, Team team);

    /**
     * All metrics that need nothing but the model, with the usual settings.
     *
     * @param baseline what stands for a feature that is taken away
     * @param seed     decides everything left to chance; each metric gets a seed of its own from it
     * @return one of each
     */
    static List<Metric> all(Baseline baseline, long seed) {
        SplittableRandom seeds = new SplittableRandom(seed);
        return List.of(new CompletenessGap(true), new Infidelity(baseline, seeds.nextLong()),
                new SensitivityMax(seeds.nextLong()), new FaithfulnessCorrelation(baseline, seeds.nextLong()),
                new PerturbationCurve(false, baseline), new PerturbationCurve(true, baseline), new Sparseness(),
                new Complexity(), new ModelRandomisation(seeds.nextLong()));
    }
}
