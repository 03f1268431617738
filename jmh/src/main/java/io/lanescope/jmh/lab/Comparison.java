package io.lanescope.jmh.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.lanescope.jmh.lab.Results.Sample;

/**
 * What changed from one file of results to another.
 *
 * @param threshold what share of speed may be lost
 * @param changes   of everything that is in both
 * @param onlyOld   what is only in the old one
 * @param onlyNew   what is only in the new one
 */
record Comparison(double threshold, List<Change> changes, List<String> onlyOld, List<String> onlyNew) {

    /**
     * A change.
     *
     * @param key        what was measured
     * @param before     the old scores
     * @param after      the new scores
     * @param ratio      new speed over old
     * @param verdict    what can be said of it
     * @param regression whether more speed than the threshold was lost, beyond what chance explains
     */
    record Change(String key, Sample before, Sample after, LogRatio ratio, Verdict verdict, boolean regression) {}

    /**
     * Compares everything that is in both.
     *
     * @param threshold what share of speed may be lost: 0.05 for 5 %
     */
    static Comparison of(Results before, Results after, double threshold) {
        List<String> keys = before.samples().keySet().stream().filter(after.samples()::containsKey).toList();
        List<LogRatio> ratios = keys.stream().map(key -> LogRatio.apart(sample(before, key).logs(),
                sample(after, key).logs())).toList();
        double[] different = LogRatio.holm(ratios.stream().mapToDouble(r -> r.known() ? r.twoSided() : 1).toArray());
        double[] lower = LogRatio.holm(ratios.stream().mapToDouble(r -> r.known() ? r.below(1 - threshold) : 1)
                .toArray());
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Sample old = sample(before, keys.get(i));
            Sample now = sample(after, keys.get(i));
            LogRatio ratio = ratios.get(i);
            changes.add(new Change(keys.get(i), old, now, ratio, Verdict.of(ratio, different[i]),
                    lower[i] < Verdict.LEVEL));
        }
        return new Comparison(threshold, changes, missing(before, after), missing(after, before));
    }

    private static Sample sample(Results results, String key) {
        return Objects.requireNonNull(results.samples().get(key), key);
    }

    private static List<String> missing(Results here, Results there) {
        return here.samples().keySet().stream().filter(key -> !there.samples().containsKey(key)).toList();
    }

    List<Change> regressions() {
        return changes.stream().filter(Change::regression).toList();
    }
}
