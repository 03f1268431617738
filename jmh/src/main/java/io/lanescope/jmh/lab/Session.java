package io.lanescope.jmh.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

/**
 * An experiment: what is to be done, and what has been measured of it.
 *
 * @param environment where
 * @param settings    how
 * @param trials      the variants and what the JVM made of them, the baseline first
 * @param subjects    what is measured with every variant
 * @param limits      the machine's limits, measured with the baseline alone
 * @param forks       the measurements, in the order in which they were made
 */
record Session(
        Environment environment,
        Settings settings,
        List<Trial> trials,
        List<Subject> subjects,
        List<Subject> limits,
        List<Fork> forks) {

    Session {
        trials = List.copyOf(trials);
        subjects = List.copyOf(subjects);
        limits = List.copyOf(limits);
        forks = List.copyOf(forks);
    }

    /**
     * A fork to be run.
     *
     * @param round   the round, from 1
     * @param trial   the variant
     * @param subject what it measures
     */
    record Task(int round, Trial trial, Subject subject) {

        private String key() {
            return Session.key(round, trial.name(), subject.id());
        }
    }

    Trial baseline() {
        return trials.getFirst();
    }

    /** The variant of a name. */
    Trial trial(String name) {
        return trials.stream().filter(trial -> trial.name().equals(name)).findFirst().orElseThrow();
    }

    Session with(Fork fork) {
        List<Fork> more = new ArrayList<>(forks);
        more.add(fork);
        return new Session(environment, settings, trials, subjects, limits, more);
    }

    Session with(Settings changed) {
        return new Session(environment, changed, trials, subjects, limits, forks);
    }

    /**
     * All forks, round by round. Within a round the subjects come in random order, and with each subject all its variants in
     * random order, so that what is compared is measured as near in time as can be, and drift favours none.
     *
     * @param all whether variants that differ in nothing from the baseline are measured too
     */
    List<Task> plan(boolean all) {
        SplittableRandom root = new SplittableRandom(settings.seed());
        List<Trial> measured = trials.stream()
                .filter(trial -> trial.refused() == null
                        && (all || !trial.sameAsBaseline() || trial.equals(baseline())))
                .toList();
        Map<Subject, List<Trial>> pairs = new LinkedHashMap<>();
        limits.forEach(limit -> pairs.put(limit, List.of(baseline())));
        subjects.forEach(subject -> pairs.put(subject, measured));
        List<Task> plan = new ArrayList<>();
        for (int round = 1; round <= settings.rounds(); round++) {
            SplittableRandom random = root.split();
            List<Subject> order = new ArrayList<>(pairs.keySet());
            Collections.shuffle(order, random);
            for (Subject subject : order) {
                List<Trial> variants = new ArrayList<>(Objects.requireNonNull(pairs.get(subject)));
                Collections.shuffle(variants, random);
                for (Trial variant : variants) {
                    plan.add(new Task(round, variant, subject));
                }
            }
        }
        return plan;
    }

    /** What of the plan has not been done. What has failed is not tried again. */
    List<Task> open(boolean all) {
        Set<String> done = new HashSet<>();
        forks.forEach(fork -> done.add(key(fork.round(), fork.variant(), fork.subject())));
        return plan(all).stream().filter(task -> !done.contains(task.key())).toList();
    }

    private static String key(int round, String variant, String subject) {
        return round + "\n" + variant + "\n" + subject;
    }

    /** The scores of a variant by round. */
    Map<Integer, Double> scores(String subject, String variant) {
        Map<Integer, Double> scores = new LinkedHashMap<>();
        for (Fork fork : forks) {
            if (!fork.failed() && fork.subject().equals(subject) && fork.variant().equals(variant)) {
                scores.put(fork.round(), fork.score());
            }
        }
        return scores;
    }

    /** The unit of a subject's scores, or null if there is none. */
    @Nullable
    String unit(String subject) {
        return forks.stream().filter(fork -> !fork.failed() && fork.subject().equals(subject)).map(Fork::unit)
                .findFirst().orElse(null);
    }

    /** What the peers ran on, each once. */
    Set<String> peers() {
        Set<String> peers = new LinkedHashSet<>();
        forks.forEach(fork -> peers.addAll(fork.peers()));
        return peers;
    }
}
