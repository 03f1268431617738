package io.lanescope.simd.kernel.scalar;

/**
 * e to the x and what is made of it, from additions, multiplications, divisions, fma, comparisons and operations on bits
 * alone, so that the vector kernels repeat them with the same roundings. The polynomials are minimax fits of our own.
 */
public final class ScalarExp {

    /** Below, exp rounds to 0; the negative arguments of all functions here end at it or soon after. */
    public static final float EXP_LEAST = -104f;
    /** Above, exp is infinite. */
    public static final float EXP_MOST = 89f;
    /**
     * Adding this to a small number rounds it to an integer n, and leaves n + 254 in the low bits. Half of that, rounded
     * down, and the other half are the biased exponents of two factors whose product is 2ⁿ, also where 2ⁿ is no normal float.
     */
    public static final float SHIFTER = 0x1.8p23f + 254;
    /** As {@link #SHIFTER}, but leaves n + 127, the biased exponent of 2ⁿ. */
    public static final float SMALL_SHIFTER = 0x1.8p23f + 127;
    /** As {@link #SHIFTER}, but leaves n. */
    public static final float PLAIN_SHIFTER = 0x1.8p23f;
    /**
     * As {@link #SHIFTER}, but leaves n + 191, the biased exponent of 2ⁿ⁺⁶⁴: a normal float for all n from −150 to 0, from which
     * {@link #SCALE_BACK} makes 2ⁿ, normal or not.
     */
    public static final float UPWARD_SHIFTER = 0x1.8p23f + 191;
    /** Undoes what {@link #UPWARD_SHIFTER} adds to the exponent. */
    public static final float SCALE_BACK = 0x1p-64f;
    /** Up to this size of x, exp(x) is a normal float. */
    public static final float EXP_NORMAL = 87f;
    /** The bits of a float before its exponent. */
    public static final int MANTISSA_BITS = 23;
    /** 1 / ln 2. */
    public static final float LOG2_E = 0x1.715476p0f;
    /** ln 2 in two parts, of which the first has so few bits that its products with small integers are exact. */
    public static final float LN2_HIGH = 0x1.62ep-1f;
    /** The rest of ln 2. */
    public static final float LN2_LOW = 0x1.0bfbe8p-15f;
    /** The coefficient of r⁶ in exp(r), of which the others down to r² follow, to 2⁻²⁸ of exp. */
    public static final float EXP_6 = 0x1.6a4d6p-10f;
    /** Of r⁵. */
    public static final float EXP_5 = 0x1.12398ep-7f;
    /** Of r⁴. */
    public static final float EXP_4 = 0x1.5558bp-5f;
    /** Of r³. */
    public static final float EXP_3 = 0x1.555492p-3f;
    /** Of r². */
    public static final float EXP_2 = 0x1.fffffcp-2f;
    /** The coefficient of r⁷ in exp(r) − 1 for r between −0.288 and 0.408, of which the others down to r² follow, to 2⁻³¹ of it. */
    public static final float EXPM1_7 = 0x1.b77226p-13f;
    /** Of r⁶. */
    public static final float EXPM1_6 = 0x1.6cdae4p-10f;
    /** Of r⁵. */
    public static final float EXPM1_5 = 0x1.11061ap-7f;
    /** Of r⁴. */
    public static final float EXPM1_4 = 0x1.55552ap-5f;
    /** Of r³. */
    public static final float EXPM1_3 = 0x1.55555ap-3f;
    /** Of r². */
    public static final float EXPM1_2 = 0.5f;
    /** Below, exp − 1 rounds to −1. */
    public static final float EXPM1_LEAST = -20f;
    /** What is taken off before rounding to a power of 2, so that exp(r) − 1 is at least −1/4 and costs exp − 1 no bits. */
    public static final float EXPM1_SHIFT = 0.05889f;
    /** Nearer to 0, exp(x) − 1 rounds to x. */
    public static final float EXPM1_LINEAR = 0x1p-25f;
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
    /** From here, the logistic function of {@link #geluTanh} at −x rounds to 0. */
    public static final float GELU_TANH_MOST = 11f;
    /** Beyond, x · exp(−x) rounds to 0. */
    public static final float MISH_MOST = 110f;
    /** 2 √(2/π). */
    public static final float GELU_TANH_LINEAR = 1.5957691216057308f;
    /** 2 √(2/π) · 0.044715. */
    public static final float GELU_TANH_CUBIC = 0.07135481282632023f;
    /** The scale of SELU. */
    public static final float SELU_SCALE = 1.0507009873554805f;
    /** The scale of SELU times its alpha. */
    public static final float SELU_BELOW = 1.7580993408473766f;
    /** What {@link #SELU_BELOW} lost. */
    public static final float SELU_BELOW_LOW = (float) (1.7580993408473766 - SELU_BELOW);

