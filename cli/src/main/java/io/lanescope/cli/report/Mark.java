package io.lanescope.cli.report;

/** Something in a drawing, in pixels from its upper left corner; colours are 0xRRGGBB. */
sealed interface Mark {

    /** A filled rectangle. */
    record Box(double x, double y, double width, double height, int color) implements Mark {}

    /** A thin line. */
    record Stroke(double x1, double y1, double x2, double y2, int color) implements Mark {}

    /** A line of text whose letters stand on y. */
    record Text(double x, double y, Anchor anchor, int size, int color, String text) implements Mark {}

    /** What of a text lies at its x. */
    enum Anchor {
        START, MIDDLE, END
    }
}
