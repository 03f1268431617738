package io.lanescope.simd.kernel.vector;

import io.lanescope.simd.Activation;
import io.lanescope.simd.Elementary;
import io.lanescope.simd.ElementwiseFunction;
import io.lanescope.simd.kernel.MapKernels;
import io.lanescope.simd.kernel.scalar.ScalarExp;

/**
 * Maps a vector at a time, with the roundings of the scalar code. Each function has a loop of its own: one loop with a
 * function as its argument would box its vectors as soon as it had seen several functions. The loops know whole vectors only,
 * so that the compiler sees each formula once; what does not fill a vector is copied to one and back. Loops that would never be
 * entered are not called: compiled so, they box their vectors.
 */
final class VectorMaps implements MapKernels {

    private static final int LENGTH = LaneBits.BITS / Float.SIZE;
    private static final ThreadLocal<float[]> REST = ThreadLocal.withInitial(() -> new float[2 * LENGTH]);

    @Override
    public void apply(ElementwiseFunction f, float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = n & -LENGTH;
        if (whole > 0) {
            applyWhole(f, x, xOffset, y, yOffset, whole);
        }
        if (whole < n) {
            float[] rest = REST.get();
            System.arraycopy(x, xOffset + whole, rest, 0, n - whole);
            applyWhole(f, rest, 0, rest, 0, LENGTH);
            System.arraycopy(rest, 0, y, yOffset + whole, n - whole);
        }
    }

    @Override
    public void multiplyByDerivative(ElementwiseFunction f, float[] z, int zOffset, float[] y, int yOffset, int n) {
        int whole = n & -LENGTH;
        if (whole > 0) {
            multiplyWhole(f, z, zOffset, y, yOffset, whole);
        }
        if (whole < n) {
            float[] rest = REST.get();
            System.arraycopy(z, zOffset + whole, rest, 0, n - whole);
            System.arraycopy(y, yOffset + whole, rest, LENGTH, n - whole);
            multiplyWhole(f, rest, 0, rest, LENGTH, LENGTH);
            System.arraycopy(rest, LENGTH, y, yOffset + whole, n - whole);
        }
    }

    @Override
    public void exp(float shift, float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = n & -LENGTH;
        if (whole > 0) {
            VectorExp.exp(shift, x, xOffset, y, yOffset, whole);
        }
        if (whole < n) {
            float[] rest = REST.get();
            System.arraycopy(x, xOffset + whole, rest, 0, n - whole);
            VectorExp.exp(shift, rest, 0, rest, 0, LENGTH);
            System.arraycopy(rest, 0, y, yOffset + whole, n - whole);
        }
    }

    @Override
    public void subtract(float shift, float[] x, int xOffset, float[] y, int yOffset, int n) {
        int whole = n & -LENGTH;
        VectorPieces.subtract(shift, x, xOffset, y, yOffset, whole);
        for (int i = whole; i < n; i++) {
            y[yOffset + i] = x[xOffset + i] - shift;
        }
    }

    @Override
    public void softmax(float[] x, int xOffset, float[] y, int yOffset, int n) {
        exp(VectorExtremes.max(x, xOffset, n), x, xOffset, y, yOffset, n);
        float sum = VectorSums.sum(y, yOffset, n);
        int whole = n & -LENGTH;
        VectorPieces.divide(sum, y, yOffset, y, yOffset, whole);
        for (int i = yOffset + whole; i < yOffset + n; i++) {
            y[i] /= sum;
        }
    }

    private static void applyWhole(ElementwiseFunction f, float[] x, int xOffset, float[] y, int yOffset, int n) {
        switch (f) {
            case Activation activation -> apply(activation, x, xOffset, y, yOffset, n);
            case Elementary elementary -> apply(elementary, x, xOffset, y, yOffset, n);
        }
    }

    private static void multiplyWhole(ElementwiseFunction f, float[] z, int zOffset, float[] y, int yOffset, int n) {
        switch (f) {
            case Activation activation -> multiply(activation, z, zOffset, y, yOffset, n);
            case Elementary elementary -> multiply(elementary, z, zOffset, y, yOffset, n);
        }
    }

