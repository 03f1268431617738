package io.lanescope.jmh.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** Effects of all variants on all subjects, from the rounds in which both the baseline and the variant were measured. */
final class Effects {

    private Effects() {}

    /** One comparison. */
    private record Pair(Subject subject, Trial trial, Map<Integer, Double> scores, @Nullable LogRatio ratio) {}

    /** In the order of the subjects, and within each of the variants. */
    static List<Effect> of(Session session) {
        Limits limits = Limits.of(session);
        List<Pair> pairs = session.subjects().stream()
                .flatMap(subject -> session.trials().stream().map(trial -> pair(session, subject, trial))).toList();
        List<LogRatio> tested = pairs.stream().map(Pair::ratio).filter(ratio -> ratio != null && ratio.known())
                .toList();
        double[] holm = LogRatio.holm(tested.stream().mapToDouble(LogRatio::twoSided).toArray());
        List<Effect> effects = new ArrayList<>();
        int test = 0;
        for (Pair pair : pairs) {
            boolean known = pair.ratio != null && pair.ratio.known();
            effects.add(effect(session, limits, pair, known ? holm[test++] : 1));
        }
        return effects;
    }

    private static Pair pair(Session session, Subject subject, Trial trial) {
        Map<Integer, Double> scores = session.scores(subject.id(), trial.name());
        if (trial.equals(session.baseline())) {
            return new Pair(subject, trial, scores, null);
        }
        Map<Integer, Double> base = session.scores(subject.id(), session.baseline().name());
        boolean throughput = Fork.throughput(Objects.requireNonNullElse(session.unit(subject.id()), ""));
        double[] logs = scores.keySet().stream().filter(base::containsKey).mapToDouble(round -> {
            double log = Math.log(Objects.requireNonNull(scores.get(round)))
                    - Math.log(Objects.requireNonNull(base.get(round)));
            return throughput ? log : -log;
        }).toArray();
        return new Pair(subject, trial, scores, logs.length == 0 ? null : LogRatio.paired(logs));
    }

    private static Effect effect(Session session, Limits limits, Pair pair, double holm) {
        String id = pair.subject.id();
        String variant = pair.trial.name();
        String unit = session.unit(id);
        if (pair.scores.isEmpty() || unit == null) {
            return new Effect(id, variant, unmeasured(session, pair), 0, null, null, null, null, null, null, null, null,
                    null);
        }
        double score = Math.exp(pair.scores.values().stream().mapToDouble(Math::log).average().orElseThrow());
        Limits.Share share = limits.share(pair.subject, score, unit);
        String limit = share == null ? null : share.limit();
        Double reached = share == null ? null : share.share();
        LogRatio ratio = pair.ratio;
        if (ratio == null) {
            boolean baseline = pair.trial.equals(session.baseline());
            return new Effect(id, variant, baseline ? Verdict.BASELINE : Verdict.UNPAIRED, pair.scores.size(), score,
                    unit,
                    null, null, null, null, null, limit, reached);
        }
        Verdict verdict = Verdict.of(ratio, holm);
        return ratio.known()
                ? new Effect(id, variant, verdict, (int) ratio.degrees() + 1, score, unit, ratio.ratio(), ratio.low(),
                        ratio.high(), ratio.twoSided(), holm, limit, reached)
                : new Effect(id, variant, verdict, 1, score, unit, ratio.ratio(), null, null, null, null, limit,
                        reached);
    }

    private static Verdict unmeasured(Session session, Pair pair) {
        if (pair.trial.refused() != null) {
            return Verdict.REFUSED;
        }
        boolean failed = session.forks().stream().anyMatch(fork -> fork.failed()
                && fork.variant().equals(pair.trial.name()) && fork.subject().equals(pair.subject.id()));
        if (failed) {
            return Verdict.FAILED;
        }
        return pair.trial.sameAsBaseline() && !pair.trial.equals(session.baseline()) ? Verdict.SAME : Verdict.OPEN;
    }
}
