package io.lanescope.simd.kernel;

/** What a thread that works on a product needs beside it. Grows, and is used for call after call. */
public final class FloatScratch {

    /** Panels of B. */
    public float[] panels = {};
    /** Some rows of A, times alpha. */
    public float[] rows = {};
    /** A tile of C. */
    public float[] tile = {};

    /** A larger array when the one at hand is too small. */
    public static float[] grown(float[] array, long size) {
        return array.length >= size ? array : new float[Math.toIntExact(size)];
    }
}
