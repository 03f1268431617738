package io.lanescope.simd.kernel;

/** What a thread that works on a product needs beside it. Grows, and is used for call after call. */
public final class DoubleScratch {

    /** Panels of B. */
    public double[] panels = {};
    /** Some rows of A, times alpha. */
    public double[] rows = {};
    /** A tile of C. */
    public double[] tile = {};

    /** A larger array when the one at hand is too small. */
    public static double[] grown(double[] array, long size) {
        return array.length >= size ? array : new double[Math.toIntExact(size)];
    }
}
