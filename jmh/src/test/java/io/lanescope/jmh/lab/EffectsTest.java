package io.lanescope.jmh.lab;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import io.lanescope.jmh.LimitBenchmark;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EffectsTest {

    /** The machine becomes slower from round to round, the variant is always twice as fast. */
    private static Session drifting() {
        Session session = Sessions.empty(3, "-XX:Twice");
        for (int round = 1; round <= 3; round++) {
            session = session.with(Sessions.fork(round, "default", Sessions.DOT, 10 * round * (1 + 0.001 * round)))
                    .with(Sessions.fork(round, "-XX:Twice", Sessions.DOT, 5 * round));
        }
        return session;
    }

    private static Effect effect(Session session, String variant, Subject subject) {
        return Effects.of(session).stream()
                .filter(e -> e.variant().equals(variant) && e.subject().equals(subject.id())).findFirst().orElseThrow();
    }

    private static double known(@Nullable Double value) {
        return Objects.requireNonNull(value);
    }

    @Test
    void driftFromRoundToRoundCancels() {
        Effect twice = effect(drifting(), "-XX:Twice", Sessions.DOT);
        assertEquals(2.004, known(twice.ratio()), 1e-3);
        assertTrue(known(twice.low()) > 1.99 && known(twice.high()) < 2.02, twice.toString());
        assertEquals(Verdict.FASTER, twice.verdict());
        assertEquals(3, twice.rounds());
    }

    @Test
    void whatWasNotMeasuredSaysWhy() {
        Session session = drifting().with(Sessions.fork(1, "-XX:Twice", Sessions.MAP, 5));
        assertEquals(Verdict.REFUSED, effect(session, "-XX:Bad", Sessions.DOT).verdict());
        assertEquals(Verdict.SAME, effect(session, "-XX:Same", Sessions.DOT).verdict());
        assertEquals(Verdict.BASELINE, effect(session, "default", Sessions.DOT).verdict());
        assertEquals(Verdict.OPEN, effect(session, "default", Sessions.MAP).verdict());
        assertEquals(Verdict.UNPAIRED, effect(session, "-XX:Twice", Sessions.MAP).verdict());
    }

    @Test
    void oneRoundHasARatioAndNoVerdict() {
        Session session = Sessions.empty(1, "-XX:A").with(Sessions.fork(1, "default", Sessions.DOT, 10))
                .with(Sessions.fork(1, "-XX:A", Sessions.DOT, 5));
        Effect effect = effect(session, "-XX:A", Sessions.DOT);
        assertEquals(2, known(effect.ratio()), 1e-12);
        assertNull(effect.low());
        assertEquals(Verdict.UNKNOWN, effect.verdict());
    }

    @Test
    void moreOperationsPerTimeAreMoreSpeed() {
        Session session = Sessions.empty(1, "-XX:A");
        for (String variant : List.of("default", "-XX:A")) {
            session = session.with(new Fork(1, variant, Sessions.DOT.id(), List.of(variant.equals("default") ? 1.0 : 3),
                    "ops/us", List.of(), null));
        }
        assertEquals(3, known(effect(session, "-XX:A", Sessions.DOT).ratio()), 1e-12);
    }

    @Test
    void theMedianIterationCounts() {
        assertEquals(2, new Fork(1, "", "", List.of(100.0, 1.0, 2.0), "us/op", List.of(), null).score());
        assertEquals(1.5, new Fork(1, "", "", List.of(1.0, 2.0), "us/op", List.of(), null).score());
    }

    private static Subject limit(String method, Map<String, String> params) {
        return new Subject("io.lanescope.jmh.LimitBenchmark." + method, new TreeMap<>(params));
    }

    @Test
    void sharesAreThoseOfTheNearestLimit() {
        Subject fma = limit("fma", Map.of());
        Subject l1 = limit("load", Map.of("bytes", "16384"));
        Subject memory = limit("load", Map.of("bytes", "268435456"));
        Subject product = new Subject("io.lanescope.jmh.MatMulBenchmark.ejml",
                new TreeMap<>(Map.of("shape", "100", "threads", "1")));
        Session empty = Sessions.empty(1);
        Session session = new Session(empty.environment(), empty.settings(), empty.trials(),
                List.of(Sessions.DOT, product), List.of(fma, l1, memory), List.of())
                // 100 GFLOPS, 100 GB/s from L1, 10 GB/s from memory
                .with(Sessions.fork(1, "default", fma, LimitBenchmark.FLOPS / 100e3))
                .with(Sessions.fork(1, "default", l1, 0.16384))
                .with(Sessions.fork(1, "default", memory, 26843.5456))
                // 8,192 bytes need 0.08192 µs, 2,048 operations 0.02048
                .with(Sessions.fork(1, "default", Sessions.DOT, 0.16384))
                // 2,000,000 operations need 20 µs
                .with(Sessions.fork(1, "default", product, 80));
        Effect dot = effect(session, "default", Sessions.DOT);
        assertEquals("L1", dot.limit());
        assertEquals(0.5, known(dot.share()), 1e-6);
        Effect multiplied = effect(session, "default", product);
        assertEquals("FMA", multiplied.limit());
        assertEquals(0.25, known(multiplied.share()), 1e-6);
        Limits limits = Limits.of(session);
        assertEquals("memory", limits.level(2 << 20));
        assertTrue(TextReport.of(session).contains("100.0 GFLOPS"), TextReport.of(session));
    }

    @Test
    void theWorkOfNetworksFollowsFromTheirWidths() {
        Work inference = Work.of(new Subject("x.InferenceBenchmark.lanescope",
                new TreeMap<>(Map.of("network", "784-128-10", "batch", "32")))).orElseThrow();
        assertEquals(2.0 * 32 * (784 * 128 + 128 * 10), inference.flops());
        Work step = Work.of(new Subject("x.TrainStepBenchmark.lanescope",
                new TreeMap<>(Map.of("network", "2-3-2:32", "threads", "2")))).orElseThrow();
        assertEquals(2.0 * 32 * (3 * 12 - 6), step.flops());
        assertEquals(2, step.threads());
    }
}
