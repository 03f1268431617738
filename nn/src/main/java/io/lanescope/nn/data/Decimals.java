package io.lanescope.nn.data;

import java.util.regex.Pattern;

/**
 * Decimal numbers in text files: {@code [+-] digits [. digits] [e [+-] digits]}, with digits on at least one side of the
 * point, and spaces around it. The value is the float nearest to what is written, as {@link Float#parseFloat} has it;
 * but no NaN, no infinity, no hexadecimal, no {@code f} or {@code d} at the end.
 */
final class Decimals {

    /** Powers of ten that a float holds exactly. */
    private static final float[] TENS = {1, 1e1f, 1e2f, 1e3f, 1e4f, 1e5f, 1e6f, 1e7f, 1e8f, 1e9f, 1e10f};
    private static final int EXACT_MANTISSA = 1 << 24;

    private static final Pattern SPECIAL = Pattern.compile("[+-]?(nan|inf|infinity)", Pattern.CASE_INSENSITIVE);

    private Decimals() {}

    /** The number, or NaN if the text is none or is beyond the range of a float; {@link #problem} then says which. */
    static float parse(char[] text, int from, int length) {
        int at = from;
        int end = from + length;
        boolean negative = at < end && text[at] == '-';
        if (negative) {
            at++;
        }
        // A mantissa and a power of ten that are both exact need one rounding only, that of their quotient.
        int mantissa = 0;
        int digits = 0;
        int fraction = -1;
        for (; at < end; at++) {
            char c = text[at];
            if (c >= '0' && c <= '9' && mantissa < EXACT_MANTISSA / 10) {
                mantissa = 10 * mantissa + (c - '0');
                digits++;
                fraction += fraction >= 0 ? 1 : 0;
            } else if (c == '.' && fraction < 0) {
                fraction = 0;
            } else {
                return parseSlowly(new String(text, from, length));
            }
        }
        if (digits == 0 || fraction >= TENS.length) {
            return parseSlowly(new String(text, from, length));
        }
        float magnitude = mantissa / TENS[Math.max(0, fraction)];
        return negative ? -magnitude : magnitude;
    }

    static float parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }

    private static float parseSlowly(String text) {
        String trimmed = text.strip();
        if (!isDecimal(trimmed)) {
            return Float.NaN;
        }
        float value = Float.parseFloat(trimmed);
        return Float.isInfinite(value) ? Float.NaN : value;
    }

    private static boolean isDecimal(String text) {
        int at = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
        int whole = digits(text, at);
        at += whole;
        int fraction = 0;
        if (at < text.length() && text.charAt(at) == '.') {
            fraction = digits(text, at + 1);
            at += 1 + fraction;
        }
        if (whole + fraction == 0) {
            return false;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            at += at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-') ? 1 : 0;
            int exponent = digits(text, at);
            if (exponent == 0) {
                return false;
            }
            at += exponent;
        }
        return at == text.length();
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at - from;
    }

    /** Why a text that {@link #parse} refused is no number, for a sentence. */
    static String problem(String text) {
        String trimmed = text.strip();
        if (trimmed.isEmpty()) {
            return "the value is missing";
        }
        if (isDecimal(trimmed)) {
            return InputException.quote(trimmed) + " is too large for a 32-bit float";
        }
        return InputException.quote(trimmed) + (isSpecial(trimmed)
                ? " is not a finite number, and only those can be used"
                : " is not a number");
    }

    /** Whether the text is a spelled-out NaN or infinity. */
    static boolean isSpecial(String text) {
        return SPECIAL.matcher(text.strip()).matches();
    }
}
