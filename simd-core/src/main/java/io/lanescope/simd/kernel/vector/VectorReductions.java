package io.lanescope.simd.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

import io.lanescope.simd.kernel.ReductionKernels;

/** Reductions of {@code float[]} on the Vector API. */
final class VectorReductions implements ReductionKernels {

    private static final VectorSpecies<Float> S = VectorSpecies.of(float.class, VectorShape.forBitSize(LaneBits.BITS));
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;

    @Override
    public float dot(float[] a, int aOffset, float[] b, int bOffset, int n) {
        return VectorDot.dot(a, aOffset, b, bOffset, n);
    }

    @Override
    public float squaredDistance(float[] a, int aOffset, float[] b, int bOffset, int n) {
        return VectorDistance.squaredDistance(a, aOffset, b, bOffset, n);
    }

    @Override
    public float cosine(float[] a, int aOffset, float[] b, int bOffset, int n) {
        return VectorDistance.cosine(a, aOffset, b, bOffset, n);
    }

    @Override
    public float sum(float[] x, int xOffset, int n) {
        return VectorSums.sum(x, xOffset, n);
    }

    @Override
    public float absoluteSum(float[] x, int xOffset, int n) {
        return VectorSums.absoluteSum(x, xOffset, n);
    }

    @Override
    public float squaredDeviations(float[] x, int xOffset, int n, float mean) {
        return VectorSums.squaredDeviations(x, xOffset, n, mean);
    }

    @Override
    public float min(float[] x, int xOffset, int n) {
        return VectorExtremes.min(x, xOffset, n);
    }

    @Override
    public float max(float[] x, int xOffset, int n) {
        return VectorExtremes.max(x, xOffset, n);
    }

    @Override
    public int indexOf(float[] x, int xOffset, int n, float value) {
        return VectorExtremes.indexOf(x, xOffset, n, value);
    }

    @Override
    public void dotRows(float[] query, int queryOffset, float[] rows, int rowsOffset, int stride, int count, int n,
            float[] out, int outOffset) {
        VectorDot.dotRows(query, queryOffset, rows, rowsOffset, stride, count, n, out, outOffset);
    }

    @Override
    public void addRows(int rows, int columns, float[] x, int xOffset, int stride, float[] y, int yOffset) {
        int j = 0;
        for (; j <= columns - 4 * LENGTH; j += 4 * LENGTH) {
            FloatVector s0 = FloatVector.zero(S);
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            int at = xOffset + j;
            for (int i = 0; i < rows; i++, at += stride) {
                s0 = s0.add(FloatVector.fromArray(S, x, at));
                s1 = s1.add(FloatVector.fromArray(S, x, at + LENGTH));
                s2 = s2.add(FloatVector.fromArray(S, x, at + 2 * LENGTH));
                s3 = s3.add(FloatVector.fromArray(S, x, at + 3 * LENGTH));
            }
            s0.intoArray(y, yOffset + j);
            s1.intoArray(y, yOffset + j + LENGTH);
            s2.intoArray(y, yOffset + j + 2 * LENGTH);
            s3.intoArray(y, yOffset + j + 3 * LENGTH);
        }
        for (; j <= columns - LENGTH; j += LENGTH) {
            FloatVector s = FloatVector.zero(S);
            int at = xOffset + j;
            for (int i = 0; i < rows; i++, at += stride) {
                s = s.add(FloatVector.fromArray(S, x, at));
            }
            s.intoArray(y, yOffset + j);
        }
        for (; j < columns; j++) {
            float s = 0;
            int at = xOffset + j;
            for (int i = 0; i < rows; i++, at += stride) {
                s += x[at];
            }
            y[yOffset + j] = s;
        }
    }
}
