package io.lanescope.simd.kernel.vector;

import io.lanescope.simd.kernel.DoubleKernels;

/** Reductions of {@code double[]} on the Vector API. */
final class VectorDoubles implements DoubleKernels {

    @Override
    public double dot(double[] a, int aOffset, double[] b, int bOffset, int n) {
        return DoubleDistances.dot(a, aOffset, b, bOffset, n);
    }

    @Override
    public double squaredDistance(double[] a, int aOffset, double[] b, int bOffset, int n) {
        return DoubleDistances.squaredDistance(a, aOffset, b, bOffset, n);
    }

    @Override
    public double cosine(double[] a, int aOffset, double[] b, int bOffset, int n) {
        return DoubleDistances.cosine(a, aOffset, b, bOffset, n);
    }
}