    private static void apply(Activation f, float[] x, int xOffset, float[] y, int yOffset, int n) {
        switch (f) {
            case Activation.Identity() -> System.arraycopy(x, xOffset, y, yOffset, n);
            case Activation.Relu() -> VectorPieces.relu(x, xOffset, y, yOffset, n);
            case Activation.LeakyRelu(float slope) -> VectorPieces.leakyRelu(slope, x, xOffset, y, yOffset, n);
            case Activation.Elu(float alpha) -> VectorExp.elu(1, alpha, 0, x, xOffset, y, yOffset, n);
            case Activation.Selu() ->
                VectorExp.elu(ScalarExp.SELU_SCALE, ScalarExp.SELU_BELOW, ScalarExp.SELU_BELOW_LOW, x, xOffset, y,
                        yOffset, n);
            case Activation.Gelu() -> VectorErf.gelu(x, xOffset, y, yOffset, n);
            case Activation.GeluTanh() -> VectorLogistic.geluTanh(x, xOffset, y, yOffset, n);
            case Activation.Silu() -> VectorLogistic.silu(x, xOffset, y, yOffset, n);
            case Activation.Sigmoid() -> VectorLogistic.sigmoid(x, xOffset, y, yOffset, n);
            case Activation.HardSigmoid() -> VectorPieces.hardSigmoid(x, xOffset, y, yOffset, n);
            case Activation.HardSwish() -> VectorPieces.hardSwish(x, xOffset, y, yOffset, n);
            case Activation.LogSigmoid() -> VectorLog.logSigmoid(x, xOffset, y, yOffset, n);
            case Activation.Softplus() -> VectorLog.softplus(x, xOffset, y, yOffset, n);
            case Activation.Tanh() -> VectorLogistic.tanh(x, xOffset, y, yOffset, n);
            case Activation.Mish() -> VectorLogistic.mish(x, xOffset, y, yOffset, n);
        }
    }

    private static void multiply(Activation f, float[] z, int zOffset, float[] y, int yOffset, int n) {
        switch (f) {
            case Activation.Identity() -> {
            }
            case Activation.Relu() -> VectorPieces.timesBranch(0, z, zOffset, y, yOffset, n);
            case Activation.LeakyRelu(float slope) -> VectorPieces.timesBranch(slope, z, zOffset, y, yOffset, n);
            case Activation.Elu(float alpha) -> VectorExp.timesEluSlope(1, alpha, z, zOffset, y, yOffset, n);
            case Activation.Selu() ->
                VectorExp.timesEluSlope(ScalarExp.SELU_SCALE, ScalarExp.SELU_BELOW, z, zOffset, y, yOffset, n);
            case Activation.Gelu() -> VectorErf.timesGeluSlope(z, zOffset, y, yOffset, n);
            case Activation.GeluTanh() -> VectorLogistic.timesGeluTanhSlope(z, zOffset, y, yOffset, n);
            case Activation.Silu() -> VectorLogistic.timesSiluSlope(z, zOffset, y, yOffset, n);
            case Activation.Sigmoid() -> VectorLogistic.timesSigmoidSlope(z, zOffset, y, yOffset, n);
            case Activation.HardSigmoid() -> VectorPieces.timesHardSigmoidSlope(z, zOffset, y, yOffset, n);
            case Activation.HardSwish() -> VectorPieces.timesHardSwishSlope(z, zOffset, y, yOffset, n);
            case Activation.LogSigmoid() -> VectorLogistic.timesSigmoidOfMinus(z, zOffset, y, yOffset, n);
            case Activation.Softplus() -> VectorLogistic.timesSigmoid(z, zOffset, y, yOffset, n);
            case Activation.Tanh() -> VectorLogistic.timesTanhSlope(z, zOffset, y, yOffset, n);
            case Activation.Mish() -> VectorLogistic.timesMishSlope(z, zOffset, y, yOffset, n);
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

    private static void multiply(Elementary f, float[] z, int zOffset, float[] y, int yOffset, int n) {
        switch (f) {
            case EXP, EXPM1 -> VectorExp.timesExp(z, zOffset, y, yOffset, n);
            case LOG -> VectorPieces.timesReciprocal(z, zOffset, y, yOffset, n);
            case LOG1P -> VectorPieces.timesLog1pSlope(z, zOffset, y, yOffset, n);
            case ERF -> VectorErf.timesErfSlope(z, zOffset, y, yOffset, n);
            case SQRT -> VectorPieces.timesSqrtSlope(z, zOffset, y, yOffset, n);
            case RSQRT -> VectorPieces.timesRsqrtSlope(z, zOffset, y, yOffset, n);
            case RECIPROCAL -> VectorPieces.timesReciprocalSlope(z, zOffset, y, yOffset, n);
        }
    }
}
