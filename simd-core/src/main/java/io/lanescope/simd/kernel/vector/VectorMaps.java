package io.lanescope.simd.kernel.vector;

import java.util.Arrays;

import io.lanescope.simd.Activation;
import io.lanescope.simd.Elementary;
import io.lanescope.simd.ElementwiseFunction;
import io.lanescope.simd.kernel.ArithmeticKernels;
import io.lanescope.simd.kernel.MapKernels;
import io.lanescope.simd.kernel.scalar.ScalarExp;
import io.lanescope.simd.kernel.scalar.ScalarLog;

/**
 * Maps a vector at a time, with the roundings of the scalar code. Each function has a loop of its own, or several one after the
 * other over a block that fits into the first cache: one loop with a function as its argument would box its vectors as soon as it
 * had seen several functions. The loops know whole vectors only; what does not fill one is copied to one and back. Loops that
 * would never be entered are not called: compiled so, they box their vectors.
 */
final class VectorMaps implements MapKernels {

    private static final ArithmeticKernels SUMS = new VectorArithmetic();
    private static final int LENGTH = LaneBits.BITS / Float.SIZE;
    /** What is between the loops of one function. */
    static final int BLOCK = 1024;
    /** Where the scratch array has room for what is between two loops of a function whose input may lie at its start. */
    static final int SECOND = BLOCK;
    /** More of that. */
    static final int THIRD = 2 * BLOCK;
    /** Where what does not fill a vector is copied to. */
    private static final int TAIL = 3 * BLOCK;
    private static final ThreadLocal<float[]> SCRATCH = ThreadLocal.withInitial(() -> new float[TAIL + 2 * LENGTH]);

    @Override
    public void apply(ElementwiseFunction f, float[] x, int xOffset, float[] y, int yOffset, int n) {
        float[] scratch = SCRATCH.get();
        int whole = n & -LENGTH;
        for (int i = 0; i < whole; i += BLOCK) {
            applyBlock(f, scratch, x, xOffset + i, y, yOffset + i, Math.min(BLOCK, whole - i));
        }
        if (whole < n) {
            copyTail(x, xOffset + whole, n - whole, scratch);
            applyBlock(f, scratch, scratch, TAIL, scratch, TAIL, LENGTH);
            System.arraycopy(scratch, TAIL, y, yOffset + whole, n - whole);
        }
    }

    @Override
    public void applyToSum(ElementwiseFunction f, float[] x, int xOffset, float[] y, int yOffset, float[] z,
            int zOffset, int n) {
        if (f instanceof Activation.Relu) {
            VectorPieces.reluOfSum(x, xOffset, y, yOffset, z, zOffset, n);
            return;
        }
        for (int i = 0; i < n; i += BLOCK) {
            int count = Math.min(BLOCK, n - i);
            SUMS.add(x, xOffset + i, y, yOffset + i, z, zOffset + i, count);
            apply(f, z, zOffset + i, z, zOffset + i, count);
        }
    }

    @Override
    public void addReluProducts(int rows, int columns, float[] x, int xOffset, float[] y, int yOffset, int stride,
            float[] w, int wOffset, int wStride, float[] z, int zOffset) {
        VectorPieces.addReluProducts(rows, columns, x, xOffset, y, yOffset, stride, w, wOffset, wStride, z, zOffset);
    }

    @Override
    public void multiplyByDerivative(ElementwiseFunction f, float[] z, int zOffset, float[] y, int yOffset, int n) {
        float[] scratch = SCRATCH.get();
        int whole = n & -LENGTH;
        for (int i = 0; i < whole; i += BLOCK) {
            multiplyBlock(f, scratch, z, zOffset + i, y, yOffset + i, Math.min(BLOCK, whole - i));
        }
        if (whole < n) {
            copyTail(z, zOffset + whole, n - whole, scratch);
            System.arraycopy(y, yOffset + whole, scratch, TAIL + LENGTH, n - whole);
            multiplyBlock(f, scratch, scratch, TAIL, scratch, TAIL + LENGTH, LENGTH);
            System.arraycopy(scratch, TAIL + LENGTH, y, yOffset + whole, n - whole);
        }
    }

