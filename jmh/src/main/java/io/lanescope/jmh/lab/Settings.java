package io.lanescope.jmh.lab;

import java.util.List;

/**
 * How forks are run.
 *
 * @param seed             of the order of the forks
 * @param rounds           how often every variant meets every subject
 * @param warmups          iterations before the measured ones
 * @param warmupMillis     milliseconds of each
 * @param iterations       iterations that are measured
 * @param iterationMillis  milliseconds of each
 * @param common           JVM arguments that every variant has, the baseline too
 */
record Settings(
        long seed, int rounds, int warmups, int warmupMillis, int iterations, int iterationMillis,
        List<String> common) {

    Settings {
        common = List.copyOf(common);
    }

    Settings withRounds(int more) {
        return new Settings(seed, more, warmups, warmupMillis, iterations, iterationMillis, common);
    }
}
