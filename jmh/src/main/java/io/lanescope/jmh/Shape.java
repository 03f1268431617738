package io.lanescope.jmh;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A matrix product {@code [m, k]·[k, n]}, written {@code 256} (all three), {@code 128x784x256} (m, k, n), and with an ending
 * {@code T} where A is stored transposed ({@code TN} to BLAS), {@code NT} where B is, {@code TT} where both are.
 */
public record Shape(int m, int k, int n, boolean transposeA, boolean transposeB) {

    private static final Pattern TEXT = Pattern.compile("(\\d+)(?:x(\\d+)x(\\d+))?(|T|NT|TT)");

    public static Shape parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a shape is written 256, 128x784x256, 784x128x256T or 128x256x784NT, not " + text);
        }
        int m = Integer.parseInt(matcher.group(1));
        String k = matcher.group(2);
        String n = matcher.group(3);
        String end = matcher.group(4);
        return new Shape(m, k == null ? m : Integer.parseInt(k), n == null ? m : Integer.parseInt(n),
                end.startsWith("T"), end.length() == 2);
    }

    /** Distance between the rows of A as stored. */
    int lda() {
        return transposeA ? m : k;
    }

    /** Distance between the rows of B as stored. */
    int ldb() {
        return transposeB ? k : n;
    }

    /** Multiplications and additions. */
    public double flops() {
        return 2.0 * m * n * k;
    }
}
