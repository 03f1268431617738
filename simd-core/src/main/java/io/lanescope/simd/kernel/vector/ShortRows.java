package io.lanescope.simd.kernel.vector;

import java.util.Arrays;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Softmax and log-softmax of rows that hardly fill a vector, such as the classes of a classifier: many rows at once, of which
 * each has a lane. They are transposed into a scratch array, padded with copies of the last one to whole vectors; there
 * maxima, sums and quotients of rows are those of arrays. The sum of a row is the canonical one, since its tree adds halves
 * to halves.
 */
final class ShortRows {

    /** Longer rows are better off one by one. */
    private static final int COLUMNS = 32;
    /** As are fewer rows. */
    private static final int ROWS = 3;

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private ShortRows() {}

    /** Whether rows are served better here than one by one. */
    static boolean serve(int rows, int columns) {
        return rows >= ROWS && columns <= COLUMNS;
    }

    static void softmax(int rows, int columns, float[] x, int xOffset, int xStride, float[] y, int yOffset, int yStride,
            float[] s) {
        int most = together(columns);
        for (int i = 0; i < rows; i += most) {
            int k = Math.min(most, rows - i);
            int lanes = lanes(k);
            expAndSum(k, lanes, columns, x, xOffset + i * xStride, xStride, s);
            divideBySums(lanes, columns, s);
            for (int j = 0; j < columns; j++) {
                int to = yOffset + i * yStride + j;
                for (int row = 0; row < k; row++) {
                    y[to + row * yStride] = s[j * lanes + row];
                }
            }
        }
    }

    static void logSoftmax(int rows, int columns, float[] x, int xOffset, int xStride, float[] y, int yOffset,
            int yStride, float[] s) {
        int most = together(columns);
        for (int i = 0; i < rows; i += most) {
            int k = Math.min(most, rows - i);
            int lanes = lanes(k);
            expAndSum(k, lanes, columns, x, xOffset + i * xStride, xStride, s);
            VectorLog.log(s, VectorMaps.SECOND, s, VectorMaps.SECOND, lanes);
            add(s, VectorMaps.SECOND, s, VectorMaps.THIRD, s, VectorMaps.SECOND, lanes);
            for (int row = 0; row < k; row++) {
                int from = xOffset + (i + row) * xStride;
                int to = yOffset + (i + row) * yStride;
                float sum = s[VectorMaps.SECOND + row];
                for (int j = 0; j < columns; j++) {
                    y[to + j] = x[from + j] - sum;
                }
            }
        }
    }

    /** So many that a column after the other fits into a block. */
    private static int together(int columns) {
        return (VectorMaps.BLOCK / columns) & -LENGTH;
    }

    private static int lanes(int rows) {
        return (rows + LENGTH - 1) & -LENGTH;
    }

    /** The columns of {@code exp(x − max)} at the start of the scratch array, their sums second and the maxima third. */
    private static void expAndSum(int rows, int lanes, int columns, float[] x, int xOffset, int xStride, float[] s) {
        for (int j = 0; j < columns; j++) {
            for (int row = 0; row < rows; row++) {
                s[j * lanes + row] = x[xOffset + row * xStride + j];
            }
            Arrays.fill(s, j * lanes + rows, (j + 1) * lanes, s[j * lanes + rows - 1]);
        }
        System.arraycopy(s, 0, s, VectorMaps.THIRD, lanes);
        raiseToMaxima(lanes, columns, s);
        subtractMaxima(lanes, columns, s);
        VectorExp.exp(0, s, 0, s, 0, columns * lanes);
        int half = Integer.highestOneBit(Math.max(1, columns - 1));
        System.arraycopy(s, 0, s, VectorMaps.SECOND, half * lanes);
        add(s, VectorMaps.SECOND, s, half * lanes, s, VectorMaps.SECOND, (columns - half) * lanes);
        for (half >>= 1; half > 0; half >>= 1) {
            add(s, VectorMaps.SECOND, s, VectorMaps.SECOND + half * lanes, s, VectorMaps.SECOND, half * lanes);
        }
    }

    private static void raiseToMaxima(int lanes, int columns, float[] s) {
        for (int from = lanes; from < columns * lanes; from += lanes) {
            for (int i = 0; i < lanes; i += LENGTH) {
                FloatVector.fromArray(S, s, VectorMaps.THIRD + i).max(FloatVector.fromArray(S, s, from + i))
                        .intoArray(s, VectorMaps.THIRD + i);
            }
        }
    }

    private static void subtractMaxima(int lanes, int columns, float[] s) {
        for (int from = 0; from < columns * lanes; from += lanes) {
            for (int i = 0; i < lanes; i += LENGTH) {
                FloatVector.fromArray(S, s, from + i).sub(FloatVector.fromArray(S, s, VectorMaps.THIRD + i))
                        .intoArray(s, from + i);
            }
        }
    }

    private static void divideBySums(int lanes, int columns, float[] s) {
        for (int from = 0; from < columns * lanes; from += lanes) {
            for (int i = 0; i < lanes; i += LENGTH) {
                FloatVector.fromArray(S, s, from + i).div(FloatVector.fromArray(S, s, VectorMaps.SECOND + i))
                        .intoArray(s, from + i);
            }
        }
    }

    private static void add(float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector.fromArray(S, a, aOffset + i).add(FloatVector.fromArray(S, b, bOffset + i))
                    .intoArray(c, cOffset + i);
        }
    }
}
