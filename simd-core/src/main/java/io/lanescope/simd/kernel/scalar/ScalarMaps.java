package io.lanescope.simd.kernel.scalar;

import io.lanescope.simd.Activation;
import io.lanescope.simd.Elementary;
import io.lanescope.simd.ElementwiseFunction;
import io.lanescope.simd.kernel.MapKernels;
import io.lanescope.simd.kernel.ReductionKernels;

/** Maps one element at a time. */
public final class ScalarMaps implements MapKernels {

    /** From here on the slope of 1/√x is finite. */
    public static final float RSQRT_SLOPE_FINITE = 1.3e-26f;

    private static final ReductionKernels REDUCTIONS = new ScalarReductions();

    @Override
    public void apply(ElementwiseFunction f, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = value(f, x[xOffset + i]);
        }
    }

    @Override
    public void applyToSum(ElementwiseFunction f, float[] x, int xOffset, float[] y, int yOffset, float[] z,
            int zOffset, int n) {
        for (int i = 0; i < n; i++) {
            z[zOffset + i] = value(f, x[xOffset + i] + y[yOffset + i]);
        }
    }

    @Override
    public void addReluProducts(int rows, int columns, float[] x, int xOffset, float[] y, int yOffset, int stride,
            float[] w, int wOffset, int wStride, float[] z, int zOffset) {
        for (int r = 0; r < rows; r++) {
            float weight = w[wOffset + r * wStride];
            for (int c = 0; c < columns; c++) {
                float sum = x[xOffset + r * stride + c] + y[yOffset + r * stride + c];
                z[zOffset + c] = Math.fma(Math.max(sum, 0), weight, z[zOffset + c]);
            }
        }
    }

    @Override
    public void multiplyByDerivative(ElementwiseFunction f, float[] z, int zOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] *= slope(f, z[zOffset + i]);
        }
    }

    @Override
    public void softmax(int rows, int columns, float[] x, int xOffset, int xStride, float[] y, int yOffset,
            int yStride) {
        for (int i = 0; i < rows; i++) {
            softmax(x, xOffset + i * xStride, y, yOffset + i * yStride, columns);
        }
    }

    private static void softmax(float[] x, int xOffset, float[] y, int yOffset, int n) {
        exp(REDUCTIONS.max(x, xOffset, n), x, xOffset, y, yOffset, n);
        float sum = REDUCTIONS.sum(y, yOffset, n);
        for (int i = yOffset; i < yOffset + n; i++) {
            y[i] /= sum;
        }
    }

    @Override
    public void logSoftmax(int rows, int columns, float[] x, int xOffset, int xStride, float[] y, int yOffset,
            int yStride, float[] scratch) {
        for (int i = 0; i < rows; i++) {
            int from = xOffset + i * xStride;
            int to = yOffset + i * yStride;
            float sum = logSumExp(REDUCTIONS.max(x, from, columns), x, from, columns, scratch);
            for (int j = 0; j < columns; j++) {
                y[to + j] = x[from + j] - sum;
            }
        }
    }

    @Override
    public float logSumExp(float max, float[] x, int xOffset, int n, float[] scratch) {
        exp(max, x, xOffset, scratch, 0, n);
        return max + ScalarLog.log(REDUCTIONS.sum(scratch, 0, n));
    }

    private static void exp(float shift, float[] x, int xOffset, float[] y, int yOffset, int n) {
        for (int i = 0; i < n; i++) {
            y[yOffset + i] = ScalarExp.exp(x[xOffset + i] - shift);
        }
    }

    /** f of one number. */
    public static float value(ElementwiseFunction function, float x) {
        return switch (function) {
            case Activation activation -> value(activation, x);
            case Elementary elementary -> value(elementary, x);
        };
    }

    /** f' at one number. */
    public static float slope(ElementwiseFunction function, float x) {
        return switch (function) {
            case Activation activation -> slope(activation, x);
            case Elementary elementary -> slope(elementary, x);
        };
    }

    private static float value(Activation f, float x) {
        return switch (f) {
            case Activation.Identity() -> x;
            case Activation.Relu() -> Math.max(x, 0);
            case Activation.LeakyRelu(float slope) -> x > 0 ? x : slope * x;
            case Activation.Elu(float alpha) -> ScalarExp.elu(x, 1, alpha, 0);
            case Activation.Selu() ->
                ScalarExp.elu(x, ScalarExp.SELU_SCALE, ScalarExp.SELU_BELOW, ScalarExp.SELU_BELOW_LOW);
            case Activation.Gelu() -> ScalarErf.gelu(x);
            case Activation.GeluTanh() -> ScalarLogistic.geluTanh(x);
            case Activation.Silu() -> ScalarLogistic.silu(x);
            case Activation.Sigmoid() -> ScalarLogistic.sigmoid(x);
            case Activation.HardSigmoid() -> hardSigmoid(x);
            case Activation.HardSwish() -> x <= -3 ? -0f : x * hardSigmoid(x);
            case Activation.LogSigmoid() -> ScalarLog.logSigmoid(x);
            case Activation.Softplus() -> ScalarLog.softplus(x);
            case Activation.Tanh() -> ScalarLogistic.tanh(x);
            case Activation.Mish() -> ScalarExp.mish(x);
        };
    }

    private static float slope(Activation f, float z) {
        return switch (f) {
            case Activation.Identity() -> 1;
            case Activation.Relu() -> z > 0 ? 1 : 0;
            case Activation.LeakyRelu(float slope) -> z > 0 ? 1 : slope;
            case Activation.Elu(float alpha) -> z > 0 ? 1 : alpha * ScalarExp.exp(z);
            case Activation.Selu() -> z > 0 ? ScalarExp.SELU_SCALE : ScalarExp.SELU_BELOW * ScalarExp.exp(z);
            case Activation.Gelu() -> ScalarErf.geluSlope(z);
            case Activation.GeluTanh() -> ScalarLogistic.geluTanhSlope(z);
            case Activation.Silu() -> ScalarLogistic.siluSlope(z);
            case Activation.Sigmoid() -> ScalarLogistic.sigmoidSlope(z);
            case Activation.HardSigmoid() -> Math.abs(z) < 3 ? 1f / 6 : 0;
            case Activation.HardSwish() -> z <= -3 ? 0 : z < 3 ? z / 3 + 0.5f : 1;
            case Activation.LogSigmoid() -> ScalarLogistic.sigmoid(-z);
            case Activation.Softplus() -> ScalarLogistic.sigmoid(z);
            case Activation.Tanh() -> ScalarLogistic.tanhSlope(z);
            case Activation.Mish() -> ScalarExp.mishSlope(z);
        };
    }

    private static float value(Elementary f, float x) {
        return switch (f) {
            case EXP -> ScalarExp.exp(x);
            case EXPM1 -> ScalarExp.expm1(x);
            case LOG -> ScalarLog.log(x);
            case LOG1P -> ScalarLog.log1p(x);
            case ERF -> ScalarErf.erf(x);
            case SQRT -> (float) Math.sqrt(x);
            case RSQRT -> 1 / (float) Math.sqrt(x);
            case RECIPROCAL -> 1 / x;
        };
    }

    private static float slope(Elementary f, float x) {
        return switch (f) {
            case EXP, EXPM1 -> ScalarExp.exp(x);
            case LOG -> 1 / x;
            case LOG1P -> 1 / (1 + x);
            case ERF -> ScalarErf.erfSlope(x);
            case SQRT -> 0.5f / (float) Math.sqrt(x);
            case RSQRT -> rsqrtSlope(x);
            case RECIPROCAL -> -(1 / x) / x;
        };
    }

    /** −1 / (2 x √x), where the rounding of the root is made good. */
    private static float rsqrtSlope(float x) {
        float root = (float) Math.sqrt(x);
        float half = -0.5f / x;
        float slope = half / root;
        float better = Math.fma(slope, Math.fma(-root, root, x) * half, slope);
        return x > RSQRT_SLOPE_FINITE && x < Float.POSITIVE_INFINITY ? better : slope;
    }

    private static float hardSigmoid(float x) {
        return Math.min(Math.max(x + 3, 0), 6) / 6;
    }
}
