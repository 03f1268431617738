package io.lanescope.jmh.lab;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;

import io.lanescope.jmh.LimitBenchmark;
import org.jspecify.annotations.Nullable;

/**
 * The machine's limits as a session measured them, and what share of them work reaches: S. Williams, A. Waterman, D. Patterson,
 * Roofline (2009).
 *
 * @param flops     float operations a second of one thread, or NaN if not measured
 * @param bandwidth bytes a second of one thread, by the size of the memory that was read over and over
 * @param caches    of the machine
 */
record Limits(double flops, TreeMap<Long, Double> bandwidth, List<Environment.Cache> caches) {

    private static final Map<String, Double> SECONDS = Map.of("ns/op", 1e-9, "us/op", 1e-6, "ms/op", 1e-3, "s/op", 1.0);

    /**
     * A share of the nearest limit.
     *
     * @param limit its name
     * @param share 1 if it is reached
     */
    record Share(String limit, double share) {}

    static Limits of(Session session) {
        double flops = Double.NaN;
        TreeMap<Long, Double> bandwidth = new TreeMap<>();
        for (Subject limit : session.limits()) {
            // the fastest iteration: a limit that was only sometimes reached is one all the same
            OptionalDouble least = session.forks().stream().filter(fork -> fork.subject().equals(limit.id())
                    && fork.variant().equals(session.baseline().name())).flatMap(fork -> fork.scores().stream())
                    .mapToDouble(Double::doubleValue).min();
            String unit = session.unit(limit.id());
            if (least.isPresent() && unit != null) {
                double seconds = least.getAsDouble() * Objects.requireNonNull(SECONDS.get(unit), unit);
                String bytes = limit.params().get("bytes");
                if (bytes == null) {
                    flops = LimitBenchmark.FLOPS / seconds;
                } else {
                    bandwidth.put(Long.parseLong(bytes), Long.parseLong(bytes) / seconds);
                }
            }
        }
        return new Limits(flops, bandwidth, session.environment().caches());
    }

    boolean measured() {
        return !Double.isNaN(flops) || !bandwidth.isEmpty();
    }

    /** The share that a score is of the nearest limit, or null if it cannot be told. */
    @Nullable
    Share share(Subject subject, double score, String unit) {
        Double scale = SECONDS.get(unit);
        if (!measured() || scale == null) {
            return null;
        }
        return Work.of(subject).map(work -> share(work, score * scale)).filter(share -> share.share() > 0).orElse(null);
    }

    private Share share(Work work, double seconds) {
        double peak = flops * Float.BYTES / work.precision() * work.threads();
        double computing = work.flops() == 0 || Double.isNaN(peak) ? 0 : work.flops() / peak;
        String level = level(work.footprint());
        double speed = speed(work.footprint());
        double moving = Double.isNaN(speed) ? 0 : work.bytes() / (speed * work.threads());
        return computing >= moving ? new Share("FMA", computing / seconds) : new Share(level, moving / seconds);
    }

    /** The nearest level that holds so many bytes. */
    String level(double bytes) {
        return caches.stream().filter(cache -> cache.bytes() >= bytes).findFirst().map(cache -> "L" + cache.level())
                .orElse("memory");
    }

    /** How fast that level was read: with the largest memory that lies in it. */
    private double speed(double bytes) {
        long within = caches.stream().mapToLong(Environment.Cache::bytes).filter(size -> size >= bytes).findFirst()
                .orElse(Long.MAX_VALUE);
        Map.Entry<Long, Double> read = bandwidth.floorEntry(within);
        return read == null ? Double.NaN : read.getValue();
    }
}
