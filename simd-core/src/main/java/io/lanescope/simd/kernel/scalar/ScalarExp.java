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
    /** Beyond, x · exp(−x) rounds to 0. */
    public static final float MISH_MOST = 110f;
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
    static float expTerms(float r) {
        return Math.fma(Math.fma(Math.fma(EXP_6, r, EXP_5), r * r, Math.fma(EXP_4, r, EXP_3)), r, EXP_2);
    }

    static float lowerHalf(float shifted) {
        return power(Float.floatToRawIntBits(shifted) >> 1);
    }

    static float upperHalf(float shifted) {
        int exponents = Float.floatToRawIntBits(shifted);
        return power(exponents - (exponents >> 1));
    }

    static float power(int biasedExponent) {
        return Float.intBitsToFloat(biasedExponent << MANTISSA_BITS);
    }
}
