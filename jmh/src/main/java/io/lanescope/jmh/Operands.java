package io.lanescope.jmh;

import java.util.SplittableRandom;

/** Numbers to compute with, between −1 and 1. */
final class Operands {

    private Operands() {}

    static float[] floats(SplittableRandom random, int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextDouble(-1, 1);
        }
        return numbers;
    }

    static double[] doubles(SplittableRandom random, int count) {
        return random.doubles(count, -1, 1).toArray();
    }
}
