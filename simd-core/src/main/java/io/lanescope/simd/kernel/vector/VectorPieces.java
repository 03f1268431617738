package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.scalar.ScalarMaps;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;
import static jdk.incubator.vector.VectorOperators.SQRT;

/**
 * Whole vectors of maps that need no exponential: piecewise linear and quadratic activations, roots and reciprocals, each
 * formula in its loop as in {@link VectorExp}.
 */
final class VectorPieces {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private VectorPieces() {}

    static void relu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector.fromArray(S, x, xOffset + i).max(0).intoArray(y, yOffset + i);
        }
    }

    /** For any n. */
    static void reluOfSum(float[] x, int xOffset, float[] y, int yOffset, float[] z, int zOffset, int n) {
        int i = 0;
        for (int whole = n & -LENGTH; i < whole; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i).add(FloatVector.fromArray(S, y, yOffset + i));
            v.blend(0, v.compare(LE, 0)).intoArray(z, zOffset + i);
        }
        for (; i < n; i++) {
            z[zOffset + i] = Math.max(x[xOffset + i] + y[yOffset + i], 0);
        }
    }

    /**
     * For any number of columns, whose sums stay in registers. A choice takes the place of the larger of two numbers, which
     * costs more steps because of NaN and −0.
     */
    static void addReluProducts(int rows, int columns, float[] x, int xOffset, float[] y, int yOffset, int stride,
            float[] w, int wOffset, int wStride, float[] z, int zOffset) {
        int c = 0;
        for (; c <= columns - 4 * LENGTH; c += 4 * LENGTH) {
            FloatVector sum0 = FloatVector.fromArray(S, z, zOffset + c);
            FloatVector sum1 = FloatVector.fromArray(S, z, zOffset + c + LENGTH);
            FloatVector sum2 = FloatVector.fromArray(S, z, zOffset + c + 2 * LENGTH);
            FloatVector sum3 = FloatVector.fromArray(S, z, zOffset + c + 3 * LENGTH);
            for (int r = 0; r < rows; r++) {
                FloatVector weight = FloatVector.broadcast(S, w[wOffset + r * wStride]);
                int i = xOffset + r * stride + c;
                int j = yOffset + r * stride + c;
                FloatVector v0 = FloatVector.fromArray(S, x, i).add(FloatVector.fromArray(S, y, j));
                FloatVector v1 = FloatVector.fromArray(S, x, i + LENGTH)
                        .add(FloatVector.fromArray(S, y, j + LENGTH));
                FloatVector v2 = FloatVector.fromArray(S, x, i + 2 * LENGTH)
                        .add(FloatVector.fromArray(S, y, j + 2 * LENGTH));
                FloatVector v3 = FloatVector.fromArray(S, x, i + 3 * LENGTH)
                        .add(FloatVector.fromArray(S, y, j + 3 * LENGTH));
                sum0 = v0.blend(0, v0.compare(LE, 0)).fma(weight, sum0);
                sum1 = v1.blend(0, v1.compare(LE, 0)).fma(weight, sum1);
                sum2 = v2.blend(0, v2.compare(LE, 0)).fma(weight, sum2);
                sum3 = v3.blend(0, v3.compare(LE, 0)).fma(weight, sum3);
            }
            sum0.intoArray(z, zOffset + c);
            sum1.intoArray(z, zOffset + c + LENGTH);
            sum2.intoArray(z, zOffset + c + 2 * LENGTH);
            sum3.intoArray(z, zOffset + c + 3 * LENGTH);
        }
        for (; c <= columns - LENGTH; c += LENGTH) {
            FloatVector sum = FloatVector.fromArray(S, z, zOffset + c);
            for (int r = 0; r < rows; r++) {
                FloatVector v = FloatVector.fromArray(S, x, xOffset + r * stride + c)
                        .add(FloatVector.fromArray(S, y, yOffset + r * stride + c));
                sum = v.blend(0, v.compare(LE, 0)).fma(FloatVector.broadcast(S, w[wOffset + r * wStride]), sum);
            }
            sum.intoArray(z, zOffset + c);
        }
        for (; c < columns; c++) {
            for (int r = 0; r < rows; r++) {
                float sum = x[xOffset + r * stride + c] + y[yOffset + r * stride + c];
                z[zOffset + c] = Math.fma(Math.max(sum, 0), w[wOffset + r * wStride], z[zOffset + c]);
            }
        }
    }

    static void hardSigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector.fromArray(S, x, xOffset + i).add(3).max(0).min(6).div(6).intoArray(y, yOffset + i);
        }
    }

    static void hardSwish(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            v.mul(v.add(3).max(0).min(6).div(6)).blend(-0f, v.compare(LE, -3)).intoArray(y, yOffset + i);
        }
    }

    static void sqrt(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector.fromArray(S, x, xOffset + i).lanewise(SQRT).intoArray(y, yOffset + i);
        }
    }

    static void rsqrt(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector.broadcast(S, 1).div(FloatVector.fromArray(S, x, xOffset + i).lanewise(SQRT))
                    .intoArray(y, yOffset + i);
        }
    }

    static void reciprocal(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector.broadcast(S, 1).div(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void leakyRelu(float slope, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, x, xOffset + i);
            v.mul(slope).blend(v, v.compare(GT, 0)).intoArray(y, yOffset + i);
        }
    }

    static void divide(float divisor, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector.fromArray(S, x, xOffset + i).div(divisor).intoArray(y, yOffset + i);
        }
    }

    static void subtract(float shift, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector.fromArray(S, x, xOffset + i).sub(shift).intoArray(y, yOffset + i);
        }
    }

    static void timesBranch(float below, float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, z, zOffset + i);
            FloatVector.broadcast(S, below).blend(1, v.compare(GT, 0))
                    .mul(FloatVector.fromArray(S, y, yOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void timesHardSigmoidSlope(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, z, zOffset + i);
            FloatVector.zero(S).blend(1f / 6, v.abs().compare(LT, 3))
                    .mul(FloatVector.fromArray(S, y, yOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void timesHardSwishSlope(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, z, zOffset + i);
            FloatVector.broadcast(S, 1).blend(v.div(3).add(0.5f), v.compare(LT, 3)).blend(0, v.compare(LE, -3))
                    .mul(FloatVector.fromArray(S, y, yOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void timesSqrtSlope(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector.broadcast(S, 0.5f).div(FloatVector.fromArray(S, z, zOffset + i).lanewise(SQRT))
                    .mul(FloatVector.fromArray(S, y, yOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void timesRsqrtSlope(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, z, zOffset + i);
            FloatVector root = v.lanewise(SQRT);
            FloatVector half = FloatVector.broadcast(S, -0.5f).div(v);
            FloatVector slope = half.div(root);
            FloatVector better = slope.fma(root.neg().fma(root, v).mul(half), slope);
            VectorMask<Float> finite = v.compare(GT, ScalarMaps.RSQRT_SLOPE_FINITE)
                    .and(v.compare(LT, Float.POSITIVE_INFINITY));
            slope.blend(better, finite).mul(FloatVector.fromArray(S, y, yOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void timesReciprocalSlope(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector v = FloatVector.fromArray(S, z, zOffset + i);
            FloatVector.broadcast(S, 1).div(v).neg().div(v)
                    .mul(FloatVector.fromArray(S, y, yOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void timesReciprocal(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector.broadcast(S, 1).div(FloatVector.fromArray(S, z, zOffset + i))
                    .mul(FloatVector.fromArray(S, y, yOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void timesLog1pSlope(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            FloatVector.broadcast(S, 1).div(FloatVector.fromArray(S, z, zOffset + i).add(1))
                    .mul(FloatVector.fromArray(S, y, yOffset + i)).intoArray(y, yOffset + i);
        }
    }
}
