package io.lanescope.jmh.lab;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import io.lanescope.nn.data.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SessionTest {

    private static List<String> names(List<Session.Task> plan) {
        return plan.stream().map(task -> task.round() + " " + task.subject().simpleName() + " " + task.trial().name())
                .toList();
    }

    @Test
    void everyRoundRunsEveryAcceptedVariantWithEverySubjectOnceInItsOwnOrder() {
        Session session = Sessions.empty(4, "-XX:A", "-XX:B");
        List<Session.Task> plan = session.plan(false);
        assertEquals(4 * 2 * 3, plan.size());
        for (int round = 1; round <= 4; round++) {
            int number = round;
            List<Session.Task> tasks = plan.stream().filter(task -> task.round() == number).toList();
            assertEquals(6, tasks.stream().distinct().count());
            assertEquals(tasks.get(0).subject(), tasks.get(2).subject(), "what is compared is measured together");
        }
        assertEquals(4 * 2 * 4, session.plan(true).size(), "with what is the same as the baseline");
        List<String> orders = names(plan).stream().map(name -> name.substring(2)).toList();
        assertTrue(IntStream.range(0, 4).mapToObj(r -> orders.subList(6 * r, 6 * r + 6)).distinct()
                .count() > 1, "orders differ");
    }

    @Test
    void theOrderIsThatOfTheSeedHoweverManyRoundsFollow() {
        Session session = Sessions.empty(3, "-XX:A");
        List<String> longer = names(session.with(session.settings().withRounds(5)).plan(false));
        assertEquals(names(session.plan(false)), longer.subList(0, 12));
        Settings s = session.settings();
        assertNotEquals(names(session.plan(false)),
                names(session.with(new Settings(8, 3, 1, 10, 1, 10, s.common())).plan(false)));
    }

    @Test
    void limitsAreMeasuredWithTheBaselineAlone() {
        Session session = Sessions.empty(2, "-XX:A");
        Session limited = new Session(session.environment(), session.settings(), session.trials(),
                List.of(Sessions.DOT), List.of(Sessions.MAP), List.of());
        assertEquals(2 * (2 + 1), limited.plan(false).size());
    }

    @Test
    void aSessionIsSavedAfterEachForkAndGoesOnWhereItStopped(@TempDir Path folder) {
        Path file = folder.resolve("lab.json");
        List<String> ran = new ArrayList<>();
        Laboratory.Runner breaks = task -> {
            if (ran.size() == 5) {
                throw new IllegalStateException("the power is gone");
            }
            ran.add(task.toString());
            return Sessions.fork(task.round(), task.trial().name(), task.subject(), ran.size());
        };
        Session session = Sessions.empty(2, "-XX:A");
        Laboratory broken = new Laboratory(file, breaks, () -> 0, silent());
        assertThrows(IllegalStateException.class, () -> broken.run(session, null, false));
        Session saved = SessionFile.read(file);
        assertEquals(5, saved.forks().size());
        Laboratory whole = new Laboratory(file, task -> {
            ran.add(task.toString());
            return Sessions.fork(task.round(), task.trial().name(), task.subject(), 1);
        }, () -> 0, silent());
        Session done = whole.run(saved, null, false);
        assertEquals(8, done.forks().size());
        assertEquals(8, ran.stream().distinct().count(), "nothing is measured twice");
        assertEquals(done, SessionFile.read(file));
        assertTrue(done.open(false).isEmpty());
    }

    @Test
    void noForkBeginsThatWouldEndAfterTheTime(@TempDir Path folder) {
        AtomicLong now = new AtomicLong();
        ByteArrayOutputStream notes = new ByteArrayOutputStream();
        Laboratory laboratory = new Laboratory(folder.resolve("lab.json"), task -> {
            now.addAndGet(30);
            return Sessions.fork(task.round(), task.trial().name(), task.subject(), 1);
        }, now::get, new PrintStream(notes, true, StandardCharsets.UTF_8));
        Session session = laboratory.run(Sessions.empty(2, "-XX:A"), Duration.ofNanos(89), false);
        assertEquals(2, session.forks().size());
        assertTrue(notes.toString(StandardCharsets.UTF_8).contains("6 of 8 forks are left"), notes.toString());
    }

    @Test
    void whatHasFailedIsToldAndNotTriedAgain(@TempDir Path folder) {
        Laboratory laboratory = new Laboratory(folder.resolve("lab.json"), task -> new Fork(task.round(),
                task.trial().name(), task.subject().id(), List.of(), "", List.of(), "it broke"), () -> 0, silent());
        Session session = laboratory.run(Sessions.empty(1, "-XX:A"), null, false);
        assertEquals(4, session.forks().size());
        assertTrue(session.open(false).isEmpty());
        assertEquals(Verdict.FAILED, Effects.of(session).getFirst().verdict());
        assertTrue(TextReport.of(session).contains("it broke"));
    }

    @Test
    void filesThatAreNoneAreRefusedInASentence(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("x.json");
        assertTrue(complaint(file).contains("no such file"));
        SessionFile.write(file, Sessions.empty(1));
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.length() / 2));
        assertTrue(complaint(file).contains("this is no JSON"));
        Files.writeString(file, "{}");
        assertTrue(complaint(file).contains("this is no result of the laboratory"));
        Files.writeString(file, whole.replace("\"version\" : 1", "\"version\" : 99"));
        assertTrue(complaint(file).contains("another version of the laboratory (format 99"));
        Files.writeString(file, "{\"format\":\"lanescope-lab\",\"version\":1}");
        assertTrue(complaint(file).contains("this is no complete result"));
        SessionFile.write(file, Sessions.empty(1).with(Sessions.fork(1, "default", Sessions.DOT, 12.5)));
        Files.writeString(file, Files.readString(file).replaceFirst("\"scores\" : \\[ 12.5 ]", "\"scores\" : [ 0.0 ]"));
        assertTrue(complaint(file).contains("has a score above 0, not [0.0]"), complaint(file));
    }

    @Test
    void anotherMachineJvmOrProgramIsTold() {
        Environment here = Sessions.HERE;
        assertTrue(here.differences(here).isEmpty());
        Environment other = new Environment("another CPU", 2, here.features(), here.caches(), "a system", "another JVM",
                "def");
        assertEquals(3, here.differences(other).size());
        assertTrue(here.differences(other).get(1).equals("the JVM was a JVM and is another JVM"));
    }

    private static String complaint(Path file) {
        return assertThrows(InputException.class, () -> SessionFile.read(file)).toString();
    }

    private static PrintStream silent() {
        return new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    }
}
