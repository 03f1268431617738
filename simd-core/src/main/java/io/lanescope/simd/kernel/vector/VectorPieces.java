package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.scalar.ScalarMaps;

/**
 * Whole vectors of maps that need no exponential: piecewise linear and quadratic activations, roots and reciprocals.
 */
final class VectorPieces {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    private VectorPieces() {}

    static void relu(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            relu(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void hardSigmoid(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            hardSigmoid(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void hardSwish(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            hardSwish(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void sqrt(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            sqrt(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void rsqrt(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            rsqrt(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void reciprocal(float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            reciprocal(FloatVector.fromArray(S, x, xOffset + i)).intoArray(y, yOffset + i);
        }
    }

    static void leakyRelu(float slope, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            leakyRelu(FloatVector.fromArray(S, x, xOffset + i), slope).intoArray(y, yOffset + i);
        }
    }

    static void divide(float divisor, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            quotient(FloatVector.fromArray(S, x, xOffset + i), divisor).intoArray(y, yOffset + i);
        }
    }

    static void subtract(float shift, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            difference(FloatVector.fromArray(S, x, xOffset + i), shift).intoArray(y, yOffset + i);
        }
    }

    static void timesBranch(float below, float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            branch(FloatVector.fromArray(S, z, zOffset + i), below).mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
    }

    static void timesHardSigmoidSlope(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            hardSigmoidSlope(FloatVector.fromArray(S, z, zOffset + i)).mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
    }

    static void timesHardSwishSlope(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            hardSwishSlope(FloatVector.fromArray(S, z, zOffset + i)).mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
    }

    static void timesSqrtSlope(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            sqrtSlope(FloatVector.fromArray(S, z, zOffset + i)).mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
    }

    static void timesRsqrtSlope(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            rsqrtSlope(FloatVector.fromArray(S, z, zOffset + i)).mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
    }

    static void timesReciprocalSlope(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            reciprocalSlope(FloatVector.fromArray(S, z, zOffset + i)).mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
    }

    static void timesReciprocal(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            reciprocal(FloatVector.fromArray(S, z, zOffset + i)).mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
    }

    static void timesLog1pSlope(float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i += LENGTH) {
            log1pSlope(FloatVector.fromArray(S, z, zOffset + i)).mul(FloatVector.fromArray(S, y, yOffset + i))
                    .intoArray(y, yOffset + i);
        }
    }

    private static FloatVector relu(FloatVector x) {
        return x.max(0);
    }

    private static FloatVector leakyRelu(FloatVector x, float slope) {
        return x.mul(slope).blend(x, x.compare(VectorOperators.GT, 0));
    }

    private static FloatVector quotient(FloatVector x, float divisor) {
        return x.div(divisor);
    }

    private static FloatVector difference(FloatVector x, float shift) {
        return x.sub(shift);
    }

    private static FloatVector branch(FloatVector x, float below) {
        return constant(below).blend(1, x.compare(VectorOperators.GT, 0));
    }

    private static FloatVector hardSigmoid(FloatVector x) {
        return x.add(3).max(0).min(6).div(6);
    }

    private static FloatVector hardSigmoidSlope(FloatVector x) {
        return constant(0).blend(1f / 6, x.abs().compare(VectorOperators.LT, 3));
    }

    private static FloatVector hardSwish(FloatVector x) {
        return x.mul(hardSigmoid(x)).blend(-0f, x.compare(VectorOperators.LE, -3));
    }

    private static FloatVector hardSwishSlope(FloatVector x) {
        FloatVector slope = constant(1).blend(x.div(3).add(0.5f), x.compare(VectorOperators.LT, 3));
        return slope.blend(0, x.compare(VectorOperators.LE, -3));
    }

    private static FloatVector sqrt(FloatVector x) {
        return x.lanewise(VectorOperators.SQRT);
    }

    private static FloatVector sqrtSlope(FloatVector x) {
        return constant(0.5f).div(sqrt(x));
    }

    private static FloatVector rsqrt(FloatVector x) {
        return constant(1).div(sqrt(x));
    }

    private static FloatVector rsqrtSlope(FloatVector x) {
        FloatVector root = sqrt(x);
        FloatVector half = constant(-0.5f).div(x);
        FloatVector slope = half.div(root);
        FloatVector better = slope.fma(root.neg().fma(root, x).mul(half), slope);
        VectorMask<Float> finite = x.compare(VectorOperators.GT, ScalarMaps.RSQRT_SLOPE_FINITE)
                .and(x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
        return slope.blend(better, finite);
    }

    private static FloatVector reciprocal(FloatVector x) {
        return constant(1).div(x);
    }

    private static FloatVector reciprocalSlope(FloatVector x) {
        return reciprocal(x).neg().div(x);
    }

    private static FloatVector log1pSlope(FloatVector x) {
        return reciprocal(x.add(1));
    }

    private static FloatVector constant(float c) {
        return FloatVector.broadcast(S, c);
    }
}
