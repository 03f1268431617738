package io.lanescope.jmh.lab;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ForkRunnerTest {

    private static final Settings SETTINGS = new Settings(1, 1, 0, 10, 1, 10, List.of());

    private static Fork run(List<String> flags, String length) {
        Trial trial = new Trial("tried", flags, null, List.of(), new TreeMap<>(), new TreeMap<>(), "", false);
        Subject subject = new Subject(Sessions.DOT.benchmark(), new TreeMap<>(Map.of("length", length)));
        return new ForkRunner(SETTINGS).run(new Session.Task(3, trial, subject));
    }

    private static void failed(Fork fork, String why) {
        assertTrue(fork.failed());
        assertEquals(3, fork.round());
        assertEquals("tried", fork.variant());
        assertEquals(List.of(), fork.scores());
        String said = Objects.requireNonNull(fork.failure());
        assertTrue(said.contains(why), said);
        assertEquals(1, said.lines().count(), said);
    }

    @Test
    void aForkWhoseJvmDoesNotStartSaysWhy() {
        failed(run(List.of("-XX:+NoSuchFlag"), "64"), "Unrecognized VM option 'NoSuchFlag'");
    }

    @Test
    void aForkWhoseBenchmarkThrowsSaysWhat() {
        failed(run(List.of(), "-1"), "NegativeArraySizeException");
    }
}
