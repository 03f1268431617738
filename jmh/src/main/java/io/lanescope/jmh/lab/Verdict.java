package io.lanescope.jmh.lab;

import com.fasterxml.jackson.annotation.JsonValue;

/** What can be said of a variant or a change. */
enum Verdict {
    /** What is compared with. */
    BASELINE("baseline"),
    /** The interval lies above 1, even with all other comparisons in mind. */
    FASTER("faster"),
    /** The interval lies below 1, even with all other comparisons in mind. */
    SLOWER("slower"),
    /** The interval lies above 1, but among so many one may do so by chance. */
    PERHAPS_FASTER("perhaps faster"),
    /** The interval lies below 1, but among so many one may do so by chance. */
    PERHAPS_SLOWER("perhaps slower"),
    /** The interval contains 1. */
    NOISE("within noise"),
    /** One value alone has no interval. */
    UNKNOWN("one round says nothing of noise"),
    /** The JVM does not start. */
    REFUSED("refused by the JVM"),
    /** Nothing differs from the baseline. */
    SAME("same as the baseline"),
    /** Not measured yet. */
    OPEN("not measured"),
    /** Measured, but in no round with the baseline. */
    UNPAIRED("no round with the baseline"),
    /** The benchmark did. */
    FAILED("failed");

    /** Errors among all comparisons of a report are as rare as this. */
    static final double LEVEL = 0.05;

    private final String text;

    Verdict(String text) {
        this.text = text;
    }

    @JsonValue
    String text() {
        return text;
    }

    static Verdict of(LogRatio ratio, double holm) {
        if (!ratio.known()) {
            return UNKNOWN;
        }
        if (ratio.low() <= 1 && ratio.high() >= 1) {
            return NOISE;
        }
        boolean sure = holm < LEVEL;
        return ratio.mean() > 0 ? sure ? FASTER : PERHAPS_FASTER : sure ? SLOWER : PERHAPS_SLOWER;
    }
}
