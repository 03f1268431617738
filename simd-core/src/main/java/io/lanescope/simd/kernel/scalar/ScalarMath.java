package io.lanescope.simd.kernel.scalar;

/**
 * Functions of one float, built from additions, multiplications, divisions, fma and operations on bits alone, so that the
 * vector kernels can repeat them with the same roundings. The polynomials are those of the Cephes library (Moshier,
 * single precision).
 */
public final class ScalarMath {

    /** Beyond these, exp is infinite or rounds to 0. */
    public static final float EXP_MOST = 89f;
    /** The other end. */
    public static final float EXP_LEAST = -104f;
    /** Adding this to a small number rounds it to an integer, which then stands in the low bits. */
    public static final float ROUNDER = 0x1.8p23f;
    /** 1 / ln 2. */
    public static final float LOG2_E = 0x1.715476p0f;
    /** ln 2 in two parts, of which the first has so few bits that its products with small integers are exact. */
    public static final float LN2_HIGH = 0x1.62ep-1f;
    /** The rest of ln 2. */
    public static final float LN2_LOW = 0x1.0bfbe8p-15f;
    /** (exp(r) − 1 − r) / r², highest power first. */
    public static final float[] EXP = {1.9875691500e-4f, 1.3981999507e-3f, 8.3334519073e-3f, 4.1665795894e-2f,
        1.6666665459e-1f, 5.0000001201e-1f};
    /** (tanh(x) − x) / x³ as a polynomial in x², for |x| below {@link #TANH_SMALL}. */
    public static final float[] TANH = {-5.70498872745e-3f, 2.06390887954e-2f, -5.37397155531e-2f, 1.33314422036e-1f,
        -3.33332819422e-1f};
    /** Where tanh changes from its polynomial to exp. */
    public static final float TANH_SMALL = 0.625f;

    private static final int EXPONENT_BIAS = 127;
    private static final int MANTISSA_BITS = 23;

    private ScalarMath() {}

    /** e to the x, at most 1 ULP off. */
    public static float exp(float x) {
        float inside = Math.min(Math.max(x, EXP_LEAST), EXP_MOST);
        float shifted = Math.fma(inside, LOG2_E, ROUNDER);
        float n = shifted - ROUNDER;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, inside));
        float p = EXP[0];
        p = Math.fma(p, r, EXP[1]);
        p = Math.fma(p, r, EXP[2]);
        p = Math.fma(p, r, EXP[3]);
        p = Math.fma(p, r, EXP[4]);
        p = Math.fma(p, r, EXP[5]);
        p = Math.fma(r * r, p, r) + 1;
        // In two steps, since neither 2^128 nor the scale of a subnormal result is a normal float.
        int exponent = Float.floatToRawIntBits(shifted) - Float.floatToRawIntBits(ROUNDER);
        int half = exponent >> 1;
        return p * power(half) * power(exponent - half);
    }

    private static float power(int exponent) {
        return Float.intBitsToFloat(exponent + EXPONENT_BIAS << MANTISSA_BITS);
    }

    /** 1 / (1 + exp(−x)), without cancellation at either end. */
    public static float sigmoid(float x) {
        float e = exp(-Math.abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    /** The slope of sigmoid. */
    public static float sigmoidSlope(float x) {
        float e = exp(-Math.abs(x));
        float sum = 1 + e;
        return e / (sum * sum);
    }

    /** Hyperbolic tangent. */
    public static float tanh(float x) {
        float size = Math.abs(x);
        if (size < TANH_SMALL) {
            float square = x * x;
            float p = TANH[0];
            p = Math.fma(p, square, TANH[1]);
            p = Math.fma(p, square, TANH[2]);
            p = Math.fma(p, square, TANH[3]);
            p = Math.fma(p, square, TANH[4]);
            return Math.fma(p * square, x, x);
        }
        float large = 1 - 2 / (exp(size + size) + 1);
        return x < 0 ? -large : large;
    }

    /** The slope of tanh, 1 − tanh², as 4e / (1 + e)² with e = exp(−2|x|), which does not cancel. */
    public static float tanhSlope(float x) {
        float size = Math.abs(x);
        float e = exp(-(size + size));
        float sum = 1 + e;
        return 4 * e / (sum * sum);
    }
}
