package io.lanescope.properties.kernel;

import java.util.SplittableRandom;

/** Kinds of numbers to try a kernel with. */
enum Values {

    /** Between −1 and 1. */
    ORDINARY {
        @Override
        float next(SplittableRandom random) {
            return random.nextFloat(-1, 1);
        }
    },

    /** Of every magnitude whose square is a normal number. */
    WIDE {
        @Override
        float next(SplittableRandom random) {
            return Math.scalb(random.nextFloat(-1, 1), random.nextInt(-60, 50));
        }
    },

    /** Subnormal, or with products that underflow. */
    TINY {
        @Override
        float next(SplittableRandom random) {
            return Math.scalb(random.nextFloat(-1, 1), random.nextInt(-149, -60));
        }
    },

    /** Any bits at all, and often a special value. */
    EDGES {
        @Override
        float next(SplittableRandom random) {
            int choice = random.nextInt(4 * SPECIAL.length);
            return choice < SPECIAL.length ? SPECIAL[choice] : Float.intBitsToFloat(random.nextInt());
        }
    },

    /** Zeros of both signs, where only the sign of the result can be wrong. */
    ZEROS {
        @Override
        float next(SplittableRandom random) {
            return random.nextBoolean() ? 0f : -0f;
        }
    };

    private static final float[] SPECIAL = {0f, -0f, 1f, -1f, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN};

    abstract float next(SplittableRandom random);

    float[] floats(long seed, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] x = new float[length];
        for (int i = 0; i < length; i++) {
            x[i] = next(random);
        }
        return x;
    }

    double[] doubles(long seed, int length) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] x = new double[length];
        for (int i = 0; i < length; i++) {
            // a second draw fills the lower bits
            x[i] = next(random) + 0x1p-30 * random.nextDouble() * next(random);
        }
        return x;
    }
}
