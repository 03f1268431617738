package io.lanescope.simd;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed number of threads that work on one job together, as an OpenMP team does. The library starts no thread of its
 * own: the caller gives the executor, whose threads the team keeps until it is {@linkplain #close() closed}.
 *
 * <p>A job is split by part number alone, so what a part computes never depends on timing. Running a job allocates
 * nothing. A team serves one calling thread at a time.
 */
public final class Team implements AutoCloseable {

    /** Work that is split into numbered parts. */
    @FunctionalInterface
    public interface Job {
        /**
         * Does one part of the work.
         *
         * @param part  this part's number, from 0
         * @param parts how many parts there are
         */
        void run(int part, int parts);
    }

    /** How often a thread looks again before it lets others run. */
    private static final int SPINS = 20_000;

    private static final Team SINGLE = new Team(Runnable::run, 1);

    private final Worker[] workers;
    private final AtomicInteger pending = new AtomicInteger();
    private volatile Job job = (part, parts) -> {};
    private volatile boolean closed;

    private Team(Executor executor, int size) {
        workers = new Worker[size - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i + 1);
            executor.execute(workers[i]);
        }
    }

    /**
     * The team that is the calling thread alone. It needs no closing and may be shared.
     *
     * @return a team of size 1
     */
    public static Team single() {
        return SINGLE;
    }

    /**
     * A team of the calling thread and {@code size − 1} threads of the executor.
     *
     * @param executor where the other threads come from; it must be able to run {@code size − 1} tasks at once
     * @param size     the number of threads, at least 1
     * @return the team, to be closed when done
     * @throws IllegalArgumentException if {@code size < 1}
     */
    public static Team of(Executor executor, int size) {
        Objects.requireNonNull(executor, "executor");
        if (size < 1) {
            throw new IllegalArgumentException("size must be at least 1, but is " + size);
        }
        return size == 1 ? SINGLE : new Team(executor, size);
    }

    /**
     * How many parts a job is split into.
     *
     * @return the number of threads, the calling one included
     */
    public int size() {
        return workers.length + 1;
    }

    /**
     * Runs every part of the job, part 0 on the calling thread, and returns when all are done.
     *
     * @param job the work
     * @throws IllegalStateException if the team is closed
     * @throws RuntimeException      whatever a part threw, that of the lowest part number first
     */
    public void run(Job job) {
        if (workers.length == 0) {
            job.run(0, 1);
            return;
        }
        if (closed) {
            throw new IllegalStateException("the team is closed");
        }
        this.job = job;
        pending.set(workers.length);
        for (Worker worker : workers) {
            worker.start();
        }
        Throwable failure = null;
        try {
            job.run(0, size());
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        awaitWorkers();
        for (Worker worker : workers) {
            Throwable theirs = worker.takeFailure();
            failure = failure == null ? theirs : failure;
        }
        switch (failure) {
            case null -> {
            }
            case Error e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new IllegalStateException(failure);
        }
    }

    /** Spins at first; where there are fewer processors than threads, a worker may be waiting for this one. */
    private void awaitWorkers() {
        for (int spin = 0; pending.get() != 0; spin++) {
            if (spin < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    /** Gives the threads back to their executor. */
    @Override
    public void close() {
        if (this == SINGLE) {
            return;
        }
        closed = true;
        for (Worker worker : workers) {
            worker.start();
        }
    }

    private final class Worker implements Runnable {

        private final int part;
        private final AtomicInteger started = new AtomicInteger();
        private volatile Thread thread = Thread.currentThread();
        private volatile boolean parked;
        private final AtomicReference<Throwable> failure = new AtomicReference<>();

        Worker(int part) {
            this.part = part;
        }

        void start() {
            started.incrementAndGet();
            if (parked) {
                LockSupport.unpark(thread);
            }
        }

        Throwable takeFailure() {
            return failure.getAndSet(null);
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            for (int done = 0;; done++) {
                await(done);
                if (closed) {
                    return;
                }
                try {
                    job.run(part, workers.length + 1);
                } catch (RuntimeException | Error e) {
                    failure.set(e);
                } finally {
                    pending.decrementAndGet();
                }
            }
        }

        private void await(int done) {
            for (int spin = 0; spin < SPINS; spin++) {
                if (started.get() != done) {
                    return;
                }
                Thread.onSpinWait();
            }
            parked = true;
            while (started.get() == done) {
                LockSupport.park(this);
            }
            parked = false;
        }
    }
}
