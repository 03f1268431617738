package io.lanescope.jmh.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Sessions that nobody had to measure. */
final class Sessions {

    static final Subject DOT = new Subject("io.lanescope.jmh.DotBenchmark.lanescope",
            new TreeMap<>(Map.of("length", "1024")));

    static final Subject MAP = new Subject("io.lanescope.jmh.MapBenchmark.lanescope",
            new TreeMap<>(Map.of("length", "1000", "function", "exp")));

    static final Environment HERE = new Environment("a CPU", 2, List.of("avx2"),
            List.of(new Environment.Cache(1, 32 << 10), new Environment.Cache(2, 1 << 20)), "a system", "a JVM", "abc");

    private Sessions() {}

    static Trial trial(String name, boolean same) {
        return new Trial(name, name.equals("default") ? List.of() : List.of(name), null, List.of(), new TreeMap<>(),
                new TreeMap<>(), "vector, 256 bits", same);
    }

    /** A baseline, a variant that is refused, one that changes nothing, and those named. */
    static Session empty(int rounds, String... variants) {
        List<Trial> trials = new ArrayList<>(List.of(trial("default", true),
                Trial.refused(new Variant("-XX:Bad", List.of("-XX:Bad")), "Unrecognized VM option 'Bad'"),
                trial("-XX:Same", true)));
        for (String variant : variants) {
            trials.add(trial(variant, false));
        }
        return new Session(HERE, new Settings(7, rounds, 1, 10, 1, 10, List.of()), trials, List.of(DOT, MAP), List.of(),
                List.of());
    }

    static Fork fork(int round, String variant, Subject subject, double score) {
        return new Fork(round, variant, subject.id(), List.of(score), "us/op", List.of(), null);
    }
}
