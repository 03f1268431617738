package io.lanescope.properties.kernel;

import java.util.Arrays;
import java.util.SplittableRandom;

import io.lanescope.simd.Updates;
import io.lanescope.simd.kernel.Kernels;
import io.lanescope.simd.kernel.UpdateKernels;
import io.lanescope.simd.kernel.scalar.ScalarUpdates;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Optimiser steps have the bits of the scalar code, and follow PyTorch's formulas in double. */
class UpdateProperties {

    private static final double RATE = 0.01;
    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.99;
    private static final double EPSILON = 1e-6;
    private static final double DECAY = 0.1;

    /** One step of an optimiser on w, g and what it remembers: from a kernel, from the library, and in double. */
    enum Step {
        SGD(0) {
            @Override
            void kernel(UpdateKernels kernels, float[][] a, int offset, int n) {
                kernels.sgd(a[0], a[1], offset, n, 0.01f);
            }

            @Override
            void library(float[][] a, int offset, int n, long step) {
                Updates.sgd(a[0], a[1], offset, n, RATE);
            }

            @Override
            void exact(double[] a, long step) {
                a[0] -= RATE * a[1];
            }
        },
        MOMENTUM(1) {
            @Override
            void kernel(UpdateKernels kernels, float[][] a, int offset, int n) {
                kernels.momentum(a[0], a[1], a[2], offset, n, 0.01f, 0.9f);
            }

            @Override
            void library(float[][] a, int offset, int n, long step) {
                Updates.momentum(a[0], a[1], a[2], offset, n, RATE, BETA1);
            }

            @Override
            void exact(double[] a, long step) {
                a[2] = BETA1 * a[2] + a[1];
                a[0] -= RATE * a[2];
            }
        },
        NESTEROV(1) {
            @Override
            void kernel(UpdateKernels kernels, float[][] a, int offset, int n) {
                kernels.nesterov(a[0], a[1], a[2], offset, n, 0.01f, 0.9f);
            }

            @Override
            void library(float[][] a, int offset, int n, long step) {
                Updates.nesterov(a[0], a[1], a[2], offset, n, RATE, BETA1);
            }

            @Override
            void exact(double[] a, long step) {
                a[2] = BETA1 * a[2] + a[1];
                a[0] -= RATE * (a[1] + BETA1 * a[2]);
            }
        },
        ADAGRAD(1) {
            @Override
            void kernel(UpdateKernels kernels, float[][] a, int offset, int n) {
                kernels.adagrad(a[0], a[1], a[2], offset, n, 0.01f, 1e-6f);
            }

            @Override
            void library(float[][] a, int offset, int n, long step) {
                Updates.adagrad(a[0], a[1], a[2], offset, n, RATE, EPSILON);
            }

            @Override
            void exact(double[] a, long step) {
                a[2] += a[1] * a[1];
                a[0] -= RATE * a[1] / (Math.sqrt(a[2]) + EPSILON);
            }
        },
        RMS_PROP(1) {
            @Override
            void kernel(UpdateKernels kernels, float[][] a, int offset, int n) {
                kernels.rmsProp(a[0], a[1], a[2], offset, n, 0.01f, 0.99f, 0.01f, 1e-6f);
            }

            @Override
            void library(float[][] a, int offset, int n, long step) {
                Updates.rmsProp(a[0], a[1], a[2], offset, n, RATE, BETA2, EPSILON);
            }

            @Override
            void exact(double[] a, long step) {
                a[2] = BETA2 * a[2] + (1 - BETA2) * a[1] * a[1];
                a[0] -= RATE * a[1] / (Math.sqrt(a[2]) + EPSILON);
            }
        },
        ADAM_W(2) {
            @Override
            void kernel(UpdateKernels kernels, float[][] a, int offset, int n) {
                kernels.adam(a[0], a[1], a[2], a[3], offset, n, 0.999f, 0.1f, 0.99f, 0.01f, 0.02f, 0.3f, 1e-6f);
            }

            @Override
            void library(float[][] a, int offset, int n, long step) {
                Updates.adam(a[0], a[1], a[2], a[3], offset, n, step, RATE, BETA1, BETA2, EPSILON, DECAY);
            }

            @Override
            void exact(double[] a, long step) {
                adam(a, step, false);
            }
        },
        AMS_GRAD(3) {
            @Override
            void kernel(UpdateKernels kernels, float[][] a, int offset, int n) {
                kernels.amsGrad(a[0], a[1], a[2], a[3], a[4], offset, n, 0.999f, 0.1f, 0.99f, 0.01f, 0.02f, 0.3f,
                        1e-6f);
            }

            @Override
            void library(float[][] a, int offset, int n, long step) {
                Updates.amsGrad(a[0], a[1], a[2], a[3], a[4], offset, n, step, RATE, BETA1, BETA2, EPSILON, DECAY);
            }

            @Override
            void exact(double[] a, long step) {
                adam(a, step, true);
            }
        };

