package io.lanescope.jmh.lab;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them. */
final class Figures {

    private static final MathContext DIGITS = new MathContext(4);

    private static final MathContext FEW = new MathContext(3);

    private Figures() {}

    /** Four digits. */
    static String of(double value) {
        return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).toPlainString() : "–";
    }

    /** A ratio: three decimals near 1, and three digits where it is large or small. */
    static String ratio(double value) {
        return value >= 0.1 && value < 10
                ? String.format(Locale.ROOT, "%.3f", value)
                : Double.isFinite(value) ? new BigDecimal(value).round(FEW).toPlainString() : "–";
    }
}
