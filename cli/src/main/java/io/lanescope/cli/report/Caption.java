package io.lanescope.cli.report;

/**
 * What stands with a figure.
 *
 * @param title what it shows
 * @param note  how to read it; may be empty
 * @param alt   what one would see, for those who do not see it
 * @param wide  whether it takes the page's whole width
 */
public record Caption(String title, String note, String alt, boolean wide) {

    /**
     * A figure of usual width.
     *
     * @param title what it shows
     * @param note  how to read it
     * @param alt   what one would see
     */
    public Caption(String title, String note, String alt) {
        this(title, note, alt, false);
    }
}
