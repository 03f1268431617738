package io.lanescope.cli.report;

import java.util.Locale;

/** Numbers of things, in words. */
public final class Counted {

    private Counted() {}

    /**
     * A number with what it counts: 1 row, 1,200 rows.
     *
     * @param count how many
     * @param thing what one of them is called; an s makes it many
     * @return both
     */
    public static String of(long count, String thing) {
        return String.format(Locale.ROOT, count == 1 ? "%,d %s" : "%,d %ss", count, thing);
    }
}
