package io.lanescope.simd.kernel.scalar;

/**
 * The error function and the exact GELU, from the same operations as the vector kernels use. The tails are powers of 2 whose
 * exponents are polynomials; all polynomials are minimax fits of our own.
 */
public final class ScalarErf {

    /** The coefficient of f⁶ in 2^f − 1 for |f| ≤ 1/2, of which the others down to f follow, to 2⁻²⁸ of 2^f. */
    public static final float EXP2_6 = 0x1.417284p-13f;
    /** Of f⁵. */
    public static final float EXP2_5 = 0x1.5f0976p-10f;
    /** Of f⁴. */
    public static final float EXP2_4 = 0x1.3b2ddap-7f;
    /** Of f³. */
    public static final float EXP2_3 = 0x1.c6af7ap-5f;
    /** Of f². */
    public static final float EXP2_2 = 0x1.ebfbdcp-3f;
    /** Of f. */
    public static final float EXP2_1 = 0x1.62e43p-1f;
    /** Where erf changes from its polynomial to its tail. */
    public static final float ERF_SMALL = 0.9f;
    /** From here, erf rounds to 1. */
    public static final float ERF_MOST = 4f;
    /** The coefficient of x¹³ in erf(x) − x for |x| below {@link #ERF_SMALL}, of which the others down to x follow. */
    public static final float ERF_13 = 0x1.4d2864p-14f;
    /** Of x¹¹. */
    public static final float ERF_11 = -0x1.a583bcp-11f;
    /** Of x⁹. */
    public static final float ERF_9 = 0x1.543f2ap-8f;
    /** Of x⁷. */
    public static final float ERF_7 = -0x1.b80062p-6f;
    /** Of x⁵. */
    public static final float ERF_5 = 0x1.ce2d6p-4f;
    /** Of x³. */
    public static final float ERF_3 = -0x1.81274p-2f;
    /** Of x. */
    public static final float ERF_1 = 0x1.06eba8p-3f;
    /** The coefficient of x⁶ in log₂(1 − erf(x)) + {@link #ERF_TAIL_SLOPE} · x for x between 0.89 and 4, of which the others follow. */
    public static final float ERF_TAIL_6 = 0x1.2d900cp-12f;
    /** Of x⁵. */
    public static final float ERF_TAIL_5 = -0x1.22ddbcp-8f;
    /** Of x⁴. */
    public static final float ERF_TAIL_4 = 0x1.083d2ep-5f;
    /** Of x³. */
    public static final float ERF_TAIL_3 = -0x1.33e066p-3f;
    /** Of x². */
    public static final float ERF_TAIL_2 = -0x1.d66fbp-1f;
    /** Of x. */
    public static final float ERF_TAIL_1 = 0x1.bee63p-1f;
    /** What is taken off the slope near 1, so that the rest of it is small and has more bits behind the point. */
    public static final float ERF_TAIL_SLOPE = 2.5f;
    /** The constant term. */
    public static final float ERF_TAIL_0 = -0x1.ce69a8p-13f;
    /**
     * The coefficient of x² in the numerator N, whose x³ has 1, of 1/2 − x N(x)/D(x) = exp(x²/2) (1 − Φ(x)), to 2·10⁻⁵ of it
     * between 0 and {@link #NORMAL_MOST}, and so that x (1 − Φ(x)) is within 3·10⁻⁹.
     */
    public static final float NORMAL_OVER_2 = 0x1.cbb198p2f;
    /** Of x. */
    public static final float NORMAL_OVER_1 = 0x1.53220ep4f;
    /** The constant term. */
    public static final float NORMAL_OVER_0 = 0x1.9f107ap4f;
    /** The coefficient of x⁴ in the denominator D, of which the others follow. */
    public static final float NORMAL_UNDER_4 = 2;
    /** Of x³. */
    public static final float NORMAL_UNDER_3 = 0x1.feb77p3f;
    /** Of x². */
    public static final float NORMAL_UNDER_2 = 0x1.b94c5ap5f;
    /** Of x. */
    public static final float NORMAL_UNDER_1 = 0x1.778322p6f;
    /** The constant term. */
    public static final float NORMAL_UNDER_0 = 0x1.041a74p6f;
    /** −1/(2 ln 2). */
    public static final float NORMAL_EXPONENT = -0x1.715476p-1f;
    /** Here the power of 2 nearest to exp(−x²/2) is no normal float, and the tail becomes 0. */
    public static final float NORMAL_MOST = 13.27f;
    /** 2/√π. */
    public static final float ERF_SLOPE = 0x1.20dd76p0f;
    /** What {@link #ERF_SLOPE} lost. */
    public static final float ERF_SLOPE_LOW = -0x1.f7ac92p-25f;
    /** 1/√(2π). */
    public static final float NORMAL_DENSITY = 0x1.988454p-2f;
    /** Beyond, exp of minus half the square is 0. */
    public static final float GAUSSIAN_MOST = 16f;