        private final int arrays;

        Step(int remembered) {
            this.arrays = 2 + remembered;
        }

        abstract void kernel(UpdateKernels kernels, float[][] a, int offset, int n);

        abstract void library(float[][] a, int offset, int n, long step);

        abstract void exact(double[] a, long step);

        private static void adam(double[] a, long step, boolean largest) {
            a[0] -= RATE * DECAY * a[0];
            a[2] = BETA1 * a[2] + (1 - BETA1) * a[1];
            a[3] = BETA2 * a[3] + (1 - BETA2) * a[1] * a[1];
            double second = a[3];
            if (largest) {
                a[4] = Math.max(a[4], a[3]);
                second = a[4];
            }
            double denominator = Math.sqrt(second) / Math.sqrt(1 - Math.pow(BETA2, step)) + EPSILON;
            a[0] -= RATE / (1 - Math.pow(BETA1, step)) * a[2] / denominator;
        }
    }

    @Provide
    Arbitrary<Step> steps() {
        return Arbitraries.of(Step.class);
    }

    @Property(tries = 300)
    @Tag("cold")
    void everyStepHasTheBitsOfTheScalarCode(@ForAll("steps") Step step, @ForAll long seed, @ForAll Values values,
            @ForAll @IntRange(max = 257) int n, @ForAll @IntRange(max = 15) int offset) {
        float[][] expected = new float[step.arrays][];
        Arrays.setAll(expected, i -> values.floats(seed + i, offset + n + 3));
        float[][] actual = Arrays.stream(expected).map(float[]::clone).toArray(float[][]::new);
        step.kernel(new ScalarUpdates(), expected, offset, n);
        step.kernel(Kernels.UPDATES, actual, offset, n);
        for (int i = 0; i < step.arrays; i++) {
            assertArrayEquals(expected[i], actual[i]);
        }
    }

    @Property(tries = 100)
    void stepsFollowThePublishedFormulas(@ForAll("steps") Step step, @ForAll long seed) {
        int n = 40;
        SplittableRandom random = new SplittableRandom(seed);
        float[][] actual = new float[step.arrays][n];
        double[][] expected = new double[n][step.arrays];
        for (int i = 0; i < n; i++) {
            actual[0][i] = random.nextFloat(-1, 1);
            expected[i][0] = actual[0][i];
        }
        for (long t = 1; t <= 10; t++) {
            for (int i = 0; i < n; i++) {
                actual[1][i] = random.nextFloat(-1, 1);
                expected[i][1] = actual[1][i];
                step.exact(expected[i], t);
            }
            step.library(actual, 0, n, t);
        }
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < step.arrays; k++) {
                assertEquals(expected[i][k], actual[k][i], 2e-6 * Math.max(1, Math.abs(expected[i][k])));
            }
        }
    }

    @Example
    void wrongArgumentsAreNamed() {
        float[] a = new float[4];
        float[] b = new float[3];
        String range = String.valueOf(
                assertThrows(IndexOutOfBoundsException.class, () -> Updates.momentum(a, a, b, 1, 3, 0.1, 0.9)));
        assertTrue(range.contains("b has 3 elements"), range);
        String step = assertThrows(IllegalArgumentException.class,
                () -> Updates.adam(a, a, a, a, 0, 4, 0, 0.1, 0.9, 0.99, 1e-8, 0)).getMessage();
        assertEquals("step must be at least 1, but is 0", step);
    }
}
