package io.lanescope.simd.kernel.scalar;

import static io.lanescope.simd.kernel.scalar.ScalarExp.lowerHalf;
import static io.lanescope.simd.kernel.scalar.ScalarExp.upperHalf;

/**
 * Sigmoid, tanh and the activations that are x times a logistic function, from the same operations as the vector kernels use.
 * With exp(x) = 2ⁿ exp(r), 1 / (1 + exp(−x)) is 2ⁿ / (2ⁿ + exp(−r)), for any sign of x.
 */
public final class ScalarLogistic {

    /** Up to this size of x, 1 + 2ⁿ is exact. */
    public static final float EXACT = 16f;
    /** Beyond, sigmoid rounds to 1. */
    public static final float SIGMOID_MOST = 32f;
    /** The coefficient of r² in 1 − exp(−r), of which the others up to r⁶ follow. */
    public static final float DECAY_2 = -ScalarExp.EXP_2;
    /** Of r³. */
    public static final float DECAY_3 = ScalarExp.EXP_3;
    /** Of r⁴. */
    public static final float DECAY_4 = -ScalarExp.EXP_4;
    /** Of r⁵. */
    public static final float DECAY_5 = ScalarExp.EXP_5;
    /** Of r⁶. */
    public static final float DECAY_6 = -ScalarExp.EXP_6;
    /** The coefficient of x¹⁵ in tanh(x) for |x| below {@link #TANH_SMALL}, of which the others down to x³ follow. */
    public static final float TANH_15 = -0x1.7803d8p-12f;
    /** Of x¹³. */
    public static final float TANH_13 = 0x1.2db66ep-9f;
    /** Of x¹¹. */
    public static final float TANH_11 = -0x1.0466f8p-7f;
    /** Of x⁹. */
    public static final float TANH_9 = 0x1.600bcp-6f;
    /** Of x⁷. */
    public static final float TANH_7 = -0x1.b96286p-5f;
    /** Of x⁵. */
    public static final float TANH_5 = 0x1.110be6p-3f;
    /** Of x³. */
    public static final float TANH_3 = -0x1.55553cp-2f;
    /** Where tanh changes from its polynomial to exp. */
    public static final float TANH_SMALL = 1f;
    /** Above, tanh rounds to 1. */
    public static final float TANH_MOST = 10f;
    /** Up to this size of x, all of {@link #geluTanh} are normal floats; above, it rounds to x. */
    public static final float GELU_TANH_NORMAL = 9.8f;
    /** From here, the logistic function of {@link #geluTanh} at −x rounds to 0. */
    public static final float GELU_TANH_MOST = 11f;
    /** 2 √(2/π). */
    public static final float GELU_TANH_LINEAR = 1.5957691216057308f;
    /** 2 √(2/π) · 0.044715. */
    public static final float GELU_TANH_CUBIC = 0.07135481282632023f;
    /** {@link #GELU_TANH_LINEAR} / ln 2. */
    public static final float GELU_TANH_LINEAR_BITS = 2.302208198144325f;
    /** {@link #GELU_TANH_CUBIC} / ln 2. */
    public static final float GELU_TANH_CUBIC_BITS = 0.10294323460809239f;

    private ScalarLogistic() {}

    /** 1 / (1 + exp(−x)). */
    public static float sigmoid(float x) {
        float inside = x < ScalarExp.EXP_LEAST ? ScalarExp.EXP_LEAST : x;
        inside = inside > SIGMOID_MOST ? SIGMOID_MOST : inside;
        float shifted = Math.fma(inside, ScalarExp.LOG2_E, ScalarExp.SHIFTER);
        float n = shifted - ScalarExp.SHIFTER;
        float r = Math.fma(n, -ScalarExp.LN2_LOW, Math.fma(n, -ScalarExp.LN2_HIGH, inside));
        float decay = Math.fma(r * r, decayTerms(r), r);
        float power = lowerHalf(shifted) * upperHalf(shifted);
        float less = -1 - power;
        float sum = less + decay;
        float q = -1 / sum;
        float lost = less - sum + decay + (-power - (less + 1));
        float residual = Math.fma(q, lost, Math.fma(q, sum, 1));
        return x < EXACT
                ? Math.fma(q, residual, q) * lowerHalf(shifted) * upperHalf(shifted)
                : 1 - (1 - decay) / power;
    }

    /** The slope of sigmoid. */
    public static float sigmoidSlope(float x) {
        float tail = sigmoid(-Math.abs(x));
        return Math.fma(-tail, tail, tail);
    }

