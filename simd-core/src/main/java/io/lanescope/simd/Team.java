package io.lanescope.simd;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/**
 * A fixed number of threads that work on one job together, as an OpenMP team does. The library starts no thread of its
 * own: the caller gives the executor, whose threads the team keeps until it is {@linkplain #close() closed}.
 *
 * <p>A job is split by part number alone, so what a part computes never depends on timing. Which thread does a part
 * may: one whose thread has not come, because the executor or the processor is busy, is done by another. So a job always
 * ends, at worst on the calling thread alone. Running a job allocates nothing.
 *
 * <p>Idle threads look out for the next job for a fraction of a millisecond, and then sleep. A job that is run while the
 * team is at work, from another thread or from within a part, is done whole by the thread that asks for it.
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

    /** How long a thread looks out before it sleeps or lets others run. */
    private static final int SPINS = 20_000;

    private static final Job NOTHING = (part, parts) -> {};

    private static final Team SINGLE = new Team(1);

    private final Worker[] workers;
    private final AtomicReferenceArray<Throwable> failures;
    private final AtomicBoolean busy = new AtomicBoolean();

    /** The next part in the lower half, the number of the job in the upper; a part is taken by adding one. */
    private final AtomicLong ticket;

    /** Parts of the current job that have not ended. */
    private final AtomicInteger pending = new AtomicInteger();

    /** Stays while a part of it is pending, so whoever has taken a part reads the job that the part belongs to. */
    private volatile Job job = NOTHING;
    private volatile boolean closed;

    private Team(int size) {
        workers = new Worker[size - 1];
        failures = new AtomicReferenceArray<>(size);
        ticket = new AtomicLong(size);
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker();
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
     * @param executor where the other threads come from; it should be able to run {@code size − 1} tasks at once, and
     *                 must not run them on the calling thread
     * @param size     the number of threads, at least 1
     * @return the team, to be closed when done
     * @throws IllegalArgumentException if {@code size < 1}
     */
    public static Team of(Executor executor, int size) {
        Objects.requireNonNull(executor, "executor");
        if (size < 1) {
            throw new IllegalArgumentException("size must be at least 1, but is " + size);
        }
        if (size == 1) {
            return SINGLE;
        }
        Team team = new Team(size);
        try {
            for (Worker worker : team.workers) {
                executor.execute(worker);
            }
        } catch (RuntimeException | Error e) {
            team.close();
            throw e;
        }
        return team;
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
     * Runs every part of the job, and returns when all are done. What the parts wrote is visible to the caller.
     *
     * @param job the work
     * @throws IllegalStateException if the team is closed
     * @throws RuntimeException      whatever a part threw, that of the lowest part number first; the other parts are
     *                               done nevertheless
     */
    public void run(Job job) {
        int size = size();
        if (size == 1) {
            job.run(0, 1);
            return;
        }
        if (closed) {
            throw new IllegalStateException("the team is closed");
        }
        if (!busy.compareAndSet(false, true)) {
            for (int part = 0; part < size; part++) {
                job.run(part, size);
            }
            return;
        }
        try {
            this.job = job;
            pending.set(size);
            // publishes the two above: a part is taken only after this
            ticket.set((ticket.get() >>> Integer.SIZE) + 1 << Integer.SIZE);
            for (Worker worker : workers) {
                worker.wake();
            }
            takeParts();
            awaitOthers();
            throwFirstFailure();
        } finally {
            this.job = NOTHING;
            busy.set(false);
        }
    }

    /** Gives the threads back to their executor. Not to be called while a job runs. */
    @Override
    public void close() {
        if (this == SINGLE) {
            return;
        }
        closed = true;
        for (Worker worker : workers) {
            worker.wake();
        }
    }

    private boolean partsLeft() {
        return (int) ticket.get() < size();
    }

    private void takeParts() {
        int size = size();
        while (true) {
            long now = ticket.get();
            int part = (int) now;
            if (part >= size) {
                return;
            }
            if (ticket.compareAndSet(now, now + 1)) {
                try {
                    job.run(part, size);
                } catch (Throwable e) {
                    failures.set(part, e);
                } finally {
                    pending.decrementAndGet();
                }
            }
        }
    }

    /** Spins at first; where there are fewer processors than threads, a worker may be waiting for this one. */
    private void awaitOthers() {
        for (int spin = 0; pending.get() != 0; spin++) {
            if (spin < SPINS) {
                Thread.onSpinWait();
            } else {
                Thread.yield();
            }
        }
    }

    private void throwFirstFailure() {
        Throwable first = null;
        for (int part = 0; part < failures.length(); part++) {
            Throwable failure = failures.get(part);
            if (failure != null) {
                failures.set(part, null);
                first = first == null ? failure : first;
            }
        }
        switch (first) {
            case null -> {
            }
            case Error e -> throw e;
            case RuntimeException e -> throw e;
            default -> throw new IllegalStateException(first);
        }
    }

    private final class Worker implements Runnable {

        private volatile Thread thread = Thread.currentThread();
        private volatile boolean asleep;

        /**
         * Called after the ticket (or {@code closed}) was written. All of these are volatile, so either the worker sees
         * the ticket after it wrote {@code asleep}, or {@code asleep} is seen here: no wake-up is lost.
         */
        void wake() {
            if (asleep) {
                LockSupport.unpark(thread);
            }
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            boolean interrupted = false;
            while (!closed) {
                takeParts();
                await();
                // would keep the thread from sleeping; only close() ends it
                interrupted |= Thread.interrupted();
            }
            if (interrupted) {
                thread.interrupt();
            }
        }

        /** Returns when there may be work; on a false alarm it is called again. */
        private void await() {
            for (int spin = 0; spin < SPINS; spin++) {
                if (partsLeft() || closed) {
                    return;
                }
                Thread.onSpinWait();
            }
            asleep = true;
            if (!partsLeft() && !closed) {
                LockSupport.park(Team.this);
            }
            asleep = false;
        }
    }
}
