package io.lanescope.cli;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.lanescope.simd.Team;
import org.jspecify.annotations.Nullable;

/**
 * A team of threads that lives as long as a command.
 *
 * @param team     the threads
 * @param executor where they come from
 */
record Workers(Team team, ExecutorService executor) implements AutoCloseable {

    /** A team of some size, or one thread a processor. Results never depend on it. */
    static Workers of(@Nullable Integer threads) {
        int size = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (size < 1) {
            throw new UsageException("--threads must be at least 1, but is " + size);
        }
        ExecutorService executor = Executors.newFixedThreadPool(Math.max(1, size - 1),
                Thread.ofPlatform().daemon().name("lanescope-", 1).factory());
        return new Workers(Team.of(executor, size), executor);
    }

    @Override
    public void close() {
        team.close();
        executor.shutdown();
    }
}
