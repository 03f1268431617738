package io.lanescope.cli.report;

/** Blue below zero, white at it, orange above: to be told apart by those who do not see red or green. */
final class Palette {

    static final int TEXT = 0x17202b;

    static final int SOFT = 0x4a5768;

    static final int LINE = 0xd8dee6;

    static final int MINUS = 0x0a66b0;

    static final int PLUS = 0xc2570c;

    /** For what is no number. */
    private static final int NONE = 0xb0b0b0;

    private static final int[] BELOW = {0xffffff, 0x9ecaeb, 0x2b7bba, 0x08306b};

    private static final int[] ABOVE = {0xffffff, 0xfdbe7e, 0xe66914, 0x7f3204};

    private Palette() {}

    /** The colour of a share of the scale, −1 to 1; what is beyond has the colour of its end. */
    static int diverging(double share) {
        if (Double.isNaN(share)) {
            return NONE;
        }
        int[] stops = share < 0 ? BELOW : ABOVE;
        double at = Math.min(Math.abs(share), 1) * (stops.length - 1);
        int low = Math.min((int) at, stops.length - 2);
        return mix(stops[low], stops[low + 1], at - low);
    }

    /** Ink on white. */
    static int ink(double share) {
        return Double.isNaN(share) ? NONE : mix(0xffffff, TEXT, Math.clamp(share, 0, 1));
    }

    private static int mix(int from, int to, double share) {
        int color = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = from >> shift & 0xff;
            int b = to >> shift & 0xff;
            color |= (int) Math.round(a + (b - a) * share) << shift;
        }
        return color;
    }
}