    /** x · sigmoid(x), with fewer roundings made good. */
    public static float silu(float x) {
        float inside = x < -ScalarExp.MISH_MOST ? -ScalarExp.MISH_MOST : x;
        float shifted = Math.fma(inside, ScalarExp.LOG2_E, ScalarExp.SHIFTER);
        float n = shifted - ScalarExp.SHIFTER;
        float r = Math.fma(n, -ScalarExp.LN2_LOW, Math.fma(n, -ScalarExp.LN2_HIGH, inside));
        float decay = Math.fma(r * r, decayTerms(r), r);
        float power = lowerHalf(shifted) * upperHalf(shifted);
        float sum = x > -EXACT ? 1 + power - decay : power - decay + 1;
        return x < EXACT ? inside / sum * lowerHalf(shifted) * upperHalf(shifted) : x;
    }

    /** The slope of {@link #silu}: at −x it is 1 minus that at x. */
    public static float siluSlope(float x) {
        float size = Math.abs(x);
        float inside = size > ScalarExp.MISH_MOST ? ScalarExp.MISH_MOST : size;
        float tail = sigmoid(-inside);
        float below = tail - inside * (tail * (1 - tail));
        return x < 0 ? below : 1 - below;
    }

    /** x/2 · (1 + tanh(√(2/π) (x + 0.044715 x³))), which is x times a logistic function. */
    public static float geluTanh(float x) {
        float inside = x < -GELU_TANH_MOST ? -GELU_TANH_MOST : x;
        float bits = inside * Math.fma(inside * inside, GELU_TANH_CUBIC_BITS, GELU_TANH_LINEAR_BITS);
        // the shifter decides which way halves round
        float n = bits + ScalarExp.SMALL_SHIFTER - ScalarExp.SMALL_SHIFTER;
        float f = bits - n;
        float shifted = n + ScalarExp.SHIFTER;
        float square = f * f;
        float decay = Math.fma(Math.fma(ScalarErf.EXP2_6, f, -ScalarErf.EXP2_5), square,
                Math.fma(ScalarErf.EXP2_4, f, -ScalarErf.EXP2_3));
        decay = Math.fma(decay, square, Math.fma(ScalarErf.EXP2_2, f, -ScalarErf.EXP2_1));
        float sum = Math.fma(decay, f, lowerHalf(shifted) * upperHalf(shifted) + 1);
        return x < GELU_TANH_NORMAL ? inside / sum * lowerHalf(shifted) * upperHalf(shifted) : x;
    }

    /** The slope of {@link #geluTanh}. */
    public static float geluTanhSlope(float x) {
        float size = Math.abs(x);
        float inside = size > GELU_TANH_MOST ? GELU_TANH_MOST : size;
        float square = inside * inside;
        float tail = sigmoid(-(inside * Math.fma(square, GELU_TANH_CUBIC, GELU_TANH_LINEAR)));
        float inner = inside * Math.fma(square, 3 * GELU_TANH_CUBIC, GELU_TANH_LINEAR);
        float below = tail - inner * (tail * (1 - tail));
        return x < 0 ? below : 1 - below;
    }

    /** Hyperbolic tangent. */
    public static float tanh(float x) {
        float size = Math.abs(x);
        float square = x * x;
        float fourth = square * square;
        float p = Math.fma(Math.fma(TANH_15, square, TANH_13), fourth, Math.fma(TANH_11, square, TANH_9));
        p = Math.fma(Math.fma(p, fourth, Math.fma(TANH_7, square, TANH_5)), square, TANH_3);
        float small = Math.fma(p * square, x, x);
        float inside = size > TANH_MOST ? TANH_MOST : size;
        float twice = inside + inside;
        float shifted = Math.fma(twice, ScalarExp.LOG2_E, ScalarExp.SMALL_SHIFTER);
        float n = shifted - ScalarExp.SMALL_SHIFTER;
        float r = Math.fma(n, -ScalarExp.LN2_LOW, Math.fma(n, -ScalarExp.LN2_HIGH, twice));
        float power = ScalarExp.power(Float.floatToRawIntBits(shifted));
        float sum = Math.fma(power, Math.fma(r * r, ScalarExp.expTerms(r), r), 1 + power);
        float large = 1 - 2 / sum;
        return size < TANH_SMALL ? small : x < 0 ? -large : large;
    }

    /** The slope of tanh, four times that of sigmoid at twice x. */
    public static float tanhSlope(float x) {
        return 4 * sigmoidSlope(x + x);
    }

    /** (1 − exp(−r) − r) / r². */
    private static float decayTerms(float r) {
        return Math.fma(Math.fma(Math.fma(DECAY_6, r, DECAY_5), r * r, Math.fma(DECAY_4, r, DECAY_3)), r, DECAY_2);
    }
}
