package io.lanescope.simd.kernel.scalar;

/**
 * The error function and the exact GELU, from the same operations as the vector kernels use. The tails are powers of 2 whose
 * exponents are polynomials; all polynomials are minimax fits of our own.
 */
public final class ScalarErf {

    /** (2^f − 1) / f for |f| ≤ 1/2, highest power first, to 2⁻²⁸ of 2^f. */
    public static final float[] EXP2 = {0x1.417284p-13f, 0x1.5f0976p-10f, 0x1.3b2ddap-7f, 0x1.c6af7ap-5f,
        0x1.ebfbdcp-3f, 0x1.62e43p-1f};
    /** Where erf changes from its polynomial to its tail. */
    public static final float ERF_SMALL = 1f;
    /** From here, erf rounds to 1. */
    public static final float ERF_MOST = 4f;
    /** erf(x)/x − 1 as a polynomial in x², for |x| below {@link #ERF_SMALL}. */
    public static final float[] ERF = {0x1.4771fcp-14f, -0x1.a3515ep-11f, 0x1.53f224p-8f, -0x1.b7f71ap-6f,
        0x1.ce2ce6p-4f, -0x1.81273ep-2f, 0x1.06eba8p-3f};
    /** (log₂(1 − erf(x)) − {@link #ERF_TAIL_START}) / x for x between 0.95 and 4. */
    public static final float[] ERF_TAIL = {0x1.21b5cap-12f, -0x1.1b9ae6p-8f, 0x1.049fb6p-5f, -0x1.3200d2p-3f,
        -0x1.d6f83p-1f, -0x1.a06468p0f};
    /** The constant term of that polynomial. */
    public static final float ERF_TAIL_START = -0x1.83f008p-12f;
    /** (log₂ Q(x) + 1) / x with Q(x) = 1 − Φ(x), fitted between 0 and 5.5; falls faster than the exact one beyond. */
    public static final float[] NORMAL_TAIL = {-0x1.95ec28p-26f, 0x1.8136d6p-21f, -0x1.3a8092p-17f, 0x1.17f984p-14f,
        -0x1.00f242p-12f, -0x1.34a5d8p-14f, 0x1.cd3926p-8f, -0x1.ae1872p-5f, -0x1.d63908p-2f, -0x1.26aee4p0f};
    /** Here the tail has become 0. */
    public static final float NORMAL_MOST = 12f;
    /** 2/√π. */
    public static final float ERF_SLOPE = 0x1.20dd76p0f;
    /** What {@link #ERF_SLOPE} lost. */
    public static final float ERF_SLOPE_LOW = -0x1.f7ac92p-25f;
    /** 1/√(2π). */
    public static final float NORMAL_DENSITY = 0x1.988454p-2f;
    /** Beyond, exp of minus half the square is 0. */
    public static final float GAUSSIAN_MOST = 16f;
    /** As {@link ScalarExp#SHIFTER}, for a number to which −1 is yet to be added. */
    public static final float SHIFTER_LESS_ONE = ScalarExp.SHIFTER - 1;

    private ScalarErf() {}

    /** The error function. */
    public static float erf(float x) {
        float size = Math.abs(x);
        float small = Math.fma(polynomial(ERF, x * x), x, x);
        float inside = size > ERF_MOST ? ERF_MOST : size;
        float w = polynomial(ERF_TAIL, inside);
        float shifted = Math.fma(inside, w, ScalarExp.SMALL_SHIFTER);
        float f = Math.fma(inside, w, ERF_TAIL_START - (shifted - ScalarExp.SMALL_SHIFTER));
        float power = Float.intBitsToFloat(Float.floatToRawIntBits(shifted) << ScalarExp.MANTISSA_BITS);
        float large = 1 - Math.fma(polynomial(EXP2, f), f, 1) * power;
        return size < ERF_SMALL ? small : x < 0 ? -large : large;
    }

    /** The slope of {@link #erf}, where the roundings of the square and of the factor are made good. */
    public static float erfSlope(float x) {
        float size = Math.abs(x);
        float inside = size > GAUSSIAN_MOST ? GAUSSIAN_MOST : size;
        float square = inside * inside;
        float lost = Math.fma(inside, inside, -square);
        float e = ScalarExp.exp(-square);
        return Math.fma(e, ERF_SLOPE, e * Math.fma(-ERF_SLOPE, lost, ERF_SLOPE_LOW));
    }

    /** x · Φ(x). */
    public static float gelu(float x) {
        float size = Math.abs(x);
        float inside = size > NORMAL_MOST ? NORMAL_MOST : size;
        return (x < 0 ? 0 : x) - inside * normalTail(inside);
    }

    /** The slope of {@link #gelu}: at −x it is 1 minus that at x. */
    public static float geluSlope(float x) {
        float size = Math.abs(x);
        float inside = size > NORMAL_MOST ? NORMAL_MOST : size;
        float density = NORMAL_DENSITY * ScalarExp.exp(-0.5f * (inside * inside));
        float below = Math.fma(-inside, density, normalTail(inside));
        return x < 0 ? below : 1 - below;
    }

    /** 1 − Φ(a) for a between 0 and {@link #NORMAL_MOST}. */
    private static float normalTail(float a) {
        float w = polynomial(NORMAL_TAIL, a);
        float shifted = Math.fma(a, w, SHIFTER_LESS_ONE);
        float f = Math.fma(a, w, -(shifted - SHIFTER_LESS_ONE));
        int exponents = Float.floatToRawIntBits(shifted);
        int half = exponents >> 1;
        return Math.fma(polynomial(EXP2, f), f, 1)
                * Float.intBitsToFloat(half << ScalarExp.MANTISSA_BITS)
                * Float.intBitsToFloat(exponents - half << ScalarExp.MANTISSA_BITS);
    }

    private static float polynomial(float[] c, float x) {
        float p = c[0];
        for (int i = 1; i < c.length; i++) {
            p = Math.fma(p, x, c[i]);
        }
        return p;
    }
}
