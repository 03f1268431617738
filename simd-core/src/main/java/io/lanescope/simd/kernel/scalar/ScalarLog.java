package io.lanescope.simd.kernel.scalar;

/** Logarithms, from the same operations as the vector kernels use. The polynomial is a minimax fit of our own. */
public final class ScalarLog {

    /** The bits of the least significand that is used, 2/3. */
    public static final int LEAST_SIGNIFICAND = Float.floatToRawIntBits(2f / 3);
    /** The coefficient of f¹⁰ in log(1 + f) for f between −1/3 and 1/3, of which the others down to f² follow, to 2⁻²⁷ of log. */
    public static final float LOG_10 = -0x1.07c48ap-3f;
    /** Of f⁹. */
    public static final float LOG_9 = 0x1.1e6ccap-3f;
    /** Of f⁸. */
    public static final float LOG_8 = -0x1.f332b8p-4f;
    /** Of f⁷. */
    public static final float LOG_7 = 0x1.1ed572p-3f;
    /** Of f⁶. */
    public static final float LOG_6 = -0x1.559c66p-3f;
    /** Of f⁵. */
    public static final float LOG_5 = 0x1.99d05p-3f;
    /** Of f⁴. */
    public static final float LOG_4 = -0x1.fffefap-3f;
    /** Of f³. */
    public static final float LOG_3 = 0x1.555506p-2f;
    /** Of f². */
    public static final float LOG_2 = -0x1.0p-1f;
    /** What makes a subnormal number normal, and its exponent. */
    public static final float UPSCALE = 0x1p24f;
    /** The exponent of {@link #UPSCALE}. */
    public static final float UPSCALE_EXPONENT = 24f;
    /** Added to the bits of a float, makes those of normal numbers the least of all as signed numbers, in their order. */
    public static final int NORMAL_FIRST = Integer.MIN_VALUE - Float.floatToRawIntBits(Float.MIN_NORMAL);
    /** The last of them. */
    public static final int LAST_NORMAL = NORMAL_FIRST + Float.floatToRawIntBits(Float.MAX_VALUE);
    /** Above, log1p is log. */
    public static final float LOG1P_LARGE = 0x1p25f;

    /** What a float's exponent is stored with. */
    public static final int EXPONENT_BIAS = 127;

    private ScalarLog() {}

    /** The natural logarithm. */
    public static float log(float x) {
        boolean subnormal = x < Float.MIN_NORMAL;
        int bits = Float.floatToRawIntBits(subnormal ? x * UPSCALE : x);
        int n = bits - LEAST_SIGNIFICAND >> ScalarExp.MANTISSA_BITS;
        float f = Float.intBitsToFloat(bits - (n << ScalarExp.MANTISSA_BITS)) - 1;
        float exponent = n - (subnormal ? UPSCALE_EXPONENT : 0);
        float result = x > 0 ? finish(f, 0, exponent) : Float.NaN;
        result = x == Float.POSITIVE_INFINITY ? x : result;
        return x == 0 ? Float.NEGATIVE_INFINITY : result;
    }

    /** log(1 + x). */
    public static float log1p(float x) {
        float result = x > -1 ? log1pInside(x) : Float.NaN;
        result = x == Float.POSITIVE_INFINITY ? x : result;
        result = x == -1 ? Float.NEGATIVE_INFINITY : result;
        return x == 0 ? x : result;
    }

    /** log(1 + exp(x)), also called softplus. */
    public static float softplus(float x) {
        return (x < 0 ? 0 : x) + log1pInside(ScalarExp.exp(-Math.abs(x)));
    }

    /** −log(1 + exp(−x)). */
    public static float logSigmoid(float x) {
        return (x < 0 ? x : 0) - log1pInside(ScalarExp.exp(-Math.abs(x)));
    }

    /** Of a number above −1 that is finite. */
    private static float log1pInside(float x) {
        float u = 1 + x;
        int bits = Float.floatToRawIntBits(u);
        int n = bits - LEAST_SIGNIFICAND >> ScalarExp.MANTISSA_BITS;
        float scale = Float.intBitsToFloat(EXPONENT_BIAS - n << ScalarExp.MANTISSA_BITS);
        float f = Math.fma(x, scale, scale - 1);
        float lost = Math.fma(x, scale, scale - 1 - f);
        boolean large = x > LOG1P_LARGE;
        f = large ? Float.intBitsToFloat(bits - (n << ScalarExp.MANTISSA_BITS)) - 1 : f;
        return finish(f, large ? 0 : Math.fma(-lost, f, lost), n);
    }

    /** n ln 2 + log(1 + f + lost), where what was lost is less than a rounding of f. */
    private static float finish(float f, float lost, float n) {
        float square = f * f;
        float p = Math.fma(Math.fma(LOG_10, f, LOG_9), square, Math.fma(LOG_8, f, LOG_7));
        p = Math.fma(Math.fma(p, square, Math.fma(LOG_6, f, LOG_5)), square, Math.fma(LOG_4, f, LOG_3));
        p = Math.fma(p, f, LOG_2);
        float high = n * ScalarExp.LN2_HIGH;
        float sum = high + f;
        return sum + Math.fma(square, p, Math.fma(n, ScalarExp.LN2_LOW, high - sum + f + lost));
    }
}
