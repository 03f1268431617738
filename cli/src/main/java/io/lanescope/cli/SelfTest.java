package io.lanescope.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

import io.lanescope.simd.MatMul;
import io.lanescope.simd.Team;

/**
 * A quick look at whether the kernels do here what they promise: the same bits as the textbook loops, whatever the
 * number of threads. And how fast they multiply, as far as a fraction of a second can tell.
 *
 * @param checks each promise, and whether it was kept
 * @param gflops billions of floating point operations a second in a product of 512 × 512 matrices on one thread
 */
record SelfTest(List<Check> checks, double gflops) {

    private static final int SPEED_SIZE = 512;
    private static final long WARM_UP_NANOS = 400_000_000;

    /**
     * A promise.
     *
     * @param name what was promised
     * @param kept whether it holds here
     */
    record Check(String name, boolean kept) {}

    boolean passed() {
        return checks.stream().allMatch(Check::kept);
    }

    static SelfTest run(Team team) {
        List<Check> checks = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        boolean same = true;
        boolean sameInTeam = true;
        // sizes on both sides of every tile and lane width
        for (int[] size : new int[][]{{1, 1, 1}, {1, 67, 33}, {17, 31, 5}, {64, 48, 129}, {77, 130, 96}}) {
            int m = size[0];
            int n = size[1];
            int k = size[2];
            float[] a = random(random, m * k);
            float[] b = random(random, k * n);
            float[] expected = textbook(m, n, k, a, b);
            same &= Arrays.equals(expected, multiply(new MatMul(), m, n, k, a, b));
            sameInTeam &= Arrays.equals(expected, multiply(new MatMul(team), m, n, k, a, b));
        }
        checks.add(new Check("matrix products have the bits of the textbook loop", same));
        checks.add(new Check("the same with " + team.size() + (team.size() == 1 ? " thread" : " threads"), sameInTeam));
        return new SelfTest(List.copyOf(checks), speed(random));
    }

    private static float[] multiply(MatMul matMul, int m, int n, int k, float[] a, float[] b) {
        float[] c = new float[m * n];
        matMul.multiply(m, n, k, a, b, c);
        return c;
    }

    private static float[] textbook(int m, int n, int k, float[] a, float[] b) {
        float[] c = new float[m * n];
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                for (int p = 0; p < k; p++) {
                    c[i * n + j] = Math.fma(a[i * k + p], b[p * n + j], c[i * n + j]);
                }
            }
        }
        return c;
    }

    private static double speed(SplittableRandom random) {
        MatMul matMul = new MatMul();
        float[] a = random(random, SPEED_SIZE * SPEED_SIZE);
        float[] b = random(random, SPEED_SIZE * SPEED_SIZE);
        float[] c = new float[SPEED_SIZE * SPEED_SIZE];
        long start = System.nanoTime();
        long best = Long.MAX_VALUE;
        do {
            long before = System.nanoTime();
            matMul.multiply(SPEED_SIZE, SPEED_SIZE, SPEED_SIZE, a, b, c);
            best = Math.min(best, System.nanoTime() - before);
        } while (System.nanoTime() - start < WARM_UP_NANOS);
        return 2.0 * SPEED_SIZE * SPEED_SIZE * SPEED_SIZE / best;
    }

    private static float[] random(SplittableRandom random, int n) {
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (float) (random.nextDouble() - 0.5);
        }
        return x;
    }
}