    /** With its last number in the lanes beyond it: one left there by another call might take a slower way, and all with it. */
    private static void copyTail(float[] x, int xOffset, int n, float[] scratch) {
        System.arraycopy(x, xOffset, scratch, TAIL, n);
        Arrays.fill(scratch, TAIL + n, TAIL + LENGTH, x[xOffset + n - 1]);
    }

    private static void exp(float shift, float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = n & -LENGTH;
        if (whole > 0) {
            VectorExp.exp(shift, x, xOffset, y, yOffset, whole);
        }
        if (whole < n) {
            float[] scratch = SCRATCH.get();
            copyTail(x, xOffset + whole, n - whole, scratch);
            VectorExp.exp(shift, scratch, TAIL, scratch, TAIL, LENGTH);
            System.arraycopy(scratch, TAIL, y, yOffset + whole, n - whole);
        }
    }

    private static void subtract(float shift, float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = n & -LENGTH;
        VectorPieces.subtract(shift, x, xOffset, y, yOffset, whole);
        for (int i = whole; i < n; i++) {
            y[yOffset + i] = x[xOffset + i] - shift;
        }
    }

    @Override
    public void softmax(int rows, int columns, float[] x, int xOffset, int xStride, float[] y, int yOffset,
            int yStride) {
        if (ShortRows.serve(rows, columns)) {
            ShortRows.softmax(rows, columns, x, xOffset, xStride, y, yOffset, yStride, SCRATCH.get());
            return;
        }
        for (int i = 0; i < rows; i++) {
            softmax(x, xOffset + i * xStride, y, yOffset + i * yStride, columns);
        }
    }

    @Override
    public void logSoftmax(int rows, int columns, float[] x, int xOffset, int xStride, float[] y, int yOffset,
            int yStride, float[] scratch) {
        if (ShortRows.serve(rows, columns)) {
            ShortRows.logSoftmax(rows, columns, x, xOffset, xStride, y, yOffset, yStride, SCRATCH.get());
            return;
        }
        for (int i = 0; i < rows; i++) {
            int from = xOffset + i * xStride;
            float sum = logSumExp(VectorExtremes.max(x, from, columns), x, from, columns, scratch);
            subtract(sum, x, from, y, yOffset + i * yStride, columns);
        }
    }

    @Override
    public float logSumExp(float max, float[] x, int xOffset, int n, float[] scratch) {
        exp(max, x, xOffset, scratch, 0, n);
        return max + ScalarLog.log(VectorSums.sum(scratch, 0, n));
    }

    private void softmax(float[] x, int xOffset, float[] y, int yOffset, int n) {
        exp(VectorExtremes.max(x, xOffset, n), x, xOffset, y, yOffset, n);
        float sum = VectorSums.sum(y, yOffset, n);
        int whole = n & -LENGTH;
        VectorPieces.divide(sum, y, yOffset, y, yOffset, whole);
        for (int i = yOffset + whole; i < yOffset + n; i++) {
            y[i] /= sum;
        }
    }

    private static void applyBlock(ElementwiseFunction f, float[] s, float[] x, int xOffset, float[] y, int yOffset,
            int n) {
        switch (f) {
            case Activation activation -> apply(activation, s, x, xOffset, y, yOffset, n);
            case Elementary elementary -> apply(elementary, x, xOffset, y, yOffset, n);
        }
    }

    private static void multiplyBlock(ElementwiseFunction f, float[] s, float[] z, int zOffset, float[] y, int yOffset,
            int n) {
        switch (f) {
            case Activation activation -> multiply(activation, s, z, zOffset, y, yOffset, n);
            case Elementary elementary -> multiply(elementary, s, z, zOffset, y, yOffset, n);
        }
    }

