package io.lanescope.jmh.lab;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CompareTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private int compare(Path old, Path now, String... more) {
        out.reset();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        String[] args = new String[3 + more.length];
        args[0] = "compare";
        args[1] = old.toString();
        args[2] = now.toString();
        System.arraycopy(more, 0, args, 3, more.length);
        return LabCommand.run(print, print, args);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private Path session(String name, Subject also, double... scores) {
        Session session = Sessions.empty(scores.length).with(Sessions.fork(1, "default", also, 10));
        for (int i = 0; i < scores.length; i++) {
            session = session.with(Sessions.fork(i + 1, "default", Sessions.DOT, scores[i]));
        }
        Path file = folder.resolve(name);
        SessionFile.write(file, session);
        return file;
    }

    private Path jmh(String name, String mode, String unit, String... forks) throws Exception {
        return Files.writeString(folder.resolve(name), """
                [{"benchmark": "a.B.c", "mode": "%s", "params": {"n": "3"},
                  "primaryMetric": {"score": 1, "scoreUnit": "%s", "rawData": [%s]}}]
                """.formatted(mode, unit, String.join(", ", forks)));
    }

    @Test
    void moreThanTheThresholdBeyondChanceIsARegression() {
        Path old = session("old.json", Sessions.DOT, 10, 10.1, 9.9, 10);
        Path slow = session("slow.json", Sessions.DOT, 12, 12.1, 11.9, 12);
        Path alike = session("alike.json", Sessions.DOT, 10.1, 10, 10, 10);
        Path wild = session("wild.json", Sessions.DOT, 10, 30, 8, 11);
        assertEquals(0, compare(old, old));
        assertEquals(0, compare(old, slow, "--threshold", "0.5"));
        assertEquals(0, compare(old, alike));
        assertEquals(0, compare(old, wild), "noise is no regression");
        assertTrue(said().contains("within noise"), said());
        assertEquals(0, compare(slow, old), "faster is none either");
    }

    @Test
    void theThresholdDecides() throws Exception {
        Path old = jmh("old.json", "avgt", "us/op", "[10, 10.2]", "[10.1]", "[9.9]", "[10, 99, 10]");
        Path slow = jmh("slow.json", "avgt", "us/op", "[11]", "[11.1]", "[10.9]", "[11]");
        assertEquals(1, compare(old, slow));
        assertTrue(said().contains("REGRESSION") && said().contains("B.c n=3 | avgt"), said());
        assertEquals(0, compare(old, slow, "--threshold", "0.2"));
        assertTrue(said().contains("slower"), said());
        assertEquals(0, compare(slow, old));
        assertEquals(2, compare(old, slow, "--threshold", "2"));
    }

    @Test
    void throughputIsBetterWhenItIsLarger() throws Exception {
        Path old = jmh("old.json", "thrpt", "ops/us", "[10]", "[10.1]", "[9.9]");
        Path more = jmh("more.json", "thrpt", "ops/us", "[20]", "[20.1]", "[19.9]");
        assertEquals(0, compare(old, more));
        assertEquals(1, compare(more, old));
    }

    @Test
    void iterationsOfOneForkAreComparedWithAWarning() throws Exception {
        Path old = jmh("old.json", "avgt", "us/op", "[10, 10.1, 9.9]");
        Path slow = jmh("slow.json", "avgt", "us/op", "[20, 20.1, 19.9]");
        assertEquals(1, compare(old, slow));
        assertTrue(said().contains("some results are of one fork"), said());
    }

    @Test
    void whatIsOnlyInOneIsTold() {
        Path old = session("old.json", Sessions.MAP, 10, 10);
        Path now = session("now.json", new Subject("x.Y.z", new TreeMap<>()), 10, 10);
        assertEquals(0, compare(old, now));
        assertTrue(said().contains("only in the old file: MapBenchmark.lanescope function=exp length=1000 | default"),
                said());
        assertTrue(said().contains("only in the new file: Y.z | default"), said());
    }

    @Test
    void whatIsNoResultIsBadInput() throws Exception {
        Path old = session("old.json", Sessions.DOT, 10, 10);
        Path bad = Files.writeString(folder.resolve("bad.json"), "[{\"benchmark\": \"a\"}]");
        assertEquals(2, compare(old, bad));
        assertEquals(2, compare(Files.writeString(bad, "{}"), old));
        assertEquals(2, compare(Files.writeString(bad, "nothing"), old));
        assertEquals(2, compare(old, jmh("zero.json", "thrpt", "ops/us", "[0, 0]", "[1]")));
        assertEquals(2, compare(folder.resolve("none"), old));
        assertTrue(said().contains("no such file"), said());
    }
}
