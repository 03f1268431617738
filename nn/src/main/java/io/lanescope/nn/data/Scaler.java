package io.lanescope.nn.data;

import java.util.Arrays;

import io.lanescope.simd.Vectors;

/**
 * Brings features to a common scale: {@code y = (x − shift) · scale}, with one shift and one scale a feature, in float.
 *
 * @param shift {@code [features]}
 * @param scale {@code [features]}
 */
@SuppressWarnings("ArrayRecordComponent") // part of a model, which its file compares
public record Scaler(float[] shift, float[] scale) {

    /** From so many features on vectors are faster than a loop, in which the compiler must allow for y being x. */
    private static final int WIDE = 16;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if the widths differ or a number is not finite
     */
    public Scaler {
        if (shift.length != scale.length) {
            throw new IllegalArgumentException(shift.length + " shifts for " + scale.length + " scales");
        }
        for (int j = 0; j < shift.length; j++) {
            if (!Float.isFinite(shift[j]) || !Float.isFinite(scale[j])) {
                throw new IllegalArgumentException(
                        "feature " + j + " has shift " + shift[j] + " and scale " + scale[j]);
            }
        }
    }

    /**
     * The scaler that changes nothing.
     *
     * @param features how many features there are
     * @return shift 0, scale 1
     */
    public static Scaler none(int features) {
        float[] ones = new float[features];
        Arrays.fill(ones, 1);
        return new Scaler(new float[features], ones);
    }

    /**
     * Standardisation: mean 0 and standard deviation 1 over some rows. A feature that is constant there is only shifted.
     *
     * @param x        {@code [rows, features]}
     * @param features how many features there are
     * @param rows     the rows to fit on, at least one
     * @return the scaler
     */
    public static Scaler standard(float[] x, int features, int[] rows) {
        float[] shift = new float[features];
        float[] scale = new float[features];
        for (int j = 0; j < features; j++) {
            double sum = 0;
            for (int row : rows) {
                sum += x[row * features + j];
            }
            double mean = sum / rows.length;
            double squares = 0;
            for (int row : rows) {
                double distance = x[row * features + j] - mean;
                squares += distance * distance;
            }
            shift[j] = (float) mean;
            scale[j] = inverse(Math.sqrt(squares / rows.length));
        }
        return new Scaler(shift, scale);
    }

    /**
     * The smallest value over some rows becomes 0, the largest 1. A feature that is constant there is only shifted.
     *
     * @param x        {@code [rows, features]}
     * @param features how many features there are
     * @param rows     the rows to fit on, at least one
     * @return the scaler
     */
    public static Scaler minMax(float[] x, int features, int[] rows) {
        float[] shift = new float[features];
        float[] scale = new float[features];
        for (int j = 0; j < features; j++) {
            float least = Float.POSITIVE_INFINITY;
            float most = Float.NEGATIVE_INFINITY;
            for (int row : rows) {
                least = Math.min(least, x[row * features + j]);
                most = Math.max(most, x[row * features + j]);
            }
            shift[j] = least;
            scale[j] = inverse((double) most - least);
        }
        return new Scaler(shift, scale);
    }

    /** 1/spread, or 1 where there is no spread, or one so small that its inverse is no float. */
    private static float inverse(double spread) {
        float inverse = (float) (1 / spread);
        return Float.isFinite(inverse) ? inverse : 1;
    }

    /**
     * Whether it changes nothing.
     *
     * @return true if each shift is 0 and each scale 1
     */
    public boolean isNone() {
        return Arrays.equals(shift, new float[shift.length]) && Arrays.equals(scale, none(shift.length).scale);
    }

    /**
     * How many features there are.
     *
     * @return the width of a row
     */
    public int width() {
        return shift.length;
    }

    /**
     * Scales rows.
     *
     * @param x       {@code [rows, features]}
     * @param xOffset where they start
     * @param y       receives them; may be x at the same offset
     * @param yOffset where they start
     * @param rows    how many rows
     */
    public void apply(float[] x, int xOffset, float[] y, int yOffset, int rows) {
        int width = shift.length;
        for (int r = 0; r < rows; r++) {
            int from = xOffset + r * width;
            int to = yOffset + r * width;
            if (width < WIDE) {
                for (int j = 0; j < width; j++) {
                    y[to + j] = (x[from + j] - shift[j]) * scale[j];
                }
            } else {
                System.arraycopy(x, from, y, to, width);
                Vectors.axpy(-1, shift, 0, y, to, width);
                Vectors.multiply(y, to, scale, 0, y, to, width);
            }
        }
    }

    /**
     * Takes gradients with respect to scaled features to gradients with respect to the features themselves, in place.
     *
     * @param dx     {@code [rows, features]}
     * @param offset where they start
     * @param rows   how many rows
     */
    public void applyToGradient(float[] dx, int offset, int rows) {
        int width = shift.length;
        for (int r = 0; r < rows; r++) {
            int at = offset + r * width;
            Vectors.multiply(dx, at, scale, 0, dx, at, width);
        }
    }
}