    private static void apply(Activation f, float[] s, float[] x, int xOffset, float[] y, int yOffset, int n) {
        switch (f) {
            case Activation.Identity() -> System.arraycopy(x, xOffset, y, yOffset, n);
            case Activation.Relu() -> VectorPieces.relu(x, xOffset, y, yOffset, n);
            case Activation.LeakyRelu(float slope) -> VectorPieces.leakyRelu(slope, x, xOffset, y, yOffset, n);
            case Activation.Elu(float alpha) -> {
                VectorExp.expm1(x, xOffset, s, 0, n);
                VectorParts.elu(1, alpha, 0, s, x, xOffset, y, yOffset, n);
            }
            case Activation.Selu() -> {
                VectorExp.expm1(x, xOffset, s, 0, n);
                VectorParts.elu(ScalarExp.SELU_SCALE, ScalarExp.SELU_BELOW, ScalarExp.SELU_BELOW_LOW, s, x, xOffset, y,
                        yOffset, n);
            }
            case Activation.Gelu() -> VectorErf.gelu(s, x, xOffset, y, yOffset, n);
            case Activation.GeluTanh() -> VectorSwish.geluTanh(s, x, xOffset, y, yOffset, n);
            case Activation.Silu() -> VectorSwish.silu(x, xOffset, y, yOffset, n);
            case Activation.Sigmoid() -> VectorLogistic.sigmoid(s, x, xOffset, y, yOffset, n);
            case Activation.HardSigmoid() -> VectorPieces.hardSigmoid(x, xOffset, y, yOffset, n);
            case Activation.HardSwish() -> VectorPieces.hardSwish(x, xOffset, y, yOffset, n);
            case Activation.LogSigmoid() -> {
                expOfMinusSize(x, xOffset, s, n);
                VectorLog.log1p(s, 0, s, 0, n);
                VectorParts.logSigmoid(s, x, xOffset, y, yOffset, n);
            }
            case Activation.Softplus() -> {
                expOfMinusSize(x, xOffset, s, n);
                VectorLog.log1p(s, 0, s, 0, n);
                VectorParts.softplus(s, x, xOffset, y, yOffset, n);
            }
            case Activation.Tanh() -> VectorLogistic.tanh(s, x, xOffset, y, yOffset, n);
            case Activation.Mish() -> {
                expOfMinusSize(x, xOffset, s, n);
                VectorParts.mish(s, x, xOffset, y, yOffset, n);
            }
        }
    }

