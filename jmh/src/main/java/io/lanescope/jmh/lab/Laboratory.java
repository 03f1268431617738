package io.lanescope.jmh.lab;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Runs what is open of a session, fork by fork, and saves it after each.
 *
 * @param file   where the session is saved
 * @param runner runs a fork
 * @param clock  nanoseconds, for the time that the forks may take
 * @param notes  where progress is told
 */
record Laboratory(Path file, Runner runner, LongSupplier clock, PrintStream notes) {

    private static final int NANOS_PER_SECOND = 1_000_000_000;

    /** Runs one fork. */
    @FunctionalInterface
    interface Runner {
        Fork run(Session.Task task);
    }

    /**
     * Goes on with a session until it is complete or the time is over.
     *
     * @param session where to begin
     * @param budget  how long at most; no fork is begun that would end later if it took as long as the longest one so far.
     *                Null for as long as it takes
     * @param all     whether variants that differ in nothing from the baseline are measured too
     * @return what has been measured
     */
    Session run(Session session, @Nullable Duration budget, boolean all) {
        long start = clock.getAsLong();
        long longest = 0;
        Session done = session;
        SessionFile.write(file, done);
        List<Session.Task> open = done.open(all);
        for (int i = 0; i < open.size(); i++) {
            long before = clock.getAsLong();
            if (budget != null && before - start + longest > budget.toNanos()) {
                notes.printf(Locale.ROOT, "the time is over: %d of %d forks are left, to go on say --resume %s%n",
                        open.size() - i, open.size(), file);
                break;
            }
            Session.Task task = open.get(i);
            notes.printf(Locale.ROOT, "[%d/%d] round %d, %s, %s: ", i + 1, open.size(), task.round(),
                    task.subject().id(), task.trial().name());
            Fork fork = runner.run(task);
            done = done.with(fork);
            SessionFile.write(file, done);
            longest = Math.max(longest, clock.getAsLong() - before);
            notes.println((fork.failed() ? "failed: " + fork.failure() : Figures.of(fork.score()) + " " + fork.unit())
                    + String.format(Locale.ROOT, " (%.1f s)",
                            (double) (clock.getAsLong() - before) / NANOS_PER_SECOND));
        }
        return done;
    }
}