    private ScalarErf() {}

    /** The error function. */
    public static float erf(float x) {
        float size = Math.abs(x);
        float square = x * x;
        float fourth = square * square;
        float p = Math.fma(Math.fma(ERF_13, square, ERF_11), fourth, Math.fma(ERF_9, square, ERF_7));
        p = Math.fma(Math.fma(Math.fma(p, square, ERF_5), square, ERF_3), square, ERF_1);
        float small = Math.fma(p, x, x);
        float inside = size > ERF_MOST ? ERF_MOST : size;
        float near = inside * inside;
        float w = Math.fma(Math.fma(ERF_TAIL_6, inside, ERF_TAIL_5), near, Math.fma(ERF_TAIL_4, inside, ERF_TAIL_3));
        w = Math.fma(w, near, Math.fma(ERF_TAIL_2, inside, ERF_TAIL_1));
        float shifted = Math.fma(inside, w - ERF_TAIL_SLOPE, ScalarExp.SMALL_SHIFTER);
        float rest = ERF_TAIL_0 - (shifted - ScalarExp.SMALL_SHIFTER);
        float f = Math.fma(inside, w, Math.fma(inside, -ERF_TAIL_SLOPE, rest));
        float large = 1 - exp2(f) * power(shifted);
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
        return (x < 0 ? 0 : x) + timesGaussian(lessMills(inside) * inside, inside);
    }

    /** The slope of {@link #gelu}: at −x it is 1 minus that at x. */
    public static float geluSlope(float x) {
        float size = Math.abs(x);
        float inside = size > NORMAL_MOST ? NORMAL_MOST : size;
        float less = timesGaussian(Math.fma(inside, NORMAL_DENSITY, lessMills(inside)), inside);
        return x < 0 ? -less : 1 + less;
    }

    /** −exp(a²/2) (1 − Φ(a)), which is Mills's ratio times −1/√(2π), for a between 0 and {@link #NORMAL_MOST}. */
    private static float lessMills(float a) {
        float square = a * a;
        float over = Math.fma(a + NORMAL_OVER_2, square, Math.fma(NORMAL_OVER_1, a, NORMAL_OVER_0));
        float under = Math.fma(NORMAL_UNDER_4, square, Math.fma(NORMAL_UNDER_3, a, NORMAL_UNDER_2));
        under = Math.fma(under, square, Math.fma(NORMAL_UNDER_1, a, NORMAL_UNDER_0));
        return Math.fma(a, over / under, -0.5f);
    }

    /** factor · exp(−a²/2). */
    private static float timesGaussian(float factor, float a) {
        float square = a * a;
        float shifted = Math.fma(square, NORMAL_EXPONENT, ScalarExp.SMALL_SHIFTER);
        float f = Math.fma(square, NORMAL_EXPONENT, ScalarExp.SMALL_SHIFTER - shifted);
        float scaled = factor * power(shifted);
        return Math.fma(scaled * f, exp2Terms(f), scaled);
    }

    private static float exp2(float f) {
        return Math.fma(exp2Terms(f), f, 1);
    }

    /** (2^f − 1) / f. */
    private static float exp2Terms(float f) {
        float square = f * f;
        float p = Math.fma(Math.fma(EXP2_6, f, EXP2_5), square, Math.fma(EXP2_4, f, EXP2_3));
        return Math.fma(p, square, Math.fma(EXP2_2, f, EXP2_1));
    }

    private static float power(float shifted) {
        return Float.intBitsToFloat(Float.floatToRawIntBits(shifted) << ScalarExp.MANTISSA_BITS);
    }
}