    private static void multiply(Activation f, float[] s, float[] z, int zOffset, float[] y, int yOffset, int n) {
        switch (f) {
            case Activation.Identity() -> {
            }
            case Activation.Relu() -> VectorPieces.timesBranch(0, z, zOffset, y, yOffset, n);
            case Activation.LeakyRelu(float slope) -> VectorPieces.timesBranch(slope, z, zOffset, y, yOffset, n);
            case Activation.Elu(float alpha) -> {
                VectorExp.exp(0, z, zOffset, s, 0, n);
                VectorParts.timesEluSlope(1, alpha, s, z, zOffset, y, yOffset, n);
            }
            case Activation.Selu() -> {
                VectorExp.exp(0, z, zOffset, s, 0, n);
                VectorParts.timesEluSlope(ScalarExp.SELU_SCALE, ScalarExp.SELU_BELOW, s, z, zOffset, y, yOffset, n);
            }
            case Activation.Gelu() -> VectorErf.timesGeluSlope(s, z, zOffset, y, yOffset, n);
            case Activation.GeluTanh() -> {
                VectorParts.geluTanhArgument(z, zOffset, s, n);
                VectorLogistic.sigmoid(s, s, 0, s, 0, n);
                VectorParts.timesGeluTanhSlope(s, z, zOffset, y, yOffset, n);
            }
            case Activation.Silu() -> {
                sigmoidOfSize(-1, z, zOffset, s, n);
                VectorParts.timesSiluSlope(s, z, zOffset, y, yOffset, n);
            }
            case Activation.Sigmoid() -> {
                sigmoidOfSize(-1, z, zOffset, s, n);
                VectorParts.timesLogisticSlope(1, s, y, yOffset, n);
            }
            case Activation.HardSigmoid() -> VectorPieces.timesHardSigmoidSlope(z, zOffset, y, yOffset, n);
            case Activation.HardSwish() -> VectorPieces.timesHardSwishSlope(z, zOffset, y, yOffset, n);
            case Activation.LogSigmoid() -> {
                VectorParts.negative(z, zOffset, s, n);
                VectorLogistic.sigmoid(s, s, 0, s, 0, n);
                VectorParts.times(s, y, yOffset, n);
            }
            case Activation.Softplus() -> {
                VectorLogistic.sigmoid(s, z, zOffset, s, 0, n);
                VectorParts.times(s, y, yOffset, n);
            }
            case Activation.Tanh() -> {
                sigmoidOfSize(-2, z, zOffset, s, n);
                VectorParts.timesLogisticSlope(4, s, y, yOffset, n);
            }
            case Activation.Mish() -> {
                expOfMinusSize(z, zOffset, s, n);
                VectorParts.timesMishSlope(s, z, zOffset, y, yOffset, n);
            }
        }
    }

    private static void apply(Elementary f, float[] x, int xOffset, float[] y, int yOffset, int n) {
        switch (f) {
            case EXP -> VectorExp.exp(0, x, xOffset, y, yOffset, n);
            case EXPM1 -> VectorExp.expm1(x, xOffset, y, yOffset, n);
            case LOG -> VectorLog.log(x, xOffset, y, yOffset, n);
            case LOG1P -> VectorLog.log1p(x, xOffset, y, yOffset, n);
            case ERF -> VectorErf.erf(x, xOffset, y, yOffset, n);
            case SQRT -> VectorPieces.sqrt(x, xOffset, y, yOffset, n);
            case RSQRT -> VectorPieces.rsqrt(x, xOffset, y, yOffset, n);
            case RECIPROCAL -> VectorPieces.reciprocal(x, xOffset, y, yOffset, n);
        }
    }

    private static void multiply(Elementary f, float[] s, float[] z, int zOffset, float[] y, int yOffset, int n) {
        switch (f) {
            case EXP, EXPM1 -> {
                VectorExp.exp(0, z, zOffset, s, 0, n);
                VectorParts.times(s, y, yOffset, n);
            }
            case LOG -> VectorPieces.timesReciprocal(z, zOffset, y, yOffset, n);
            case LOG1P -> VectorPieces.timesLog1pSlope(z, zOffset, y, yOffset, n);
            case ERF -> {
                VectorParts.scaledSquare(-1, z, zOffset, s, n);
                VectorExp.exp(0, s, 0, s, 0, n);
                VectorErf.timesErfSlope(s, z, zOffset, y, yOffset, n);
            }
            case SQRT -> VectorPieces.timesSqrtSlope(z, zOffset, y, yOffset, n);
            case RSQRT -> VectorPieces.timesRsqrtSlope(z, zOffset, y, yOffset, n);
            case RECIPROCAL -> VectorPieces.timesReciprocalSlope(z, zOffset, y, yOffset, n);
        }
    }

    private static void expOfMinusSize(float[] x, int xOffset, float[] s, int n) {
        VectorParts.scaledSize(-1, x, xOffset, s, n);
        VectorExp.exp(0, s, 0, s, 0, n);
    }

    private static void sigmoidOfSize(float factor, float[] x, int xOffset, float[] s, int n) {
        VectorParts.scaledSize(factor, x, xOffset, s, n);
        VectorLogistic.sigmoid(s, s, 0, s, 0, n);
    }
}
