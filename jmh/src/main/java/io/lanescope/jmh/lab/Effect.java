package io.lanescope.jmh.lab;

import org.jspecify.annotations.Nullable;

/**
 * What a variant did to a subject.
 *
 * @param subject the subject's id
 * @param variant the variant's name
 * @param verdict what can be said
 * @param rounds  that were measured with the baseline and with the variant
 * @param score   the geometric mean of all rounds' scores, or null if there is none
 * @param unit    of the score
 * @param ratio   speed relative to the baseline's in the same rounds; more than 1 is faster
 * @param low     lower end of its 95 % interval
 * @param high    upper end
 * @param p       probability of such a ratio, or one farther from 1, if there were no difference
 * @param holm    that, for all comparisons of the session together
 * @param limit   which limit of the machine is the nearest, such as {@code FMA} or {@code L2}
 * @param share   of the limit that was reached
 */
record Effect(
        String subject,
        String variant,
        Verdict verdict,
        int rounds,
        @Nullable Double score,
        @Nullable String unit,
        @Nullable Double ratio,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Double p,
        @Nullable Double holm,
        @Nullable String limit,
        @Nullable Double share) {}