    private ScalarExp() {}

    /** e to the x. */
    public static float exp(float x) {
        float inside = x < EXP_LEAST ? EXP_LEAST : x;
        // As integers, so that NaN is capped too: it comes back with r.
        float capped = Float.intBitsToFloat(
                Math.min(Float.floatToRawIntBits(inside), Float.floatToRawIntBits(EXP_MOST)));
        float shifted = Math.fma(capped, LOG2_E, SHIFTER);
        float n = shifted - SHIFTER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, inside));
        return Math.fma(Math.fma(expTerms(r), r, 1), r, 1) * lowerHalf(shifted) * upperHalf(shifted);
    }

    /** e to the x, minus 1. */
    public static float expm1(float x) {
        float inside = x < EXPM1_LEAST ? EXPM1_LEAST : x;
        inside = inside > EXP_MOST ? EXP_MOST : inside;
        float shifted = Math.fma(inside - EXPM1_SHIFT, LOG2_E, SMALL_SHIFTER);
        float n = shifted - SMALL_SHIFTER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, inside));
        float square = r * r;
        float p = Math.fma(Math.fma(EXPM1_7, r, EXPM1_6), square, Math.fma(EXPM1_5, r, EXPM1_4));
        p = Math.fma(Math.fma(p, r, EXPM1_3), r, EXPM1_2);
        float t = Math.fma(square, p, r);
        float half = power(Float.floatToRawIntBits(shifted) - 1); // since 2^128 is no float
        float less = half - 0.5f;
        float lost = half - less - 0.5f;
        float result = Math.fma(half, t, lost) + less;
        return Math.abs(x) < EXPM1_LINEAR ? x : result + result;
    }

    /** above · x for x > 0, else (below + low) · (exp(x) − 1). */
    public static float elu(float x, float above, float below, float low) {
        float e = expm1(x);
        return x > 0 ? above * x : Math.fma(e, below, e * low);
    }

    /** 1 / (1 + exp(−x)). */
    public static float sigmoid(float x) {
        float tail = logisticTail(Math.abs(x));
        return x < 0 ? tail : 1 - tail;
    }

    /** The slope of sigmoid. */
    public static float sigmoidSlope(float x) {
        float tail = logisticTail(Math.abs(x));
        return Math.fma(-tail, tail, tail);
    }

    /** 1 / (1 + exp(a)) for a ≥ 0. */
    private static float logisticTail(float a) {
        float inside = a > -EXP_LEAST ? -EXP_LEAST : a;
        // e^a = 2^−n (1 + t), so that the result is 2^n / (1 + t + 2^n)
        float shifted = Math.fma(inside, -LOG2_E, UPWARD_SHIFTER);
        float t = grown(inside, shifted - UPWARD_SHIFTER);
        float power = power(Float.floatToRawIntBits(shifted)) * SCALE_BACK;
        float u = power + t;
        float sum = 1 + u;
        float lost = 1 - sum + u + (power - u + t);
        float q = 1 / sum;
        float residual = Math.fma(-q, lost, Math.fma(-q, sum, 1));
        return Math.fma(q, residual, q) * power;
    }

    /** exp(r) − 1 with r = a + n ln 2. */
    private static float grown(float a, float n) {
        float r = Math.fma(n, LN2_LOW, Math.fma(n, LN2_HIGH, a));
        return Math.fma(r * r, expTerms(r), r);
    }

    /** x · sigmoid(x). */
    public static float silu(float x) {
        return (x < 0 ? 0 : x) - logisticShare(Math.abs(x), Math.abs(x));
    }

    /** The slope of {@link #silu}: at −x it is 1 minus that at x. */
    public static float siluSlope(float x) {
        float size = Math.abs(x);
        float inside = size > MISH_MOST ? MISH_MOST : size;
        float tail = logisticTail(inside);
        float below = tail - inside * (tail * (1 - tail));
        return x < 0 ? below : 1 - below;
    }

    /** x/2 · (1 + tanh(√(2/π) (x + 0.044715 x³))), which is x times a logistic function. */
    public static float geluTanh(float x) {
        float size = Math.abs(x);
        float inside = size > GELU_TANH_MOST ? GELU_TANH_MOST : size;
        float argument = inside * Math.fma(inside * inside, GELU_TANH_CUBIC, GELU_TANH_LINEAR);
        return (x < 0 ? 0 : x) - logisticShare(size, argument);
    }

    /** The slope of {@link #geluTanh}. */
    public static float geluTanhSlope(float x) {
        float size = Math.abs(x);
        float inside = size > GELU_TANH_MOST ? GELU_TANH_MOST : size;
        float square = inside * inside;
        float tail = logisticTail(inside * Math.fma(square, GELU_TANH_CUBIC, GELU_TANH_LINEAR));
        float inner = inside * Math.fma(square, 3 * GELU_TANH_CUBIC, GELU_TANH_LINEAR);
        float below = tail - inner * (tail * (1 - tail));
        return x < 0 ? below : 1 - below;
    }

    /** factor / (1 + exp(a)) for a ≥ 0 where a large factor comes with a large a, with one rounding more than {@link #logisticTail}. */
    private static float logisticShare(float factor, float a) {
        float most = -EXP_LEAST;
        float inside = a > most ? most : a;
        float shifted = Math.fma(inside, -LOG2_E, UPWARD_SHIFTER);
        float t = grown(inside, shifted - UPWARD_SHIFTER);
        float power = power(Float.floatToRawIntBits(shifted)) * SCALE_BACK;
        return (factor > most ? most : factor) / (1 + (power + t)) * power;
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
        float shifted = Math.fma(twice, LOG2_E, SMALL_SHIFTER);
        float n = shifted - SMALL_SHIFTER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, twice));
        float power = power(Float.floatToRawIntBits(shifted));
        float sum = Math.fma(power, Math.fma(r * r, expTerms(r), r), 1 + power);
        float large = 1 - 2 / sum;
        return size < TANH_SMALL ? small : x < 0 ? -large : large;
    }

    /** The slope of tanh, four times that of sigmoid at twice x. */
    public static float tanhSlope(float x) {
        return 4 * sigmoidSlope(x + x);
    }

    /** x · tanh(log(1 + exp(x))), of which tanh(log(1 + e)) = e (e + 2) / (e (e + 2) + 2). */
    public static float mish(float x) {
        float inside = x < -MISH_MOST ? -MISH_MOST : x > MISH_MOST ? MISH_MOST : x;
        float e = exp(-Math.abs(inside));
        float twice = e + e;
        float more = x < 0 ? 2 : twice * e;
        float numerator = x < 0 ? Math.fma(e, e, twice) : 1 + twice;
        return (x < 0 ? 0 : x) + inside * (x < 0 ? numerator : -more) / (numerator + more);
    }

    /** The slope of {@link #mish}. */
    public static float mishSlope(float x) {
        float inside = x < -MISH_MOST ? -MISH_MOST : x > MISH_MOST ? MISH_MOST : x;
        float e = exp(-Math.abs(inside));
        float twice = e + e;
        float more = x < 0 ? 2 : twice * e;
        float numerator = x < 0 ? Math.fma(e, e, twice) : 1 + twice;
        float denominator = numerator + more;
        float bend = inside * (twice * (1 + e)) * (x < 0 ? 2 : twice);
        float start = x < 0 ? numerator : -more;
        return (x < 0 ? 0 : 1) + (start + bend / denominator) / denominator;
    }

    /** (exp(r) − 1 − r) / r². */
    private static float expTerms(float r) {
        return Math.fma(Math.fma(Math.fma(EXP_6, r, EXP_5), r * r, Math.fma(EXP_4, r, EXP_3)), r, EXP_2);
    }

    private static float lowerHalf(float shifted) {
        return power(Float.floatToRawIntBits(shifted) >> 1);
    }

    private static float upperHalf(float shifted) {
        int exponents = Float.floatToRawIntBits(shifted);
        return power(exponents - (exponents >> 1));
    }

    private static float power(int biasedExponent) {
        return Float.intBitsToFloat(biasedExponent << MANTISSA_BITS);
    }
}
