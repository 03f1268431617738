package io.lanescope.simd;

/**
 * Elementary functions of one number, beside those that are activations of networks (such as tanh, sigmoid and softplus).
 * NaN gives NaN.
 */
public enum Elementary implements ElementwiseFunction {

    /** {@code e^x}; 0 for −∞. */
    EXP,

    /** {@code e^x − 1}, exact near 0; −0 gives −0. */
    EXPM1,

    /** The natural logarithm; −∞ for ±0, NaN below. Its derivative is {@code 1/x}. */
    LOG,

    /** {@code log(1 + x)}, exact near 0; −0 gives −0, −1 gives −∞, and what is below NaN. */
    LOG1P,

    /** The error function {@code 2/√π ∫₀ˣ exp(−t²) dt}; ±1 for ±∞. */
    ERF,

    /** The square root, exactly rounded; NaN below 0. */
    SQRT,

    /** {@code 1/√x}; ±∞ for ±0, NaN below. */
    RSQRT,

    /** {@code 1/x}, exactly rounded. */
    RECIPROCAL
}
